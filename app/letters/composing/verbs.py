"""English verbs as résumés use them: from any form to its base, and from the base to the others."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Form = Literal["past", "base", "third", "gerund"]
_PREFIX = re.compile(r"^(?:co|re|pre|over|out|up|de|un|self|cross|mis)-?(?=[a-z]{3})")


class Verb(NamedTuple):
    """A word read as a verb in one form of it."""

    form: Form
    base: str


class Words(NamedTuple):
    """The word lists of `verbs.toml`, each as a set of lower-case words."""

    nounish: frozenset[str]
    adjectival: frozenset[str]
    either: frozenset[str]
    described: frozenset[str]
    objects: frozenset[str]
    bestowed: frozenset[str]
    states: frozenset[str]
    foreign: frozenset[str]
    english: frozenset[str]
    no_duty: frozenset[str]
    no_story: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists."""
    data = _data()
    lists = {"nounish": data["nounish"], **data["words"]}
    return Words(**{name: frozenset(text.split()) for name, text in lists.items()})


@lru_cache(maxsize=4_000)
def verb_of(word: str) -> Verb | None:
    """A word as a verb; the past before the base where both are spelt alike ("cut"). None when it is no known verb.

    An unknown word that ends in -ed counts as a past: new trades coin new verbs, nearly all of them regular.
    """
    lower = word.lower()
    found = _forms().get(lower)
    if found is None and (prefix := _PREFIX.match(lower)):
        rest = _forms().get(lower[prefix.end() :])
        found = Verb(rest.form, prefix[0] + rest.base) if rest else None
    if found is None and re.fullmatch(r"[a-z]{3,}(?:-[a-z]+)?ed", lower) and not lower.endswith("eed"):
        return Verb("past", "")
    return found


def is_base(word: str) -> bool:
    """Whether a word is the base of a known verb, whatever else it may be."""
    return word.lower() in _pasts()


def past_of(base: str) -> str:
    """The past of a known verb."""
    return _pasts().get(base) or _regular_past(base, doubling=frozenset())


def base_of(word: str, form: Form) -> str | None:
    """The base of which a word is the given form; None when there is none."""
    verb = verb_of(word)
    return verb.base if verb and verb.form == form and verb.base else None


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("verbs.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _pasts() -> dict[str, str]:
    data = _data()
    doubling = frozenset(data["doubling"].split())
    regular = {base: _regular_past(base, doubling) for base in data["regular"].split()}
    return {**regular, **data["irregular"]}


@lru_cache(maxsize=1)
def _forms() -> dict[str, Verb]:
    """Every spelling of every known verb; of two readings the past wins, then the base."""
    doubling = frozenset(_data()["doubling"].split())
    forms: dict[str, Verb] = {}
    for base, past in _pasts().items():
        forms[past] = Verb("past", base)
        if base in doubling and past.endswith("ed"):
            forms.setdefault(_regular_past(base, frozenset()), Verb("past", base))
    for base in _pasts():
        forms.setdefault(base, Verb("base", base))
    for base in _pasts():
        forms.setdefault(_third(base), Verb("third", base))
        for stem in {_gerund_stem(base), base + base[-1] if base in doubling else base}:
            forms.setdefault(f"{stem}ing", Verb("gerund", base))
    return forms


def _regular_past(base: str, doubling: frozenset[str]) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return base + (base[-1] if base in doubling else "") + "ed"


def _third(base: str) -> str:
    if base in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[base]
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if re.search(r"(?:s|x|z|ch|sh)$", base) else "s")


def _gerund_stem(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "y"
    if base in (
        "cut",
        "set",
        "put",
        "run",
        "get",
        "win",
        "begin",
        "let",
        "hit",
        "split",
        "spin",
        "swim",
        "dig",
        "shut",
    ):
        return base + base[-1]
    return base[:-1] if re.search(r"[^eoy]e$", base) and base != "be" else base
