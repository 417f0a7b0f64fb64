"""The lines of a résumé that suggestions are made for, each with what its entry says of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.documents.resume import Resume

_DATED = ("work", "projects", "volunteer")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that can be reworded. `ended`: its entry is over; None when that is not known or has no meaning."""

    pointer: str
    text: str
    entry: str
    is_bullet: bool = False
    ended: bool | None = None
    start: str = ""
    end: str = ""


def passages_of(resume: Resume, today: date) -> list[Passage]:
    """Bullets first, in the résumé's order, then other running text, then the items of lists of skills."""
    return [*_bullets(resume, today), *_texts(resume), *_keywords(resume)]


def _bullets(resume: Resume, today: date) -> Iterator[Passage]:
    for key in _DATED:
        for index, entry in enumerate(getattr(resume, key)):
            at = f"/{key}/{index}"
            start, end = entry.start_date or "", entry.end_date or ""
            ended = _is_over(end, today) if start or end else None
            for number, text in enumerate(entry.highlights):
                yield Passage(f"{at}/highlights/{number}", text, at, True, ended, start, end)
    for index, study in enumerate(resume.education):
        for number, text in enumerate(study.highlights):
            yield Passage(f"/education/{index}/highlights/{number}", text, f"/education/{index}", True)


def _is_over(end: str, today: date) -> bool:
    return bool(end) and end < today.isoformat()[: len(end)]


def _texts(resume: Resume) -> Iterator[Passage]:
    if resume.basics.summary:
        yield Passage("/basics/summary", resume.basics.summary, "")
    for key, field in (("work", "summary"), ("projects", "description"), ("volunteer", "summary")):
        for index, entry in enumerate(getattr(resume, key)):
            text = getattr(entry, field)
            if text:
                yield Passage(f"/{key}/{index}/{field}", text, f"/{key}/{index}")


def _keywords(resume: Resume) -> Iterator[Passage]:
    for key in ("skills", "projects"):
        for index, entry in enumerate(getattr(resume, key)):
            for number, text in enumerate(entry.keywords):
                yield Passage(f"/{key}/{index}/keywords/{number}", text, f"/{key}/{index}")
