"""Hits that all processes count together, in moving windows by Redis's own clock: to look and to count is one step."""

import asyncio
import time
from itertools import count

from app.streaming.distributed.redis_link import AWAY, Names, connect

ANSWER_SECONDS = 0.25
"""A request waits no longer than this for the count."""
AT_A_TIME = 16
"""Counts under way: any number of requests needs no more connections than this."""
AGAIN_SECONDS = 1.0
"""How long Redis is not asked after it did not answer."""
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
local hits = redis.call('ZCARD', KEYS[1])
local over = hits >= limit and 1 or 0
if over == 0 and ARGV[3] ~= '' then
    redis.call('ZADD', KEYS[1], now, ARGV[3])
    redis.call('PEXPIRE', KEYS[1], window)
    hits = hits + 1
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or now
return {hits, oldest + window - now, over}
"""
"""Hits from the future, which a clock that was put back leaves, are dropped: nobody is kept out for an hour by them."""


class Hits:
    """One process's part in the counts. `process` is its name."""

    def __init__(self, redis_url: str, names: Names, process: str) -> None:
        self._redis = connect(redis_url)
        self._take = self._redis.register_script(_TAKE)
        self._names = names
        self._process = process
        self._numbers = count()
        self._places = asyncio.Semaphore(AT_A_TIME)
        self._away_until = 0.0

    async def take(self, name: str, limit: int, seconds: float, *, counts: bool) -> tuple[int, float, bool] | None:
        """Count one of at most `limit` hits in `seconds`, or only look (`counts` false).

        How many there are now, in how many seconds there will be one less, and whether this was one too many, which is
        not counted. None when Redis does not answer at once.
        """
        if time.monotonic() < self._away_until:
            return None
        hit = f"{self._process}:{next(self._numbers)}" if counts else ""
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._places:
                hits, left, over = await self._take(
                    keys=[self._names.hits(name)], args=[limit, round(seconds * 1_000), hit]
                )
        except AWAY:
            self._away_until = time.monotonic() + AGAIN_SECONDS
            return None
        return hits, left / 1_000, bool(over)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()
