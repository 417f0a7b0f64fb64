"""All SQL of the letters. Every question names the owner."""

from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Place, behind, insert
from app.letters.models import LetterSummary, Origin, StoredLetter, Version, letters, paragraphs

NewVersion: TypeAlias = sa.Insert
_ALL = [letters.c[name] for name in StoredLetter.__struct_fields__]
_VERSION = [paragraphs.c[name] for name in Version.__struct_fields__]


async def list_letters(
    connection: AsyncConnection, owner: str, limit: int, after: Place | None = None
) -> list[LetterSummary]:
    """The owner's letters, newest first; with `after` those behind it."""
    finished = (
        sa.select(sa.func.count(paragraphs.c.part.distinct()))
        .where(paragraphs.c.letter_id == letters.c.id, paragraphs.c.complete)
        .scalar_subquery()
        .label("finished")
    )
    columns = [finished if name == "finished" else letters.c[name] for name in LetterSummary.__struct_fields__]
    rows = await connection.execute(
        sa.select(*columns)
        .where(letters.c.owner == owner, *behind(after, letters.c.created_at, letters.c.id))
        .order_by(letters.c.created_at.desc(), letters.c.id)
        .limit(limit)
    )
    return [LetterSummary(*row) for row in rows]


async def list_stamps(connection: AsyncConnection, owner: str, limit: int) -> list[tuple[str, float, int]]:
    """The owner's letters, newest first: id, when it was changed last, and how many versions its parts have."""
    rows = await connection.execute(
        sa.select(letters.c.id, letters.c.updated_at, sa.func.count(paragraphs.c.id))
        .select_from(letters)
        .outerjoin(paragraphs, paragraphs.c.letter_id == letters.c.id)
        .where(letters.c.owner == owner)
        .group_by(letters.c.id)
        .order_by(letters.c.created_at.desc(), letters.c.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def list_versions(connection: AsyncConnection, owner: str) -> list[tuple[str, Version]]:
    """Every version of every part of the owner's letters, oldest first within a part, each with its letter's id."""
    rows = await connection.execute(
        sa.select(paragraphs.c.letter_id, *_VERSION)
        .join(letters, letters.c.id == paragraphs.c.letter_id)
        .where(letters.c.owner == owner)
        .order_by(paragraphs.c.letter_id, paragraphs.c.part, paragraphs.c.number)
    )
    return [(row[0], Version(*row[1:])) for row in rows]


async def find_letter(connection: AsyncConnection, owner: str, letter_id: str) -> StoredLetter | None:
    """One letter of the owner."""
    rows = await connection.execute(sa.select(*_ALL).where(letters.c.owner == owner, letters.c.id == letter_id))
    row = rows.first()
    return None if row is None else StoredLetter(*row)


async def find_ground(connection: AsyncConnection, owner: str, letter_id: str) -> bytes | None:
    """What the letter stands on, as JSON; None before its first run has found that."""
    rows = await connection.execute(
        sa.select(letters.c.ground).where(letters.c.owner == owner, letters.c.id == letter_id)
    )
    return rows.scalar_one_or_none()


async def find_versions(connection: AsyncConnection, owner: str, letter_id: str) -> list[Version]:
    """Every version of every part, oldest first within a part."""
    rows = await connection.execute(
        sa.select(*_VERSION)
        .join(letters, letters.c.id == paragraphs.c.letter_id)
        .where(letters.c.owner == owner, letters.c.id == letter_id)
        .order_by(paragraphs.c.part, paragraphs.c.number)
    )
    return [Version(*row) for row in rows]


def insert_letter(values: dict[str, Any]) -> sa.Insert:
    """A new row whose run is about to start."""
    return sa.insert(letters).values(**values)


def claim_run(owner: str, letter_id: str, run_id: str, action: str, part: str) -> sa.Update:
    """Let a run begin; the column that may not be null refuses a second one while another is under way."""
    taken = sa.case((letters.c.state == "running", None), else_=run_id)
    return _of(owner, letter_id).values(run_id=taken, action=action, part=part, state="running", problem=None)


def set_ended(owner: str, letter_id: str, run_id: str, state: str, problem: str, now: float) -> sa.Update:
    """Note how the letter's run ended."""
    return (
        _of(owner, letter_id)
        .where(letters.c.run_id == run_id)
        .values(state=state, problem=problem or None, updated_at=now)
    )


def set_settled(owner: str, letter_id: str, now: float) -> sa.Update:
    """The person has gone on by hand, so how the last run ended no longer matters."""
    return _of(owner, letter_id).values(state="done", problem=None, updated_at=now)


def set_ground(owner: str, letter_id: str, ground: bytes) -> sa.Update:
    """Keep what the letter stands on."""
    return _of(owner, letter_id).values(ground=ground)


def add_version(
    owner: str, letter_id: str, version_id: str, part: str, origin: Origin, text: str, now: float, *, complete: bool
) -> NewVersion:
    """The part's next version; nothing when it is there already, or when the letter was deleted meanwhile."""
    number = (
        sa.select(sa.func.coalesce(sa.func.max(paragraphs.c.number), 0) + 1)
        .where(paragraphs.c.letter_id == letter_id, paragraphs.c.part == part)
        .scalar_subquery()
    )
    values = {
        "id": version_id, "part": part, "origin": origin, "text": text, "complete": complete, "created_at": now,
    }  # fmt: skip
    row = sa.select(
        letters.c.id, number, *(sa.literal(value, paragraphs.c[name].type) for name, value in values.items())
    ).where(letters.c.owner == owner, letters.c.id == letter_id)
    return (
        insert(paragraphs)
        .from_select(["letter_id", "number", *values], row)
        .on_conflict_do_nothing(index_elements=["id"])
    )


def delete_letter(owner: str, letter_id: str) -> sa.Delete:
    """Remove a letter with its paragraphs."""
    return sa.delete(letters).where(letters.c.owner == owner, letters.c.id == letter_id)


def _of(owner: str, letter_id: str) -> sa.Update:
    return sa.update(letters).where(letters.c.owner == owner, letters.c.id == letter_id)
