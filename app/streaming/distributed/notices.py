"""Names of what has changed, told to all processes at once, for those whose pages show it.

A notice says only where to look, and may be lost: whoever shows something looks by themselves every few seconds too. So
nothing has to be made up for when Redis was away, and nothing is kept.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from redis.asyncio import Redis

from app.streaming.distributed.redis_link import AWAY, BLOCK_SECONDS, Names, connect
from app.streaming.distributed.tasks import end

NAME = "name"
SENDER = "from"
AGAIN_SECONDS = 1.0
"""How long Redis is left alone after it did not answer."""
MOST_KEPT = 1_000
"""Far more than are told while a reader is between two commands."""
_BEFORE_ALL = b"0-0"


class Notices:
    """One process's notices to and from the others; its own it does not hear. `process` is its name."""

    def __init__(self, redis_url: str, names: Names, process: str) -> None:
        self._redis_url = redis_url
        self._stream = names.notices
        self._process = process
        self._redis: Redis = connect(redis_url)
        self._waiting: list[str] = []
        self._telling: asyncio.Task[None] | None = None
        self._hearing: list[asyncio.Task[None]] = []

    def tell(self, name: str) -> None:
        """Let the others know, in a moment and in order; nothing when Redis is away."""
        self._waiting.append(name)
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell_all(), name="telling notices")

    async def hear(self, heard: Callable[[str], None]) -> None:
        """Call `heard` with each name that another process tells after this has returned, until `close`."""
        after = await self._newest()
        self._hearing.append(asyncio.create_task(self._hear_for_ever(heard, after), name="hearing notices"))

    async def close(self) -> None:
        """Hear no more. What is still to be told is dropped."""
        await end([*self._hearing, *([] if self._telling is None else [self._telling])])
        await self._redis.aclose()

    async def _tell_all(self) -> None:
        """What waits goes in one go, one go after the other: any number of notices needs one connection."""
        try:
            while self._waiting:
                pipeline = self._redis.pipeline(transaction=False)
                for name in self._waiting:
                    pipeline.xadd(self._stream, {NAME: name, SENDER: self._process}, maxlen=MOST_KEPT, approximate=True)
                self._waiting.clear()
                with contextlib.suppress(*AWAY):
                    await pipeline.execute()
        finally:
            self._telling = None

    async def _hear_for_ever(self, heard: Callable[[str], None], after: bytes | None) -> None:
        """A reader names the last notice that it has seen, so that none is lost between two commands."""
        while True:
            if after is None:
                await asyncio.sleep(AGAIN_SECONDS)
                after = await self._newest()
                continue
            try:
                reply: Any = await self._redis.xread({self._stream: after}, block=int(BLOCK_SECONDS * 1_000))
            except AWAY:
                after = None
                continue
            for _, entries in reply:
                after = entries[-1][0]
                for _, fields in entries:
                    if fields[SENDER.encode()] != self._process.encode():
                        heard(fields[NAME.encode()].decode())

    async def _newest(self) -> bytes | None:
        """The number of the newest notice; None when Redis is away."""
        try:
            newest: Any = await self._redis.xrevrange(self._stream, count=1)
        except AWAY:
            return None
        return newest[0][0] if newest else _BEFORE_ALL
