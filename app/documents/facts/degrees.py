"""Degrees that a text claims: level, field and school."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.documents.facts.record import Entry, Record
from app.documents.facts.words import meanings
from app.documents.folding import fold
from app.documents.terms.levels import DEGREES, degree_in, degree_level, subjects_of

_DEGREE = re.compile(
    r"""(?<![\w-])(?:
      ph\.?\s?d\.? | doctorate | doctoral\s+degree
    | m\.?\s?sc\.? | m\.?b\.?a\.? | m\.?\s?eng\.? | m\.?a\.?(?=\s+(?:in|of|degree))
    | b\.?\s?sc\.?(?:\s+\(hons\))? | b\.?\s?eng\.? | b\.?a\.?(?=\s+(?:\(hons\)\s+)?(?:in|of|degree))
    | (?:bachelor|master)(?:'?s)?(?:\s+degree)?
      (?:\s+of\s+(?:arts|science|engineering|business\s+administration|laws|education|fine\s+arts))?
    | (?:(?:university|college|first|undergraduate|postgraduate|honours|associate'?s?)\s+)?degree
    | diploma? | apprenticeship | ausbildung
    )(?!\w)""",
    re.VERBOSE,
)
_NO_DEGREE = re.compile(
    r"master(?!'?s\b|\s+(?:of|degree|in))|\bdegree\s+of\b(?!\s+(?:bachelor|master))"
    r"|(?:to|high|some|great)\s+(?:a\s+)?degree"
)
_COMPOUND = re.compile(r"[- ]?(?:programme|program|thesis|course|student|angle)")
_FIELD = re.compile(
    r"\s*(?:degree\s+)?(?:in|of)\s+(?P<field>[a-z][\w'& -]{2,60}?)"
    r"(?=\s+(?:from|at|with|and\s+(?:i|have|am)|by|which|where|through|in\s+\d)\b|[,.;()]|\s+\d|\s*$)"
)
_TAUGHT = frozenset({"art", "scienc", "hon", "degre", "studi"})


class DegreeClaim(NamedTuple):
    """A degree at `[start, end)`: its level (`degree` for any) and its field, empty when none is named."""

    start: int
    end: int
    level: str
    field: str


def degrees_in(folded: str, start: int, end: int) -> Iterator[DegreeClaim]:
    """Degrees named in `[start, end)` of a folded text."""
    for match in _DEGREE.finditer(folded, start, end):
        around = folded[max(start, match.start() - 12) : match.end() + 12]
        if _NO_DEGREE.search(around) or _COMPOUND.match(folded, match.end()):
            continue
        level = degree_level(match[0].replace("'s", "")) or degree_level(match[0]) or _level_by_letters(match[0])
        if level is None:
            wish = degree_in(match[0])
            level = wish.level if wish else "degree"
        field = _FIELD.match(folded, match.end(), min(end, match.end() + 90))
        stop = field.end("field") if field else match.end()
        yield DegreeClaim(match.start(), stop, level, field["field"].strip() if field else "")


def studies_with(claim: DegreeClaim, entries: list[Entry]) -> list[Entry]:
    """Entries of education that have the level and the field."""
    return [entry for entry in entries if _has_level(entry, claim.level) and _has_field(entry, claim.field)]


def education_of(record: Record, scope: frozenset[str] | None) -> list[Entry]:
    """Studies, those of one school when the scope names it."""
    studies = [entry for entry in record.entries.values() if entry.kind == "education"]
    named = [entry for entry in studies if scope is not None and entry.pointer in scope]
    return named or studies


def _level_by_letters(text: str) -> str | None:
    plain = re.sub(r"[\s.()]", "", text)
    letters = {"phd": "doctorate", "msc": "master", "mba": "master", "meng": "master", "ma": "master"}
    return letters.get(plain) or ("bachelor" if plain[:3] in ("bsc", "ben", "ba", "ba(") else None)


def _has_level(entry: Entry, level: str) -> bool:
    held = degree_level(entry.title) or _level_by_letters(fold(entry.title).split()[0] if entry.title else "")
    if level == "degree":
        return held in DEGREES or held is None
    return held == level


def _has_field(entry: Entry, field: str) -> bool:
    if not field:
        return True
    wanted = meanings(field) - _TAUGHT
    studied = meanings(fold(entry.title))
    missing = [word for word in wanted if word not in studied and not any(word[:6] == own[:6] for own in studied)]
    if not missing:
        return True
    same_subject = subjects_of(field) & subjects_of(entry.title) - {"numerate"}
    return len(missing) < len(wanted) and bool(same_subject) and "computing" in same_subject and missing == ["scienc"]
