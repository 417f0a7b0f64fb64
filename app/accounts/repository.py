"""All SQL of the accounts."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import User, api_keys, users


async def add_user(connection: AsyncConnection, user: User, now: float) -> None:
    """Write the user's row unless it is there."""
    await connection.execute(
        sa.insert(users).prefix_with("OR IGNORE").values(id=user.id, name=user.name, created_at=now)
    )


async def add_key(connection: AsyncConnection, key_id: str, owner: str, name: str, digest: bytes, now: float) -> None:
    """Write a key's row; only its digest is kept."""
    await connection.execute(
        sa.insert(api_keys).values(id=key_id, owner=owner, name=name, digest=digest, created_at=now)
    )


async def find_key_owner(connection: AsyncConnection, digest: bytes) -> User | None:
    """The owner of a key that is not revoked."""
    found = await connection.execute(
        sa.select(users.c.id, users.c.name)
        .join(api_keys, api_keys.c.owner == users.c.id)
        .where(api_keys.c.digest == digest, api_keys.c.revoked_at.is_(None))
    )
    row = found.first()
    return None if row is None else User(id=row.id, name=row.name)


async def touch_key(connection: AsyncConnection, digest: bytes, now: float) -> None:
    """Note that the key was used, at most once a minute so that reading does not become writing."""
    await connection.execute(
        sa.update(api_keys)
        .where(
            api_keys.c.digest == digest,
            sa.or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at < now - 60),
        )
        .values(last_used_at=now)
    )
