"""Names that the vocabulary does not know: skills in the résumé's own words, and certificates by their letters."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.documents.facts.claims import Claim
from app.documents.facts.passages import Checked, Passage, at_name, scopes_of, supported, unsupported
from app.documents.facts.record import Record, RecordLine
from app.documents.facts.words import alternatives
from app.documents.folding import fold
from app.documents.terms.vocabulary import lexicon

_CERTIFIED = (
    r"(?:certified|accredited|licen[cs]ed|certificates?|certifications?|licen[cs]e|diploma|exam|zertifiziert"
    r"|certifi[ée]e?)"
)
_LETTERS = r"(?P<name>[A-Z]{3,}[0-9]*(?:[+-][A-Z0-9]+)?|[A-Z]{2,}[0-9]+)(?![\w'’-])"
_CERTIFICATES = (
    re.compile(rf"\b{_CERTIFIED}\s+(?:(?:as|in|an?|to|for|by|with|the|user|of)\s+){{0,3}}{_LETTERS}"),
    re.compile(rf"(?<![\w'’-]){_LETTERS}(?:\s+[\w-]+){{0,2}}?[\s-]+{_CERTIFIED}\b"),
    re.compile(rf"\b(?:hold|passed|earned|obtained|gained)\s+(?:an?|the|my)\s+{_LETTERS}"),
)
_SHORTEST = 3
_EXPERIENCE = ("/work/", "/projects/", "/volunteer/")


def judge_names(checked: Checked, passage: Passage, taken: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """Skills by the résumé's own names for them, each at the employer spoken of, and certificates by their letters."""
    start, end = passage.sentence.start, passage.sentence.end
    places: list[tuple[int, int]] = [*taken]
    pattern = _own_names(checked.record)
    for match in pattern.finditer(checked.folded, start, end) if pattern else ():
        if checked.text[match.start()].isupper() and not _is_taken(places, *match.span()):
            places.append(match.span())
            if passage.claims_at(*match.span()):
                yield _own_name(checked, passage, match)
    for certificate in _CERTIFICATES:
        for match in certificate.finditer(checked.text, start, end):
            place = match.span("name")
            if not _is_taken(places, *place) and passage.claims_at(*place):
                places.append(place)
                yield _certificate(checked, place)


def _is_taken(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in places)


def _own_names(record: Record) -> re.Pattern[str] | None:
    skills = record.resume.skills
    return _pattern_of(tuple(keyword for skill in skills for keyword in skill.keywords), record.language)


@lru_cache(maxsize=200)
def _pattern_of(keywords: tuple[str, ...], language: str) -> re.Pattern[str] | None:
    known = lexicon(language)
    names = {
        " ".join(fold(keyword).split())
        for keyword in keywords
        if len(keyword) >= _SHORTEST and keyword[0].isupper() and not known.find(keyword, listed=True)
    }
    return re.compile(rf"(?<![\w-])(?:{alternatives(names)})(?!\w)") if names else None


def _own_name(checked: Checked, passage: Passage, match: re.Match[str]) -> Claim:
    record = checked.record
    lines = _saying(" ".join(match[0].split()), record.lines)
    told = [line for line in lines if line.entry.startswith(_EXPERIENCE)]
    for scope in scopes_of(passage.groups_at(match.start())):
        if scope is not None and told and not any(line.entry in scope for line in lines):
            name = checked.text[match.start() : match.end()]
            problem = f"Your résumé shows {name}, but not{at_name(record, scope) or ' there'}."
            return unsupported(checked, "skill", match.span(), problem, told, scope)
    return supported(checked, "skill", match.span(), lines)


def _certificate(checked: Checked, place: tuple[int, int]) -> Claim:
    name = checked.text[place[0] : place[1]]
    lines = _saying(fold(name), checked.record.lines)
    if lines:
        return supported(checked, "skill", place, lines)
    return unsupported(checked, "skill", place, f"Your résumé does not mention {name}.")


def _saying(name: str, lines: Sequence[RecordLine]) -> list[RecordLine]:
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return [line for line in lines if words.search(line.said.plain)]
