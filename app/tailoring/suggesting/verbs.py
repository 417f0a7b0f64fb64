"""The forms of English verbs that open a résumé's lines."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_VOWELS = frozenset("aeiou")


class Verbs(NamedTuple):
    """Past forms by first form; first forms by third person, gerund and past; and those that are nouns as well."""

    past: dict[str, str]
    third: dict[str, str]
    gerund: dict[str, str]
    nouns: frozenset[str]
    pasts: dict[str, str]


@lru_cache(maxsize=1)
def verbs() -> Verbs:
    """The verbs of verbs.toml with their forms."""
    data = load_words("verbs")
    doubled = frozenset(data["doubled"])
    past = {base: _regular_past(base, doubled) for base in data["regular"]} | data["irregular"]
    return Verbs(
        past=past,
        third={_third(base): base for base in past},
        gerund={_gerund(base, doubled): base for base in past},
        nouns=frozenset(data["nouns"]),
        pasts={form: base for base, form in past.items()},
    )


def base_form(word: str) -> str | None:
    """The first form of a known verb in any form, in small letters; None for any other word."""
    known = verbs()
    if word in known.past:
        return word
    return known.pasts.get(word) or known.gerund.get(word) or known.third.get(word)


@lru_cache(maxsize=4)
def load_words(name: str) -> dict[str, Any]:
    """One data file beside this module, read once."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _regular_past(base: str, doubled: frozenset[str]) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if base in doubled else base + "ed"


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in _VOWELS else base + "s"


def _gerund(base: str, doubled: frozenset[str]) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    short = base in doubled or base in {"run", "cut", "set", "win", "get", "begin"}
    return base + base[-1] + "ing" if short else base + "ing"


def with_case_of(word: str, model: str) -> str:
    """`word` with a capital where `model` has one."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
