"""Dates and ranges as people write them in résumés, in seven languages, as ISO 8601 with the precision kept.

Seasons, quarters and numeric dates that could be read two ways (`03/04/2021`) keep their year alone: ISO 8601
has no form for the first, and nothing in the text decides the last.
"""

import re

import msgspec

from app.documents.date_words import ARTICLE, BETWEEN, FROM, MONTHS, PRESENT, SEASONS, SINCE, UNTIL, any_of
from app.documents.folding import fold
from app.documents.resume import Span


class DateRange(msgspec.Struct, frozen=True):
    """What a text says about time.

    `start` and `end` are `2021`, `2021-03` or `2021-03-15`. `is_current`: the range is open ("2019 – heute"), then
    `end` is None. A single date has `start == end`; an end alone ("until 2019", "expected May 2025") has no
    `start`. `span` covers the whole expression in the text.
    """

    start: str | None
    end: str | None
    is_current: bool
    span: Span

    @property
    def is_single(self) -> bool:
        """One moment, not a range."""
        return self.start is not None and self.start == self.end


_YEAR = r"(?:19[4-9]|20[0-4])\d(?!\d)"
_MONTH = rf"(?:{any_of(' '.join(MONTHS))})(?![^\W\d_])\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_ATOM = re.compile(
    rf"""(?<![\w/])(?:
      (?P<cjkyear>{_YEAR})[ ]?[年년][ ]?
      (?:(?P<cjkmonth>{_NUMBER})[ ]?[月월][ ]?(?:(?P<cjkday>{_DAY})[ ]?[日일])?)?(?!\d)
    | (?:(?P<iso>{_YEAR[:-6]}(?P<isosep>[-/.])(?:0[1-9]|1[0-2])(?:(?P=isosep)(?:3[01]|[12]\d|0[1-9]))?)(?![\d])
    | (?P<day1>{_DAY})(?:st|nd|rd|th|er|[oaº°])?\.?[ ](?:de[ ]|of[ ])?(?P<name1>{_MONTH}),?[ ](?:de[ ]|del[ ])?
      (?P<year1>{_YEAR})
    | (?P<name2>{_MONTH})[ ](?P<day2>{_DAY})(?:st|nd|rd|th)?,?[ ](?P<year2>{_YEAR})
    | (?P<name3>{_MONTH})(?:[ ]?[,/-][ ]?|[ ]de[ ]|[ ]del[ ]|[ ])?
      (?P<year3>{_YEAR}|'\d\d(?!\d)|(?<=[ ])\d\d(?=\s*(?:[-–—]|$)))
    | (?P<num1>\d\d?)(?P<numsep>[./-])(?P<num2>\d\d?)(?P=numsep)(?P<year4>{_YEAR})
    | (?P<num3>{_NUMBER})[ ]?[./-][ ]?(?P<year5>{_YEAR})
    | (?P<num4>0[1-9]|1[0-2]|[1-9](?=/))[/.]'?(?P<year7>[0-36-9]\d)(?![\d/.,])
    | (?:(?:{SEASONS})s?|q[1-4]|[1-4]q)[ ,/]{{0,2}}(?:of[ ]|de[ ])?(?P<season>{_YEAR})
    | (?P<year6>{_YEAR})
    | (?P<name4>{_MONTH})
    )(?![\w%]))""",
    re.VERBOSE,
)
_NAMED = (("name1", "year1", "day1"), ("name2", "year2", "day2"), ("name3", "year3", ""))
_BETWEEN = re.compile(rf"\s*(?:[-‐-―−~〜～→至]{{1,3}}|->|(?:{BETWEEN})(?![^\W\d_]))\s*(?:{ARTICLE})?")
_MONTHS_BETWEEN = re.compile(r"\s*(?:[&+/]|(?:and|und|et|y|e|en|u)(?![^\W\d_]))\s*")
_PRESENT = re.compile(rf"(?:{PRESENT})(?![^\W\d_])\.?")
_SINCE = re.compile(rf"(?:{SINCE})\s+$")
_FROM = re.compile(rf"(?:{FROM})\s+(?:{ARTICLE})?$")
_UNTIL = re.compile(rf"(?:{UNTIL})\s+$")
_LASTED = re.compile(
    r"\s*[·,(|]\s*(?:\d{1,2}\+?\s*(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|anos?|mes(?:es)?|jaar|"
    r"maand(?:en)?)\.?"
    r"[ ,]*(?:and |und |et |y |e |en )?){1,2}\)?(?=\s*(?:$|[|·,;\t]))"
)
_DIGITS = re.compile(r"\d\d")
_ACADEMIC = re.compile(r"/(\d{4}|\d\d)(?![\d/])")
_SHORT_YEAR = re.compile(r"'?(\d\d)(?![\d\w/.%-])")
_PARENTHESISED_END = re.compile(
    r"\s*(?:\((?:expected|exp\.?|anticipated|voraussichtlich|est\.?|prevu|previsto|verwacht|present|current)\)|"
    r"\b(?:expected|anticipated|voraussichtlich))"
)


class _Atom(msgspec.Struct, frozen=True):
    """One date. `is_short`: "03/19", a date only beside another one."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    is_short: bool = False

    def iso(self, year: int | None = None) -> str:
        parts = [f"{self.year or year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


def parse_date_range(text: str) -> DateRange | None:
    """The date or range that `text` holds: the first range, else the most precise single date (the last of equals).

    "Aug. 2018 – May 2021", "03/2019", "2019 – heute", "Spring 2021", "Jan–Mar 2020", "2015–18", "seit 2019".
    """
    if not _DIGITS.search(text):
        return None
    folded = _lowered(text)
    atoms = [_read(match) for match in _ATOM.finditer(folded)]
    for index, atom in enumerate(atoms):
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        found = _range_from(folded, atom, following)
        if found:
            return found
    singles = [atom for atom in atoms if atom.year and not atom.is_short]
    if not singles:
        return None
    best = max(singles, key=lambda atom: (bool(atom.day) + bool(atom.month), atom.start))
    return _single(folded, best)


def _lowered(text: str) -> str:
    """The folded text, in lower case beyond Latin too, each character for one."""
    folded = fold(text)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


def _range_from(folded: str, atom: _Atom, following: _Atom | None) -> DateRange | None:
    since = _SINCE.search(folded, max(0, atom.start - 12), atom.start)
    opening = since or _FROM.search(folded, max(0, atom.start - 12), atom.start)
    first = opening.start() if opening and _starts_word(folded, opening.start()) else atom.start
    between = _BETWEEN.match(folded, atom.end)
    if between:
        rest = between.end()
        present = _PRESENT.match(folded, rest)
        if present and atom.year:
            return DateRange(atom.iso(), None, True, Span(first, _lasted(folded, present.end())))
        if following and following.year and following.start == rest:
            ends = _lasted(folded, following.end)
            return DateRange(atom.iso(following.year), following.iso(), False, Span(first, ends))
        short = _SHORT_YEAR.match(folded, rest)
        if short and atom.year:
            year = atom.year // 100 * 100 + int(short[1])
            if year >= atom.year:
                return DateRange(atom.iso(), str(year), False, Span(first, short.end()))
        if atom.year and rest == len(folded) and not between[0].strip().isalpha():
            return DateRange(atom.iso(), None, True, Span(first, between.end()))
    both = _MONTHS_BETWEEN.match(folded, atom.end) if atom.month and not atom.year else None
    if (
        both
        and following
        and following.start == both.end()
        and following.year
        and (following.month or 0) > (atom.month or 0)
    ):
        return DateRange(atom.iso(following.year), following.iso(), False, Span(first, following.end))
    academic = None if atom.month else _ACADEMIC.match(folded, atom.end)
    if academic and atom.year and int(academic[1]) % 100 == (atom.year + 1) % 100:
        return DateRange(atom.iso(), str(atom.year + 1), False, Span(first, academic.end()))
    if since and first != atom.start and atom.year:
        return DateRange(atom.iso(), None, True, Span(first, atom.end))
    return None


def _lasted(folded: str, end: int) -> int:
    """Where the expression ends with the length that some write after it ("· 3 yrs 2 mos")."""
    length = _LASTED.match(folded, end) or _PARENTHESISED_END.match(folded, end)
    return length.end() if length else end


def _single(folded: str, atom: _Atom) -> DateRange:
    until = _UNTIL.search(folded, max(0, atom.start - 24), atom.start)
    if until and _starts_word(folded, until.start()):
        return DateRange(None, atom.iso(), False, Span(until.start(), atom.end))
    expected = _PARENTHESISED_END.match(folded, atom.end)
    if expected:
        return DateRange(None, atom.iso(), False, Span(atom.start, expected.end()))
    return DateRange(atom.iso(), atom.iso(), False, Span(atom.start, atom.end))


def _starts_word(folded: str, at: int) -> bool:
    return at == 0 or not folded[at - 1].isalnum()


def _read(match: re.Match[str]) -> _Atom:
    start, end = match.span()
    if match["cjkyear"]:
        month, day = (int(match[name]) if match[name] else None for name in ("cjkmonth", "cjkday"))
        return _Atom(int(match["cjkyear"]), month, day, start, end)
    if match["iso"]:
        numbers = [int(part) for part in re.split(r"[-/.]", match["iso"])]
        return _Atom(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None, start, end)
    for name, written_year, written_day in _NAMED:
        if match[name]:
            day = int(match[written_day]) if written_day else None
            return _Atom(_full_year(match[written_year]), MONTHS[match[name].rstrip(".")], day, start, end)
    if match["num1"]:
        return _Atom(
            int(match["year4"]), *_month_and_day(int(match["num1"]), int(match["num2"]), match["numsep"]), start, end
        )
    if match["num3"]:
        return _Atom(int(match["year5"]), int(match["num3"]), None, start, end)
    if match["num4"]:
        return _Atom(_full_year(match["year7"]), int(match["num4"]), None, start, end, is_short=True)
    if match["name4"]:
        return _Atom(None, MONTHS[match["name4"].rstrip(".")], None, start, end)
    return _Atom(int(match["season"] or match["year6"]), None, None, start, end)


def _full_year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 60 else 2000)


def _month_and_day(first: int, second: int, separator: str) -> tuple[int | None, int | None]:
    """Month and day of `first/second/year`; neither when both readings are possible."""
    if second <= 12 and first <= 31 and (first > 12 or separator == "." or first == second):
        return second, first
    if first <= 12 < second <= 31:
        return first, second
    return None, None
