"""Routes that the first page does without: they are loaded and registered when it can be had already.

Litestar spends half a millisecond on each handler that it registers. Foreword has more than three hundred.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import ControllerRouterHandler, Receive, Scope, Send

logger = logging.getLogger(__name__)


class LateRoutes:
    """Plain ASGI around `app`: a request for what is not registered yet waits until everything is.

    `early` matches the paths whose routes `app` has from the beginning. `load` is called once, in a thread, and gives
    all others.
    """

    def __init__(self, app: Litestar, early: str, load: Callable[[], Sequence[ControllerRouterHandler]]) -> None:
        self._app = app
        self._early = re.compile(early)
        self._load = load
        self._registering: asyncio.Task[None] | None = None
        self._are_there = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and not (self._are_there or self._early.match(scope["path"])):
            await self.complete()
        await self._app(scope, receive, send)

    async def complete(self) -> None:
        """Return when every route is registered. Whoever comes second waits for the work of the first.

        Raises:
            Exception: whatever loading or registering them raised; nothing but the first page is served then.
        """
        if self._registering is None:
            self._registering = asyncio.create_task(self._register(), name="registering routes")
        await asyncio.shield(self._registering)

    async def close(self) -> None:
        """Begin nothing more."""
        if self._registering is not None and not self._registering.done():
            self._registering.cancel()
            await asyncio.wait((self._registering,))

    async def _register(self) -> None:
        try:
            for route in await asyncio.to_thread(self._load):
                self._app.register(route)
                # The rest of the first page goes out between two controllers.
                await asyncio.sleep(0)
        except Exception:
            logger.exception("The routes cannot be registered: nothing but the first page is served.")
            raise
        self._are_there = True
