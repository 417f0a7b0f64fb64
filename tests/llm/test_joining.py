import asyncio

import pytest

from app.llm.joining import MOST_CHARACTERS, Put, joined


async def test_the_first_piece_comes_at_once_and_the_rest_together() -> None:
    gate = asyncio.Event()

    async def work(put: Put) -> None:
        put("a")
        await gate.wait()
        for letter in "bcdef":
            put(letter)
            await asyncio.sleep(0)

    stream = joined(work, seconds=0.2)
    assert await anext(stream) == "a"
    gate.set()
    assert [piece async for piece in stream] == ["bcdef"]


async def test_text_that_waits_is_shown_although_nothing_follows() -> None:
    gate = asyncio.Event()

    async def work(put: Put) -> None:
        put("a")
        await asyncio.sleep(0)
        put("b")
        await gate.wait()

    stream = joined(work, seconds=0.01)
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
