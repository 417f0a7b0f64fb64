"""Reading a run from a position: history first, then live, joined with no gap and nothing twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import msgspec

from app.streaming.encoding import encode
from app.streaming.events import Event
from app.streaming.feed import Feed
from app.streaming.heartbeats import Heartbeats
from app.streaming.store import Store

PAGE_EVENTS = 4_096
BATCH_BYTES = 16_384
"""Payload of a batch, unless its first event alone is larger: a reader that takes nothing more keeps no more alive."""
LEASE_SLACK_SECONDS = 2.0


class House(Protocol):
    """What a follower asks of the engine."""

    @property
    def draining(self) -> bool:
        """Whether followers are to go."""

    @property
    def store(self) -> Store:
        """Where history is."""

    @property
    def heartbeats(self) -> Heartbeats:
        """Who rings."""

    async def feed(self, run_id: str, reader_has: int = 0) -> Feed:
        """The run, live or ended, not behind an event that a reader has; raises NotFound."""

    def monotonic(self) -> float:
        """The clock of leases, in seconds."""


class Follower(AsyncIterator[tuple[Event, ...]]):
    """Batches of what is new at each wake-up (`BATCH_BYTES` at a time); an empty one after `heartbeat` seconds without.

    It ends after the batch with the terminal event, and, when the engine drains, after what is committed. The lease
    is renewed each time the next batch is asked for, so a surface whose writes block loses it.
    """

    __slots__ = (
        "__weakref__",
        "_closed",
        "_due",
        "_feed",
        "_heartbeat",
        "_house",
        "_is_asked",
        "_keep_alive",
        "_position",
        "_repeat_end",
        "_run_id",
        "_waiting",
    )

    def __init__(
        self, house: House, run_id: str, after: int, *, heartbeat: float, keep_alive: bool, repeat_end: bool
    ) -> None:
        self._house = house
        self._run_id = run_id
        self._position = after
        self._heartbeat = heartbeat
        self._keep_alive = keep_alive
        self._repeat_end = repeat_end
        self._feed: Feed | None = None
        self._closed = False
        self._is_asked = False
        self._waiting: asyncio.Future[bool] | None = None
        self._due = 0.0

    def __aiter__(self) -> "Follower":
        return self

    async def __anext__(self) -> tuple[Event, ...]:
        if self._closed:
            raise StopAsyncIteration
        try:
            feed = self._feed
            if feed is None:
                feed = self._feed = await self._house.feed(self._run_id, self._position)
                self._renew(feed)
                first = await self._first(feed)
                if first is not None:
                    return tuple(first)
            else:
                self._renew(feed)
            while self._goes_on(feed):
                if self._position < feed.committed:
                    return tuple(await self._read(feed))
                if not await self._grown(feed):
                    return ()
            raise StopAsyncIteration
        except BaseException:
            self._close()
            raise

    async def aclose(self) -> None:
        """Stop following; the lease is given back at once."""
        self._close()

    def __del__(self) -> None:
        self._close()

    def _close(self) -> None:
        self._closed = True
        if self._feed is not None:
            self._feed.leases.release(id(self), self._house.monotonic())

    def _renew(self, feed: Feed) -> None:
        if self._keep_alive and feed.run.abandon_after is not None:
            feed.leases.renew(id(self), self._house.monotonic() + 2 * self._heartbeat + LEASE_SLACK_SECONDS)

    def _goes_on(self, feed: Feed) -> bool:
        return self._position < feed.committed or not (feed.ended or feed.left or self._house.draining)

    async def _first(self, feed: Feed) -> Sequence[Event] | None:
        if self._position < 0 or self._position > feed.committed:
            return await self._reset(feed)
        if self._repeat_end and feed.ended and self._position == feed.committed > 0:
            return await self._house.store.events(self._run_id, self._position - 1, 1)
        return None

    async def _read(self, feed: Feed) -> Sequence[Event]:
        batch = feed.since(self._position)
        if batch is None:
            batch = await self._house.store.events(self._run_id, self._position, PAGE_EVENTS, BATCH_BYTES)
            if not batch or batch[0].seq != self._position + 1:
                return await self._reset(feed)
        batch = _first_bytes(batch)
        self._position = batch[-1].seq
        return batch

    async def _reset(self, feed: Feed) -> Sequence[Event]:
        committed, state = feed.committed, feed.run.state
        events = [event for event in await read_all(self._house.store, self._run_id) if event.seq <= committed]
        self._position = committed
        snapshot = {
            "state": state.value,
            "last_seq": committed,
            "events": [{"seq": event.seq, "name": event.name, "data": msgspec.Raw(event.data)} for event in events],
        }
        return (Event(self._run_id, committed, "reset", encode(snapshot)),)

    def _grown(self, feed: Feed) -> asyncio.Future[bool]:
        """To wait for; False when a heartbeat is due. It is asked for once: whoever is rung too early asks again."""
        self._waiting = waiting = feed.waiter()
        self._due = waiting.get_loop().time() + self._heartbeat
        if not self._is_asked:
            self._ask()
        return waiting

    def _ask(self) -> None:
        self._is_asked = True
        self._house.heartbeats.ask(self._due, self)

    def ring(self) -> None:
        """A heartbeat is due, or will be."""
        self._is_asked = False
        waiting = self._waiting
        if waiting is None or waiting.done():
            return
        if waiting.get_loop().time() >= self._due:
            waiting.set_result(False)
        else:
            self._ask()


def _first_bytes(events: list[Event]) -> list[Event]:
    size = 0
    for number, event in enumerate(events):
        size += len(event.data)
        if size > BATCH_BYTES and number > 0:
            return events[:number]
    return events


async def read_all(store: Store, run_id: str, after: int = 0) -> list[Event]:
    """All committed events after `after`, read in pages."""
    events: list[Event] = []
    while True:
        page = await store.events(run_id, events[-1].seq if events else after, PAGE_EVENTS)
        events.extend(page)
        if len(page) < PAGE_EVENTS:
            return events
