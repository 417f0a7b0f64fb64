"""Levels of what is learnt: degrees and spoken languages, in postings and résumés of several languages."""

import re
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import load_data

DEGREES = ("degree", "bachelor", "master", "doctorate")
DEGREE_TERMS = {
    "degree": "Degree",
    "bachelor": "Bachelor's degree",
    "master": "Master's degree",
    "doctorate": "Doctorate",
    "vocational": "Vocational training",
    "school": "School leaving certificate",
}
_NOT_A_DEGREE = re.compile(r"\bdegree of\b|\bsome degree\b|\b\d+[- ]degree\b|\bsales promotion\b")
_NAMED_NUMERATE = re.compile(r"\bnumerate\b|\bstem\b|\bquantitative\b|\bmint\b")

FLUENCY = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_CEFR = re.compile(r"\b([abc][12])\b")


class _Patterns(NamedTuple):
    degrees: dict[str, re.Pattern[str]]
    equal: re.Pattern[str]
    subjects: dict[str, re.Pattern[str]]
    fluency: dict[str, re.Pattern[str]]


class DegreeWish(NamedTuple):
    """A degree that a sentence names: its level and place in the sentence; `equal` when experience counts as well."""

    level: str
    start: int
    end: int
    equal: bool


def degree_in(sentence: str) -> DegreeWish | None:
    """The lowest degree that a sentence names, since that is what suffices."""
    folded = fold(sentence)
    if _NOT_A_DEGREE.search(folded):
        return None
    found = {level: match for level, pattern in _patterns().degrees.items() if (match := pattern.search(folded))}
    if len(found) > 1 and "degree" in found:
        del found["degree"]
    for level in ("school", "vocational", "degree", "bachelor", "master", "doctorate"):
        if level in found:
            match = found[level]
            return DegreeWish(level, match.start(), match.end(), bool(_patterns().equal.search(folded)))
    return None


def degree_level(study: str) -> str | None:
    """The level of a degree as a résumé names it; the highest when several are named."""
    folded = fold(study)
    for level in ("doctorate", "master", "bachelor", "vocational", "degree", "school"):
        if _patterns().degrees[level].search(folded):
            return level
    return None


def degree_suffices(have: str, wanted: str) -> bool:
    """Whether one level includes another; vocational and school levels are included by every degree."""
    if have == wanted:
        return True
    if have not in DEGREES:
        return wanted == "school"
    if wanted not in DEGREES:
        return True
    if wanted == "degree":
        return True
    return DEGREES.index(have) >= DEGREES.index(wanted)


def subjects_of(text: str) -> frozenset[str]:
    """The broad fields that a text names; `numerate` for any of mathematics, computing, engineering, economics."""
    folded = fold(text)
    named = {name for name, pattern in _patterns().subjects.items() if pattern.search(folded)}
    if _NAMED_NUMERATE.search(folded):
        return frozenset({"numerate"})
    return frozenset(named)


def fluency_in(text: str) -> str | None:
    """The level of the Common European Framework that a text names or describes, or `native`."""
    folded = fold(text)
    return cefr_in(text) or next(
        (level for level, pattern in _patterns().fluency.items() if pattern.search(folded)), None
    )


def cefr_in(text: str) -> str | None:
    """The level of the framework that a text names by its own sign, such as B2."""
    exact = _CEFR.search(fold(text))
    return exact[1].upper() if exact else None


def fluency_suffices(have: str | None, wanted: str | None) -> bool:
    """Whether a level reaches another; a level that is not told is taken to do."""
    if have is None or wanted is None:
        return True
    return FLUENCY.index(have) >= FLUENCY.index(wanted)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load_data("levels")
    compiled = {
        key: {name: re.compile("|".join(parts)) for name, parts in group.items()} for key, group in data.items()
    }
    return _Patterns(compiled["degrees"], compiled["equal"]["patterns"], compiled["subjects"], compiled["fluency"])
