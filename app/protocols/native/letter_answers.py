"""The JSON documents of letters in the native API."""

from typing import Literal

import msgspec

from app.documents.evidence import Claim
from app.letters.service import Letter, LetterSummary, Part
from app.protocols.native.answering import Moment, moment
from app.protocols.native.posting_answers import PostingText

Origin = Literal["written", "rewritten", "shortened", "edited", "restored"]


class LetterItem(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in a list.

    `state` is that of its last run: running, done, failed, cancelled, abandoned or interrupted; `finished` counts its
    whole paragraphs.
    """

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    finished: int
    created_at: Moment


class VersionDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One text that a paragraph had, by whom; not `complete` where the writing broke off."""

    number: int
    origin: Origin
    text: str
    complete: bool
    created_at: Moment


class ParagraphDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: `part` is salutation, opening, body_1, body_2 or closing.

    `number` is its present version, 0 before the first. `claims` are what it says about the person, in code points of
    `text`, each with the lines of the résumé that it stands on, or what is wrong with it; `blanks` look like places to
    be filled in. `versions` are all its texts, oldest first.
    """

    part: str
    number: int
    text: str
    complete: bool
    claims: list[Claim]
    blanks: list[str]
    versions: list[VersionDocument]


class LetterDocument(LetterItem, frozen=True, kw_only=True):
    """One letter with its paragraphs in order. `text` is the whole of it, a blank line between paragraphs.

    `run_id`, `action` (write, rewrite, shorten or rephrase), `part` and `problem` are those of the last run.
    `unanswered_marks` counts claims that the résumé does not support, and blanks.
    """

    resume_id: str
    posting_id: str
    tone: str
    length: str
    language: str
    hints: str
    run_id: str
    action: str
    part: str
    problem: str | None
    updated_at: Moment
    text: str
    is_whole: bool
    unanswered_marks: int
    paragraphs: list[ParagraphDocument]


class NewLetter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A letter from a résumé for a posting: one that is kept (`posting_id`), or one that is sent along (`posting`).

    `tone`: warm, formal or direct; `length`: short, standard or long; `language`: a code, `en` without a language
    model; `hints`: what to say or to dwell on, at most 2,000 characters. What is empty is the usual.
    """

    resume_id: str
    posting_id: str = ""
    posting: PostingText | None = None
    tone: str = ""
    length: str = ""
    language: str = ""
    hints: str = ""


class ParagraphText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The person's own words for a paragraph. `number`, when given, is the version that they replace."""

    text: str
    number: int | None = None


class Rewrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a paragraph is to be written again: otherwise (`rewrite`), or shorter (`shorten`)."""

    action: Literal["rewrite", "shorten"] = "rewrite"


class Restore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which version of a paragraph is to stand again."""

    number: int


def letter_item(letter: LetterSummary) -> LetterItem:
    """A letter in a list."""
    return LetterItem(
        id=letter.id,
        resume_title=letter.resume_title,
        posting_title=letter.posting_title,
        company=letter.company,
        state=letter.state,
        finished=letter.finished,
        created_at=moment(letter.created_at),
    )


def letter_document(letter: Letter) -> LetterDocument:
    """One letter whole."""
    stored = letter.stored
    return LetterDocument(
        id=stored.id,
        resume_title=stored.resume_title,
        posting_title=stored.posting_title,
        company=stored.company,
        state=stored.state,
        finished=len(letter.parts) - len(letter.missing),
        created_at=moment(stored.created_at),
        resume_id=stored.resume_id,
        posting_id=stored.posting_id,
        tone=stored.tone,
        length=stored.length,
        language=stored.language,
        hints=stored.hints,
        run_id=stored.run_id,
        action=stored.action,
        part=stored.part,
        problem=stored.problem,
        updated_at=moment(stored.updated_at),
        text=letter.text,
        is_whole=letter.is_whole,
        unanswered_marks=letter.open_questions,
        paragraphs=[_paragraph(part) for part in letter.parts],
    )


def _paragraph(part: Part) -> ParagraphDocument:
    return ParagraphDocument(
        part=part.name,
        number=part.current.number if part.current else 0,
        text=part.text,
        complete=part.is_whole,
        claims=list(part.claims),
        blanks=list(part.blanks),
        versions=[
            VersionDocument(
                number=version.number,
                origin=version.origin,
                text=version.text,
                complete=version.complete,
                created_at=moment(version.created_at),
            )
            for version in part.versions
        ],
    )
