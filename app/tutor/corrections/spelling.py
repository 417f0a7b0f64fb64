"""Spellings: those that learners write, the words of trades, and the nearest word of several."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from app.documents.terms.plain_words import plain_words
from app.documents.terms.vocabulary import categories
from app.tutor.corrections.inflecting import words
from app.tutor.corrections.models import Correction

_LONG = 7
"""Letters of a word in which two may be wrong."""
_PART = 4
"""Letters of the shortest word that is believed to be a part of another one."""
_ENDINGS = ("s", "er", "ers", "al")
_BEGINNINGS = ("un", "non", "pre", "sub", "over", "under", "multi", "micro", "bio", "tele", "web", "mis", "re")
_WORD = re.compile(r"(?<![\w./@#'’-])[a-zA-Z]{3,}(?![\w./@'’-]*\w)")


def find_misspellings(text: str) -> Iterator[Correction]:
    """Words that stand in the list of learners' spellings."""
    known = known_spellings()
    for match in _WORD.finditer(text):
        word = match[0]
        if (right := known.get(word.casefold())) and (word.islower() or word.istitle()):
            corrected = right[:1].upper() + right[1:] if word[0].isupper() else right
            why = f"“{word}” is spelt “{corrected}”."
            yield Correction(word, corrected, why, "spelling", match.start(), len(word))


@lru_cache(maxsize=1)
def known_spellings() -> dict[str, str]:
    """Wrong to right, from rules/spellings.toml."""
    data = tomllib.loads((files("app.tutor.corrections.rules") / "spellings.toml").read_text(encoding="utf-8"))
    return {wrong: right for right, spellings in data.items() for wrong in spellings.split()}


@lru_cache(maxsize=1)
def trade_words() -> tuple[str, ...]:
    """Single words of the terms that résumés and postings of many trades use."""
    return tuple(sorted({word for term in categories() for word in re.findall(r"[^\W\d_]{3,}", term)}))


@lru_cache(maxsize=16)
def posting_words(posting: str) -> frozenset[str]:
    """The words of a posting in lower case, which a learner may repeat whatever a dictionary says."""
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", posting))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words so usual that one of them is meant where another letter or two are wrong."""
    known = words()
    classes = (known.classes[name] for name in ("part", "past", "s", "ing", "singular", "plural", "mass", "jobs"))
    return frozenset(known.bases).union(
        *classes, plain_words("en").everyday, plain_words("en").generic, known_spellings().values()
    )


def parts_of(word: str) -> Iterator[tuple[str, ...]]:
    """The known words that `word` may be made of by the rules of English: radiographs, unpickle, chairside."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _PART:
            yield (word[: -len(ending)],)
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) >= _PART:
            yield (word[len(beginning) :],)
    for at in range(_PART, len(word) - _PART + 1):
        if not word.endswith("full"):
            yield word[:at], word[at:]


def better_spelling(word: str, suggested: Sequence[str]) -> str:
    """The suggestion that is near enough to be what was meant; "" when none is, or when `word` is only its plural."""
    common = _common()
    near = [(_distance(word.casefold(), other.casefold()), other) for other in suggested if "'" not in other]
    near = [
        (distance, other)
        for distance, other in near
        if _same_start(word, other)
        and (distance == 1 or (distance == 2 and len(word) >= _LONG and other.casefold() in common))
    ]
    if word[0].isupper():
        near = [(distance, other) for distance, other in near if other.casefold() in common]
    if not near or any(re.sub(r"[ -]", "", other).casefold() == word.casefold() for other in suggested):
        return ""
    return min(near, key=lambda pair: (pair[0], pair[1].casefold() not in common))[1]


def _same_start(word: str, other: str) -> bool:
    return word[0].casefold() == other[0].casefold() or word[:2].casefold() == other[1::-1].casefold()


def _distance(one: str, two: str) -> int:
    """Damerau-Levenshtein distance: letters changed, missing, too many, or swapped with their neighbour."""
    rows = [list(range(len(two) + 1))]
    for row in range(1, len(one) + 1):
        rows.append([row] * (len(two) + 1))
        for column in range(1, len(two) + 1):
            same = one[row - 1] == two[column - 1]
            least = min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + (not same))
            if row > 1 and column > 1 and one[row - 1] == two[column - 2] and one[row - 2] == two[column - 1]:
                least = min(least, rows[row - 2][column - 2] + 1)
            rows[row][column] = least
    return rows[-1][-1]
