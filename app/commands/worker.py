"""`foreword worker`: a process that makes the runs of all Forewords that share a database and a Redis."""

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

import click

from app.collecting import leave_out_what_is_there
from app.commands.common import Refusal, settings, with_folder
from app.errors import AppError

if TYPE_CHECKING:
    from app.parts import Parts
    from app.settings import Settings

logger = logging.getLogger(__name__)

_INTERRUPT_SECONDS = 3.0


@click.command()
def worker() -> None:
    """Make what the servers have begun, until SIGTERM or Ctrl-C; what others can go on with is handed back."""
    from app.web.logging import configure_logging

    chosen = with_folder(settings())
    if not chosen.redis_url:
        raise Refusal("Workers share a database and a Redis: set FOREWORD_DATABASE_URL and FOREWORD_REDIS_URL.")
    configure_logging(chosen.log_level, chosen.log_format)
    try:
        asyncio.run(_work(chosen))
    except AppError as error:
        raise Refusal(error.message) from error


async def _work(settings: "Settings") -> None:
    from app.db import migrate
    from app.metrics import served
    from app.parts import Parts
    from app.tracing import exported

    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await asyncio.to_thread(migrate, settings.database)
    parts = Parts(settings)
    async with exported(settings.traces, "foreword-worker"):
        try:
            async with served(parts.metrics, settings.metrics):
                await _take_runs(parts, stopped)
        finally:
            await parts.engine.drain(settings.shutdown_seconds)
            await parts.close()


async def _take_runs(parts: "Parts", stopped: asyncio.Event) -> None:
    from app.documents.reader import SPARE_READER

    assert parts.sharing is not None  # noqa: S101 - what is shared is set, or the command has refused
    await parts.engine.open()
    hand = parts.sharing.worker(parts.engine.means, parts.settings.take_over_seconds)
    if parts.metrics is not None:
        parts.metrics.look = hand.roster.standing
    hand.open()
    leave_out_what_is_there()
    logger.info("worker %s takes runs", hand.name)
    warming = asyncio.gather(parts.renderer.prove(), parts.models.warm())
    warming.add_done_callback(lambda _: leave_out_what_is_there())
    try:
        async with SPARE_READER.kept():
            await stopped.wait()
    finally:
        warming.cancel()
        await asyncio.wait((warming,))
        await hand.close(parts.settings.shutdown_seconds, _INTERRUPT_SECONDS)
        logger.info("worker %s has let go of its runs", hand.name)
