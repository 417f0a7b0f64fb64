import asyncio
from contextlib import aclosing

import pytest

from app.llm.joining import CROWD, CROWDED_JOIN_SECONDS, JOIN_SECONDS, MOST_CHARACTERS, Put, joined


async def test_the_first_piece_comes_at_once_and_the_rest_together() -> None:
    gate = asyncio.Event()

    async def work(put: Put) -> None:
        put("a")
        await gate.wait()
        for letter in "bcdef":
            put(letter)
            await asyncio.sleep(0)

    stream = joined(work)
    assert await anext(stream) == "a"
    gate.set()
    assert [piece async for piece in stream] == ["bcdef"]


class Clock:
    """The loop's time, which only a test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)


async def shown_after(seconds: float, clock: Clock) -> str | None:
    """A text of which "a" was shown and "b" came at once: what is shown when "c" comes, so long after."""
    putting: list[Put] = []

    async def work(put: Put) -> None:
        putting.append(put)
        await asyncio.Event().wait()

    async with aclosing(joined(work)) as stream:
        first = asyncio.ensure_future(anext(stream))
        await turns()
        putting[0]("a")
        assert await first == "a"
        second = asyncio.ensure_future(anext(stream))
        putting[0]("b")
        await turns()
        assert not second.done()
        clock.now += seconds
        putting[0]("c")
        await turns()
        if second.done():
            return second.result()
        second.cancel()
        await asyncio.wait({second})
    return None


async def turns() -> None:
    """Let everything happen that can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_text_that_comes_in_time_is_shown_at_once_with_what_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    assert await shown_after(JOIN_SECONDS, clock) == "bc"
    assert await shown_after(JOIN_SECONDS - 0.01, clock) is None


async def test_where_many_texts_are_written_each_is_shown_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    never = asyncio.Event()

    async def silent(_put: Put) -> None:
        await never.wait()

    others = [joined(silent) for _ in range(CROWD)]
    waiting = [asyncio.ensure_future(anext(other)) for other in others]
    await turns()
    assert await shown_after(JOIN_SECONDS, clock) is None
    assert await shown_after(CROWDED_JOIN_SECONDS, clock) == "bc"
    for one in waiting:
        one.cancel()
    await asyncio.wait(waiting)
    assert await shown_after(JOIN_SECONDS, clock) == "bc"


async def test_text_that_waits_is_shown_although_nothing_follows() -> None:
    gate = asyncio.Event()

    async def work(put: Put) -> None:
        put("a")
        await asyncio.sleep(0)
        put("b")
        await gate.wait()

    stream = joined(work)
    assert [await anext(stream), await anext(stream)] == ["a", "b"]
    gate.set()
    assert [piece async for piece in stream] == []


async def test_a_piece_of_nothing_ends_nothing() -> None:
    gate = asyncio.Event()

    async def work(put: Put) -> None:
        put("")
        await gate.wait()
        put("a")

    stream = joined(work)
    first = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    gate.set()
    assert await first == "a"
    await stream.aclose()


async def test_an_error_comes_behind_the_text() -> None:
    async def work(put: Put) -> None:
        put("kept")
        raise ZeroDivisionError

    stream = joined(work)
    assert await anext(stream) == "kept"
    with pytest.raises(ZeroDivisionError):
        await anext(stream)


async def test_closing_cancels_the_work_and_waits_for_its_end() -> None:
    ended = []

    async def work(put: Put) -> None:
        put("a")
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append(True)

    stream = joined(work)
    assert await anext(stream) == "a"
    await stream.aclose()
    assert ended == [True]


async def test_much_that_comes_at_once_comes_in_pieces_that_a_page_can_draw() -> None:
    text = "".join(f"{number} " for number in range(2_000))

    async def work(put: Put) -> None:
        put(text)

    pieces = [piece async for piece in joined(work)]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) == MOST_CHARACTERS
