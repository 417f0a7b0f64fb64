"""Days in running text, and the day until which one may apply."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.postings.analysis import Deadline
from app.postings.findings.passages import Passage

_MONTHS = (
    "january januar janvier enero januari janeiro jan",
    "february februar fevrier febrero februari fevereiro feb",
    "march marz mars marzo maart marco mar",
    "april avril abril apr",
    "may mai mayo mei maio",
    "june juni juin junio junho jun",
    "july juli juillet julio julho jul",
    "august aout agosto augustus aug",
    "september septembre septiembre setembro sept sep",
    "october oktober octobre octubre outubro oct okt",
    "november novembre noviembre novembro nov",
    "december dezember decembre diciembre dezembro dec dez",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s*(?:of |de |d')?\s*(?P<month>{_NAMES})\b\.?,?"
    r"(?:\s*(?:de )?(?P<year>\d{4}))?"
    rf"|\b(?P<month_first>{_NAMES})\.?\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s*(?P<year_after>\d{{4}}))?"
    r"|\b(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<last>\d{4}|\d{2})\b"
)
_CUE = re.compile(
    r"deadline|closing date|closes? on|apply (?:\S+ ){0,8}?(?:by|before|until)|applications? (?:\S+ ){0,4}?"
    r"(?:by|before|until|close)|apply by|no later than|bewerbungsschluss|bewerbungsfrist|bewerb\w+ (?:\S+ ){0,8}?bis|"
    r"bis (?:zum|spatestens)|date limite|candidat\w+ (?:\S+ ){0,6}?(?:avant|jusqu)|postule[rz] avant|fecha limite|"
    r"plazo|(?:antes|hasta) (?:del?|el)|sluitingsdatum|solliciteer (?:\S+ ){0,4}?(?:voor|tot)|"
    r"reageer (?:\S+ ){0,3}?voor|uiterlijk|prazo|candidat\w+ ate|inscricoes ate"
)
_NOT_APPLYING = re.compile(
    r"start(?:ing)? date|eintritt|prise de poste|fecha de inicio|startdatum|valid|founded|since|seit"
)


class Day(NamedTuple):
    """A day at `[start, end)`; `iso` is empty where the year or the order of day and month is open."""

    iso: str
    start: int
    end: int


def find_deadline(passages: Sequence[Passage], language: str) -> Deadline | None:
    """The first day that a passage names as the last one for applications."""
    for passage in passages:
        cue = _CUE.search(passage.folded)
        if cue is None or _NOT_APPLYING.search(passage.folded[: cue.start()]):
            continue
        day = next((found for found in days_in(passage.folded, language) if found.end > cue.start()), None)
        if day:
            return Deadline(
                as_written=passage.text[day.start : day.end].rstrip(" .,"),
                day=day.iso,
                quote=passage.text,
                start=passage.start,
                end=passage.end,
            )
    return None


def days_in(folded: str, language: str) -> Iterator[Day]:
    """The days that a text without case and accents names."""
    for match in _DAY.finditer(folded):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        elif match["month"]:
            year, month, day = int(match["year"] or 0), _MONTH[match["month"]], int(match["day"])
        elif match["month_first"]:
            year, month, day = int(match["year_after"] or 0), _MONTH[match["month_first"]], int(match["day_after"])
        else:
            year, month, day = _numbers(match, language)
        if month and not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        yield Day(_iso(year, month, day), match.start(), match.end())


def _numbers(match: re.Match[str], language: str) -> tuple[int, int, int]:
    """Year, month, day; month 0 where an English text leaves open which of two comes first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["last"])
    year += 2000 if year < 100 else 0
    if second > 12:
        return year, first, second
    if first > 12 or first == second or language not in ("", "en") or match["mark"] == ".":
        return year, second, first
    return year, 0, 0


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year and month else ""
    except ValueError:
        return ""
