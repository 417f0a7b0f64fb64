"""The Career API's documents and events (`app/protocols/career*.py`)."""

from typing import Annotated, Any, Literal

import msgspec

from app.documents.evidence import Evidence
from app.postings.service import ExtractedKeywords
from app.tailoring.service import MatchResult, ReorderPlan

ResumeSection = Literal["summary", "experience", "skills", "education", "projects"]
LetterSection = Literal["salutation", "opening", "body", "closing"]
JsonResume = Annotated[
    dict[str, Any], msgspec.Meta(description="JSON Resume (https://jsonresume.org/schema, version 1.0.0).")
]
UnixSeconds = Annotated[float, msgspec.Meta(description="Unix seconds.")]


class CareerUpload(msgspec.Struct, frozen=True, kw_only=True):
    """A résumé's file."""

    file: Annotated[
        bytes, msgspec.Meta(description="A .tex, .typ, .pdf, .docx, .md, .txt or .json file of 10 MB at most.")
    ]


class ResumeSectionEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A section of the tailored résumé, as plain text; all `content`s of a section, joined, are its text."""

    type: Literal["section"]
    section: ResumeSection
    content: str


class LetterSectionEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a section of the letter; all `content`s of a section, joined, are its text."""

    type: Literal["section"]
    section: LetterSection
    content: str


class CareerDone(msgspec.Struct, frozen=True, kw_only=True):
    """Everything has been sent."""

    type: Literal["done"]


class CareerTailoring(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A tailored résumé, and what was found on the way. `url` and `pdfUrl` are pages of this server."""

    tailoring_id: str
    sections: list[ResumeSectionEvent]
    resume: JsonResume
    latex: str
    extracted: ExtractedKeywords
    match: MatchResult
    reorder_plan: ReorderPlan
    warnings: list[str]
    pdf_url: str
    pdf_error: str
    url: str


class CareerClaim(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the letter says about the person, in code points of its section's content.

    `evidence` are the lines of the résumé that it stands on; `problem` says what is wrong with one that is not
    `supported`.
    """

    section: LetterSection
    kind: str
    text: str
    start: int
    end: int
    supported: bool
    problem: str
    evidence: list[Evidence]


class CareerLetter(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A letter. `unansweredMarks` counts claims that the résumé does not support, and blanks to be filled in."""

    letter_id: str
    sections: list[LetterSectionEvent]
    content: str
    claims: list[CareerClaim]
    unanswered_marks: int
    url: str


class CareerResumeId(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The name of a résumé that was taken in."""

    resume_id: str


class CareerResumeRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A résumé without its content."""

    resume_id: str
    title: str
    filename: str
    format: Literal["tex", "typ", "pdf", "docx", "md", "txt", "json"]
    state: Literal["reading", "ready", "failed"]
    created_at: UnixSeconds
    updated_at: UnixSeconds


class CareerResumes(msgspec.Struct, frozen=True, kw_only=True):
    """All of a person's résumés, newest first."""

    resumes: list[CareerResumeRow]


class CareerResume(CareerResumeRow, frozen=True, kw_only=True, rename="camel"):
    """One résumé; `resume` is null until it has been read, and `problem` says why it could not be."""

    problem: str | None
    resume: JsonResume | None
