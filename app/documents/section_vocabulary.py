"""Which words of a résumé's section are skills, qualifications or languages, by the vocabulary of all trades.

Read on first use only: a résumé whose headings are all known needs none of it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

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
_FOLDER = Path(__file__).parent / "terms" / "vocabulary"
_TABLE = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_REMARK = re.compile(r"^#.*$", re.MULTILINE)
_QUOTED = re.compile(r'"([^"\n]+)"')
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
    return _folded(_names("personal")["spoken_languages"]) | set(signs.RARER_LANGUAGES.split())


def known_skills() -> frozenset[str]:
    """The spellings of all known skills, folded."""
    return _known()[0]


def known_qualifications() -> frozenset[str]:
    """The spellings of all known certificates, licences and qualifications of trades, folded."""
    return _known()[1]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    skills, qualifications = list[str](), list[str]()
    for trade in _TRADES:
        for category, names in _names(trade).items():
            if category == _QUALIFICATIONS:
                qualifications += names
            elif category not in _NOT_SKILLS:
                skills += names
    return _folded(skills), _folded(qualifications)


def _names(trade: str) -> dict[str, list[str]]:
    """Every spelling of a trade's file by category.

    A reader process lives for one file, and a whole parser would cost it more than the file does. The files of trades
    hold nothing but tables of quoted names, which a test compares with what the parser says.
    """
    _, *parts = _TABLE.split((_FOLDER / f"{trade}.toml").read_text(encoding="utf-8"))
    return {
        category: _QUOTED.findall(_REMARK.sub("", body)) for category, body in zip(parts[::2], parts[1::2], strict=True)
    }


def _folded(names: list[str]) -> frozenset[str]:
    # All at once: a call for each of the thousands of names costs more than the folding.
    return frozenset(fold("\n".join(names)).lower().split("\n"))
