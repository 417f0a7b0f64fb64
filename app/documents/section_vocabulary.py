"""Which words of a résumé's section are skills, qualifications or languages, by the vocabulary of all trades.

Read on first use only: a résumé whose headings are all known needs none of it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.documents import section_signs as signs
from app.documents.folding import fold

_TRADES = (
    *("software", "infrastructure", "data", "health", "business", "operations", "people", "personal"),
    *("care", "trades", "office", "science", "character", "health_wide", "care_wide", "medicines", "services"),
    *("making", "building", "moving", "money", "public", "digital", "land"),
    *("qualifications_health", "qualifications_trades"),
)
_QUALIFICATIONS = "education"
_NOT_SKILLS = frozenset({"spoken_languages", _QUALIFICATIONS})
_MOST_WORDS = 5
_MOST_WORDS_OF_TITLE = 12
_SHORTEST_SKILL = 4
_SHORTEST_QUALIFICATION = 3
_WORD = re.compile(r"[^\s,;:|·•()\t]+")


def names_language(unit: str) -> bool:
    """Whether a folded text opens with the name of a language."""
    words = unit.split()
    known = language_names()
    return bool(words) and (words[0].strip(":()-–—.") in known or unit in known)


def has_skill(unit: str) -> bool:
    """Whether a folded text is a skill or has one of some length in it."""
    known = known_skills()
    words = unit.split()[:_MOST_WORDS]
    if " ".join(words) in known:
        return True
    return any(len(part) >= _SHORTEST_SKILL and part in known for part in _runs(words))


def has_qualification(line: str) -> bool:
    """Whether a folded line has a certificate, licence or trade's qualification of the vocabulary in it."""
    known = known_qualifications()
    words = _WORD.findall(line)[:_MOST_WORDS_OF_TITLE]
    return any(len(part) >= _SHORTEST_QUALIFICATION and part in known for part in _runs(words))


def _runs(words: list[str]) -> Iterator[str]:
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
            yield " ".join(words[first:last])


@lru_cache(maxsize=1)
def language_names() -> frozenset[str]:
    """Names of languages in the languages of résumés, folded."""
    from app.documents.terms.vocabulary import load_data

    spoken = load_data("personal")["spoken_languages"]
    names = {fold(name).lower() for term, spelt in spoken.items() for name in (term, *spelt)}
    return frozenset(names | set(signs.RARER_LANGUAGES.split()))


def known_skills() -> frozenset[str]:
    """The spellings of all known skills, folded."""
    return _known()[0]


def known_qualifications() -> frozenset[str]:
    """The spellings of all known certificates, licences and qualifications of trades, folded."""
    return _known()[1]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    from app.documents.terms.vocabulary import load_data

    skills, qualifications = list[str](), list[str]()
    for trade in _TRADES:
        for category, terms in load_data(trade).items():
            if category in _NOT_SKILLS and category != _QUALIFICATIONS:
                continue
            found = qualifications if category == _QUALIFICATIONS else skills
            for term, names in terms.items():
                found += (term, *names)
    # All at once: a call for each of the thousands of names costs more than the folding.
    return _folded(skills), _folded(qualifications)


def _folded(names: list[str]) -> frozenset[str]:
    return frozenset(fold("\n".join(names)).lower().split("\n"))
