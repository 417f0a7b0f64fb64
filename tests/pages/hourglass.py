"""A server in this process, on a real port, whose clock of leases stands still until a test moves it."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from unittest.mock import patch

import uvicorn

from app.asgi import create_app
from app.settings import load_settings
from app.streaming import Run
from app.usage.service import LimitedEngine
from tests.streaming.world import Clock

T = TypeVar("T")
OWNER = "usr_local"
PATIENCE = 30.0
_BLINK = 1e-4
_BETWEEN_LOOKS = 0.01


class _Listening(uvicorn.Server):
    """uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.ready.set()


class Hourglass:
    """Foreword as it is served, but that a grace of thirty seconds is over when the test says so."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self._clock = Clock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        variables = {"data_dir": str(data_dir), "port": str(self.port), **settings}
        with patch("app.parts.LimitedEngine", partial(LimitedEngine, monotonic=self._clock)):
            self.app = create_app(load_settings({f"FOREWORD_{name.upper()}": text for name, text in variables.items()}))
        config = uvicorn.Config(self.app.asgi, log_config=None, access_log=False, lifespan="on")
        self._server = _Listening(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._server.ready.wait(PATIENCE), "the server did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.app.release_followers()
        self._server.should_exit = True
        self._thread.join()

    def pass_time(self, seconds: float) -> None:
        """Move the clock, and let the engine look who has been forgotten."""

        async def leap() -> None:
            self._clock.now += seconds
            self.app.engine.sweep()

        self._do(leap())

    def reply_of(self, conversation_id: str) -> Run:
        """The run of the newest reply."""

        async def find() -> Run:
            conversation = await self.app.conversations.get(OWNER, conversation_id)
            return await self.app.engine.get(conversation.run_id)

        return self._do(find())

    def wait_unwatched(self, run: Run) -> None:
        """Wait until nobody looks at a reply; next to no time passes by the clock."""

        def is_unwatched() -> bool:
            self._clock.now += _BLINK
            return self._unwatched(run) > 0

        self._wait_until(is_unwatched)

    def wait_watched(self, run: Run) -> None:
        """Wait until somebody looks at a reply."""
        self._wait_until(lambda: self._unwatched(run) == 0)

    def _unwatched(self, run: Run) -> float:
        async def look() -> float:
            return (await self.app.engine.feed(run.id)).leases.unwatched_for(self._clock.now)

        return self._do(look())

    def _wait_until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, "who watches has not changed"
            time.sleep(_BETWEEN_LOOKS)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._server.loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._server.loop).result(PATIENCE)
