"""uvicorn as Foreword needs it: one process on one data folder, streams ended before the connections are waited for.

Processes that share their runs by Redis (`FOREWORD_REDIS_URL`) may share a folder too.
"""

import contextlib
import errno
import socket
from collections.abc import Callable
from types import FrameType

import msgspec
import uvicorn

from app.asgi import create_app
from app.commands.data_folder import only_one
from app.connections import limited, raise_descriptors
from app.errors import Conflict, InvalidInput
from app.settings import Settings
from app.web.logging import configure_logging

_LEAST_SECONDS_FOR_REQUESTS = 2


class Server(uvicorn.Server):
    """uvicorn waits for open streams for ever; this one first tells the engine to let its followers go."""

    def __init__(self, config: uvicorn.Config, before_exit: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_exit = before_exit

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGTERM or SIGINT: open streams end with a hint to come back, then connections are closed."""
        self._before_exit()
        super().handle_exit(sig, frame)


def run_server(settings: Settings) -> None:
    """Serve until a signal.

    Raises:
        Conflict: another process serves the same data folder, or something else listens at the address.
        InvalidInput: nothing can listen at the address.
    """
    configure_logging(settings.log_level, settings.log_format)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    alone = contextlib.nullcontext() if settings.redis_url else only_one(settings.data_dir)
    with alone:
        _check_address(settings)
        most = raise_descriptors()
        # Of the descriptors that there are, streams leave a quarter to pages.
        app = create_app(msgspec.structs.replace(settings, open_streams=min(settings.open_streams, most * 3 // 4)))
        config = uvicorn.Config(
            app.asgi,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            date_header=True,
            http=limited(most),
            lifespan="on",
            timeout_graceful_shutdown=_seconds_for_requests(settings),
            limit_concurrency=None,
            h11_max_incomplete_event_size=64 * 1024,
        )
        Server(config, app.release_followers).run()


def _seconds_for_requests(settings: Settings) -> int:
    """How long answers under way are waited for, before the runs get their own time (`shutdown_seconds`).

    Streams end at once, but a reader who has stopped reading never takes the end: both times add up to the time that a
    container is given before it is killed, ten seconds.
    """
    return max(_LEAST_SECONDS_FOR_REQUESTS, round(settings.shutdown_seconds / 2))


def _check_address(settings: Settings) -> None:
    """uvicorn finds out after the start-up, and ends in a stack trace."""
    where = f"{settings.host}, port {settings.port}"
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Conflict(
                f"Something is already listening at {where}. Stop it, or choose another port with FOREWORD_PORT."
            ) from error
        raise InvalidInput(
            f"Foreword may not listen at {where}. Choose another address or port with FOREWORD_HOST and FOREWORD_PORT."
        ) from error
