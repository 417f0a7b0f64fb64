"""`foreword doctor`: what Foreword needs, one line each, with what to do about it."""

import shutil

import msgspec

from app.db import Database, migrate
from app.documents.rendering import Status, sandbox_status, tex_status, typst_status
from app.errors import AppError
from app.llm import Models
from app.settings import Settings

MIN_FREE_BYTES = 200 * 1024 * 1024


class Finding(msgspec.Struct, frozen=True):
    """One line. `needed`: Foreword cannot work without it."""

    name: str
    ok: bool
    detail: str
    advice: str = ""
    needed: bool = False


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; never raises for what is merely missing."""
    return [
        await _database(settings),
        *await _latex(settings),
        _finding("Typst", await typst_status(), needed=True),
        *await _models(settings),
        _disk(settings),
    ]


async def _latex(settings: Settings) -> list[Finding]:
    if settings.tex == "off":
        return [Finding("TeX", ok=True, detail="switched off by FOREWORD_TEX; the built-in design is used")]
    return [_finding("sandbox", await sandbox_status()), _finding("TeX", await tex_status())]


def _finding(name: str, status: Status, *, needed: bool = False) -> Finding:
    return Finding(name, status.ok, status.detail, status.advice, needed)


async def _database(settings: Settings) -> Finding:
    database = Database(settings.database)
    try:
        migrate(settings.database)
        await database.ping()
    except (AppError, OSError) as error:
        return Finding("database", False, *_unopened(database, error), needed=True)
    finally:
        await database.close()
    return Finding("database", True, database.description, needed=True)


def _unopened(database: Database, error: AppError | OSError) -> tuple[str, str]:
    if database.path is not None:
        advice = "Give Foreword a folder that it may write to (FOREWORD_DATA_DIR)."
        return f"{database.path} cannot be opened", advice
    advice = "Look at FOREWORD_DATABASE_URL, and whether the server runs: docs/postgresql.md."
    reason = error.message if isinstance(error, AppError) else "It does not answer."
    return f"{database.description}: {reason}", advice


async def _models(settings: Settings) -> list[Finding]:
    models = Models(settings)
    try:
        tested = {name: await models.test(name) for name in models.names}
    finally:
        await models.close()
    return [
        Finding("model", found.ok, f"{name}: {found.message}", needed=name == models.names[0])
        for name, found in tested.items()
    ]


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.exists() else settings.data_dir.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free at {settings.data_dir}"
    return Finding("disk", free >= MIN_FREE_BYTES, detail, "Free some space, at least 200 MB.", needed=True)
