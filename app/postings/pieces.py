"""The pieces of a posting's analysis: what each is called, asks a model for, and comes to without one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from app.clock import utc_today
from app.llm import Message
from app.postings.analysis import Flags, Overview, Questions, Requirements, Terms
from app.postings.prompts import keyword_messages, piece_messages
from app.postings.reading import Reading, reading_of
from app.postings.results import ExtractedKeywords
from app.postings.settling import settle_flags, settle_overview, settle_questions, settle_requirements
from app.postings.settling_terms import settle_keywords, settle_terms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """One piece. `task` is its name, `read` the tools' own answer, `settle` holds a model's against the posting."""

    task: str
    answer_type: type[T]
    job: str
    read: Callable[[Reading], T]
    settle: Callable[[T, Reading], T]


@dataclass(frozen=True, slots=True)
class AnalyzePosting(Generic[T]):
    """One piece of the analysis of one posting."""

    piece: Piece[T]
    posting: str
    title: str = ""
    company: str = ""
    today: date = field(default_factory=utc_today)

    @property
    def name(self) -> str:
        """The task's name in logs and settings."""
        return self.piece.task

    @property
    def answer_type(self) -> type[T]:
        """What an answer is checked against."""
        return self.piece.answer_type

    def messages(self) -> list[Message]:
        """The prompt."""
        if self.piece.answer_type is ExtractedKeywords:
            return keyword_messages(self.posting, self.title, self.company)
        return piece_messages(self.piece.job, self.piece.answer_type, self.posting, self.title, self.company)

    def builtin(self) -> T:
        """The answer without a model."""
        return self.piece.read(self._reading())

    def settled(self, answer: T) -> T:
        """A model's answer, held against the posting; the tools' own answer stays as it is."""
        return self.piece.settle(answer, self._reading())

    def _reading(self) -> Reading:
        return reading_of(self.posting, self.title, self.company, self.today)


_OVERVIEW: Piece[Overview] = Piece(
    "describe_posting", Overview,
    "Choose the one or two sentences of this posting that say best what the job is. `text` repeats the quote.",
    lambda reading: reading.overview, settle_overview,
)  # fmt: skip
_REQUIREMENTS: Piece[Requirements] = Piece(
    "list_requirements", Requirements,
    "List what this posting asks for: `musts` are required, `nices` welcome, in the posting's order. `text` is the "
    "shortest piece of the quote that says it. Benefits and what is said not to be needed are neither.",
    lambda reading: reading.requirements, settle_requirements,
)  # fmt: skip
_KEYWORDS: Piece[ExtractedKeywords] = Piece(
    "extract_keywords", ExtractedKeywords, "",
    lambda reading: reading.keywords, settle_keywords,
)  # fmt: skip
_TERMS: Piece[Terms] = Piece(
    "read_terms", Terms,
    "Note the conditions of this job. `seniority.name` is student, junior, senior or lead; `remote.name` is remote, "
    "hybrid or office; `languages` has one entry for each language asked for, its English name as `name`; `places` the "
    "places of work; `pay.as_written` and `deadline.as_written` the exact words. `employment[].name` is full_time, "
    "part_time, permanent, fixed_term, temporary, freelance, internship, apprenticeship, working_student, voluntary or "
    "shifts.",
    lambda reading: reading.terms, settle_terms,
)  # fmt: skip
_FLAGS: Piece[Flags] = Piece(
    "find_red_flags", Flags,
    "Say what an applicant should look at twice: unpaid work, costs for the applicant, open-ended hours, level and "
    "years that disagree, wishes that discriminate, and the like. `text` is a short title, `why` one mild and honest "
    "sentence, which also says what the words may harmlessly mean. None is a good answer.",
    lambda reading: reading.flags, settle_flags,
)  # fmt: skip
_QUESTIONS: Piece[Questions] = Piece(
    "ask_questions", Questions,
    "Write at most eight questions in English that an applicant should ask this employer, about what this very posting "
    "leaves open. `name` is the subject in one word, `why` says what is left open.",
    lambda reading: reading.questions, settle_questions,
)  # fmt: skip
PIECES: dict[str, Piece[Any]] = {
    "overview": _OVERVIEW,
    "requirements": _REQUIREMENTS,
    "keywords": _KEYWORDS,
    "terms": _TERMS,
    "flags": _FLAGS,
    "questions": _QUESTIONS,
}
