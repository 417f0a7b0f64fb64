"""All SQL of the keys. Every question but `find_key`, which asks whose a key is, names the owner."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import FoundKey, StoredKey, User, api_keys, users

_LISTED = tuple(api_keys.c[name] for name in StoredKey.__struct_fields__)


async def add_key(connection: AsyncConnection, row: dict[str, Any]) -> None:
    """Write a key's row; of the key itself only its digest is in it."""
    await connection.execute(sa.insert(api_keys).values(row))


async def has_key(connection: AsyncConnection, owner: str, key_id: str) -> bool:
    """Whether there is a key of that id, valid or not."""
    found = await connection.execute(sa.select(api_keys.c.id).where(_is(owner, key_id)))
    return found.first() is not None


async def count_valid(connection: AsyncConnection, owner: str, now: float) -> int:
    """How many keys of a person would open something."""
    found = await connection.execute(sa.select(sa.func.count()).where(api_keys.c.owner == owner, *_valid(now)))
    count: int = found.scalar_one()
    return count


async def find_key(connection: AsyncConnection, digest: bytes, now: float) -> FoundKey | None:
    """A key that is neither revoked nor expired, with its owner, who may sign in."""
    found = await connection.execute(
        sa.select(api_keys.c.id, api_keys.c.scopes, api_keys.c.last_used_at, users.c.id, users.c.name, users.c.is_admin)
        .join(users, api_keys.c.owner == users.c.id)
        .where(api_keys.c.digest == digest, *_valid(now), users.c.disabled_at.is_(None))
    )
    row = found.first()
    if row is None:
        return None
    key_id, scopes, last_used_at, *user = row
    return FoundKey(key_id, frozenset(scopes.split()), last_used_at, User(*user))


async def touch_key(connection: AsyncConnection, key_id: str, now: float) -> None:
    """Note that the key was used."""
    await connection.execute(sa.update(api_keys).where(api_keys.c.id == key_id).values(last_used_at=now))


async def list_keys(connection: AsyncConnection, owner: str) -> tuple[StoredKey, ...]:
    """A person's keys, the newest first."""
    rows = await connection.execute(
        sa.select(*_LISTED).where(api_keys.c.owner == owner).order_by(api_keys.c.created_at.desc(), api_keys.c.id)
    )
    return tuple(StoredKey(**{**row, "scopes": tuple(row["scopes"].split())}) for row in rows.mappings())


async def revoke_key(connection: AsyncConnection, owner: str, key_id: str, now: float) -> None:
    """Make a key invalid for good; one that is revoked keeps its date."""
    await connection.execute(
        sa.update(api_keys).where(_is(owner, key_id), api_keys.c.revoked_at.is_(None)).values(revoked_at=now)
    )


async def forget_revoked(connection: AsyncConnection, owner: str, kept: int) -> None:
    """Remove a person's revoked keys but for those that were revoked last."""
    revoked = (api_keys.c.owner == owner, api_keys.c.revoked_at.is_not(None))
    newest = sa.select(api_keys.c.id).where(*revoked).order_by(api_keys.c.revoked_at.desc()).limit(kept)
    await connection.execute(sa.delete(api_keys).where(*revoked, api_keys.c.id.not_in(newest)))


def _is(owner: str, key_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(api_keys.c.owner == owner, api_keys.c.id == key_id)


def _valid(now: float) -> tuple[sa.ColumnElement[bool], ...]:
    unexpired = sa.or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > now)
    return api_keys.c.revoked_at.is_(None), unexpired
