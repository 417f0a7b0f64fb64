"""Words that are no skills: what ends a phrase, what is stripped from it, and heads that say nothing alone."""

from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import load_data

_VOWELS = frozenset("aeiou")
_DOUBLED = frozenset("bdgmnprt")


class PlainWords(NamedTuple):
    """Folded words of one language.

    `breaks` end a phrase, `trims` are stripped from its ends, `hollow` are heads that say nothing, `generic` are no
    skill alone, `empty` not even in pairs, `everyday` words of ordinary life. `verbs` are base forms, `doing` their
    forms in -ing, `says` those in -s, `done` those in -ed; `endings` close other verbs, `infinitives` theirs, save
    `infinite_not`, a word before one of `determiners` is a verb, and one after one of `subjects`. `acts` are all third
    persons of `verbs`, also those that are nouns. `links` hold a phrase together, `kept` are heads that a single word
    needs, `unmade` heads that make no skill of an adjective ("analytical ability").
    """

    breaks: frozenset[str]
    verbs: frozenset[str]
    doing: frozenset[str]
    says: frozenset[str]
    acts: frozenset[str]
    done: frozenset[str]
    trims: frozenset[str]
    hollow: frozenset[str]
    generic: frozenset[str]
    links: frozenset[str]
    endings: tuple[str, ...]
    empty: frozenset[str]
    kept: frozenset[str]
    determiners: frozenset[str]
    subjects: frozenset[str]
    infinitives: tuple[str, ...]
    infinite_not: frozenset[str]
    everyday: frozenset[str]
    unmade: frozenset[str]
    in_dutch: bool

    def says_little(self, word: str) -> bool:
        """Whether a folded word is no skill by itself."""
        return word in self.hollow or word in self.generic or word in self.trims


@lru_cache(maxsize=8)
def plain_words(language: str) -> PlainWords:
    """The plain words of a language; English ones for a language that has none."""
    data = load_data("plain")
    words = data.get(language) or data["en"]
    listed = {key: frozenset(map(fold, words[key].split())) for key in words}
    doing = {form for verb in listed["verbs"] for form in in_ing(verb)} - frozenset(data["nouns_in_ing"].split())
    acts = frozenset(form for verb in listed["verbs"] for form in _in_s(verb))
    says = acts - frozenset(data["nouns_in_s"].split())
    done = {form for verb in listed["verbs"] for form in _in_ed(verb)}
    return PlainWords(
        listed["breaks"],
        listed["verbs"],
        frozenset(doing),
        says,
        acts,
        frozenset(done),
        listed["trims"],
        listed["hollow"],
        listed["generic"],
        frozenset(map(fold, data["links"].get(language, ()))),
        tuple(data["endings"].get(language, ())),
        frozenset(data["empty"].split()),
        frozenset(data["kept_heads"].split()),
        frozenset(data["determiners"].split()) if language in ("en", "nl") else frozenset(),
        frozenset(data["subjects"].get(language, "").split()),
        tuple(data["infinitives"].get(language, ())),
        frozenset(data["infinitives"]["but"].split()),
        frozenset(map(fold, data["everyday"].split())) if language == "en" else frozenset(),
        frozenset(data["unmade"].split()),
        language == "nl",
    )


@lru_cache(maxsize=1)
def heads() -> dict[str, str]:
    """For a phrase's head word its category: a licence is education, an act is domain."""
    return {fold(word): category for category, words in load_data("plain")["heads"].items() for word in words.split()}


@lru_cache(maxsize=1)
def organisations() -> frozenset[str]:
    """Folded last words of the names of organisations and of the people in them."""
    return frozenset(load_data("plain")["organisations"]["last"].split())


def in_ing(verb: str) -> tuple[str, ...]:
    """The forms in -ing that an English verb may have."""
    if verb.endswith("ie"):
        return (f"{verb[:-2]}ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return (f"{verb[:-1]}ing",)
    return f"{verb}ing", f"{verb}{verb[-1]}ing"


def _in_s(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (f"{verb[:-1]}ies",)
    return (f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s",)


def _in_ed(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed", f"{verb}{verb[-1]}ed") if verb[-1] in _DOUBLED else (f"{verb}ed",)
