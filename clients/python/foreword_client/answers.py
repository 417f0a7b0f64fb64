"""The documents that the server answers. Members that this client does not know are left out.

Free-form parts (a résumé as JSON Resume, keywords by category, a plan) are plain JSON: dicts, lists and strings.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from foreword_client.errors import BadAnswer

T = TypeVar("T")


class Section(msgspec.Struct, frozen=True):
    """A section of a résumé or letter, or a piece of one: the text is the concatenation of its pieces."""

    section: str
    content: str


class Resume(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A résumé. `state`: reading, ready or failed; times in Unix seconds.

    `resume` (JSON Resume) and `problem`, why it could not be read, are there only when one résumé was asked for.
    """

    resume_id: str
    title: str
    filename: str
    format: str
    state: str
    created_at: float
    updated_at: float
    problem: str | None = None
    resume: Mapping[str, Any] | None = None


class MatchedTerm(msgspec.Struct, frozen=True, kw_only=True):
    """Something the posting asks for: `line` of the résumé shows it, or is empty."""

    term: str
    category: str
    required: bool
    line: str = ""
    reason: str = ""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """How a résumé meets a posting; `score` is 0 to 100."""

    score: int
    matched: tuple[MatchedTerm, ...] = ()
    nearly: tuple[MatchedTerm, ...] = ()
    missing: tuple[MatchedTerm, ...] = ()


class Tailoring(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A tailored résumé: its sections, as JSON Resume and, where it came as LaTeX, as LaTeX."""

    tailoring_id: str
    sections: tuple[Section, ...]
    resume: Mapping[str, Any]
    latex: str
    match: Match
    extracted: Mapping[str, Any]
    reorder_plan: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
    pdf_url: str = ""
    pdf_error: str = ""
    url: str = ""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter claims at `start` to `end` (code points of the section's content), and whether it is supported."""

    section: str
    kind: str
    text: str
    start: int
    end: int
    supported: bool
    problem: str = ""


class Letter(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A cover letter. `unanswered_marks`: claims without support in the résumé, and blanks to be filled in."""

    letter_id: str
    sections: tuple[Section, ...]
    content: str
    claims: tuple[Claim, ...] = ()
    unanswered_marks: int = 0
    url: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a suggestion puts in place of what."""

    kind: str
    before: str
    after: str


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A change to one line of the résumé. `unsupported` are claims of it that the résumé does not support."""

    id: str
    title: str
    line: str
    change: Change
    reason: str = ""
    keyword: str = ""
    pointer: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    unsupported: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the résumé that only the person knows."""

    id: str
    text: str
    line: str = ""
    reason: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A whole review of a résumé."""

    resume_id: str
    review_id: str
    suggestions: tuple[Suggestion, ...]
    questions: tuple[Question, ...] = ()


class LatexTailoring(msgspec.Struct, frozen=True, kw_only=True):
    """A tailored LaTeX résumé. `pdf_b64` is empty and `pdf_error` says why when there is no PDF."""

    tex_content: str
    tex_diff: str
    filename: str
    processing_time_ms: int
    match: Match
    extracted: Mapping[str, Any]
    reorder_plan: Mapping[str, Any]
    pdf_url: str = ""
    pdf_b64: str = ""
    pdf_error: str = ""


def read(body: bytes | str, kind: type[T]) -> T:
    """A document as `kind`. Raises BadAnswer when it is none."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer("The server's answer is not what this version of the client knows.") from error
