"""All SQL of the postings. Every question names the owner."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Place, behind, insert
from app.postings.analysis import PostingAnalysis
from app.postings.models import Posting, PostingSummary, StoredAnalysis, posting_analyses, postings

_POSTING = [postings.c[name] for name in Posting.__struct_fields__]
_ANALYSIS = [posting_analyses.c[name] for name in StoredAnalysis.__struct_fields__]
_decode = msgspec.json.Decoder(PostingAnalysis).decode
EXCERPT_CHARACTERS = 240


async def list_postings(
    connection: AsyncConnection, owner: str, limit: int, after: Place | None = None
) -> list[PostingSummary]:
    """The owner's postings, newest first; with `after` those behind it."""
    excerpt = sa.func.substr(postings.c.text, 1, EXCERPT_CHARACTERS).label("excerpt")
    rows = await connection.execute(
        sa.select(postings.c.id, postings.c.title, postings.c.company, excerpt, postings.c.created_at)
        .where(postings.c.owner == owner, *behind(after, postings.c.created_at, postings.c.id))
        .order_by(postings.c.created_at.desc(), postings.c.id)
        .limit(limit)
    )
    return [PostingSummary(*row) for row in rows]


async def list_texts(connection: AsyncConnection, owner: str, limit: int) -> list[Posting]:
    """The owner's postings with their texts, newest first."""
    rows = await connection.execute(
        sa.select(*_POSTING)
        .where(postings.c.owner == owner)
        .order_by(postings.c.created_at.desc(), postings.c.id)
        .limit(limit)
    )
    return [Posting(*row) for row in rows]


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
    """Remove a posting with its analysis; whether there was one."""
    await connection.execute(
        sa.delete(posting_analyses).where(
            posting_analyses.c.owner == owner, posting_analyses.c.posting_id == posting_id
        )
    )
    done = await connection.execute(sa.delete(postings).where(postings.c.owner == owner, postings.c.id == posting_id))
    return done.rowcount == 1


async def find_analysis(connection: AsyncConnection, owner: str, posting_id: str) -> StoredAnalysis | None:
    """The analysis of one posting of the owner, running, done or ended otherwise."""
    rows = await connection.execute(
        sa.select(*_ANALYSIS).where(posting_analyses.c.owner == owner, posting_analyses.c.posting_id == posting_id)
    )
    row = rows.first()
    if row is None:
        return None
    values = dict(row._mapping)  # noqa: SLF001 - the documented name of a row's mapping
    result = values.pop("result")
    return StoredAnalysis(**values, result=None if result is None else _decode(result))


def begin_analysis(values: dict[str, Any]) -> sa.Insert:
    """A row whose run is about to start; an earlier result stays until there is a new one."""
    new = {"run_id": values["run_id"], "attempt": values["attempt"], "state": values["state"]}
    return (
        insert(posting_analyses)
        .values(**values)
        .on_conflict_do_update(
            index_elements=["posting_id"],
            set_={**new, "problem": None, "started_at": values["started_at"], "ended_at": None},
        )
    )


def set_analysis(owner: str, posting_id: str, run_id: str, result: PostingAnalysis, now: float) -> sa.Update:
    """Keep the result of a run, unless a later run has begun."""
    return _analysis_of(owner, posting_id, run_id).values(
        state="done", result=msgspec.json.encode(result), problem=None, ended_at=now
    )


def set_analysis_ended(owner: str, posting_id: str, run_id: str, state: str, problem: str, now: float) -> sa.Update:
    """Keep how a run ended that has no result, unless a later run has begun."""
    return _analysis_of(owner, posting_id, run_id).values(state=state, problem=problem, ended_at=now)


def _analysis_of(owner: str, posting_id: str, run_id: str) -> sa.Update:
    table = posting_analyses
    return sa.update(table).where(table.c.owner == owner, table.c.posting_id == posting_id, table.c.run_id == run_id)
