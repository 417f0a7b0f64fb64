"""Pieces of text, joined for some milliseconds before they become an event: each wake-up has its price.

None is longer than a page can draw within a frame, also when a provider sends a whole reply at once.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeAlias

JOIN_SECONDS = 0.05
"""Text that comes so long after what was shown last is shown at once, with all that waited for it: of a model that
writes thirty words a second each second one finds the time come."""
CROWD = 200
CROWDED_JOIN_SECONDS = 0.09
"""The same where more than so many texts are written at a time: each third word, a third less work for all of them."""
LONGEST_SECONDS = 0.08
"""No text waits longer for more (`performance.md`, rule 2)."""
MOST_CHARACTERS = 1_500

Put: TypeAlias = Callable[[str], None]


class _Parts:
    """What was put and not shown yet. Whoever waits is woken by the part that comes in time, else by a timer."""

    __slots__ = ("_is_over", "_loop", "_parts", "_shown", "_timer", "_waiter")

    live = 0
    """How many there are in this process."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._parts: list[str] = []
        self._shown = float("-inf")
        self._timer: asyncio.TimerHandle | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._is_over = False

    def put(self, text: str) -> None:
        """Add a part."""
        if not text:
            return
        self._parts.append(text)
        now = self._loop.time()
        if now >= self._shown + pause(_Parts.live):
            self._wake()
        elif self._timer is None:
            self._timer = self._loop.call_at(now + LONGEST_SECONDS, self._wake)

    def close(self, _done: object = None) -> None:
        """Nothing more comes: what is there waits no longer."""
        self._is_over = True
        self._wake()

    async def taken(self) -> str | None:
        """What there is, once it is time; None behind the last of it."""
        while not self._is_over and (not self._parts or self._timer is not None):
            self._waiter = self._loop.create_future()
            await self._waiter
        text = "".join(self._parts)
        self._parts.clear()
        self._shown = self._loop.time()
        return text or None

    def _wake(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def pause(live: int) -> float:
    """Seconds between two pieces of one text, where so many are written at a time."""
    return JOIN_SECONDS if live <= CROWD else CROWDED_JOIN_SECONDS


async def joined(work: Callable[[Put], Awaitable[None]]) -> AsyncGenerator[str, None]:
    """What `work` puts, the first piece at once. Its error comes after its text; closing this cancels it."""
    parts = _Parts()
    task = asyncio.ensure_future(work(parts.put))
    task.add_done_callback(parts.close)
    _Parts.live += 1
    try:
        while (text := await parts.taken()) is not None:
            for begin in range(0, len(text), MOST_CHARACTERS):
                yield text[begin : begin + MOST_CHARACTERS]
        await task
    finally:
        _Parts.live -= 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
