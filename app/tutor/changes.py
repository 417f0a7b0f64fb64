"""Word of what changes in a conversation, for the pages of this process that show it while nothing is written there."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Watcher:
    """One page's interest in one conversation. What was announced since `wait` last returned is never lost."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Something has changed."""
        self._changed.set()

    async def wait(self, seconds: float) -> bool:
        """Whether something has changed, waiting so long for it at most."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        self._changed.clear()
        return True


class Changes:
    """Who watches which conversation. One process serves a data folder, so all of them are here."""

    def __init__(self) -> None:
        self._watchers: dict[str, set[Watcher]] = {}
        self.released = False

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[Watcher]:
        """A watcher as long as the block runs."""
        watcher = Watcher()
        watchers = self._watchers.setdefault(conversation_id, set())
        watchers.add(watcher)
        try:
            yield watcher
        finally:
            watchers.discard(watcher)
            if not watchers and self._watchers.get(conversation_id) is watchers:
                del self._watchers[conversation_id]

    def announce(self, conversation_id: str) -> None:
        """A reply has begun, another branch was opened, or something about the conversation is new."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.wake()

    def release(self) -> None:
        """The server shuts down: everybody who waits is to go."""
        self.released = True
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.wake()
