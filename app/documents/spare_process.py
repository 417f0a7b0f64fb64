"""A limited process that is started before its job comes, so that nobody waits for imports.

It is used once, like any other, and has seen nobody's file: what is gained is the time that a fresh interpreter takes
to import the readers, four fifths of what an upload waited for. It costs the memory of one idle process.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from app.documents.limited_process import Limits, end_limited, start_limited


class SpareProcess:
    """One waiting process of a module; a new one is started when it was taken and `refill` is called."""

    def __init__(self, module: str, limits: Limits) -> None:
        self._module = module
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._starting: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextlib.asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Have a process waiting for as long as this lasts."""
        self._loop = asyncio.get_running_loop()
        self.refill()
        try:
            yield
        finally:
            self._loop = None
            await self._stop()

    def take(self) -> asyncio.subprocess.Process | None:
        """The waiting process, for one job; None where none is kept, or the last one has just been taken.

        The next one is started at once: who comes right after finds it on its way.
        """
        if self._loop is not asyncio.get_running_loop():
            return None
        process = self._taken()
        self.refill()
        return process

    def _taken(self) -> asyncio.subprocess.Process | None:
        process, self._process = self._process, None
        return process if process is not None and process.returncode is None else None

    def refill(self) -> None:
        """Start the next one in the background, unless one waits or is on its way."""
        waits = self._process is not None and self._process.returncode is None
        if self._loop is asyncio.get_running_loop() and not waits and (self._starting is None or self._starting.done()):
            self._starting = asyncio.create_task(self._start(), name=f"a spare process of {self._module}")

    async def ready(self) -> None:
        """Wait until a process was started, if one is on its way."""
        if self._starting is not None:
            await self._starting

    async def _start(self) -> None:
        self._process = await start_limited(self._module, self._limits, warm=True)

    async def _stop(self) -> None:
        if self._starting is not None:
            await self._starting
        process = self._taken()
        if process is not None:
            await end_limited(process)
