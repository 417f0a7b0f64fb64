"""Entries that are examined at the same time: how many, in which order they are shown, and what a failure leaves."""

import asyncio
from collections import defaultdict

import pytest

from app.errors import ModelError
from app.reviews.examining import AT_ONCE, Examined, each_as_done


class Entries:
    """Examines entries, each when its gate is open; those in `failing` fail then."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.cancelled: list[str] = []
        self.failing: set[str] = set()
        self.gates: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def examine(self, entry: str) -> Examined:
        self.begun.append(entry)
        try:
            await self.gates[entry].wait()
        except asyncio.CancelledError:
            self.cancelled.append(entry)
            raise
        if entry in self.failing:
            raise ModelError(f"{entry} failed.", reason="internal", retryable=True)
        return Examined()


@pytest.fixture
def entries() -> Entries:
    return Entries()


async def test_each_is_shown_when_it_is_done_and_makes_room_for_the_next(entries: Entries) -> None:
    shown: list[str] = []
    entries.gates["c"].set()
    async for entry, _ in each_as_done("abcde", entries.examine):
        shown.append(entry)
        assert len(entries.begun) - len(shown) < AT_ONCE
        for waiting in entries.begun:
            entries.gates[waiting].set()
    assert shown[0] == "c"
    assert sorted(shown) == entries.begun == list("abcde")


async def test_those_done_at_the_same_time_are_shown_in_the_order_of_the_resume(entries: Entries) -> None:
    for entry in "cbad":
        entries.gates[entry].set()
    assert [entry async for entry, _ in each_as_done("abcd", entries.examine)] == list("abcd")


async def test_after_a_failure_none_is_begun_and_those_under_way_are_shown_before_it_is_raised(
    entries: Entries,
) -> None:
    shown: list[str] = []
    entries.failing = {"a"}
    for entry in "abdef":
        entries.gates[entry].set()

    async def show() -> None:
        async for entry, _ in each_as_done("abcdef", entries.examine):
            shown.append(entry)
            entries.gates["c"].set()

    with pytest.raises(ModelError, match="a failed"):
        await show()
    assert shown == ["b", "c"]
    assert entries.begun == list("abc")


async def test_a_listener_who_leaves_stops_what_is_under_way(entries: Entries) -> None:
    entries.gates["a"].set()
    listening = each_as_done("abc", entries.examine)
    assert (await anext(listening))[0] == "a"
    await listening.aclose()
    await asyncio.sleep(0)
    assert entries.cancelled == ["b", "c"]
