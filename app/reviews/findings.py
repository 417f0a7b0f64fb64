"""What a review finds: suggestions and questions, as the run's log holds them."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from app.tailoring.service import Question, Suggestion

SUGGESTION, QUESTION, EXAMINED = "suggestion", "question", "examined"


class Finding(msgspec.Struct, frozen=True):
    """One of the two: a change that can be made, or something that only the person knows."""

    suggestion: Suggestion | None = None
    question: Question | None = None

    @property
    def id(self) -> str:
        """The finding's own name within its review."""
        return self._one.id

    @property
    def pointer(self) -> str:
        """The text or the list of the résumé that it is about."""
        return self.suggestion.change.pointer if self.suggestion is not None else self._one_question.pointer

    @property
    def adds(self) -> bool:
        """Whether it adds a word to a list, which other changes of that list do not stand in the way of."""
        return self.suggestion is not None and self.suggestion.change.kind == "add_keyword"

    @property
    def line(self) -> str:
        """The line of the résumé as it stood."""
        return self._one.line

    @property
    def _one(self) -> Suggestion | Question:
        return self.suggestion if self.suggestion is not None else self._one_question

    @property
    def _one_question(self) -> Question:
        assert self.question is not None  # noqa: S101 - a finding is one of the two
        return self.question


class LoggedEvent(Protocol):
    """What is needed of an event of the run's log."""

    @property
    def name(self) -> str:
        """suggestion, question, examined, or something else."""

    @property
    def data(self) -> bytes:
        """JSON."""


class _Examined(msgspec.Struct, frozen=True):
    entry: str


def finding_of(event: LoggedEvent) -> Finding | None:
    """The finding that an event brings; None for every other event."""
    if event.name == SUGGESTION:
        return Finding(suggestion=msgspec.json.decode(event.data, type=Suggestion))
    if event.name == QUESTION:
        return Finding(question=msgspec.json.decode(event.data, type=Question))
    return None


def findings_of(events: Iterable[LoggedEvent], earlier: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Every finding once, those of earlier runs first, in the order in which they came."""
    found = {finding.id: finding for finding in earlier}
    for event in events:
        finding = finding_of(event)
        if finding is not None:
            found.setdefault(finding.id, finding)
    return tuple(found.values())


def examined_in(events: Iterable[LoggedEvent]) -> tuple[str, ...]:
    """The parts of the résumé that the run has dealt with to the end."""
    return tuple(msgspec.json.decode(event.data, type=_Examined).entry for event in events if event.name == EXAMINED)
