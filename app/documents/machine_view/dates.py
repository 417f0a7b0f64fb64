"""Periods in a machine's text: which lines hold one, and which of them is the one that the résumé means."""

import re
from collections.abc import Sequence

import msgspec

from app.documents.dates import DateRange, parse_date_range
from app.documents.machine_view.expected import Period
from app.documents.machine_view.haystack import Haystack, Range

_MOST_ON_A_LINE = 6
_LONGEST_LINE = 400
_CLOSE = 160
_TWO_DIGITS = re.compile(r"(?<![\d/.-])(?:['’]\d\d|\d\d?/\d\d|\d{4}\s?[-–/]\s?(?:1[3-9]|[2-9]\d))(?![\d/.])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERIC = re.compile(r"\d\d?[./-]\d\d?[./-]\d{4}")
_SEASON = re.compile(r"[^\W\d_]{4,}|\bq[1-4]\b", re.IGNORECASE)


class DatedLine(msgspec.Struct):
    """A period in the text, as a parser understands it."""

    place: Range
    period: DateRange


def dated_lines(hay: Haystack) -> list[DatedLine]:
    """All periods, several on a line included."""
    found: list[DatedLine] = []
    for start, end in hay.ranges:
        offset = start
        for line in hay.text[start:end].splitlines(keepends=True):
            found += _on_line(line[:_LONGEST_LINE], offset)
            offset += len(line)
    return found


def _on_line(line: str, offset: int) -> list[DatedLine]:
    found: list[DatedLine] = []
    at = 0
    while len(found) < _MOST_ON_A_LINE and any(char.isdigit() for char in line[at:]):
        period = parse_date_range(line[at:])
        if period is None:
            break
        found.append(DatedLine((offset + at + period.span.start, offset + at + period.span.end), period))
        at += max(1, period.span.end)
    return found


def find_period(hay: Haystack, lines: Sequence[DatedLine], wanted: Period, near: int) -> tuple[Range | None, bool]:
    """The place of these dates nearest to `near`, and whether a parser gets them; else where their years stand."""
    clear = [line.place for line in lines if _is_same(line.period, wanted)]
    if clear:
        return min(clear, key=lambda place: abs(place[0] - near)), True
    start = _unread(hay, lines, wanted, near)
    if start is None:
        return None, False
    first = hay.text.rfind("\n", 0, start) + 1
    last = hay.text.find("\n", start)
    return (max(first, start - 60), min(last if last > 0 else len(hay.text), start + 60)), False


def _unread(hay: Haystack, lines: Sequence[DatedLine], wanted: Period, near: int) -> int | None:
    """Where these dates may stand without being understood: their year where no other period was read, or close by."""
    year = (wanted.start or wanted.end or "")[:4]
    if not year.isdigit():
        return None
    places = [start for start, _ in hay.whole(year)]
    places += [match.start() for match in re.finditer(rf"['’/.-]{year[2:]}(?!\d)", hay.text)]
    read = [line.place for line in lines]
    free = [at for at in places if not any(start <= at < end for start, end in read)]
    close = [at for at in places if abs(at - near) < _CLOSE]
    return min(free or close, key=lambda at: abs(at - near), default=None)


def _is_same(seen: DateRange, wanted: Period) -> bool:
    if wanted.start is None or wanted.start == wanted.end:
        only = wanted.start or wanted.end
        return not seen.is_current and (_agree(seen.end, only) or _agree(seen.start, only))
    if wanted.end is None:
        return _agree(seen.start, wanted.start) and (seen.is_current or seen.is_single)
    return _agree(seen.start, wanted.start) and _agree(seen.end, wanted.end)


def _agree(seen: str | None, wanted: str | None) -> bool:
    """The same date, as far as both are precise."""
    if not seen or not wanted:
        return False
    return seen.startswith(wanted) or wanted.startswith(seen)


def is_risky(text: str) -> bool:
    """Whether programs read these dates differently: two-digit years, day and month in doubt, a season for a month."""
    if _TWO_DIGITS.search(text) or (_NUMERIC.search(text) and not re.search(r"\d{4}-\d\d-\d\d", text)):
        return True
    period = parse_date_range(text)
    if period is None:
        return True
    is_vague = all(len(iso) == 4 for iso in (period.start, period.end) if iso)
    return is_vague and bool(_SEASON.search(_without_connecting_words(text)))


def _without_connecting_words(text: str) -> str:
    """The words of a period that are not its months: "since 2019 – present" has none left."""
    period = parse_date_range(text)
    bare = re.sub(r"^(?:since|from|seit|von|depuis|desde|sinds)\s+", "", text.strip(), flags=re.IGNORECASE)
    if period is not None and period.is_current:
        bare = bare[: max((match.end() for match in _YEAR.finditer(bare)), default=0)]
    return bare
