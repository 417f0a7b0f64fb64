"""Job postings as they were pasted or fetched, and what was found in them."""

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.postings.analysis import PostingAnalysis

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


posting_analyses = sa.Table(
    "posting_analyses",
    metadata,
    sa.Column("posting_id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("result", sa.LargeBinary),
    sa.Column("started_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
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


class StoredAnalysis(msgspec.Struct, frozen=True):
    """The analysis of one posting. `state` is the run's; `result` is that of the last run that was done, if any.

    `attempt` counts the runs; times in Unix seconds.
    """

    posting_id: str
    owner: str
    run_id: str
    attempt: int
    state: str
    problem: str | None
    result: PostingAnalysis | None
    started_at: float
    ended_at: float | None
