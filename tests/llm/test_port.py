import asyncio
import threading
from dataclasses import dataclass, field

import pytest

from app.errors import InvalidInput, ModelError
from app.llm import Message, Models, Task


@dataclass
class Shout:
    text: str
    threads: list[str] = field(default_factory=list)
    name: str = "shout"
    answer_type: type[str] = str

    def messages(self) -> list[Message]:
        return [Message("user", self.text)]

    def builtin(self) -> str:
        self.threads.append(threading.current_thread().name)
        return self.text.upper()


class ShoutLater(Shout):
    async def builtin(self) -> str:  # type: ignore[override]  # the port allows both; this class tests it
        await asyncio.sleep(0)
        return self.text.upper()


class Liar(Shout):
    def builtin(self) -> str:
        return 7  # type: ignore[return-value]  # the lie that is to be found out


def test_a_plain_class_is_a_task() -> None:
    assert isinstance(Shout("a"), Task)


async def test_ask_runs_the_tasks_own_work_off_the_event_loop() -> None:
    task = Shout("hello")
    assert await Models().named("builtin").ask(task) == "HELLO"
    assert task.threads != [threading.current_thread().name]


async def test_a_coroutine_may_do_the_work() -> None:
    assert await Models().named("builtin").ask(ShoutLater("hello")) == "HELLO"


async def test_an_answer_of_another_type_is_a_model_error() -> None:
    with pytest.raises(ModelError) as caught:
        await Models().named("builtin").ask(Liar("x"))
    assert caught.value.reason == "internal"
    assert not caught.value.retryable


@pytest.mark.parametrize("text", ["", " two  words\n", "one", "\n\n a"])
async def test_the_pieces_of_a_stream_are_the_text(text: str) -> None:
    pieces = [delta.text async for delta in Models().named("builtin").stream(Shout(text))]
    assert "".join(pieces) == text.upper()
    assert all(pieces)


def test_an_unknown_model_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(InvalidInput, match='"builtin"'):
        Models().named("gpt-9")


def test_the_builtin_model_says_what_it_is() -> None:
    assert "nothing is sent" in Models().named("builtin").describe()
