"""Sessions: rows as they are opened, found and ended."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import SessionView, User, sessions, users


class FoundSession(NamedTuple):
    """A session that is valid, with its owner."""

    id: str
    seen_at: float
    user: User


async def add_session(connection: AsyncConnection, row: dict[str, Any]) -> None:
    """Write a new session."""
    await connection.execute(sa.insert(sessions).values(**row))


async def find_session(connection: AsyncConnection, digest: bytes, now: float) -> FoundSession | None:
    """The session with this digest, unless it has expired or its owner is disabled."""
    found = await connection.execute(
        sa.select(sessions.c.id, sessions.c.seen_at, users.c.id.label("owner"), users.c.name, users.c.is_admin)
        .join(users, users.c.id == sessions.c.owner)
        .where(sessions.c.digest == digest, sessions.c.expires_at > now, users.c.disabled_at.is_(None))
    )
    row = found.first()
    return None if row is None else FoundSession(row.id, row.seen_at, User(row.owner, row.name, row.is_admin))


async def touch_session(connection: AsyncConnection, session_id: str, now: float, expires_at: float) -> None:
    """Note that it was used."""
    await connection.execute(
        sa.update(sessions).where(sessions.c.id == session_id).values(seen_at=now, expires_at=expires_at)
    )


async def note_seen(connection: AsyncConnection, user_id: str, now: float) -> None:
    """Note that the person was here."""
    await connection.execute(sa.update(users).where(users.c.id == user_id).values(last_seen_at=now))


async def list_sessions(connection: AsyncConnection, user_id: str, now: float) -> tuple[SessionView, ...]:
    """A person's sessions that have not expired, the one used last first."""
    rows = await connection.execute(
        sa.select(*(sessions.c[name] for name in SessionView.__struct_fields__))
        .where(sessions.c.owner == user_id, sessions.c.expires_at > now)
        .order_by(sessions.c.seen_at.desc(), sessions.c.id)
    )
    return tuple(SessionView(**row) for row in rows.mappings())


async def delete_session(connection: AsyncConnection, user_id: str, session_id: str) -> bool:
    """End one; whether there was one."""
    gone = await connection.execute(
        sa.delete(sessions).where(sessions.c.owner == user_id, sessions.c.id == session_id).returning(sessions.c.id)
    )
    return gone.first() is not None


async def delete_by_digest(connection: AsyncConnection, digest: bytes) -> None:
    """End the one with this digest."""
    await connection.execute(sa.delete(sessions).where(sessions.c.digest == digest))


async def delete_all(connection: AsyncConnection, user_id: str, but: str = "") -> None:
    """End all of a person, except one."""
    await connection.execute(sa.delete(sessions).where(sessions.c.owner == user_id, sessions.c.id != but))


async def delete_expired(connection: AsyncConnection, now: float) -> None:
    """Drop everybody's that have expired."""
    await connection.execute(sa.delete(sessions).where(sessions.c.expires_at <= now))


async def keep_newest(connection: AsyncConnection, user_id: str, number: int) -> None:
    """End all but a person's `number` sessions that were used last."""
    kept = (
        sa.select(sessions.c.id)
        .where(sessions.c.owner == user_id)
        .order_by(sessions.c.seen_at.desc(), sessions.c.created_at.desc(), sessions.c.id)
        .limit(number)
    )
    await connection.execute(
        sa.delete(sessions).where(sessions.c.owner == user_id, sessions.c.id.not_in(kept.scalar_subquery()))
    )
