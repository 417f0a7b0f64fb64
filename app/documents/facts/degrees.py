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
      ll\.?\s?[bm]\.?(?:\s+\(hons\))? | pgce | pgde | m\.?phil\.? | d\.?phil\.? | mfa | bba
    | bcom | b\.com\.? | b\.ed\.? | m\.ed\.?
    | ph\.?\s?d\.? | doctorate | doctoral\s+degree
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
    r"(?=\s+(?:from|at|with|after|before|and\s+(?:i|have|am)|by|which|where|through|in\s+\d+)\b|[,.;()]|\s+\d|\s*$)"
)
_LEVELS = {
    **dict.fromkeys(("phd", "dphil"), "doctorate"),
    **dict.fromkeys(("msc", "mba", "meng", "ma", "llm", "mphil", "mfa", "med"), "master"),
    **dict.fromkeys(("bsc", "beng", "ba", "llb", "bba", "bcom", "bed"), "bachelor"),
    **dict.fromkeys(("pgce", "pgde"), "teaching"),
}
_SUBJECTS = {
    "mba": "business administration",
    "bba": "business administration",
    "llb": "law",
    "llm": "law",
    "meng": "engineering",
    "beng": "engineering",
    "mfa": "fine arts",
}
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
        level = _level_of(match[0].replace("'s degree", " degree")) or _level_of(match[0].replace("'s", ""))
        if level is None:
            wish = degree_in(match[0])
            level = wish.level if wish else "degree"
        field = _FIELD.match(folded, match.end(), min(end, match.end() + 90))
        stop = field.end("field") if field else match.end()
        named = field["field"].strip() if field else _SUBJECTS.get(_letters(match[0]), "")
        yield DegreeClaim(match.start(), stop, level, named)


def studies_with(claim: DegreeClaim, entries: list[Entry]) -> list[Entry]:
    """Entries of education that have the level and the field."""
    return [entry for entry in entries if _has_level(entry, claim.level) and _has_field(entry, claim.field)]


def education_of(record: Record, scope: frozenset[str] | None) -> list[Entry]:
    """Studies, those of one school when the scope names it."""
    studies = [entry for entry in record.entries.values() if entry.kind == "education"]
    named = [entry for entry in studies if scope is not None and entry.pointer in scope]
    return named or studies


def _letters(text: str) -> str:
    return re.sub(r"[\s.]|\(.*", "", text)


def _level_of(text: str) -> str | None:
    """The level of a degree's folded name, letters first ("LLB"), then words."""
    first = text.split()[0] if text.split() else ""
    level = _LEVELS.get(_letters(text)) or _LEVELS.get(_letters(first))
    if level is None and first.startswith("associate"):
        return "associate"
    return level or degree_level(text)


def _has_level(entry: Entry, level: str) -> bool:
    held = _level_of(fold(entry.title))
    if level == "degree":
        return held in (*DEGREES, "associate") or held is None
    return held == level


def _has_field(entry: Entry, field: str) -> bool:
    if not field:
        return True
    wanted = meanings(field) - _TAUGHT - meanings(fold(entry.heading.line)) | meanings(field) & meanings(
        fold(entry.title)
    )
    studied = meanings(fold(entry.title)) | meanings(_SUBJECTS.get(_letters(fold(entry.title).split()[0]), ""))
    missing = [word for word in wanted if word not in studied and not any(word[:6] == own[:6] for own in studied)]
    if not missing:
        return True
    same_subject = subjects_of(field) & subjects_of(entry.title) - {"numerate"}
    return len(missing) < len(wanted) and bool(same_subject) and "computing" in same_subject and missing == ["scienc"]
