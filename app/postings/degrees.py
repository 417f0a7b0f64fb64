"""Degrees and the subjects that a sentence asks for them in: BSc (Hons) Diagnostic Radiography, Grado en Derecho."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.levels import DEGREE_TERMS, DegreeWish, degree_in
from app.documents.terms.lexicon import Hit

_STOP = re.compile(r"[;.()]")
_OR_ELSE = re.compile(r"\b(?:or|oder|ou|of|o)\s")
_OR_ANOTHER = re.compile(
    r"\s(?:or|oder|ou|of|o)\s(?:an?|d['’]une?|einen?|eine|une?|een|una?)\s(?![rsecv][eiou]\w+)", re.IGNORECASE
)
_NEXT_THING = re.compile(r",|\b(?:and|und|et|y|en|e|with|mit)\s")
_SUBJECT = re.compile(
    r"[\s'’s]*(?:\(Hons\.?\)\s*|Hons\s+)?(?:degree\s+)?"
    r"(?:(?:or|oder|ou|of)\s+(?:diploma|certificate|equivalent|diplom\w*)\s+)?"
    r"(?:(?:in|en|im|der|des|em)\s+(?:(?:der|the|la|el)\s+)?(?P<said>[^,.;()]+?)"
    r"|(?P<named>[A-Z][\w'’-]+(?:\s(?:(?:of|for|&|and(?=\s[A-Z][a-z]{3}))\s)?[A-Z][\w'’-]+){0,3}))"
    r"(?=\s+(?:or|and|oder|ou|of|o|e|y|und|et|from|preferred|required|desirable|is|with|plus)\b|[,.;()/]|\s*$)"
)
_OWN_LINK = re.compile(r"\s(?:en|in|de|of)$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]{0,4}(?:\.[A-Za-z]{1,3}\.?)?\.?")
_LONGEST_SUBJECT = 5
_MOST_KEPT = 60


class AskedDegree(NamedTuple):
    """A degree at `[start, end)` of a sentence with its subject, under the name that is shown."""

    term: str
    start: int
    end: int
    text: str
    wish: DegreeWish


@lru_cache(maxsize=64)
def asked_degree(sentence: str) -> AskedDegree | None:
    """The lowest degree that a sentence names, its subject in its name when one is told."""
    wish = degree_in(sentence)
    if wish is None:
        return None
    start, end = wish.start, wish.end
    if link := _OWN_LINK.search(sentence[start:end]):
        end = start + link.start()
    if sentence[end : end + 1] == "." and "." in sentence[start:end]:
        end += 1
    term = DEGREE_TERMS[wish.level]
    subject = _SUBJECT.match(sentence, end)
    if subject is None or (subject["named"] and not _ABBREVIATED.fullmatch(sentence[start:end])):
        return AskedDegree(term, start, end, sentence[start:end], wish)
    named = " ".join((subject["said"] or subject["named"]).split())
    if len(named.split()) > _LONGEST_SUBJECT or len(named) > _MOST_KEPT:
        return AskedDegree(term, start, end, sentence[start:end], wish)
    return AskedDegree(f"{term} in {named}", start, subject.end(), sentence[start : subject.end()], wish)


def without_subjects(hits: Sequence[Hit], degree: AskedDegree | None) -> list[Hit]:
    """Known terms without those that only name a degree's subject."""
    if degree is None:
        return list(hits)
    return [hit for hit in hits if not (degree.wish.end <= hit.start and hit.end <= degree.end)]


def end_of_subjects(text: str, start: int) -> int:
    """Where the subjects of a degree end: at a stop, or at the next thing that is listed after the last "or"."""
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    another = _OR_ANOTHER.search(text, start, end)
    end = another.start() if another else end
    last_or = max((match.end() for match in _OR_ELSE.finditer(text, start, end)), default=start)
    comma = _NEXT_THING.search(text, last_or, end)
    return comma.start() if comma else end
