"""All SQL of the tailorings. Every question names the owner."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Place, behind
from app.tailoring.models import StoredTailoring, TailoringSummary, tailorings

_SUMMARY = [tailorings.c[name] for name in TailoringSummary.__struct_fields__]
_ALL = [tailorings.c[name] for name in StoredTailoring.__struct_fields__]


async def list_tailorings(
    connection: AsyncConnection, owner: str, limit: int, after: Place | None = None
) -> list[TailoringSummary]:
    """The owner's tailorings, newest first; with `after` those behind it."""
    rows = await connection.execute(
        sa.select(*_SUMMARY)
        .where(tailorings.c.owner == owner, *behind(after, tailorings.c.created_at, tailorings.c.id))
        .order_by(tailorings.c.created_at.desc(), tailorings.c.id)
        .limit(limit)
    )
    return [TailoringSummary(*row) for row in rows]


async def find_tailoring(connection: AsyncConnection, owner: str, tailoring_id: str) -> StoredTailoring | None:
    """One tailoring of the owner, without its PDF."""
    rows = await connection.execute(
        sa.select(*_ALL).where(tailorings.c.owner == owner, tailorings.c.id == tailoring_id)
    )
    row = rows.first()
    return None if row is None else StoredTailoring(*row)


async def find_pdf(connection: AsyncConnection, owner: str, tailoring_id: str) -> bytes | None:
    """The PDF of one tailoring of the owner."""
    rows = await connection.execute(
        sa.select(tailorings.c.pdf).where(tailorings.c.owner == owner, tailorings.c.id == tailoring_id)
    )
    return rows.scalar_one_or_none()


def insert_tailoring(values: dict[str, Any]) -> sa.Insert:
    """A new row whose run is about to start."""
    return sa.insert(tailorings).values(**values)


def set_done(owner: str, tailoring_id: str, score: int, result: bytes, pdf: bytes | None, now: float) -> sa.Update:
    """Keep the result."""
    return _of(owner, tailoring_id).values(state="done", score=score, result=result, pdf=pdf, ended_at=now)


def set_ended(owner: str, tailoring_id: str, state: str, problem: str, now: float) -> sa.Update:
    """Keep how a tailoring ended that has no result."""
    return _of(owner, tailoring_id).values(state=state, problem=problem, ended_at=now)


def set_run(owner: str, tailoring_id: str, run_id: str) -> sa.Update:
    """Try again with a new run."""
    return _of(owner, tailoring_id).values(run_id=run_id, state="running", problem=None, ended_at=None)


def delete_tailoring(owner: str, tailoring_id: str) -> sa.Delete:
    """Remove the row with its PDF."""
    return sa.delete(tailorings).where(tailorings.c.owner == owner, tailorings.c.id == tailoring_id)


def _of(owner: str, tailoring_id: str) -> sa.Update:
    return sa.update(tailorings).where(tailorings.c.owner == owner, tailorings.c.id == tailoring_id)
