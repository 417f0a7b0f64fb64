"""The port to language models: a slice describes a task, a model answers it; neither knows the other's library."""

from collections.abc import AsyncIterator, Awaitable
from typing import Literal, Protocol, TypeVar, runtime_checkable

import msgspec

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Message(msgspec.Struct, frozen=True):
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class Delta(msgspec.Struct, frozen=True):
    """The next piece of a text that is being written; the pieces joined are the text."""

    text: str


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What one task took. `cost` is in US dollars, None when no price is known.

    `estimated`: the provider did not say, so the tokens were counted here. A task that was asked twice (a repair, a
    retry after the provider had begun to bill) is one Usage with the sum.
    """

    task: str
    model: str
    input_tokens: int
    output_tokens: int
    cost: float | None
    estimated: bool
    seconds: float


@runtime_checkable
class Task(Protocol[T_co]):
    """One job for a model, with its typed inputs as attributes.

    `messages` is a pure function of the inputs. `builtin` does the same job with deterministic language tools;
    it may be a coroutine function, otherwise it is run in a thread and must not touch the event loop.
    """

    @property
    def name(self) -> str:
        """Stable name for logs and settings, such as `extract_keywords`."""
        ...

    @property
    def answer_type(self) -> type[T_co]:
        """What a structured answer is checked against; `str` for a text."""
        ...

    def messages(self) -> list[Message]:
        """The prompt."""
        ...

    def builtin(self) -> T_co | Awaitable[T_co]:
        """The answer without a model."""
        ...


class Model(Protocol):
    """Something that does tasks."""

    @property
    def name(self) -> str:
        """The name it was opened by."""
        ...

    def describe(self) -> str:
        """One sentence for the person: who does the work, and where."""
        ...

    async def ask(self, task: Task[T]) -> T:
        """The whole answer, of the task's type. Raises ModelError."""
        ...

    def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """The answer to a task that is a text, as it is written, in pieces of some 30 ms.

        It ends normally only when the provider said that the answer is complete. Otherwise it raises ModelError after
        the pieces that came: `refused`, `too_long` (cut at the provider's limit), `timeout`, `rate_limit` or
        `internal`. Closing the iterator (`aclose`) or cancelling its task closes the provider's connection.
        """
        ...
