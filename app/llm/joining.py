"""Pieces of text, joined for some milliseconds before they become an event: each wake-up has its price.

None is longer than a page can draw within a frame, also when a provider sends a whole reply at once.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeAlias

JOIN_SECONDS = 0.06
"""Two words of a model that writes thirty a second; who reads sees no difference (`performance.md`, rule 2)."""
MOST_CHARACTERS = 1_500

Put: TypeAlias = Callable[[str], None]


class _Parts:
    """What was put and not shown yet. Whoever waits is woken by one timer, set when the first part comes."""

    __slots__ = ("_is_over", "_loop", "_parts", "_seconds", "_shown", "_timer", "_waiter")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._parts: list[str] = []
        self._shown = self._loop.time() - seconds
        self._timer: asyncio.TimerHandle | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._is_over = False

    def put(self, text: str) -> None:
        """Add a part."""
        if not text:
            return
        self._parts.append(text)
        due = self._shown + self._seconds
        if due <= self._loop.time():
            self._wake()
        elif self._timer is None:
            self._timer = self._loop.call_at(due, self._wake)

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


async def joined(work: Callable[[Put], Awaitable[None]], seconds: float = JOIN_SECONDS) -> AsyncGenerator[str, None]:
    """What `work` puts, the first piece at once. Its error comes after its text; closing this cancels it."""
    parts = _Parts(seconds)
    task = asyncio.ensure_future(work(parts.put))
    task.add_done_callback(parts.close)
    try:
        while (text := await parts.taken()) is not None:
            for begin in range(0, len(text), MOST_CHARACTERS):
                yield text[begin : begin + MOST_CHARACTERS]
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
