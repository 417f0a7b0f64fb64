"""Forms of English words, for rules that need them: works, working, worked, written; customers; easier."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Form = Literal["base", "s", "ing", "past", "part"]
_VOWELS = frozenset("aeiou")


class Words(NamedTuple):
    """Word classes by name, all lower case, and verbs both ways: base to forms, any form to its bases."""

    classes: dict[str, frozenset[str]]
    forms: dict[str, dict[Form, str]]
    bases: dict[str, str]
    plurals: dict[str, str]
    singulars: dict[str, str]
    masses: dict[str, str]
    comparatives: dict[str, str]

    def form(self, word: str, form: Form) -> str:
        """The form of a verb of which `word` is any form; an unknown one as it is."""
        base = self.bases.get(word)
        return self.forms[base][form] if base else word

    def is_in(self, word: str, name: str) -> bool:
        """Whether a lower-case word is of the class."""
        return word in self.classes[name]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of rules/words.toml, read once."""
    data = tomllib.loads((files("app.tutor.corrections.rules") / "words.toml").read_text(encoding="utf-8"))
    forms = _verbs(data)
    plurals = {noun: plural_of(noun) for noun in data["nouns"].split()} | {"person": "people", "child": "children"}
    masses = {plural: noun for noun, plural in _pairs(data["mass"])}
    comparatives = dict(_pairs(data["adjectives_short"]))
    lists = ("stative", "pure", "jobs", "amounts", "languages", "days", "months", "nations", "more_words")
    classes = {name: frozenset(data[name].split()) for name in lists}
    classes |= {
        "base": frozenset(forms),
        "s": frozenset(verb["s"] for verb in forms.values()),
        "ing": frozenset(verb["ing"] for verb in forms.values()),
        "past_only": frozenset(verb["past"] for base, verb in forms.items() if verb["past"] not in forms),
        "past": frozenset(verb["past"] for verb in forms.values()),
        "part": frozenset(verb["part"] for verb in forms.values()),
        # "I read it last year": a past that looks like the base tells nothing.
        "present": frozenset(base for base, verb in forms.items() if verb["past"] != base) - {"have", "do"},
        "singular": frozenset(plurals),
        "plural": frozenset(plurals.values()),
        "mass": frozenset(masses.values()),
        "mass_plural": frozenset(masses),
        "short": frozenset(comparatives),
        "comparative": frozenset(comparatives.values()),
    }
    classes["uncounted"] = classes["mass"] | classes["amounts"]
    bases = {form: base for base, verb in forms.items() for form in verb.values()} | {base: base for base in forms}
    singulars = {plural: noun for noun, plural in plurals.items()}
    return Words(classes, forms, bases, plurals, singulars, masses, comparatives)


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = (pair.split() for pair in re.split(r"[;\n]", text) if pair.strip())
    return [(first, second) for first, second in pairs]


def _verbs(data: dict[str, Any]) -> dict[str, dict[Form, str]]:
    doubling = frozenset(data["doubling"].split())
    verbs: dict[str, dict[Form, str]] = {}
    for base in data["regular"].split():
        past = _joined(base, "ed", base in doubling)
        verbs[base] = _forms(base, past, past, doubled=base in doubling)
    for line in re.split(r"[;\n]", data["irregular"]):
        if line.strip():
            base, past, part = line.split()
            verbs[base] = _forms(base, past, part, doubled=base in doubling)
    return verbs


def _forms(base: str, past: str, part: str, *, doubled: bool) -> dict[Form, str]:
    third = {"have": "has", "do": "does", "go": "goes"}.get(base, plural_of(base))
    return {"base": base, "s": third, "ing": _joined(base, "ing", doubled), "past": past, "part": part}


def _joined(base: str, ending: str, doubled: bool) -> str:
    if doubled:
        return base + base[-1] + ending
    if ending == "ed":
        if base.endswith("e"):
            return base + "d"
        if base.endswith("y") and base[-2] not in _VOWELS:
            return base[:-1] + "ied"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + ending
    return base + ending


def plural_of(word: str) -> str:
    """With a regular -s, which is also the ending of a verb's third person."""
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def article_for(word: str) -> str:
    """`a` or `an` by the first sound of a lower-case word."""
    if re.match(r"(?:uni(?!n|m)|us[aeu]|eu|one\b|once\b|ubi|ura|uto)", word):
        return "a"
    return "an" if word[:1] in _VOWELS or re.match(r"(?:hour|honest|honou?r|heir)", word) else "a"
