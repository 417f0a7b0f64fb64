"""Job postings as they were pasted."""

import msgspec
import sqlalchemy as sa

from app.db import metadata

postings = sa.Table(
    "postings",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("company", sa.String(300), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.UniqueConstraint("owner", "digest"),
    sa.Index("ix_postings_owner_created", "owner", "created_at"),
)


class Posting(msgspec.Struct, frozen=True):
    """`company` may be empty; `created_at` in Unix seconds."""

    id: str
    owner: str
    title: str
    company: str
    text: str
    created_at: float


class PostingSummary(msgspec.Struct, frozen=True):
    """A posting in a list: `excerpt` is the beginning of its text."""

    id: str
    title: str
    company: str
    excerpt: str
    created_at: float
