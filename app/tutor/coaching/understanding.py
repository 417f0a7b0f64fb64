"""What a message to the coach is: an answer, or one of the few things that can be asked of it in plain words."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from app.documents.folding import fold
from app.tutor.coaching import signs

Wish = Literal[
    "answer", "skip", "repeat", "hint", "stop", "abilities", "start", "restart", "again", "courtesy", "empty",
    "requirements", "about_term", "done_with", "missing", "fit", "change", "progress", "other",
]  # fmt: skip

_LONGEST_QUESTION, _LONGEST_PLAIN = 25, 300
_ARTICLES = "the a an my your our this that any some of for in it"
_TRAILING = "before so far already yet resume cv posting job"
_SMALL = frozenset(_ARTICLES.split())
_AT_THE_END = _SMALL | frozenset(_TRAILING.split())


class _Patterns(NamedTuple):
    commands: dict[Wish, re.Pattern[str]]
    lookups: dict[Wish, re.Pattern[str]]
    polite: re.Pattern[str]
    asks_me: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = tomllib.loads(files(__package__).joinpath("wishes.toml").read_text(encoding="utf-8"))
    return _Patterns(
        {wish: re.compile("|".join(wordings)) for wish, wordings in data["commands"].items()},
        {wish: re.compile("|".join(wordings)) for wish, wordings in data["lookups"].items()},
        re.compile(data["polite"]),
        re.compile(f"^(?:{'|'.join(data['asks_me'])})"),
    )


class Understood(NamedTuple):
    """What a message wants; `term` is what a lookup is about, as it was written."""

    wish: Wish
    term: str = ""


def understand(message: str, *, questions_are_answers: bool = False) -> Understood:
    """What a message wants.

    A command is a whole message and a question a short one, so that no answer is taken for either.

    With `questions_are_answers` a question is an answer too: the learner was asked for questions.
    """
    text = " ".join(message[:4_000].split())
    if not re.search(r"\w", text):
        return Understood("empty")
    plain = " ".join(re.sub(r"[^\w\s'-]", " ", fold(text)).split())
    words, patterns = len(re.findall(r"\w+", plain)), _patterns()
    bare = " ".join(patterns.polite.sub(" ", plain).split())
    for wish, pattern in patterns.commands.items():
        if pattern.fullmatch(plain) or (bare and pattern.fullmatch(bare)):
            return Understood(wish)
    if words > _LONGEST_QUESTION or len(plain) > _LONGEST_PLAIN or questions_are_answers:
        return Understood("answer")
    if re.match(r"[^.!?]+\?", text) or patterns.asks_me.search(plain):
        return _looked_up(text, plain)
    return Understood("answer")


def _looked_up(text: str, plain: str) -> Understood:
    for wish, pattern in _patterns().lookups.items():
        found = pattern.search(plain)
        if found:
            term = next((group for group in found.groups() if group), "")
            return Understood(wish, _as_written(text, term))
    return Understood("answer" if signs.DEED.search(fold(text)) else "other")


def _as_written(text: str, term: str) -> str:
    """The asked-for term with the capitals that it was typed with."""
    words = [word for word in term.split() if word not in _SMALL]
    while words and words[-1] in _AT_THE_END:
        words.pop()
    bare = " ".join(words).strip("?.! ")
    written = {fold(word.strip('?.,!“”"')): word.strip('?.,!“”"') for word in text.split()}
    return " ".join(written.get(word, word) for word in bare.split())
