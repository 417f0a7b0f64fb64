"""All SQL of the résumés. Every question names the owner, so that nobody reads a neighbour."""

import hashlib
import zlib
from typing import Any, TypeAlias

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Place, behind, insert
from app.documents.resume import ReadResume
from app.resumes.models import KeptVersion, ResumeSummary, ResumeText, StoredResume, resume_versions, resumes

Change: TypeAlias = sa.Update
_SUMMARY = [resumes.c[name] for name in ResumeSummary.__struct_fields__]
_ALL = [resumes.c[name] for name in StoredResume.__struct_fields__]
_UNREAD = resumes.c.document.is_(None)
_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(ReadResume).decode


async def list_resumes(
    connection: AsyncConnection, owner: str, limit: int, after: Place | None = None
) -> list[ResumeSummary]:
    """The owner's résumés, newest first; with `after` those behind it."""
    rows = await connection.execute(
        sa.select(*_SUMMARY)
        .where(resumes.c.owner == owner, *behind(after, resumes.c.created_at, resumes.c.id))
        .order_by(resumes.c.created_at.desc(), resumes.c.id)
        .limit(limit)
    )
    return [ResumeSummary(**row._mapping) for row in rows]  # noqa: SLF001 - the documented name of a row's mapping


async def find_resume(connection: AsyncConnection, owner: str, resume_id: str) -> StoredResume | None:
    """One résumé of the owner."""
    rows = await connection.execute(sa.select(*_ALL).where(resumes.c.owner == owner, resumes.c.id == resume_id))
    return _stored(rows.first())


async def list_documents(connection: AsyncConnection, owner: str, limit: int) -> list[ResumeText]:
    """The owner's résumés that were read, newest first, without their files."""
    columns = [resumes.c[name] for name in ResumeText.__struct_fields__]
    rows = await connection.execute(
        sa.select(*columns)
        .where(resumes.c.owner == owner, resumes.c.document.is_not(None))
        .order_by(resumes.c.created_at.desc(), resumes.c.id)
        .limit(limit)
    )
    return [ResumeText(**{**row._mapping, "document": _decode(row.document)}) for row in rows]  # noqa: SLF001 - as above


async def find_by_digest(connection: AsyncConnection, owner: str, digest: bytes) -> StoredResume | None:
    """The owner's résumé that was made from the very same file."""
    rows = await connection.execute(sa.select(*_ALL).where(resumes.c.owner == owner, resumes.c.digest == digest))
    return _stored(rows.first())


def _stored(row: sa.Row[Any] | None) -> StoredResume | None:
    if row is None:
        return None
    values = dict(row._mapping)  # noqa: SLF001 - the documented name of a row's mapping
    document = values.pop("document")
    return StoredResume(**values, document=None if document is None else _decode(document))


def insert_resume(values: dict[str, Any]) -> sa.Insert:
    """A new row, not yet read."""
    return sa.insert(resumes).values(**values)


def set_run(owner: str, resume_id: str, run_id: str, now: float) -> sa.Update:
    """Note which run reads the résumé; one that was read meanwhile stays ready."""
    state = sa.case((_UNREAD, "reading"), else_="ready")
    return _of(owner, resume_id).values(run_id=run_id, state=state, problem=None, updated_at=now)


def set_document(owner: str, resume_id: str, document: ReadResume, title: str, now: float) -> sa.Update:
    """Keep what was read, unless it was read meanwhile: that reading may have been edited since."""
    return _of(owner, resume_id).values(
        document=sa.func.coalesce(resumes.c.document, _encode(document)),
        title=sa.case((_UNREAD, title), else_=resumes.c.title),
        state="ready",
        problem=None,
        updated_at=sa.case((_UNREAD, now), else_=resumes.c.updated_at),
    )


def set_problem(owner: str, resume_id: str, problem: str, now: float) -> sa.Update:
    """Keep why it could not be read, unless it was read meanwhile."""
    return (
        _of(owner, resume_id).where(resumes.c.state != "ready").values(state="failed", problem=problem, updated_at=now)
    )


def set_edited(resume: StoredResume, document: ReadResume, source: bytes, title: str, now: float) -> sa.Update:
    """Keep an edit, if nobody else has edited since `resume` was loaded."""
    return (
        _of(resume.owner, resume.id)
        .where(resumes.c.version == resume.version)
        .values(
            document=_encode(document),
            source=source,
            digest=_edited_digest(resume),
            original=resume.original if resume.original is not None or source == resume.source else resume.source,
            title=title,
            version=resume.version + 1,
            updated_at=now,
        )
    )


def _edited_digest(resume: StoredResume) -> bytes:
    """No file's digest: what was edited is no longer what its file says, so the file sent again is a new résumé."""
    return hashlib.sha256(f"edited {resume.id}".encode()).digest()


async def find_versions(
    connection: AsyncConnection, owner: str, resume_id: str, first: int, last: int
) -> list[KeptVersion]:
    """The kept versions from `first` to `last`, oldest first."""
    columns = [resume_versions.c[name] for name in KeptVersion.__struct_fields__]
    rows = await connection.execute(
        sa.select(*columns)
        .join(resumes, resumes.c.id == resume_versions.c.resume_id)
        .where(resumes.c.owner == owner, resumes.c.id == resume_id)
        .where(resume_versions.c.version.between(first, last))
        .order_by(resume_versions.c.version)
    )
    return [_kept(row) for row in rows]


def _kept(row: sa.Row[Any]) -> KeptVersion:
    values = dict(row._mapping)  # noqa: SLF001 - the documented name of a row's mapping
    document, source = values.pop("document"), values.pop("source")
    return KeptVersion(
        **values,
        document=_decode(zlib.decompress(document)),
        source=None if source is None else zlib.decompress(source),
    )


def keep_version(resume_id: str, kept: KeptVersion, now: float) -> sa.Insert:
    """Keep a version, unless it is kept already."""
    return (
        insert(resume_versions)
        .values(
            resume_id=resume_id,
            version=kept.version,
            document=zlib.compress(_encode(kept.document)),
            source=None if kept.source is None else zlib.compress(kept.source),
            undo=kept.undo,
            redo=kept.redo,
            key=kept.key,
            created_at=now,
        )
        .on_conflict_do_nothing()
    )


def forget_versions(owner: str, resume_id: str, before: int) -> sa.Delete:
    """Remove the versions older than `before`."""
    mine = sa.select(resumes.c.id).where(resumes.c.owner == owner, resumes.c.id == resume_id)
    return sa.delete(resume_versions).where(resume_versions.c.resume_id.in_(mine), resume_versions.c.version < before)


def delete_resume(owner: str, resume_id: str) -> sa.Delete:
    """Remove the row."""
    return sa.delete(resumes).where(resumes.c.owner == owner, resumes.c.id == resume_id)


def _of(owner: str, resume_id: str) -> sa.Update:
    return sa.update(resumes).where(resumes.c.owner == owner, resumes.c.id == resume_id)
