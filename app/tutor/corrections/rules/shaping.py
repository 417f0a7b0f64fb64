"""How a rule writes its correction: groups of the match, each as written or in another form."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from app.tutor.corrections.inflecting import Form, article_for, words

_SLOT = re.compile(r"\{(?P<group>\w+)(?::(?P<form>\w+))?\}")
_OBJECT = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them"}
_MANY = {"is": "are", "was": "were", "has": "have", "doesn't": "don't", "isn't": "aren't", "wasn't": "weren't"} | {
    "hasn't": "haven't"
}
_ONE = {many: one for one, many in _MANY.items()}
_THOSE = {"this": "these", "that": "those"}
_UNCOUNTED = {"many": "a lot of", "several": "some", "some": "some", "few": "little", "a few": "a little"} | {
    "different": "different kinds of",
    "various": "various kinds of",
    "these": "this",
    "those": "that",
}
_WELL = {"good": "well", "perfectly": "perfectly", "fluent": "fluently"}
_VERBS = frozenset({"do", "make", "gain", "ask", "get", "remind", "teach", "lend"})


def shape(template: str, match: re.Match[str]) -> str:
    """The template with its slots filled; `{first:article}` is the article of the word behind it."""
    return _SLOT.sub(lambda slot: _filled(slot, match), template)


def _filled(slot: re.Match[str], match: re.Match[str]) -> str:
    group, form = slot["group"], slot["form"]
    if group == "first":
        return article_for(((match["a"] or "") + match["n"]).casefold())
    text = match[group] or ""
    if form is None or not text:
        return text
    if form in _VERBS:
        return _as_form_of(form, text.casefold())
    return _FORMS[form](text)


def _as_form_of(verb: str, like: str) -> str:
    """`verb` in the form that another verb has: (make, did) is made."""
    known = words()
    forms = known.forms[known.bases[like]]
    form: Form = next((form for form, written in forms.items() if written == like), "base")
    return known.forms[verb][form]


def _straight(text: str) -> str:
    return text.casefold().replace("’", "'")


def _there(text: str) -> str:
    return " were" if text.strip().casefold() == "was" else " are"


def _was(subject: str) -> str:
    return "was" if subject.casefold() in {"i", "he", "she", "it"} else "were"


@lru_cache(maxsize=1)
def written() -> dict[str, str]:
    """What short forms stand for, from written.toml."""
    return tomllib.loads((files("app.tutor.corrections.rules") / "written.toml").read_text(encoding="utf-8"))


_FORMS: dict[str, Callable[[str], str]] = {
    "base": lambda text: words().form(text.casefold(), "base"),
    "s": lambda text: words().form(text.casefold(), "s"),
    "ing": lambda text: words().form(text.casefold(), "ing"),
    "past": lambda text: words().form(text.casefold(), "past"),
    "part": lambda text: words().form(text.casefold(), "part"),
    "plural": lambda text: words().plurals[text.casefold()],
    "singular": lambda text: words().singulars[text.casefold()],
    "mass": lambda text: words().masses[text.casefold()],
    "er": lambda text: words().comparatives[text.casefold()],
    "many": lambda text: _MANY[_straight(text)],
    "one": lambda text: _ONE[_straight(text)],
    "those": lambda text: _THOSE[text.casefold()],
    "uncounted": lambda text: _UNCOUNTED[text.casefold()],
    "little": lambda text: "a little" if text.casefold().startswith("a ") else "little",
    "adverb": lambda text: " ".join(_WELL.get(word, word) for word in text.casefold().split()),
    "there": _there,
    "was": _was,
    "be": lambda text: "am" if text.casefold() == "i" else "is",
    "object": lambda text: _OBJECT.get(text.casefold(), text),
    "written": lambda text: written()[_straight(text)],
    "title": str.capitalize,
    "lower": str.casefold,
}
