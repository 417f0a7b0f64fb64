"""Uploaded résumés: the file as it came, and what was read from it."""

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.documents.resume import ReadResume

resumes = sa.Table(
    "resumes",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("filename", sa.String(300), nullable=False),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("source", sa.LargeBinary, nullable=False),
    sa.Column("original", sa.LargeBinary),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("document", sa.LargeBinary),
    sa.Column("run_id", sa.String(64)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False),
    sa.UniqueConstraint("owner", "digest"),
    sa.Index("ix_resumes_owner_created", "owner", "created_at"),
)

resume_versions = sa.Table(
    "resume_versions",
    metadata,
    sa.Column("resume_id", sa.String(32), sa.ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("source", sa.LargeBinary),
    sa.Column("undo", sa.Integer),
    sa.Column("redo", sa.Integer),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
)


class ResumeSummary(msgspec.Struct, frozen=True):
    """A résumé in a list. `state`: reading, ready or failed; times in Unix seconds."""

    id: str
    title: str
    filename: str
    format: str
    state: str
    created_at: float
    updated_at: float


class ResumeText(msgspec.Struct, frozen=True):
    """What was read from a file, without the file. `version` is 1 until the first edit."""

    id: str
    title: str
    version: int
    document: ReadResume


class StoredResume(msgspec.Struct, frozen=True):
    """One résumé whole.

    `document` is absent until it was read; `version` grows with each edit; `original` is the file as it was
    uploaded, kept as soon as an edit has changed `source`.
    """

    id: str
    owner: str
    title: str
    filename: str
    format: str
    source: bytes
    original: bytes | None
    state: str
    problem: str | None
    document: ReadResume | None
    run_id: str | None
    version: int
    created_at: float
    updated_at: float


class KeptVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What a résumé was at one of its versions.

    `source` is None where edits never change the file (all but LaTeX). `undo` and `redo` are the versions that a step
    back or forth from here leads to. `key` names the request that made it, so that one sent again is known.
    """

    version: int
    document: ReadResume
    source: bytes | None
    undo: int | None = None
    redo: int | None = None
    key: str = ""
