"""Cover letters: one for a résumé and a posting, in paragraphs of which every version is kept."""

from typing import Literal

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.documents.evidence import Claim
from app.documents.resume import Resume
from app.letters.composing import LetterWishes
from app.postings.service import ExtractedKeywords
from app.tailoring.service import MatchResult

Action = Literal["write", "rewrite", "shorten", "rephrase"]
Origin = Literal["written", "rewritten", "shortened", "edited", "restored"]
ORIGINS: dict[Action, Origin] = {
    "write": "written",
    "rewrite": "rewritten",
    "shorten": "shortened",
    "rephrase": "rewritten",
}

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("resume_id", sa.String(32), nullable=False),
    sa.Column("posting_id", sa.String(32), nullable=False),
    sa.Column("resume_title", sa.String(300), nullable=False),
    sa.Column("posting_title", sa.String(300), nullable=False),
    sa.Column("company", sa.String(300), nullable=False),
    sa.Column("posting_text", sa.Text, nullable=False),
    sa.Column("tone", sa.String(16), nullable=False),
    sa.Column("length", sa.String(16), nullable=False),
    sa.Column("language", sa.String(16), nullable=False),
    sa.Column("hints", sa.Text, nullable=False),
    sa.Column("ground", sa.LargeBinary),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("part", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False),
    sa.Index("ix_letters_owner_created", "owner", "created_at"),
)

paragraphs = sa.Table(
    "letter_paragraphs",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("letter_id", sa.String(32), sa.ForeignKey("letters.id", ondelete="CASCADE"), nullable=False),
    sa.Column("part", sa.String(16), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.UniqueConstraint("letter_id", "part", "number"),
)


class LetterInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a run works on. `part` is empty for the whole letter.

    `avoid` are texts of the part that the person does not want again, `problems` sentences about what must not be
    claimed.
    """

    letter_id: str
    owner: str
    resume_id: str
    posting: str
    title: str
    company: str
    wishes: LetterWishes
    action: Action = "write"
    part: str = ""
    avoid: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Ground(msgspec.Struct, frozen=True):
    """What a letter stands on: the résumé as it was, what the posting asks for, and where the two meet."""

    resume: Resume
    extracted: ExtractedKeywords
    match: MatchResult


class Written(msgspec.Struct, frozen=True):
    """A finished paragraph, as its run remembers and says it: spans of `claims` are code points of `text`."""

    part: str
    text: str
    claims: tuple[Claim, ...] = ()


class LetterSummary(msgspec.Struct, frozen=True):
    """A letter in a list. `state` is its last run's; `finished` how many of its parts are whole."""

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    finished: int
    created_at: float


class StoredLetter(msgspec.Struct, frozen=True):
    """One letter without its paragraphs. `action`, `part` and `state` are those of its last run."""

    id: str
    owner: str
    resume_id: str
    posting_id: str
    resume_title: str
    posting_title: str
    company: str
    posting_text: str
    tone: str
    length: str
    language: str
    hints: str
    run_id: str
    action: str
    part: str
    state: str
    problem: str | None
    created_at: float
    updated_at: float

    @property
    def wishes(self) -> LetterWishes:
        """How the person wants it."""
        values = {"tone": self.tone, "length": self.length, "language": self.language, "hints": self.hints}
        return msgspec.convert(values, LetterWishes)


class LetterText(msgspec.Struct, frozen=True):
    """What a letter says now: `parts` are names with their texts, in the order of a letter, those that stand."""

    id: str
    posting_title: str
    company: str
    parts: tuple[tuple[str, str], ...]


class Version(msgspec.Struct, frozen=True):
    """One text that a part had. `number` counts from 1 within the part; not `complete` where the writing broke off."""

    part: str
    number: int
    origin: Origin
    text: str
    complete: bool
    created_at: float
