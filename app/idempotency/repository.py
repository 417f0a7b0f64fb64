"""All SQL of the idempotency keys. Every question names the owner."""

from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import insert
from app.idempotency.models import Claimed, idempotency_keys

Change: TypeAlias = sa.Update | sa.Delete


async def claim(connection: AsyncConnection, owner: str, key: str, fingerprint: bytes, now: float) -> Claimed:
    """Take the key for a request, unless it is taken; what it stands for."""
    taken = insert(idempotency_keys).on_conflict_do_nothing()
    values = {"owner": owner, "key": key, "fingerprint": fingerprint, "target": "", "created_at": now}
    await connection.execute(taken.values(**values))
    rows = await connection.execute(
        sa.select(idempotency_keys.c.fingerprint, idempotency_keys.c.target).where(*_is(owner, key))
    )
    return Claimed(*rows.one())


def set_target(owner: str, key: str, target: str) -> sa.Update:
    """Note what the request made."""
    return sa.update(idempotency_keys).where(*_is(owner, key)).values(target=target)


def release(owner: str, key: str) -> sa.Delete:
    """Give a key back whose request made nothing."""
    return sa.delete(idempotency_keys).where(*_is(owner, key), idempotency_keys.c.target == "")


def delete_before(owner: str, at: float) -> sa.Delete:
    """Forget the owner's keys that are older."""
    return sa.delete(idempotency_keys).where(idempotency_keys.c.owner == owner, idempotency_keys.c.created_at < at)


def _is(owner: str, key: str) -> tuple[sa.ColumnElement[bool], ...]:
    return idempotency_keys.c.owner == owner, idempotency_keys.c.key == key
