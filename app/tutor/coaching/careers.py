"""Times in a résumé that an interviewer asks about: months with nothing in them, and jobs that were soon over."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.documents.resume import Resume

_LEAST_GAP, _SHORT_STAY, _YEARS_BACK = 6, 6, 10
_MEANT_TO_BE_SHORT = re.compile(
    r"\b(?:intern\w*|trainee|apprentice|assistant|student|summer|seasonal|temporary|temp|freelance\w*|contract\w*|"
    r"consultant|volunteer|placement|praktik\w*|werkstudent\w*|stagiaire|stage)\b",
    re.IGNORECASE,
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Gap(NamedTuple):
    """Months without any entry, between the named ends; `months` counts them whole."""

    after: str
    before: str
    since: str
    until: str
    months: int


class ShortStay(NamedTuple):
    """A job at `pointer` that lasted `months`."""

    pointer: str
    label: str
    months: int


class _Stretch(NamedTuple):
    first: int
    last: int
    label: str
    pointer: str
    position: str
    exact: bool


def gap_of(resume: Resume, today: date) -> Gap | None:
    """The longest gap of the last ten years, six months or more; None without one.

    Jobs, studies, projects and volunteering fill time. A date that is only a year fills the whole year.
    """
    now = _month_of(today)
    stretches = sorted(_stretches(resume, now))
    if not any(one.pointer.startswith("/work/") for one in stretches):
        return None
    found = []
    reached = stretches[0]
    for one in [*stretches[1:], _Stretch(now, now, "", "", "", exact=True)]:
        months = one.first - reached.last - 1
        if months >= _LEAST_GAP and one.first > now - 12 * _YEARS_BACK:
            found.append(Gap(reached.label, one.label, _spoken(reached.last), _spoken(one.first), months))
        reached = one if one.last > reached.last else reached
    return max(found, key=lambda gap: gap.months, default=None)


def short_stay_of(resume: Resume, today: date) -> ShortStay | None:
    """The latest job of at most six months that stood alone and was not meant to be short; None without one."""
    now = _month_of(today)
    stretches = sorted(_stretches(resume, now), reverse=True)
    for one in stretches:
        months = one.last - one.first + 1
        alone = not any(
            other.pointer != one.pointer and other.first < one.last and one.first < other.last for other in stretches
        )
        if (
            one.pointer.startswith("/work/")
            and one.exact
            and alone
            and months <= _SHORT_STAY
            and one.last < now
            and not _MEANT_TO_BE_SHORT.search(one.position)
        ):
            return ShortStay(one.pointer, one.label, months)
    return None


def _stretches(resume: Resume, now: int) -> Iterator[_Stretch]:
    entries = [
        *((f"/work/{at}", one.name, one.position, one.start_date, one.end_date) for at, one in enumerate(resume.work)),
        *(
            (f"/volunteer/{at}", one.organization, one.position, one.start_date, one.end_date)
            for at, one in enumerate(resume.volunteer)
        ),
        *(
            (f"/education/{at}", one.institution, one.study_type, one.start_date, one.end_date)
            for at, one in enumerate(resume.education)
        ),
        *((f"/projects/{at}", one.name, "", one.start_date, one.end_date) for at, one in enumerate(resume.projects)),
    ]
    for pointer, name, position, start, end in entries:
        label = name or position or ""
        if pointer.startswith("/education/") and end and not start:
            start = end
        first, last = _month(start, end=False), _month(end, end=True) if end else now
        if first is not None and last is not None and label and first <= last and first <= now:
            exact = len(start or "") > len("2021") and len(end or "") > len("2021")
            yield _Stretch(first, min(last, now), label, pointer, position or "", exact)


def _month(text: str | None, *, end: bool) -> int | None:
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-\d{2})?", text or "")
    if parts is None or not 1 <= int(parts[2] or 1) <= 12:
        return None
    return int(parts[1]) * 12 + int(parts[2] or (12 if end else 1)) - 1


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _spoken(month: int) -> str:
    return f"{_MONTHS[month % 12]} {month // 12}"
