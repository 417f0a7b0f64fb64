"""Passkeys, and the challenges that they have to sign."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import PasskeyView, User, passkey_challenges, passkeys, users


class FoundPasskey(NamedTuple):
    """A passkey with its owner."""

    id: str
    user: User
    is_disabled: bool
    public_key: bytes
    sign_count: int


async def add_passkey(connection: AsyncConnection, row: dict[str, Any]) -> bool:
    """Write a new passkey; False when it is known."""
    try:
        async with connection.begin_nested():
            await connection.execute(sa.insert(passkeys).values(**row))
    except IntegrityError:
        return False
    return True


async def credential_ids(connection: AsyncConnection, owner: str) -> list[bytes]:
    """What a person's authenticators call their passkeys."""
    rows = await connection.execute(sa.select(passkeys.c.credential_id).where(passkeys.c.owner == owner))
    return list(rows.scalars())


async def find_by_credential(connection: AsyncConnection, credential_id: bytes) -> FoundPasskey | None:
    """The passkey that its authenticator calls so."""
    found = await connection.execute(
        sa.select(passkeys, users.c.name.label("user_name"), users.c.is_admin, users.c.disabled_at)
        .join(users, users.c.id == passkeys.c.owner)
        .where(passkeys.c.credential_id == credential_id)
    )
    row = found.first()
    if row is None:
        return None
    user = User(row.owner, row.user_name, row.is_admin)
    return FoundPasskey(row.id, user, row.disabled_at is not None, row.public_key, row.sign_count)


async def note_use(connection: AsyncConnection, passkey_id: str, seen: int, count: int, now: float) -> bool:
    """Move the count from what was seen to what the authenticator said; False when it has moved meanwhile."""
    changed = await connection.execute(
        sa.update(passkeys)
        .where(passkeys.c.id == passkey_id, passkeys.c.sign_count == seen)
        .values(sign_count=count, last_used_at=now)
        .returning(passkeys.c.id)
    )
    return changed.first() is not None


async def list_passkeys(connection: AsyncConnection, owner: str) -> tuple[PasskeyView, ...]:
    """A person's passkeys, the oldest first."""
    rows = await connection.execute(
        sa.select(*(passkeys.c[name] for name in PasskeyView.__struct_fields__))
        .where(passkeys.c.owner == owner)
        .order_by(passkeys.c.created_at, passkeys.c.id)
    )
    return tuple(PasskeyView(**row) for row in rows.mappings())


async def delete_passkey(connection: AsyncConnection, owner: str, passkey_id: str) -> bool:
    """Forget one; whether there was one."""
    gone = await connection.execute(
        sa.delete(passkeys).where(passkeys.c.owner == owner, passkeys.c.id == passkey_id).returning(passkeys.c.id)
    )
    return gone.first() is not None


async def add_challenge(
    connection: AsyncConnection, challenge_id: str, owner: str | None, challenge: bytes, expires_at: float
) -> None:
    """Keep a challenge until it is answered. `owner`: who may answer it; None for whoever signs in."""
    await connection.execute(
        sa.insert(passkey_challenges).values(id=challenge_id, owner=owner, challenge=challenge, expires_at=expires_at)
    )


async def take_challenge(connection: AsyncConnection, challenge_id: str, owner: str | None, now: float) -> bytes | None:
    """Use a challenge up; None when it is not there, somebody else's, or too old."""
    table = passkey_challenges
    taken = await connection.execute(
        sa.delete(table)
        .where(table.c.id == challenge_id, table.c.owner.is_not_distinct_from(owner), table.c.expires_at > now)
        .returning(table.c.challenge)
    )
    challenge: bytes | None = taken.scalar_one_or_none()
    return challenge


async def forget_challenges(connection: AsyncConnection, now: float) -> None:
    """Drop those that nobody has answered."""
    await connection.execute(sa.delete(passkey_challenges).where(passkey_challenges.c.expires_at <= now))
