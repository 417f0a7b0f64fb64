"""Group commit: while one group of events is written the next gathers; after the commit it is shown."""

import asyncio
import logging
import time
from collections.abc import Callable

from app.streaming.events import Event, LogEntry
from app.streaming.feed import Feed
from app.streaming.observing import Observer
from app.streaming.store import Store, taken_elsewhere

logger = logging.getLogger(__name__)


class Committer:
    """Writes the events of all runs. `on_lost` is called for a run whose events could not be written."""

    def __init__(self, store: Store, on_lost: Callable[[Feed], None], observer: Observer) -> None:
        self._store = store
        self._on_lost = on_lost
        self._observer = observer
        self._since = 0.0
        self._waiting: dict[Feed, list[LogEntry]] = {}
        self._task: asyncio.Task[None] | None = None

    def append(self, feed: Feed, name: str, data: bytes, label: str | None) -> None:
        """Number an event and let it be written; an event whose label is known is left out."""
        if label is not None and not feed.is_new(label):
            return
        if not self._waiting:
            self._since = time.monotonic()
        feed.seq += 1
        entry = LogEntry(Event(feed.run.id, feed.seq, name, data), label)
        waiting = self._waiting.get(feed)
        if waiting is None:
            self._waiting[feed] = [entry]
        else:
            waiting.append(entry)
        if self._task is None:
            self._task = asyncio.create_task(self._commit_all(), name="committing events")

    async def flushed(self) -> None:
        """Wait until nothing waits."""
        while self._task is not None:
            await asyncio.wait({self._task})

    async def _commit_all(self) -> None:
        try:
            while self._waiting:
                if (pause := self._store.pause()) > 0:
                    await asyncio.sleep(pause)
                group, self._waiting = self._waiting, {}
                since = self._since
                try:
                    refused = await self._store.append(
                        [entry for entries in group.values() for entry in entries],
                        {feed.run.id: feed.run.epoch for feed in group},
                    )
                except Exception as error:
                    logger.exception("a group of events could not be written")
                    for feed in group:
                        self._lose(feed, error)
                else:
                    for feed, entries in group.items():
                        if feed.run.id in refused:
                            self._lose(feed, taken_elsewhere())
                        else:
                            feed.publish([entry.event for entry in entries])
                    self._observer.committed(sum(map(len, group.values())), time.monotonic() - since)
        finally:
            self._task = None

    def _lose(self, feed: Feed, error: Exception) -> None:
        self._waiting.pop(feed, None)
        feed.seq = feed.committed
        feed.failure = error
        feed.wake()
        self._on_lost(feed)
