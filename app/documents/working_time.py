"""How long a person has worked."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.documents.resume import Work


class Stretch(NamedTuple):
    """The months that one job counts; `job` is its index in the résumé."""

    job: int
    months: int


class TimeWorked(NamedTuple):
    """`months` altogether, those in two jobs once; `stretches` the dated jobs, in the résumé's order."""

    months: int
    stretches: tuple[Stretch, ...]


def months_worked(work: Sequence[Work], jobs: Iterable[int], today: date) -> TimeWorked:
    """The whole months of some jobs, so that a person can count them on the fingers.

    From the month of the start to the month of the end, both counted; a date that is only a year counts from January or
    to December; a start after the 15th and an end before it leave their month out. A job without an end goes on; the
    month of `today` is not over and does not count.
    """
    running = today.year * 12 + today.month - 1
    covered: set[int] = set()
    stretches = []
    for index in sorted(set(jobs)):
        first = _month(work[index].start_date, end=False)
        last = _month(work[index].end_date, end=True) if work[index].end_date else running - 1
        if first is None or last is None or first > running:
            continue
        months = range(first, min(last, running - 1) + 1)
        covered.update(months)
        stretches.append(Stretch(index, len(months)))
    return TimeWorked(len(covered), tuple(stretches))


def spelt_out(months: int) -> str:
    """A time as it is shown: "3 y 4 m"."""
    years, rest = divmod(months, 12)
    return " ".join(part for part in (f"{years} y" if years else "", f"{rest} m" if rest or not years else "") if part)


def _month(text: str | None, *, end: bool) -> int | None:
    """A date's month, counted from year 0: the first or last one that a job with this start or end counts."""
    day = _day(text, end=False)
    if day is None:
        return None
    month = day.year * 12 + day.month - 1
    if text is not None and len(text) == len("2021"):
        return month + 11 if end else month
    if text is not None and len(text) == len("2021-03-15"):
        return month - (day.day < 15) if end else month + (day.day > 15)
    return month


def years_worked(work: Sequence[Work], today: date) -> float | None:
    """Years between the first and last days of all jobs, time in two jobs counted once; None without dates.

    A date without month counts from January to December, one without day from the first to the last.
    """
    spans = sorted(span for job in work if (span := _span(job, today)) is not None)
    if not spans:
        return None
    days, reached = 0, spans[0][0]
    for first, last in spans:
        first = max(first, reached)
        if last > first:
            days += (last - first).days
            reached = last
    return round(days / 365.25, 1)


def _span(job: Work, today: date) -> tuple[date, date] | None:
    first = _day(job.start_date, end=False)
    if first is None or first > today:
        return None
    last = _day(job.end_date, end=True) if job.end_date else today
    return (first, min(last, today)) if last is not None and last > first else None


def _day(text: str | None, *, end: bool) -> date | None:
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text or "")
    if parts is None:
        return None
    year, month, day = int(parts[1]), parts[2], parts[3]
    try:
        if day:
            return date(year, int(month), int(day))
        if not end:
            return date(year, int(month or 1), 1)
        following = int(month or 12) % 12 + 1
        return date(year + (following == 1), following, 1)
    except ValueError:
        return None
