"""The people of the data folder for one command, and what it has to know of a server beside it.

A file is read as it is; it is opened by a server only, which makes what is missing. Where runs are shared, some worker
is taken to make them.
"""

import fcntl
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.commands.common import settings, with_database

if TYPE_CHECKING:
    from app.accounts.people import People
    from app.db import Database

Answer = TypeVar("Answer")
_CLOSING_SECONDS = 30.0


def with_people(work: Callable[["People"], Awaitable[Answer]]) -> Answer:
    """Do some work on the people, and wait for the mails that it sends."""

    async def run(database: "Database") -> Answer:
        from app.accounts.people import People
        from app.accounts.work import Work
        from app.runs import runs_of
        from app.usage.service import Quotas

        chosen = settings()
        store = runs_of(chosen).store
        if chosen.database_url:
            await store.open()
        people = People(
            database,
            chosen,
            Work(store, is_served=bool(chosen.redis_url) or _is_served(chosen.data_dir)),
            used_today=Quotas(database).used_today_by_owner,
        )
        try:
            return await work(people)
        finally:
            await people.close(_CLOSING_SECONDS)
            await store.close()

    return with_database(run)


def _is_served(folder: Path) -> bool:
    """Whether a server works on the data folder: it holds this lock as long as it lives."""
    try:
        lock = os.open(folder / "serving.lock", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
