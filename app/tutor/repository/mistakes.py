"""Mistakes: cards and their reviews as they are read and changed."""

from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import insert, whole
from app.tutor.corrections.models import Type
from app.tutor.models import Grade, Mistake, Schedule, mistake_reviews, mistakes

_ALL = [mistakes.c[name] for name in Mistake.__struct_fields__]
_WEEK = 7 * 86_400
_FIRST_MONDAY = 4 * 86_400
"""1970-01-05, in unix seconds."""


class Tally(NamedTuple):
    """How many cards or reviews of a type fell into a week (`week_of`)."""

    week: int
    type: Type
    amount: int
    remembered: int = 0


class Total(NamedTuple):
    """How many cards of a type there are, how many of them are learned, and how many are due."""

    type: Type
    cards: int
    learned: int
    due: int


class Standing(NamedTuple):
    """How many cards there are, how many of them are due, and when the next of the others is (unix seconds)."""

    cards: int
    due: int
    next_due_at: float | None


def week_of(at: float) -> int:
    """The number of the week, which begins on Monday in UTC, that a unix time falls into."""
    return int((at - _FIRST_MONDAY) // _WEEK)


async def find_mistake(connection: AsyncConnection, owner: str, mistake_id: str) -> Mistake | None:
    """One card of the owner."""
    rows = await connection.execute(sa.select(*_ALL).where(mistakes.c.owner == owner, mistakes.c.id == mistake_id))
    row = rows.first()
    return None if row is None else Mistake(*row)


async def list_mistakes(connection: AsyncConnection, owner: str, limit: int) -> list[Mistake]:
    """The owner's cards, newest first."""
    rows = await connection.execute(
        sa.select(*_ALL)
        .where(mistakes.c.owner == owner)
        .order_by(mistakes.c.created_at.desc(), mistakes.c.id)
        .limit(limit)
    )
    return [Mistake(*row) for row in rows]


async def list_by_due(
    connection: AsyncConnection, owner: str, kind: Type | None, limit: int, offset: int = 0
) -> list[Mistake]:
    """The owner's cards of a type, or of all, the one that is due first before the others."""
    wanted = [mistakes.c.owner == owner, *([mistakes.c.type == kind] if kind else [])]
    rows = await connection.execute(
        sa.select(*_ALL).where(*wanted).order_by(mistakes.c.due_at, mistakes.c.id).limit(limit).offset(offset)
    )
    return [Mistake(*row) for row in rows]


async def list_due(connection: AsyncConnection, owner: str, now: float, limit: int) -> list[Mistake]:
    """The owner's cards that are due, the one that waits longest first."""
    rows = await connection.execute(
        sa.select(*_ALL)
        .where(mistakes.c.owner == owner, mistakes.c.due_at <= now)
        .order_by(mistakes.c.due_at, mistakes.c.id)
        .limit(limit)
    )
    return [Mistake(*row) for row in rows]


async def find_standing(connection: AsyncConnection, owner: str, now: float) -> Standing:
    """How the owner's deck stands."""
    due = mistakes.c.due_at <= now
    rows = await connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(sa.case((due, 1), else_=0)), 0),
            sa.func.min(sa.case((due, None), else_=mistakes.c.due_at)),
        ).where(mistakes.c.owner == owner)
    )
    return Standing(*rows.one())


async def find_known(connection: AsyncConnection, owner: str, ids: list[str]) -> dict[str, Mistake]:
    """Those of these cards that the owner has, by id."""
    rows = await connection.execute(sa.select(*_ALL).where(mistakes.c.owner == owner, mistakes.c.id.in_(ids)))
    found = [Mistake(*row) for row in rows]
    return {mistake.id: mistake for mistake in found}


async def find_grade(connection: AsyncConnection, owner: str, mistake_id: str, number: int) -> int | None:
    """The grade of a card's review of that number."""
    rows = await connection.execute(
        sa.select(mistake_reviews.c.grade)
        .join(mistakes, mistakes.c.id == mistake_reviews.c.mistake_id)
        .where(mistakes.c.owner == owner, mistakes.c.id == mistake_id, mistake_reviews.c.number == number)
    )
    return rows.scalar_one_or_none()


async def count_added(connection: AsyncConnection, owner: str, since: float) -> list[Tally]:
    """Cards made since then, by week and type."""
    week = _week(mistakes.c.created_at)
    rows = await connection.execute(
        sa.select(week, mistakes.c.type, sa.func.count())
        .where(mistakes.c.owner == owner, mistakes.c.created_at >= since)
        .group_by(week, mistakes.c.type)
    )
    return [Tally(*row) for row in rows]


async def count_reviews(connection: AsyncConnection, owner: str, since: float) -> list[Tally]:
    """Reviews since then, by week and type."""
    week = _week(mistake_reviews.c.reviewed_at)
    remembered = sa.func.sum(sa.case((mistake_reviews.c.grade > int(Grade.AGAIN), 1), else_=0))
    rows = await connection.execute(
        sa.select(week, mistakes.c.type, sa.func.count(), remembered)
        .select_from(mistake_reviews)
        .join(mistakes, mistakes.c.id == mistake_reviews.c.mistake_id)
        .where(mistakes.c.owner == owner, mistake_reviews.c.reviewed_at >= since)
        .group_by(week, mistakes.c.type)
    )
    return [Tally(*row) for row in rows]


async def count_cards(connection: AsyncConnection, owner: str, phase: int, stability: float, now: float) -> list[Total]:
    """Cards by type; learned are those in `phase` with at least that `stability` in days."""
    learned = sa.and_(mistakes.c.phase == phase, mistakes.c.stability >= stability)
    rows = await connection.execute(
        sa.select(
            mistakes.c.type,
            sa.func.count(),
            sa.func.sum(sa.case((learned, 1), else_=0)),
            sa.func.sum(sa.case((mistakes.c.due_at <= now, 1), else_=0)),
        )
        .where(mistakes.c.owner == owner)
        .group_by(mistakes.c.type)
        .order_by(mistakes.c.type)
    )
    return [Total(*row) for row in rows]


def add_mistake(values: dict[str, Any], now: float) -> sa.Insert:
    """A new card; one that was made in another message again is due again, with the sentence of that message."""
    added = insert(mistakes).values(**values)
    return added.on_conflict_do_update(
        index_elements=[mistakes.c.id],
        set_={
            "times": mistakes.c.times + 1,
            "sentence": added.excluded.sentence,
            "original": added.excluded.original,
            "corrected": added.excluded.corrected,
            "offset": added.excluded.offset,
            "explanation": added.excluded.explanation,
            "message_id": added.excluded.message_id,
            "due_at": sa.case((mistakes.c.due_at < now, mistakes.c.due_at), else_=now),
        },
        where=mistakes.c.message_id != added.excluded.message_id,
    )


def set_schedule(owner: str, mistake_id: str, seen: int, schedule: Schedule) -> sa.Update:
    """Note a review of a card that had been reviewed `seen` times; nothing when it has been reviewed since."""
    return (
        sa.update(mistakes)
        .where(mistakes.c.owner == owner, mistakes.c.id == mistake_id, mistakes.c.reviews == seen)
        .values(reviews=seen + 1, **msgspec.structs.asdict(schedule))
    )


def add_review(mistake_id: str, number: int, grade: Grade, schedule: Schedule) -> sa.Insert:
    """A line of the log."""
    return sa.insert(mistake_reviews).values(
        mistake_id=mistake_id,
        number=number,
        grade=int(grade),
        due_at=schedule.due_at,
        reviewed_at=schedule.reviewed_at,
    )


def delete_mistake(owner: str, mistake_id: str) -> sa.Delete:
    """Remove a card with its log."""
    return sa.delete(mistakes).where(mistakes.c.owner == owner, mistakes.c.id == mistake_id)


def _week(at: sa.Column[float]) -> sa.ColumnElement[int]:
    return whole((at - _FIRST_MONDAY) / _WEEK)
