"""Viewers of a run on any process keep it: leases in Redis, by Redis's own clock."""

import contextlib
from collections.abc import Mapping, Sequence

from redis.asyncio import Redis

from app.streaming.distributed.redis_link import AWAY, Names

TOUCHED_SECONDS = 1.5
"""A look counts for as long as it takes the worker to notice it."""
_KEPT_MS = 3_600_000
_NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) "
_RENEW = (
    _NOW
    + f"""
for i, key in ipairs(KEYS) do
    local left = tonumber(ARGV[i + 1])
    if left > 0 then
        redis.call('ZADD', key, now + left, ARGV[1])
        redis.call('PEXPIRE', key, {_KEPT_MS})
    else
        redis.call('ZREM', key, ARGV[1])
    end
end
"""
)
_LEFT = (
    _NOW
    + """
local left = {}
for i, key in ipairs(KEYS) do
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
    local last = redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')
    left[i] = last[2] and math.ceil(last[2] - now) or 0
end
return left
"""
)


class Viewers:
    """The leases of all runs, as one process writes and reads them."""

    def __init__(self, redis: Redis, names: Names) -> None:
        self._renew = redis.register_script(_RENEW)
        self._left = redis.register_script(_LEFT)
        self._names = names

    async def renew(self, holder: str, seconds: Mapping[str, float]) -> None:
        """`holder` has viewers of these runs for so many seconds more; 0 for a run that it has none of any more.

        Nothing happens when Redis is away: nobody is taken to have left then (`seconds_left`).
        """
        if seconds:
            left = [str(max(0, round(more * 1_000))) for more in seconds.values()]
            with contextlib.suppress(*AWAY):
                await self._renew(keys=[self._names.viewers(run_id) for run_id in seconds], args=[holder, *left])

    async def seconds_left(self, run_ids: Sequence[str]) -> dict[str, float] | None:
        """For how long each of the runs is watched for certain, on whichever process; None when Redis is away."""
        if not run_ids:
            return {}
        try:
            left = await self._left(keys=[self._names.viewers(run_id) for run_id in run_ids])
        except AWAY:
            return None
        return {run_id: more / 1_000 for run_id, more in zip(run_ids, left, strict=True)}
