"""Word of what changes in a conversation, for the pages that show it while nothing is written there.

Pages of this process are woken at once. Where several processes share a database each hands on what was done in it
(`tell`), and the wiring brings what the others tell (`heard`). Pages look by themselves every few seconds as well.
"""

import asyncio
from collections.abc import Callable, Iterator
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
    """Who watches which conversation in this process."""

    def __init__(self) -> None:
        self._watchers: dict[str, set[Watcher]] = {}
        self.tell: Callable[[str], None] = _tell_nobody
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
        self.heard(conversation_id)
        self.tell(conversation_id)

    def heard(self, conversation_id: str) -> None:
        """Somebody has announced it, in this process or another."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.wake()

    def release(self) -> None:
        """The server shuts down: everybody who waits is to go."""
        self.released = True
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.wake()


def _tell_nobody(_conversation_id: str) -> None:
    """There is one process."""
