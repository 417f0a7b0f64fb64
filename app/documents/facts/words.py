"""The words that facts are told with, read once from `words.toml`, on first use."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from app.documents.terms.tokens import stem

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


class ScopeWords(NamedTuple):
    """Verbs by how much they take for the person (1 helped to 5 founded), and what lessens or raises them."""

    levels: dict[str, int]
    lessens: frozenset[str]
    nouns: frozenset[str]
    pattern: re.Pattern[str]
    leading_titles: frozenset[str]
    alone: re.Pattern[str]


class TitleWords(NamedTuple):
    """Nouns that end a title, those that name the same job, and words that raise, lower or leave a title as it is."""

    heads: frozenset[str]
    same: dict[str, frozenset[str]]
    high: frozenset[str]
    low: frozenset[str]
    plain: frozenset[str]
    stops: frozenset[str]


class CountingWords(NamedTuple):
    """Words around numbers: what ends the thing that is counted, names with numbers, and what counts nothing.

    `entries` gives the list of the résumé that a noun counts, by its meaning.
    """

    stops: frozenset[str]
    labels: frozenset[str]
    rhetorical: frozenset[str]
    entries: dict[str, str]


class EmployerWords(NamedTuple):
    """Parts of employers' names: legal forms, generic last words, first words that name nobody, and no names."""

    legal: frozenset[str]
    generic: frozenset[str]
    common: frozenset[str]
    not_names: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> dict[str, Any]:
    """The data file as it is."""
    return tomllib.loads(files(__package__ or "").joinpath("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def scope_words() -> ScopeWords:
    """Verbs of scope."""
    data, extra = load_words()["scope"], load_words()["scope_words"]
    levels = {verb.replace("-", " "): int(level) for level, verbs in data.items() for verb in verbs.split()}
    for kept in ("co-founded", "single-handedly"):
        if kept.replace("-", " ") in levels:
            levels[kept] = levels.pop(kept.replace("-", " "))
    return ScopeWords(
        levels,
        frozenset(verb.replace("-", " ") for verb in extra["lessens"].split()) | {"co-led"},
        frozenset(extra["nouns"].split()),
        re.compile(rf"(?<![\w'-])(?:{alternatives(levels)})(?![\w'])"),
        frozenset(extra["leading_titles"].split()),
        re.compile(rf"\b(?:{alternatives(extra['alone'])})\b"),
    )


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """Words of job titles."""
    data = load_words()["titles"]
    same = {word: frozenset(group) for group in data["same"] for word in group}
    return TitleWords(
        frozenset(data["heads"].split()),
        same,
        frozenset(data["high"]),
        frozenset(data["low"]),
        frozenset(data["plain"]),
        frozenset(data["stops"].split()),
    )


@lru_cache(maxsize=1)
def counting_words() -> CountingWords:
    """Words around numbers."""
    data = load_words()["counting"]
    lists = ("work", "projects", "education", "languages")
    return CountingWords(
        frozenset(data["stops"].split()),
        frozenset(data["labels"].split()),
        frozenset(map(meaning_of, data["rhetorical"].split())),
        {meaning_of(word): name for name in lists for word in data[name].split()},
    )


@lru_cache(maxsize=1)
def employer_words() -> EmployerWords:
    """Words of employers' names."""
    data = load_words()["employers"]
    return EmployerWords(*(frozenset(data[key]) for key in ("legal", "generic", "common", "not_names")))


@lru_cache(maxsize=1)
def _alike() -> dict[str, str]:
    groups = load_words()["alike"]["groups"]
    return {stem(word): f"#{group[0]}" for group in groups for word in group}


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    numbers = load_words()["numbers"]
    spoken = (*numbers["units"].split(), *numbers["tens"].split(), *numbers["magnitudes"])
    return frozenset((*load_words()["empty"]["words"].split(), *spoken))


@lru_cache(maxsize=20_000)
def meaning_of(word: str) -> str:
    """A folded word as it is compared: its stem, or the group of words that mean the same; empty for an empty word."""
    plain = word.removesuffix("'s").removesuffix("'")
    if plain in _empty() or not plain:
        return ""
    root = stem(plain)
    return _alike().get(root, root)


@lru_cache(maxsize=2_000)
def meanings(folded: str) -> frozenset[str]:
    """What a folded text is about: the meanings of its words, numbers and verbs of scope left out."""
    found = set()
    levels = scope_words().levels
    for match in WORD.finditer(folded):
        for part in (match[0], *(match[0].split("-") if "-" in match[0] else ())):
            if part not in levels and not part[0].isdigit():
                found.add(meaning_of(part))
    found.discard("")
    return frozenset(found)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression's alternatives, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
