"""What the commands share: settings, the data folder, a database for a moment, and errors as one sentence."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from app.errors import AppError
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.db import Database

Answer = TypeVar("Answer")


class Refusal(click.ClickException):
    """An expected error as one sentence on stderr, exit status 1."""


def settings() -> Settings:
    """The settings of the environment."""
    try:
        return load_settings()
    except AppError as error:
        raise Refusal(error.message) from error


def with_folder(chosen: Settings) -> Settings:
    """The same settings, once the data folder is there and may be written to."""
    folder = chosen.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise Refusal(f"FOREWORD_DATA_DIR must be a folder that Foreword may write to. It is {str(folder)!r}.")
    return chosen


def with_database(work: Callable[["Database"], Awaitable[Answer]]) -> Answer:
    """Do some work on the database of the settings, brought to the newest schema first."""
    from app.db import Database, migrate

    location = with_folder(settings()).database

    async def opened() -> Answer:
        database = Database(location)
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        migrate(location)
        return asyncio.run(opened())
    except AppError as error:
        raise Refusal(error.message) from error
