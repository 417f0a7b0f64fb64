"""Résumé optimisation's events and document (`app/protocols/resume_optimisation.py`)."""

from typing import Literal

import msgspec

from app.documents.evidence import Evidence
from app.tailoring.service import Question


class OptimisationStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is being done now."""

    type: Literal["status"]
    message: str


class SuggestedChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed: `before` becomes `after`; one of them may be empty."""

    kind: str
    before: str
    after: str


class SuggestionData(msgspec.Struct, frozen=True, kw_only=True):
    """One suggestion.

    `pointer` (RFC 6901) is the place in the résumé, `line` the line there, `keyword` the posting's word that it is
    for, `evidence` the lines of the résumé that it stands on, `unsupported` what it says that they do not.
    """

    id: str
    title: str
    line: str
    change: SuggestedChange
    reason: str
    keyword: str
    evidence: list[Evidence]
    pointer: str
    unsupported: list[str]


class OptimisationSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion, as soon as it is made."""

    type: Literal["suggestion"]
    data: SuggestionData


class OptimisationComplete(msgspec.Struct, frozen=True, kw_only=True):
    """All suggestions have been sent."""

    type: Literal["complete"]


class OptimisationError(msgspec.Struct, frozen=True, kw_only=True):
    """It could not be finished; `message` is a sentence, `LLM timeout` when a language model was too slow."""

    type: Literal["error"]
    message: str


class Optimisation(msgspec.Struct, frozen=True, kw_only=True):
    """A whole review. `questions` are what only the person can answer."""

    resume_id: str
    review_id: str
    suggestions: list[SuggestionData]
    questions: list[Question]
