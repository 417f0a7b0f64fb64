"""All SQL of the postings. Every question names the owner."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.postings.models import Posting, PostingSummary, postings

_POSTING = [postings.c[name] for name in Posting.__struct_fields__]
EXCERPT_CHARACTERS = 240


async def list_postings(connection: AsyncConnection, owner: str, limit: int) -> list[PostingSummary]:
    """The owner's postings, newest first."""
    excerpt = sa.func.substr(postings.c.text, 1, EXCERPT_CHARACTERS).label("excerpt")
    rows = await connection.execute(
        sa.select(postings.c.id, postings.c.title, postings.c.company, excerpt, postings.c.created_at)
        .where(postings.c.owner == owner)
        .order_by(postings.c.created_at.desc(), postings.c.id)
        .limit(limit)
    )
    return [PostingSummary(*row) for row in rows]


async def find_posting(connection: AsyncConnection, owner: str, posting_id: str) -> Posting | None:
    """One posting of the owner."""
    rows = await connection.execute(sa.select(*_POSTING).where(postings.c.owner == owner, postings.c.id == posting_id))
    row = rows.first()
    return None if row is None else Posting(*row)


async def find_by_digest(connection: AsyncConnection, owner: str, digest: bytes) -> Posting | None:
    """The owner's posting with the very same words."""
    rows = await connection.execute(sa.select(*_POSTING).where(postings.c.owner == owner, postings.c.digest == digest))
    row = rows.first()
    return None if row is None else Posting(*row)


async def add_posting(connection: AsyncConnection, posting: Posting, digest: bytes) -> None:
    """Write a posting's row."""
    values = {name: getattr(posting, name) for name in Posting.__struct_fields__}
    await connection.execute(sa.insert(postings).values(**values, digest=digest))


async def delete_posting(connection: AsyncConnection, owner: str, posting_id: str) -> bool:
    """Remove a posting; whether there was one."""
    done = await connection.execute(sa.delete(postings).where(postings.c.owner == owner, postings.c.id == posting_id))
    return done.rowcount == 1
