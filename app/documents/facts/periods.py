"""Dates and spans of time that a text claims, against those of the résumé's entries."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from app.documents.dates import parse_date_range
from app.documents.facts.numbers import Quantity, is_year
from app.documents.facts.record import Entry, Record
from app.documents.resume import Work
from app.documents.working_time import years_worked

Role = Literal["start", "end", "point"]

_YEAR = re.compile(r"(?<![\w.,/])(?:\d{1,2}[./])?(?:19[5-9]|20[0-4])\d(?:-(?:0[1-9]|1[0-2]))?(?![\w%]|[.,]\d|/\d)")
_START = re.compile(
    r"\b(?:joined|starting|started|start|began|beginning|hired)\b[^,;.\d]{0,40}$|\bbetween\s+(?:[a-z]{3,9}\.?\s)?$"
    r"|\b(?:de|entre|zwischen|tussen)\s+(?:[a-z]{3,9}\.?\s)?$"
    r"|\b(?:since|from|seit|von|depuis|desde|sinds|ab)\s+(?:(?:the\s+)?(?:early|late|mid|end\s+of|summer\s+of"
    r"|spring\s+of)\s+)?$"
)
_END = re.compile(
    r"(?:\b(?:until|till|to|through|up\s+to|left|leaving|ended|ending|finished|completed|graduated|graduating"
    r"|graduation|graduate|qualified|bis|jusqu'en|hasta|tot)"
    r"\b[^,;.\d]{0,60}$)|[–—-]\s?(?:[a-z]{3,9}\.?\s)?$|\d\s+(?:and|a|et|und|y|e|en)\s+(?:[a-z]{3,9}\s)?$"
)
_SINCE = re.compile(r"\b(?:since|seit|depuis|desde|sinds)\b[^,;.\d]{0,20}$")
_OPENING = re.compile(
    r"(?:since|from|until|till|to|and|in|seit|von|bis|vom|zum|depuis|de|a|et|en|desde|hasta|sinds|tot)\s+"
)
_LONGEST_DATE = 22
_MONTH = 1 / 12
_UNITS = {"time:year": 1.0, "time:month": _MONTH, "time:decade": 10.0}


class Moment(NamedTuple):
    """A date at `[start, end)`: ISO 8601 with the precision of the text, and what it is said to be."""

    start: int
    end: int
    iso: str
    role: Role
    open: bool = False


def moments_in(folded: str, start: int, end: int) -> list[Moment]:
    """Dates with a year in `[start, end)` of a folded text, in their order."""
    found: list[Moment] = []
    last = start
    for match in _YEAR.finditer(folded, start, end):
        if match[0].isdigit() and not is_year(folded, match.start(), match.end()):
            continue
        place, iso = _dated_from(folded, max(last, match.start() - _LONGEST_DATE), match)
        lead = folded[max(start, place - 70) : place]
        found.append(Moment(place, match.end(), iso, _role(lead), _SINCE.search(lead) is not None))
        last = match.end()
    return found


def _dated_from(folded: str, first: int, match: re.Match[str]) -> tuple[int, str]:
    """Where the date of a year begins, and the date: month and day may stand before it."""
    year = match[0] if match[0].isdigit() else match[0][:4] if match[0][:4].isdigit() else match[0][-4:]
    read = parse_date_range(folded[first : match.end()])
    iso = (read.end or read.start or "") if read else ""
    if read is None or len(iso) == len(year) or not iso.startswith(year):
        return match.start(), year
    opening = _OPENING.match(folded, first + read.span.start, match.start())
    return (opening.end() if opening else first + read.span.start), iso


def moment_fits(moment: Moment, entries: Sequence[Entry], today: date) -> Entry | None:
    """The entry whose time a date agrees with; its start, its end or any moment within, as the text says."""
    for entry in entries:
        if not entry.start and not entry.end:
            continue
        start, end = entry.start, entry.end or today.isoformat()
        goes_on = not entry.end or entry.kind in ("certificates", "awards")
        if moment.role == "start" and _agrees(moment.iso, start) and (goes_on or not moment.open):
            return entry
        if moment.role == "end" and _agrees(moment.iso, entry.end or ""):
            return entry
        if moment.role == "point" and _lies_within(moment.iso, start or end, end):
            return entry
    return None


def span_fits(first: Moment, last: Moment, entries: Sequence[Entry], *, together: bool) -> Entry | None:
    """The entry that lasted from one date to the other; with `together` also the first and last of several."""
    for entry in entries:
        if _agrees(first.iso, entry.start) and _agrees(last.iso, entry.end):
            return entry
    dated = [entry for entry in entries if entry.start and entry.end]
    if together and dated:
        begins = min(dated, key=lambda entry: entry.start)
        ends = max(dated, key=lambda entry: entry.end)
        if _agrees(first.iso, begins.start) and _agrees(last.iso, ends.end):
            return begins
    return None


def years_in(entries: Iterable[Entry], today: date) -> float | None:
    """Years that the entries lasted, time in two of them counted once."""
    dated = [Work(start_date=entry.start or None, end_date=entry.end or None) for entry in entries if entry.start]
    return years_worked(dated, today)


def duration_fits(claimed: Quantity, years: float, *, tenure: bool) -> bool:
    """Whether a duration agrees with the time that dates give; `tenure`: exactly known, so that less is wrong too."""
    unit = _UNITS.get(claimed.unit)
    if unit is None:
        return False
    told, latitude = claimed.value * unit, max(unit / 2, _MONTH)
    if claimed.nearness in ("over", "least"):
        return told <= years + _MONTH / 2 and (not tenure or years < told + 2)
    if claimed.nearness == "nearly":
        return told - 1 <= years <= told + _MONTH
    if claimed.nearness == "about":
        latitude = max(latitude * 2, told * 0.15)
    if claimed.nearness in ("under", "most"):
        return years <= told + latitude
    return told - latitude <= years and (not tenure or years <= told + max(unit, 2 * _MONTH) - _MONTH / 2)


def is_told(moment: Moment, record: Record, scope: Iterable[str] | None) -> bool:
    """Whether the date stands in a line of the scope in just this form."""
    return any(
        re.search(rf"(?<!\d){moment.iso[:4]}(?!\d)", line.said.folded) and len(moment.iso) == 4
        for line in record.of(scope)
    )


def _role(lead: str) -> Role:
    start, end = _START.search(lead), _END.search(lead)
    if start and end:
        return "end" if end.start() >= start.start() else "start"
    return "start" if start else "end" if end else "point"


def _lies_within(iso: str, start: str, end: str) -> bool:
    """Whether a date is in a time; one finer than the résumé's ends has to be clear of them."""
    size = len(iso)
    if not start[:size] <= iso <= end[:size]:
        return False
    return (len(start) >= size or start < iso[: len(start)]) and (len(end) >= size or iso[: len(end)] < end)


def _agrees(claimed: str, given: str) -> bool:
    """Equal to the precision of the claim, which may not be finer than the résumé's."""
    return bool(given) and len(claimed) <= len(given) and given.startswith(claimed)
