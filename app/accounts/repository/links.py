"""Links that are good for one use: invitations and password resets."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import Invitation, invitations, password_resets


async def add_invitation(connection: AsyncConnection, row: dict[str, Any]) -> None:
    """Write a new invitation."""
    await connection.execute(sa.insert(invitations).values(**row))


async def find_invitation(connection: AsyncConnection, digest: bytes, now: float) -> Invitation | None:
    """The invitation with this digest, unless it has expired."""
    rows = await connection.execute(
        sa.select(invitations).where(invitations.c.digest == digest, invitations.c.expires_at > now)
    )
    row = rows.mappings().first()
    return None if row is None else _invitation(row)


async def list_invitations(connection: AsyncConnection, now: float) -> tuple[Invitation, ...]:
    """The open invitations that a person has made, the newest first."""
    rows = await connection.execute(
        sa.select(invitations)
        .where(invitations.c.expires_at > now, invitations.c.owner.is_not(None))
        .order_by(invitations.c.created_at.desc(), invitations.c.id)
    )
    return tuple(_invitation(row) for row in rows.mappings())


async def delete_invitation(connection: AsyncConnection, invitation_id: str) -> bool:
    """Take one back, or use it up; whether it was there."""
    gone = await connection.execute(
        sa.delete(invitations).where(invitations.c.id == invitation_id).returning(invitations.c.id)
    )
    return gone.first() is not None


async def delete_invitations_to(connection: AsyncConnection, email: str) -> None:
    """Take back all invitations to an address."""
    await connection.execute(sa.delete(invitations).where(invitations.c.email == email))


async def delete_first_links(connection: AsyncConnection) -> None:
    """Take back the first administrator's invitations: those that nobody has made and that name no address."""
    await connection.execute(sa.delete(invitations).where(invitations.c.owner.is_(None), invitations.c.email.is_(None)))


async def delete_expired(connection: AsyncConnection, now: float) -> None:
    """Drop what has expired."""
    await connection.execute(sa.delete(invitations).where(invitations.c.expires_at <= now))
    await connection.execute(sa.delete(password_resets).where(password_resets.c.expires_at <= now))


async def add_reset(connection: AsyncConnection, digest: bytes, owner: str, now: float, expires_at: float) -> None:
    """Write a new reset."""
    await connection.execute(
        sa.insert(password_resets).values(digest=digest, owner=owner, created_at=now, expires_at=expires_at)
    )


async def find_reset(connection: AsyncConnection, digest: bytes, now: float) -> str | None:
    """Whose password the link sets; None when it has expired or was used."""
    found = await connection.execute(
        sa.select(password_resets.c.owner).where(password_resets.c.digest == digest, password_resets.c.expires_at > now)
    )
    owner: str | None = found.scalar_one_or_none()
    return owner


async def take_reset(connection: AsyncConnection, digest: bytes) -> str | None:
    """Use a reset up: whose password it sets; None when another request was first."""
    taken = await connection.execute(
        sa.delete(password_resets).where(password_resets.c.digest == digest).returning(password_resets.c.owner)
    )
    owner: str | None = taken.scalar_one_or_none()
    return owner


def _invitation(row: sa.RowMapping) -> Invitation:
    return Invitation(
        id=row["id"],
        email=row["email"] or "",
        is_admin=row["is_admin"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )
