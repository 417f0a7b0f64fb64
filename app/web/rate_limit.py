"""Limits per address and minute, in this process, by the `limits` package (moving window)."""

import time
from typing import TYPE_CHECKING

from app.errors import LimitReached

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter


class RateLimit:
    """So many hits a minute for each identifier."""

    def __init__(self, per_minute: int, message: str) -> None:
        self._per_minute = per_minute
        self._message = message
        self._window: tuple[MovingWindowRateLimiter, RateLimitItem] | None = None

    def hit(self, identifier: str) -> None:
        """Count one; LimitReached with the seconds to wait when there are too many."""
        limiter, item = self._loaded()
        if not limiter.hit(item, identifier):
            raise LimitReached(self._message, retry_after=self._seconds_to_wait(identifier))

    def check(self, identifier: str) -> None:
        """Raise as `hit` would, without counting."""
        limiter, item = self._loaded()
        if not limiter.test(item, identifier):
            raise LimitReached(self._message, retry_after=self._seconds_to_wait(identifier))

    def _seconds_to_wait(self, identifier: str) -> float:
        limiter, item = self._loaded()
        return max(1.0, limiter.get_window_stats(item, identifier).reset_time - time.time())

    def _loaded(self) -> tuple["MovingWindowRateLimiter", "RateLimitItem"]:
        # Imported on first use: its import takes longer than serving the first page should wait.
        if self._window is None:
            from limits import RateLimitItemPerMinute
            from limits.storage import MemoryStorage
            from limits.strategies import MovingWindowRateLimiter

            self._window = (
                MovingWindowRateLimiter(MemoryStorage()),
                RateLimitItemPerMinute(self._per_minute),
            )
        return self._window
