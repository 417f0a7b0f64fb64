"""So many hits in any minute for each identifier, in this process, by the `limits` package (moving window).

A server is one process (docs/decisions/0025), so its memory is where requests are counted; what has to outlive it, or
to hold for several, is counted by the database. Asking and counting are one step on the event loop's thread: of any
number of requests at the same time none is let through too many.
"""

import importlib
import math
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from app.errors import LimitReached

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

WINDOW_SECONDS = 60.0
_package_is_there = threading.Event()


class Standing(msgspec.Struct, frozen=True):
    """Where somebody stands: of `limit` hits `remaining` are left; in `reset` seconds there will be more.

    `is_over`: the hit that this is the answer to was one too many and was not counted.
    """

    limit: int
    remaining: int
    reset: float
    is_over: bool = False


class MovingWindow:
    """At most `limit` hits of an identifier in any minute.

    The package takes longer to import than the first page may take. Until it is there (`warm_limits`) hits are only
    summed up, which is enough while nobody has sent as many as he may.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._early: Counter[str] = Counter()
        self._window: tuple[MovingWindowRateLimiter, RateLimitItem] | None = None

    def hit(self, identifier: str) -> Standing:
        """Count one, unless it is one too many."""
        if self._is_early(identifier):
            self._early[identifier] += 1
            return self._summed_up(identifier)
        limiter, item = self._loaded()
        return self._standing(identifier, is_over=not limiter.hit(item, identifier))

    def look(self, identifier: str) -> Standing:
        """What `hit` would say, without counting."""
        if self._is_early(identifier):
            return self._summed_up(identifier)
        limiter, item = self._loaded()
        return self._standing(identifier, is_over=not limiter.test(item, identifier))

    def _is_early(self, identifier: str) -> bool:
        return self._window is None and not _package_is_there.is_set() and self._early[identifier] < self._limit

    def _summed_up(self, identifier: str) -> Standing:
        return Standing(self._limit, self._limit - self._early[identifier], WINDOW_SECONDS)

    def _standing(self, identifier: str, *, is_over: bool) -> Standing:
        limiter, item = self._loaded()
        reset_at, remaining = limiter.get_window_stats(item, identifier)
        return Standing(self._limit, remaining, min(WINDOW_SECONDS, max(0.0, reset_at - time.time())), is_over)

    def _loaded(self) -> tuple["MovingWindowRateLimiter", "RateLimitItem"]:
        if self._window is None:
            from limits import RateLimitItemPerMinute
            from limits.storage import MemoryStorage
            from limits.strategies import MovingWindowRateLimiter

            limiter, item = MovingWindowRateLimiter(MemoryStorage()), RateLimitItemPerMinute(self._limit)
            self._window = limiter, item
            for identifier, number in self._early.items():
                limiter.hit(item, identifier, cost=number)
            self._early.clear()
        return self._window


class RateLimit:
    """So many hits a minute for each identifier, and the sentence for whoever sends more."""

    def __init__(self, per_minute: int, message: str) -> None:
        self._window = MovingWindow(per_minute)
        self._message = message

    def hit(self, identifier: str) -> None:
        """Count one; LimitReached with the seconds to wait when there are too many."""
        refuse_over(self._window.hit(identifier), self._message)

    def check(self, identifier: str) -> None:
        """Raise as `hit` would, without counting."""
        refuse_over(self._window.look(identifier), self._message)


def refuse_over(standing: Standing, message: str) -> None:
    """Raises LimitReached with the whole seconds to wait when it was one too many."""
    if standing.is_over:
        raise LimitReached(message, retry_after=max(1.0, math.ceil(standing.reset)))


def warm_limits() -> None:
    """Load the package before somebody has to wait for it. Blocks; for a thread."""
    for name in ("limits", "limits.storage", "limits.strategies"):
        importlib.import_module(name)
    _package_is_there.set()
