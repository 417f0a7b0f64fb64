"""People: rows as they are read and changed."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import LOCAL_USER, Account, password_resets, sessions, users
from app.db import insert

_OTHERS = users.c.id != LOCAL_USER.id


class Stored(NamedTuple):
    """A person with what their password is compared with."""

    account: Account
    password_hash: str | None


async def add_account(connection: AsyncConnection, row: dict[str, Any]) -> bool:
    """Write a new person; False when the address or the name at the proxy is taken."""
    added = await connection.execute(insert(users).values(**row).on_conflict_do_nothing().returning(users.c.id))
    return added.first() is not None


async def hold(connection: AsyncConnection, *ids: str) -> None:
    """Until the transaction ends nobody else begins or changes anything that names these people.

    SQLite's writers come one after the other anyway.
    """
    await connection.execute(sa.select(users.c.id).where(users.c.id.in_(ids)).order_by(users.c.id).with_for_update())


async def find_by_id(connection: AsyncConnection, user_id: str) -> Stored | None:
    """One person."""
    return await _find(connection, users.c.id == user_id)


async def find_by_email(connection: AsyncConnection, email: str) -> Stored | None:
    """The person with this folded address."""
    return await _find(connection, users.c.email == email)


async def find_by_proxy_name(connection: AsyncConnection, proxy_name: str) -> Stored | None:
    """The person whom the proxy knows by this name."""
    return await _find(connection, users.c.proxy_name == proxy_name)


async def list_accounts(connection: AsyncConnection) -> list[Account]:
    """Everybody, in the order of their coming."""
    rows = await connection.execute(sa.select(users).where(_OTHERS).order_by(users.c.created_at, users.c.id))
    return [_account(row) for row in rows.mappings()]


async def has_accounts(connection: AsyncConnection) -> bool:
    """Whether anybody is there, beside the person of this machine."""
    return (await connection.execute(sa.select(users.c.id).where(_OTHERS).limit(1))).first() is not None


async def is_only_admin(connection: AsyncConnection, user_id: str) -> bool:
    """Whether this is an administrator, and nobody else who can sign in is one."""
    admins = sa.select(users.c.id).where(_OTHERS, users.c.is_admin.is_(True), users.c.disabled_at.is_(None))
    return list((await connection.execute(admins.limit(2))).scalars()) == [user_id]


async def is_alone(connection: AsyncConnection, user_id: str) -> bool:
    """Whether nobody else has an account."""
    others = sa.select(users.c.id).where(_OTHERS, users.c.id != user_id)
    return (await connection.execute(others.limit(1))).first() is None


async def set_disabled(connection: AsyncConnection, user_id: str, disabled_at: float | None) -> bool:
    """Lock a person out and end their sessions, or let them in; whether there is such a person."""
    if disabled_at is not None:
        await connection.execute(sa.delete(sessions).where(sessions.c.owner == user_id))
    return await change_account(connection, user_id, disabled_at=disabled_at)


async def change_account(connection: AsyncConnection, user_id: str, **values: Any) -> bool:
    """Set columns of one person; whether there is such a person."""
    changed = await connection.execute(
        sa.update(users).where(users.c.id == user_id, _OTHERS).values(**values).returning(users.c.id)
    )
    return changed.first() is not None


async def set_password(connection: AsyncConnection, user_id: str, password_hash: str, but: str) -> None:
    """Another password: sessions end, except the one with the id `but`, and links that set one are used up."""
    await connection.execute(sa.update(users).where(users.c.id == user_id).values(password_hash=password_hash))
    await connection.execute(sa.delete(sessions).where(sessions.c.owner == user_id, sessions.c.id != but))
    await connection.execute(sa.delete(password_resets).where(password_resets.c.owner == user_id))


async def replace_hash(connection: AsyncConnection, user_id: str, old: str, new: str) -> None:
    """Store the same password at another cost, unless it was changed meanwhile."""
    await connection.execute(
        sa.update(users).where(users.c.id == user_id, users.c.password_hash == old).values(password_hash=new)
    )


async def _find(connection: AsyncConnection, condition: sa.ColumnElement[bool]) -> Stored | None:
    row = (await connection.execute(sa.select(users).where(condition, _OTHERS))).mappings().first()
    return None if row is None else Stored(_account(row), row["password_hash"])


def _account(row: sa.RowMapping) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        email=row["email"] or "",
        proxy_name=row["proxy_name"] or "",
        is_admin=row["is_admin"],
        is_disabled=row["disabled_at"] is not None,
        has_password=row["password_hash"] is not None,
        created_at=row["created_at"],
        last_seen_at=row["last_seen_at"],
    )
