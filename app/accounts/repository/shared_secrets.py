"""Secrets that all servers of a database have in common."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import shared_secrets
from app.db import insert


async def add_unless_there(connection: AsyncConnection, name: str, secret: str) -> None:
    """Keep it under its name. Whoever is second waits for the first to commit, and changes nothing."""
    added = insert(shared_secrets).values(name=name, secret=secret)
    await connection.execute(added.on_conflict_do_nothing(index_elements=["name"]))


async def find(connection: AsyncConnection, name: str) -> str:
    """The one of that name, which is there."""
    found = await connection.execute(sa.select(shared_secrets.c.secret).where(shared_secrets.c.name == name))
    secret: str = found.scalar_one()
    return secret
