"""All SQL of the reviews. Every question names the owner."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.documents.resume import ReadResume
from app.reviews.findings import Finding
from app.reviews.models import Decision, Printed, ReviewSummary, StoredReview, reviews

Change: TypeAlias = sa.Update
_SUMMARY = [reviews.c[name] for name in ReviewSummary.__struct_fields__]
_ALL = [reviews.c[name] for name in StoredReview.__struct_fields__]
_decode_resume = msgspec.json.Decoder(ReadResume).decode
_decode_decisions = msgspec.json.Decoder(dict[str, Decision]).decode
_decode_found = msgspec.json.Decoder(tuple[Finding, ...]).decode
_decode_printed = msgspec.json.Decoder(Printed).decode


async def list_reviews(connection: AsyncConnection, owner: str, limit: int) -> list[ReviewSummary]:
    """The owner's reviews, newest first."""
    rows = await connection.execute(
        sa.select(*_SUMMARY)
        .where(reviews.c.owner == owner)
        .order_by(reviews.c.created_at.desc(), reviews.c.id)
        .limit(limit)
    )
    return [ReviewSummary(*row) for row in rows]


async def find_review(connection: AsyncConnection, owner: str, review_id: str) -> StoredReview | None:
    """One review of the owner, without its PDF."""
    rows = await connection.execute(sa.select(*_ALL).where(reviews.c.owner == owner, reviews.c.id == review_id))
    return _stored(rows.first())


async def find_by_run(connection: AsyncConnection, owner: str, run_id: str) -> StoredReview | None:
    """The owner's review whose newest run this is."""
    rows = await connection.execute(sa.select(*_ALL).where(reviews.c.owner == owner, reviews.c.run_id == run_id))
    return _stored(rows.first())


async def find_newest(
    connection: AsyncConnection, owner: str, resume_id: str, resume_version: int, posting_id: str
) -> tuple[str | None, str]:
    """The newest review of this version of a résumé for this posting: its id, None without one, and its state."""
    rows = await connection.execute(
        sa.select(reviews.c.id, reviews.c.state)
        .where(
            reviews.c.owner == owner,
            reviews.c.resume_id == resume_id,
            reviews.c.resume_version == resume_version,
            reviews.c.posting_id == posting_id,
        )
        .order_by(reviews.c.created_at.desc(), reviews.c.id)
        .limit(1)
    )
    row = rows.first()
    return (None, "") if row is None else (row.id, row.state)


async def find_pdf(connection: AsyncConnection, owner: str, review_id: str) -> bytes | None:
    """The PDF of the working copy of one review of the owner."""
    rows = await connection.execute(sa.select(reviews.c.pdf).where(reviews.c.owner == owner, reviews.c.id == review_id))
    return rows.scalar_one_or_none()


def _stored(row: sa.Row[Any] | None) -> StoredReview | None:
    if row is None:
        return None
    values = dict(row._mapping)  # noqa: SLF001 - the documented name of a row's mapping
    for name in ("base", "copy"):
        values[name] = None if values[name] is None else _decode_resume(values[name])
    values["decisions"] = _decode_decisions(values["decisions"])
    values["found"] = _decode_found(values["found"])
    values["printed"] = None if values["printed"] is None else _decode_printed(values["printed"])
    return StoredReview(**values)


def insert_review(values: dict[str, Any], source: bytes, base: ReadResume | None) -> sa.Insert:
    """A new row whose run is about to start, nothing decided; with the résumé to begin with when it was read before."""
    read = None if base is None else msgspec.json.encode(base)
    begin = {"source": None if read is None else source, "base": read, "copy": read}
    return sa.insert(reviews).values(version=1, decisions=b"{}", found=b"[]", model_note="", **begin, **values)


def set_base(owner: str, review_id: str, title: str, version: int, source: bytes, base: ReadResume) -> sa.Update:
    """Keep the résumé that the review begins with, under its title, unless it has one."""
    encoded = msgspec.json.encode(base)
    return (
        _of(owner, review_id)
        .where(reviews.c.base.is_(None))
        .values(resume_title=title, resume_version=version, source=source, base=encoded, copy=encoded)
    )


def set_first_print(owner: str, review_id: str, printed: Printed, pdf: bytes, compiles: bool | None) -> sa.Update:
    """Keep how the beginning looks on paper, unless something was decided meanwhile."""
    return (
        _of(owner, review_id)
        .where(reviews.c.version == 1)
        .values(printed=msgspec.json.encode(printed), pdf=pdf or None, compiles=compiles)
    )


def set_decided(
    stored: StoredReview, decisions: dict[str, Decision], copy: ReadResume, printed: Printed, pdf: bytes | None
) -> sa.Update:
    """Keep decisions and the copy they make, if nobody else has decided since; `pdf` None leaves the one there."""
    values: dict[str, Any] = {
        "decisions": msgspec.json.encode(decisions),
        "version": stored.version + 1,
        "compiles": stored.compiles,
    }
    if pdf is not None:
        values |= {"copy": msgspec.json.encode(copy), "printed": msgspec.json.encode(printed), "pdf": pdf or None}
    return _of(stored.owner, stored.id).where(reviews.c.version == stored.version).values(**values)


def set_done(owner: str, review_id: str, note: str, found: Sequence[Finding], now: float) -> sa.Update:
    """The run has come to its end; everything found lies in the row from now on."""
    return _of(owner, review_id).values(state="done", model_note=note, found=msgspec.json.encode(found), ended_at=now)


def set_ended(owner: str, review_id: str, state: str, problem: str, now: float) -> sa.Update:
    """How a run ended that did not come to its end."""
    return _of(owner, review_id).values(state=state, problem=problem, ended_at=now)


def set_run(owner: str, review_id: str, run_id: str, found: Sequence[Finding]) -> sa.Update:
    """Go on with a new run; what the earlier one found is kept."""
    return _of(owner, review_id).values(
        run_id=run_id, state="running", problem=None, found=msgspec.json.encode(found), ended_at=None
    )


def set_kept(owner: str, review_id: str, resume_version: int, version: int) -> sa.Update:
    """The copy was written into the résumé."""
    return _of(owner, review_id).values(kept_resume_version=resume_version, kept_version=version)


def delete_review(owner: str, review_id: str) -> sa.Delete:
    """Remove the row with its copy and PDF."""
    return sa.delete(reviews).where(reviews.c.owner == owner, reviews.c.id == review_id)


def _of(owner: str, review_id: str) -> sa.Update:
    return sa.update(reviews).where(reviews.c.owner == owner, reviews.c.id == review_id)
