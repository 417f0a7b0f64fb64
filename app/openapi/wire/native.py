"""What the native API's routes do not say of themselves: its upload, and the events of its runs (`docs/api.md`).

The rest of those events are the structs by which the slices write them.
"""

from typing import Annotated, Any, Literal

import msgspec

from app.documents.evidence import Claim

LetterPart = Literal["salutation", "opening", "body_1", "body_2", "closing"]


class ResumeUpload(msgspec.Struct, frozen=True, kw_only=True):
    """A résumé's file."""

    file: Annotated[
        bytes, msgspec.Meta(description="A .tex, .typ, .pdf, .docx, .md, .txt or .json file of 10 MB at most.")
    ]


class RunFailed(msgspec.Struct, frozen=True, kw_only=True):
    """Why a run has no result. `reason` and `retry_after` (seconds) come from a language model."""

    code: str
    message: str
    retryable: bool
    step: int | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    retry_after: float | msgspec.UnsetType = msgspec.UNSET


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the run begins."""

    step: int
    label: str


class PieceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a posting's analysis: `found` is what the analysis has under that name."""

    piece: Literal["overview", "requirements", "keywords", "terms", "flags", "questions"]
    found: Any


class ReviewStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What a review does now."""

    message: str


class EntryExamined(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found in an entry of the résumé has been told; `entry` is its JSON pointer, "" for the whole."""

    entry: str


class PagesPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """The résumé on paper; `error` says why there is no PDF, or why it is another design."""

    pages: int
    engine: str
    error: str
    warnings: list[str]
    us_letter: bool


class LetterStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is done now for a letter."""

    label: str


class PartOpened(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph begins; one that was open before begins anew."""

    part: LetterPart
    label: str


class PartText(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the paragraph that is open."""

    part: LetterPart
    text: str


class PartWritten(msgspec.Struct, frozen=True, kw_only=True):
    """A whole paragraph, and what it claims."""

    part: LetterPart
    text: str
    claims: list[Claim]


class LoggedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a run's log."""

    seq: int
    name: str
    data: Any


class RunReset(msgspec.Struct, frozen=True, kw_only=True):
    """Everything so far, for who names a place that the log does not know."""

    state: Literal["queued", "running", "done", "failed", "cancelled", "abandoned", "interrupted"]
    last_seq: int
    events: list[LoggedEvent]


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    """No more than its name says."""


class RunDone(msgspec.Struct, frozen=True, kw_only=True):
    """The run has its result: read the thing itself."""
