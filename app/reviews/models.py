"""Reviews: one résumé looked at for one posting or for none, with a working copy that only the review changes."""

from typing import Literal

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.documents.evidence import Claim
from app.documents.resume import ReadResume
from app.documents.rewording import Change
from app.reviews.findings import Finding

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("resume_id", sa.String(32), nullable=False),
    sa.Column("resume_version", sa.Integer, nullable=False),
    sa.Column("posting_id", sa.String(32), nullable=False),
    sa.Column("resume_title", sa.String(300), nullable=False),
    sa.Column("posting_title", sa.String(300), nullable=False),
    sa.Column("company", sa.String(300), nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("source", sa.LargeBinary),
    sa.Column("base", sa.LargeBinary),
    sa.Column("copy", sa.LargeBinary),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("decisions", sa.LargeBinary, nullable=False),
    sa.Column("found", sa.LargeBinary, nullable=False),
    sa.Column("compiles", sa.Boolean),
    sa.Column("pdf", sa.LargeBinary),
    sa.Column("printed", sa.LargeBinary),
    sa.Column("kept_resume_version", sa.Integer),
    sa.Column("kept_version", sa.Integer),
    sa.Column("model_note", sa.Text, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
    sa.Index("ix_reviews_owner_created", "owner", "created_at"),
    sa.Index("ix_reviews_resume", "owner", "resume_id", "posting_id"),
)


class ReviewInput(msgspec.Struct, frozen=True):
    """What a review's run works on. `examined` are the parts of the résumé that an earlier run has dealt with."""

    review_id: str
    owner: str
    resume_id: str
    posting_text: str
    job_title: str
    company: str
    examined: tuple[str, ...] = ()


class ReviewSummary(msgspec.Struct, frozen=True):
    """A review in a list. `state` is the run's; `posting_title` is empty for a review without a posting."""

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    created_at: float


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the person did with one finding.

    `revision` grows with each decision, so that a form made before it is known to be out of date. `change` is the
    person's own wording, absent while the finding's own stands; `claims` are what was found in that wording.
    `affirmed`: the person said that what nothing in the résumé supports is true all the same.
    """

    state: Literal["open", "accepted", "rejected"] = "open"
    revision: int = 0
    change: Change | None = None
    claims: tuple[Claim, ...] = ()
    affirmed: bool = False


class Printed(msgspec.Struct, frozen=True):
    """The working copy on paper, without the PDF's bytes. `error` is a sentence; with it there may be no page."""

    pages: int = 0
    engine: str = ""
    error: str = ""
    warnings: tuple[str, ...] = ()
    us_letter: bool = False


class StoredReview(msgspec.Struct, frozen=True, kw_only=True):
    """One review without its PDF.

    `base` is the résumé as the review began with it and `source` its bytes, both absent until it was read; `copy` is
    `base` with every accepted change made. `version` counts the decisions. `compiles`: whether the LaTeX compiled
    before any change, None until somebody has tried. `kept_resume_version` is the résumé's version that
    `kept_version` of this review was written into it as.
    """

    id: str
    owner: str
    resume_id: str
    resume_version: int
    posting_id: str
    resume_title: str
    posting_title: str
    company: str
    run_id: str
    state: str
    problem: str | None
    source: bytes | None
    base: ReadResume | None
    copy: ReadResume | None
    version: int
    decisions: dict[str, Decision]
    found: tuple[Finding, ...]
    compiles: bool | None
    printed: Printed | None
    kept_resume_version: int | None
    kept_version: int | None
    model_note: str
    created_at: float
    ended_at: float | None
