"""What one process tells, all others hear, each notice once and in order."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from app.streaming.distributed import notices as module
from app.streaming.distributed.notices import Notices
from app.streaming.distributed.redis_link import Names
from tests.services.redis import RedisServer
from tests.streaming.distributed.house import until


@pytest_asyncio.fixture
async def process(redis_server: RedisServer) -> AsyncIterator[Callable[[str], Notices]]:
    """One process's notices, by its name."""
    url = redis_server.empty()
    async with AsyncExitStack() as closing:

        def made(name: str) -> Notices:
            notices = Notices(url, Names(), name)
            closing.push_async_callback(notices.close)
            return notices

        yield made


async def test_all_others_hear_what_one_tells_and_it_does_not_hear_itself(process: Callable[[str], Notices]) -> None:
    heard: dict[str, list[str]] = {name: [] for name in ("a", "b", "c")}
    notices = {name: process(name) for name in heard}
    for name, one in notices.items():
        await one.hear(heard[name].append)
    notices["a"].tell("con_1")
    await until(lambda: heard["b"] and heard["c"])
    notices["b"].tell("con_2")
    await until(lambda: heard["a"] and len(heard["c"]) == 2)
    assert heard == {"a": ["con_2"], "b": ["con_1"], "c": ["con_1", "con_2"]}


async def test_what_was_told_before_is_not_heard_and_what_comes_at_once_is_heard_whole_and_in_order(
    process: Callable[[str], Notices],
) -> None:
    teller, listener = process("teller"), process("listener")
    heard: list[str] = []
    early: list[str] = []
    await listener.hear(early.append)
    teller.tell("before")
    await until(lambda: early)
    await listener.hear(heard.append)
    for number in range(500):
        teller.tell(f"con_{number}")
    await until(lambda: len(heard) == 500)
    assert heard == [f"con_{number}" for number in range(500)]


async def test_redis_may_be_away_and_come_back_empty(
    process: Callable[[str], Notices], redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.05)
    teller, listener = process("teller"), process("listener")
    heard: list[str] = []
    await listener.hear(heard.append)
    redis_server.stop()
    teller.tell("nobody hears it")
    await until(lambda: teller._telling is None)
    redis_server.start()

    def told_again() -> list[str]:
        teller.tell("back")
        return heard

    await until(told_again)
    assert set(heard) == {"back"}
