"""So many hits in any minute for each identifier (a moving window: the moment of each hit is kept).

A server counts in its memory (docs/decisions/0025), and together with the others where several share a Redis (0039).
Asking and counting are one step, on the event loop's thread or in Redis: of any number of requests at the same time
none is let through too many. The clock only goes forward: one that is put back by an hour must not keep anybody out
for that hour. While Redis is away each server counts by itself, and lets nobody wait for it.
"""

import math
import time
from collections import deque
from typing import Protocol

import msgspec

from app.errors import LimitReached

WINDOW_SECONDS = 60.0
_HITS_BETWEEN_SWEEPS = 4_096


class Standing(msgspec.Struct, frozen=True):
    """Where somebody stands: of `limit` hits `remaining` are left; in `reset` seconds there will be more.

    `is_over`: the hit that this is the answer to was one too many and was not counted.
    """

    limit: int
    remaining: int
    reset: float
    is_over: bool = False


class MovingWindow:
    """At most `limit` hits of an identifier in any minute; whoever has had none for a minute is forgotten."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._hits: dict[str, deque[float]] = {}
        self._until_sweep = _HITS_BETWEEN_SWEEPS

    def hit(self, identifier: str) -> Standing:
        """Count one, unless it is one too many."""
        now = time.monotonic()
        hits = self._recent(identifier, now)
        if len(hits) >= self._limit:
            return self._standing(hits, now, is_over=True)
        hits.append(now)
        self._hits[identifier] = hits
        self._until_sweep -= 1
        if self._until_sweep == 0:
            self._sweep(now)
        return self._standing(hits, now, is_over=False)

    def look(self, identifier: str) -> Standing:
        """What `hit` would say, without counting."""
        now = time.monotonic()
        hits = self._recent(identifier, now)
        return self._standing(hits, now, is_over=len(hits) >= self._limit)

    def _recent(self, identifier: str, now: float) -> deque[float]:
        hits = self._hits.get(identifier)
        if hits is None:
            return deque()
        while hits and hits[0] <= now - WINDOW_SECONDS:
            hits.popleft()
        return hits

    def _standing(self, hits: deque[float], now: float, *, is_over: bool) -> Standing:
        oldest = hits[0] if hits else now
        return Standing(self._limit, self._limit - len(hits), oldest + WINDOW_SECONDS - now, is_over)

    def _sweep(self, now: float) -> None:
        self._hits = {name: hits for name, hits in self._hits.items() if hits and hits[-1] > now - WINDOW_SECONDS}
        self._until_sweep = _HITS_BETWEEN_SWEEPS


class Together(Protocol):
    """Where several servers count together."""

    async def take(self, name: str, limit: int, seconds: float, *, counts: bool) -> tuple[int, float, bool] | None:
        """Hits now, seconds until there is one less, whether it was one too many; None: not to be had now."""


class Window:
    """`MovingWindow` for all servers that count `together`, under one `name`; alone in this process without."""

    def __init__(self, limit: int, name: str, together: Together | None = None) -> None:
        self._limit = limit
        self._name = name
        self._together = together
        self._here = MovingWindow(limit)

    async def hit(self, identifier: str) -> Standing:
        """Count one, unless it is one too many."""
        return await self._shared(identifier, counts=True) or self._here.hit(identifier)

    async def look(self, identifier: str) -> Standing:
        """What `hit` would say, without counting."""
        return await self._shared(identifier, counts=False) or self._here.look(identifier)

    async def _shared(self, identifier: str, *, counts: bool) -> Standing | None:
        if self._together is None:
            return None
        found = await self._together.take(f"{self._name}:{identifier}", self._limit, WINDOW_SECONDS, counts=counts)
        if found is None:
            return None
        hits, reset, is_over = found
        return Standing(self._limit, max(0, self._limit - hits), reset, is_over)


class RateLimit:
    """So many hits a minute for each identifier, and the sentence for whoever sends more."""

    def __init__(self, window: Window, message: str) -> None:
        self._window = window
        self._message = message

    async def hit(self, identifier: str) -> None:
        """Count one; LimitReached with the seconds to wait when there are too many."""
        refuse_over(await self._window.hit(identifier), self._message)

    async def check(self, identifier: str) -> None:
        """Raise as `hit` would, without counting."""
        refuse_over(await self._window.look(identifier), self._message)


def refuse_over(standing: Standing, message: str) -> None:
    """Raises LimitReached with the whole seconds to wait when it was one too many."""
    if standing.is_over:
        raise LimitReached(message, retry_after=max(1.0, math.ceil(standing.reset)))
