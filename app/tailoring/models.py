"""Tailorings: one résumé made for one posting, with snapshots so that history outlives what it was made from."""

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.documents.resume import ReadResume, Resume
from app.postings.service import ExtractedKeywords
from app.tailoring.results import MatchResult, ReorderPlan, ResumeAnalysis

tailorings = sa.Table(
    "tailorings",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("resume_id", sa.String(32), nullable=False),
    sa.Column("posting_id", sa.String(32), nullable=False),
    sa.Column("resume_title", sa.String(300), nullable=False),
    sa.Column("posting_title", sa.String(300), nullable=False),
    sa.Column("company", sa.String(300), nullable=False),
    sa.Column("instructions", sa.Text, nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("score", sa.Integer),
    sa.Column("result", sa.LargeBinary),
    sa.Column("pdf", sa.LargeBinary),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
    sa.Index("ix_tailorings_owner_created", "owner", "created_at"),
)


class TailoringInput(msgspec.Struct, frozen=True):
    """What a tailoring run works on; its first step keeps the résumé as it is then, so later edits do not reach in."""

    tailoring_id: str
    owner: str
    resume_id: str
    posting_text: str
    job_title: str
    company: str
    instructions: str


class TailoringSummary(msgspec.Struct, frozen=True):
    """A tailoring in the history. `state` is the run's; `score` 0 to 100 once it is done."""

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    score: int | None
    created_at: float


class StoredTailoring(msgspec.Struct, frozen=True):
    """One tailoring without its PDF. `state` is the run's; `result` is a `TailoringResult` as JSON once it is done."""

    id: str
    owner: str
    resume_id: str
    posting_id: str
    resume_title: str
    posting_title: str
    company: str
    instructions: str
    run_id: str
    state: str
    problem: str | None
    score: int | None
    result: bytes | None
    created_at: float
    ended_at: float | None


class Matched(msgspec.Struct, frozen=True):
    """What a posting asks for, and how a résumé meets it."""

    extracted: ExtractedKeywords
    match: MatchResult


class Analyzed(msgspec.Struct, frozen=True):
    """What step 0 remembers: the résumé as it was then, and what it shows."""

    read: ReadResume
    analysis: ResumeAnalysis


class Injected(msgspec.Struct, frozen=True):
    """What step 4 remembers: `tex` is empty for a résumé that is not LaTeX; `diff` compares `before` and `after`."""

    tex: str
    resume: Resume
    sections: list[str]
    titles: dict[str, str]
    before: str
    after: str
    diff: str


class Compiled(msgspec.Struct, frozen=True):
    """What step 5 remembers. `error` is a sentence; with it `pdf` is empty or made by the built-in design."""

    pdf: bytes = b""
    pages: int = 0
    engine: str = ""
    error: str = ""
    warnings: list[str] = []


class TailoringResult(msgspec.Struct, frozen=True):
    """Everything a tailoring came to, but for the PDF's bytes, which lie beside it in the row."""

    analysis: ResumeAnalysis
    extracted: ExtractedKeywords
    match: MatchResult
    reorder_plan: ReorderPlan
    injected: Injected
    pages: int
    engine: str
    pdf_error: str
    warnings: list[str]
    filename: str
    processing_time_ms: int
    model_note: str = ""
