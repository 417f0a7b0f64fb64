"""How long a person has worked."""

import re
from collections.abc import Sequence
from datetime import date

from app.documents.resume import Work


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
