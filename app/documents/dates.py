"""Dates and ranges as people write them in résumés, in seven languages, as ISO 8601 with the precision kept.

Seasons, quarters and numeric dates that could be read two ways (`03/04/2021`) keep their year alone: ISO 8601
has no form for the first, and nothing in the text decides the last.
"""

import re

import msgspec

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


_MONTH_NAMES = (
    "january jan januar janner janvier janv enero ene janeiro januari gennaio gen",
    "february feb februar feber fevrier fevr fev febrero fevereiro februari febbraio",
    "march mar marz maerz mars marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio mei maggio mag",
    "june jun juni juin junio junho giugno giu",
    "july jul juli juillet juil julio julho luglio lug",
    "august aug aout agosto ago augustus",
    "september sept sep septembre septiembre setiembre setembro set settembre",
    "october oct oktober okt octobre octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dezembro dicembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_SEASONS = (
    "spring summer autumn fall winter fruhjahr fruhling sommer herbst printemps ete automne hiver primavera verano "
    "otono invierno verao outono inverno lente voorjaar zomer herfst najaar estate autunno"
)


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_YEAR = r"(?:19[4-9]|20[0-4])\d(?!\d)"
_MONTH = rf"(?:{_any(' '.join(_MONTHS))})(?![a-z])\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_ATOM = re.compile(
    rf"""(?<![\w/])(?:
      (?P<iso>{_YEAR[:-6]}(?P<isosep>[-/.])(?:0[1-9]|1[0-2])(?:(?P=isosep)(?:3[01]|[12]\d|0[1-9]))?)(?![\d])
    | (?P<day1>{_DAY})(?:st|nd|rd|th|er|o)?\.?[ ](?:de[ ])?(?P<name1>{_MONTH}),?[ ](?:de[ ]|del[ ])?(?P<year1>{_YEAR})
    | (?P<name2>{_MONTH})[ ](?P<day2>{_DAY})(?:st|nd|rd|th)?,?[ ](?P<year2>{_YEAR})
    | (?P<name3>{_MONTH})(?:[ ]?[,/-][ ]?|[ ]de[ ]|[ ]del[ ]|[ ])?
      (?P<year3>{_YEAR}|'\d\d(?!\d)|(?<=[ ])\d\d(?=\s*(?:[-–—]|$)))
    | (?P<num1>\d\d?)(?P<numsep>[./-])(?P<num2>\d\d?)(?P=numsep)(?P<year4>{_YEAR})
    | (?P<num3>{_NUMBER})[ ]?[./-][ ]?(?P<year5>{_YEAR})
    | (?:{_any(_SEASONS)}|q[1-4]|[1-4]q)[ ,/]{{0,2}}(?:of[ ]|de[ ])?(?P<season>{_YEAR})
    | (?P<year6>{_YEAR})
    | (?P<name4>{_MONTH})
    )(?![\w%])""",
    re.VERBOSE,
)
_NAMED = (("name1", "year1", "day1"), ("name2", "year2", "day2"), ("name3", "year3", ""))
_BETWEEN = re.compile(
    r"\s*(?:[-‐-―−~→]{1,3}|->|"
    r"(?:to|until|till|through|thru|bis(?: zum)?|a|au|al|hasta(?: el)?|tot(?: en met)?|t/m|ate)(?![a-z]))\s*"
)
_PRESENT = re.compile(
    r"(?:the |la |el |o |le )?(?:presente?|currently|current|today|now|ongoing|date|heute|aktuell|jetzt|laufend|dato|"
    r"gegenwart|aujourd'hui|actuel(?:lement)?|ce jour|en cours|actualidad|actual(?:mente)?|hoy|fecha|heden|nu|vandaag|"
    r"atual(?:mente)?|hoje|momento|oggi|attuale|in corso)(?![a-z])"
)
_SINCE = re.compile(r"(?:since|seit|depuis|desde|sinds|vanaf|dal|ab)\s+$")
_FROM = re.compile(r"(?:from|von|de|du|van|desde|dal)\s+$")
_UNTIL = re.compile(
    r"(?:until|till|bis|jusqu'(?:a|en)|hasta|tot|ate|fino al?|expected(?: graduation)?:?|exp\.?|"
    r"anticipated:?|graduating(?: in)?|graduation:?|voraussichtlich|prevu(?: en)?)\s+$"
)
_SHORT_YEAR = re.compile(r"'?(\d\d)(?![\d\w/.%-])")
_PARENTHESISED_END = re.compile(r"\s*\(?(?:expected|exp\.?|anticipated|voraussichtlich|est\.?)\)?")


class _Atom(msgspec.Struct, frozen=True):
    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int

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
    folded = fold(text)
    atoms = [_read(match) for match in _ATOM.finditer(folded)]
    for index, atom in enumerate(atoms):
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        found = _range_from(folded, atom, following)
        if found:
            return found
    singles = [atom for atom in atoms if atom.year]
    if not singles:
        return None
    best = max(singles, key=lambda atom: (bool(atom.day) + bool(atom.month), atom.start))
    return _single(folded, best)


def parse_date(text: str) -> str | None:
    """One date, for awards and certificates: the end of a range when `text` holds a range."""
    found = parse_date_range(text)
    return (found.end or found.start) if found else None


def _range_from(folded: str, atom: _Atom, following: _Atom | None) -> DateRange | None:
    since = _SINCE.search(folded, max(0, atom.start - 12), atom.start)
    opening = since or _FROM.search(folded, max(0, atom.start - 12), atom.start)
    first = opening.start() if opening and _starts_word(folded, opening.start()) else atom.start
    between = _BETWEEN.match(folded, atom.end)
    if between:
        rest = between.end()
        present = _PRESENT.match(folded, rest)
        if present and atom.year:
            return DateRange(atom.iso(), None, True, Span(first, present.end()))
        if following and following.year and following.start == rest:
            return DateRange(atom.iso(following.year), following.iso(), False, Span(first, following.end))
        short = _SHORT_YEAR.match(folded, rest)
        if short and atom.year:
            year = atom.year // 100 * 100 + int(short[1])
            if year >= atom.year:
                return DateRange(atom.iso(), str(year), False, Span(first, short.end()))
        if atom.year and rest == len(folded) and not between[0].strip().isalpha():
            return DateRange(atom.iso(), None, True, Span(first, between.end()))
    if since and first != atom.start and atom.year:
        return DateRange(atom.iso(), None, True, Span(first, atom.end))
    return None


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
    if match["iso"]:
        numbers = [int(part) for part in re.split(r"[-/.]", match["iso"])]
        return _Atom(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None, start, end)
    for name, written_year, written_day in _NAMED:
        if match[name]:
            day = int(match[written_day]) if written_day else None
            return _Atom(_full_year(match[written_year]), _MONTHS[match[name].rstrip(".")], day, start, end)
    if match["num1"]:
        return _Atom(
            int(match["year4"]), *_month_and_day(int(match["num1"]), int(match["num2"]), match["numsep"]), start, end
        )
    if match["num3"]:
        return _Atom(int(match["year5"]), int(match["num3"]), None, start, end)
    if match["name4"]:
        return _Atom(None, _MONTHS[match["name4"].rstrip(".")], None, start, end)
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
