"""Who gave an honour and when, where its line says so in short: "Second Prize, Nielsen Competition, Odense (09/23)"."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.documents.dates import DateRange, parse_date_range
from app.documents.entries import organisation_evidence
from app.documents.latex.headings import Heading
from app.documents.latex.places import place_likelihood
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_commas, trimmed

Cut = Callable[[Rich], tuple[int, int] | None]
# "03/16" at the end of a text, which elsewhere may be a fraction.
_SHORT_DATE: Final = re.compile(r"(?:^|[\s,(])(?P<date>(?P<month>0[1-9]|1[0-2])/(?P<year>\d\d))\)?$")
_NUMBER: Final = re.compile(
    r"(?:(?:card|licen[cs]e|certificate|registration|member|membership|ausweis|zulassung|lizenz|num[eé]ro|n[uú]mero)\s+)?"
    r"(?:no|nr|nº|n°|num|ref|id|reg|pin|#)\b[.:\s]|[\W\d]*\d{4,}[\W\d]*$",
    re.IGNORECASE,
)
_RANK: Final = re.compile(
    r"(?:\d+(?:st|nd|rd|th|er|[ea]|º|ª|\.)?|first|second|third|runner|semi|finalist|shortlist)\b", re.IGNORECASE
)
_SURE: Final = 1.0
_PIVOT: Final = 50


def comma_of_giver(text: Rich) -> tuple[int, int] | None:
    """The comma before who gave it; None where what follows the commas are numbers and remarks.

    It is the last one, the giver's place not counted, or the one before a known organisation. A remark ("unrestricted",
    "no. 4711", "2nd prize") is no giver.
    """
    parts = cut_commas(text)
    starts, end = list[int](), 0
    for part in parts:
        starts.append(text.text.find(part.text, end))
        end = starts[-1] + len(part.text)
    able = [index for index in range(1, len(parts)) if not _is_remark(parts[index].text)]
    if not able:
        return None
    known = [index for index in able if organisation_evidence(parts[index].text) >= _SURE]
    chosen = known[0] if known and known[0] != able[-1] else able[-1]
    if not known and len(able) > 1 and able[-2] == chosen - 1 and place_likelihood(parts[chosen].text) == 1:
        chosen -= 1
    before = text.text.rfind(",", 0, starts[chosen])
    return (before, starts[chosen]) if before > 0 else None


def _is_remark(text: str) -> bool:
    """A number, a rank, or words that begin in small letters and name no organisation."""
    if _NUMBER.match(text) or _RANK.match(text):
        return True
    return text.split()[0].islower() and organisation_evidence(text) < _SURE


def with_short_date(heading: Heading) -> Heading:
    """The heading with a date like "03/16" that one of its texts is or ends in, if it has no other date."""
    if heading.date is not None:
        return heading
    for role, text in heading.roles.items():
        found = _SHORT_DATE.fullmatch(text.text)
        if found is not None:
            roles = {other: text for other, text in heading.roles.items() if other != role}
            return replace(heading, date=_date(found), date_text=text, roles=roles)
    for index, part in enumerate(heading.parts):
        found = _SHORT_DATE.search(part.text)
        if found is not None:
            left = trimmed(part.slice(0, found.start()))
            parts = [*heading.parts[:index], *([left] if left.text else []), *heading.parts[index + 1 :]]
            return replace(heading, date=_date(found), date_text=part.slice(*found.span("date")), parts=parts)
    return heading


def _date(found: re.Match[str]) -> DateRange | None:
    century = 20 if int(found["year"]) < _PIVOT else 19
    return parse_date_range(f"{found['month']}/{century}{found['year']}")
