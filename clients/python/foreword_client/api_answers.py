"""The documents of the native API, `Client.api`. Members that this client does not know are left out.

`etag` names the version that was read, for `if_match`. What is free-form is plain JSON.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from foreword_client.answers import Match
from foreword_client.chat_answers import Correction

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A part of a list; `next` is the cursor of the next part, None after the last."""

    items: list[T]
    next: str | None


class ResumeItem(msgspec.Struct, frozen=True, kw_only=True):
    """A résumé in a list. `state`: reading, ready or failed."""

    id: str
    title: str
    filename: str
    format: str
    state: str
    created_at: datetime
    updated_at: datetime


class ResumeDocument(ResumeItem, frozen=True, kw_only=True):
    """A résumé; `resume` is what was read, as JSON Resume, or `problem` says why nothing was."""

    etag: str = ""
    version: int
    run_id: str | None
    problem: str | None
    warnings: tuple[str, ...]
    resume: Mapping[str, Any] | None


class PostingItem(msgspec.Struct, frozen=True, kw_only=True):
    """A posting in a list."""

    id: str
    title: str
    company: str
    excerpt: str
    created_at: datetime


class PostingDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A posting. It never changes."""

    etag: str = ""
    id: str
    title: str
    company: str
    text: str
    created_at: datetime


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """The analysis of a posting; `result` is there once a run was done."""

    etag: str = ""
    posting_id: str
    run_id: str
    state: str
    attempt: int
    problem: str | None
    result: Mapping[str, Any] | None


class TailoringItem(msgspec.Struct, frozen=True, kw_only=True):
    """A tailoring in a list; `score` is 0 to 100 once it is done."""

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    score: int | None
    created_at: datetime


class TailoringOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a tailoring came to. `files` maps kinds (pdf, tex, docx, json) to addresses."""

    match: Match
    extracted: Mapping[str, Any]
    reorder_plan: Mapping[str, Any]
    resume: Mapping[str, Any]
    latex: str
    diff: str
    warnings: tuple[str, ...]
    pages: int
    engine: str
    pdf_error: str
    processing_time_ms: int
    files: Mapping[str, str]


class TailoringDocument(TailoringItem, frozen=True, kw_only=True):
    """A tailoring; `result` is there once its run is done."""

    etag: str = ""
    resume_id: str
    posting_id: str
    instructions: str
    run_id: str
    problem: str | None
    ended_at: datetime | None
    result: TailoringOutcome | None


class MatchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """How a résumé meets a posting, without a tailoring."""

    score: int
    match: Match
    extracted: Mapping[str, Any]


class LetterItem(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in a list; `finished` counts its whole paragraphs."""

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    finished: int
    created_at: datetime


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: salutation, opening, body_1, body_2 or closing; `number` is its present version."""

    part: str
    number: int
    text: str
    complete: bool
    claims: tuple[Mapping[str, Any], ...]
    blanks: tuple[str, ...]
    versions: tuple[Mapping[str, Any], ...]


class LetterDocument(LetterItem, frozen=True, kw_only=True):
    """A letter. `unanswered_marks`: claims without support in the résumé, and blanks."""

    etag: str = ""
    resume_id: str
    posting_id: str
    tone: str
    length: str
    language: str
    hints: str
    run_id: str
    problem: str | None
    updated_at: datetime
    text: str
    is_whole: bool
    unanswered_marks: int
    paragraphs: tuple[Paragraph, ...]


class ConversationDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation; `number` names it for the agent chat, `id` for everything else. `state`: idle or running."""

    etag: str = ""
    id: str
    number: int
    title: str
    agent: str
    target: str
    native: str
    level: str
    resume_id: str | None
    posting_id: str | None
    letter_id: str | None
    state: str
    run_id: str
    created_at: datetime
    updated_at: datetime


class MessageDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the open branch: `alternative` of `alternatives` that stand at its place."""

    id: str
    parent_id: str | None
    role: str
    text: str
    state: str
    problem: str
    run_id: str
    model: str
    input_tokens: int
    output_tokens: int
    corrections: tuple[Correction, ...]
    steps: tuple[Mapping[str, Any], ...]
    alternative: int
    alternatives: int
    created_at: datetime


class ReplyBegun(msgspec.Struct, frozen=True, kw_only=True):
    """A reply that is being written; follow `run_id`."""

    conversation_id: str
    question_id: str
    reply_id: str
    run_id: str


class RunError(msgspec.Struct, frozen=True, kw_only=True):
    """Why a run has no result."""

    code: str
    message: str
    retryable: bool = False
    step: int | None = None


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a run works on."""

    type: str
    id: str
    url: str


class RunDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A run. `state`: queued, running, done, failed, cancelled, abandoned or interrupted."""

    etag: str = ""
    id: str
    kind: str
    state: str
    subject: Subject
    last_seq: int
    error: RunError | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class RunEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What a run says: the last one is named done, failed, cancelled, abandoned or interrupted."""

    seq: int
    name: str
    data: Any
