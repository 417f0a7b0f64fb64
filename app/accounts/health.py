"""What an administrator sees of the server's health: what it needs, and whether it has it. Looking changes nothing."""

import shutil

from app.accounts.people_contexts import HealthLine
from app.db import Database
from app.documents.rendering import Renderer
from app.errors import AppError
from app.settings import Settings
from app.streaming import Engine

MIN_FREE_BYTES = 200 * 1024 * 1024


async def examine_server(
    settings: Settings, database: Database, engine: Engine, renderer: Renderer
) -> tuple[HealthLine, ...]:
    """One line each for the database, the disk, the work that goes on, and LaTeX. `foreword doctor` looks closer."""
    return (await _database(database), _disk(settings), _work(engine, settings), _latex(settings, renderer))


async def _database(database: Database) -> HealthLine:
    try:
        await database.ping()
        size = await database.size()
    except (AppError, OSError):
        return HealthLine("Database", ok=False, detail="It does not answer.", advice="Look into the server's log.")
    where = "its file has" if database.path is not None else "in PostgreSQL it takes"
    return HealthLine("Database", ok=True, detail=f"It answers; {where} {size / 1e6:,.1f} MB.")


def _disk(settings: Settings) -> HealthLine:
    free = shutil.disk_usage(settings.data_dir).free
    detail = f"{free / 1e9:,.1f} GB free where the data lies."
    return HealthLine("Disk", ok=free >= MIN_FREE_BYTES, detail=detail, advice="Make room, at least 200 MB.")


def _work(engine: Engine, settings: Settings) -> HealthLine:
    if settings.redis_url:
        return HealthLine("Work", ok=True, detail="It is done by workers, processes of their own.")
    running, places = engine.running, settings.max_running
    detail = f"{running} of {places} places for work at the same time are taken."
    return HealthLine("Work", ok=running < places, detail=detail, advice="What is begun now waits for a free place.")


def _latex(settings: Settings, renderer: Renderer) -> HealthLine:
    if settings.tex == "off":
        return HealthLine("LaTeX", ok=True, detail="Switched off by FOREWORD_TEX; PDFs get the built-in design.")
    proof = renderer.proof
    if proof is None:
        return HealthLine("LaTeX", ok=True, detail="Its sandbox is not tried yet; it is when LaTeX is first needed.")
    return HealthLine("LaTeX", ok=proof.ok, detail=proof.detail, advice=proof.advice)
