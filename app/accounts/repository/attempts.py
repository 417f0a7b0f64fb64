"""Tries that throttling counts."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import attempts

_Subject = tuple[bytes | None, bytes | None]


async def forget_before(connection: AsyncConnection, moment: float) -> None:
    """Drop what is too old to count."""
    await connection.execute(sa.delete(attempts).where(attempts.c.at < moment))


async def nth_newest(connection: AsyncConnection, action: str, by: _Subject, number: int) -> float | None:
    """When the `number`-th try from now backwards was made; None when there were fewer. `by`: account, address."""
    found = await connection.execute(
        sa.select(attempts.c.at)
        .where(attempts.c.action == action, *_same(by))
        .order_by(attempts.c.at.desc())
        .offset(number - 1)
        .limit(1)
    )
    moment: float | None = found.scalar_one_or_none()
    return moment


async def add_attempt(connection: AsyncConnection, action: str, account: bytes, address: bytes, now: float) -> int:
    """Count one; its number."""
    added = await connection.execute(
        sa.insert(attempts).values(action=action, account=account, address=address, at=now).returning(attempts.c.id)
    )
    number: int = added.scalar_one()
    return number


async def delete_attempt(connection: AsyncConnection, number: int) -> None:
    """Take one back."""
    await connection.execute(sa.delete(attempts).where(attempts.c.id == number))


async def forgive(connection: AsyncConnection, action: str, account: bytes, address: bytes) -> None:
    """Forget an account's tries from one address."""
    await connection.execute(sa.delete(attempts).where(attempts.c.action == action, *_same((account, address))))


async def forget_account(connection: AsyncConnection, account: bytes) -> None:
    """Forget everything that was tried on an account."""
    await connection.execute(sa.delete(attempts).where(attempts.c.account == account))


def _same(by: _Subject) -> list[sa.ColumnElement[bool]]:
    columns = (attempts.c.account, attempts.c.address)
    return [column == value for column, value in zip(columns, by, strict=True) if value is not None]
