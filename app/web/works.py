"""What a person has begun, as one line of a list: tailorings, reviews and letters look alike there."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from app.web.contexts import Moment
from app.web.moments import moment

STATE_TEXTS = {
    "queued": "Waiting",
    "running": "Running",
    "done": "Done",
    "failed": "Failed",
    "cancelled": "Stopped",
    "abandoned": "Abandoned",
    "interrupted": "Interrupted",
}


class Summary(Protocol):
    """What a line needs to know; `created_at` in Unix seconds, `state` the run's."""

    @property
    def id(self) -> str: ...
    @property
    def resume_title(self) -> str: ...
    @property
    def posting_title(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def created_at(self) -> float: ...


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `kind` is what it is, in two or three words; `score` is a tailoring's, 0 to 100.

    `began` is `created` as it was written down, in Unix seconds with their fraction.
    """

    id: str
    kind: str
    url: str
    title: str
    company: str
    resume_title: str
    state: str
    created: Moment
    began: float
    score: int | None = None

    @property
    def state_text(self) -> str:
        """The state in a word or two."""
        return STATE_TEXTS[self.state]

    @property
    def band(self) -> str:
        """strong, fair or weak."""
        return "" if self.score is None else band(self.score)


def band(score: int) -> str:
    """A score from 0 to 100 as strong, fair or weak."""
    return "strong" if score >= 70 else "fair" if score >= 45 else "weak"


def work(kind: str, path: str, summary: Summary, score: int | None = None) -> Work:
    """The line of one thing; `path` is where things of its kind are, `/letters` say."""
    return Work(
        id=summary.id,
        kind=kind,
        url=f"{path}/{summary.id}",
        title=summary.posting_title or summary.resume_title,
        company=summary.company,
        resume_title=summary.resume_title if summary.posting_title else "",
        state=summary.state,
        created=moment(summary.created_at),
        began=summary.created_at,
        score=score,
    )


def newest_first(works: Iterable[Work]) -> list[Work]:
    """By the very moment, as each kind's own list has them, and not by the second that is shown; then by id."""
    return sorted(works, key=lambda one: (-one.began, one.id))
