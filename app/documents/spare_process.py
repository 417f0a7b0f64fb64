"""A limited process that is started before its job comes, so that nobody waits for imports.

It is used once, like any other, and has seen nobody's file: what is gained is the time that a fresh interpreter takes
to import the readers, four fifths of what an upload waited for. It costs the memory of one idle process.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from app.documents.child_process import ChildProcess
from app.documents.limited_process import Limits, end_limited, start_limited

_log = logging.getLogger(__name__)


class SpareProcess:
    """One waiting process of a module; the next one is started as it is taken."""

    def __init__(self, module: str, limits: Limits) -> None:
        self._module = module
        self._limits = limits
        self._waiting: ChildProcess | None = None
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
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                await end_limited(waiting)

    def take(self) -> ChildProcess | None:
        """The waiting process, for one job; None where none is kept or could be started.

        The next one is started at once: who comes right after finds it on its way.
        """
        if self._loop is not asyncio.get_running_loop():
            return None
        taken, self._waiting = self._waiting, None
        self.refill()
        return taken if taken is not None and taken.returncode is None else None

    def refill(self) -> None:
        """Start the next one, unless one waits or none is kept here."""
        waits = self._waiting is not None and self._waiting.returncode is None
        if self._loop is not asyncio.get_running_loop() or waits:
            return
        try:
            self._waiting = start_limited(self._module, self._limits, warm=True)
        except OSError as error:
            _log.warning("no process of %s can be kept waiting: %s", self._module, error)
