"""Searching conversations: what was typed as words to look for, and where they stand in what was found.

What is typed is never syntax: it is compared as text. A word matches those that begin like it; small letters, capital
ones and accents are the same. Scripts that do not part words by spaces are looked for letter by letter.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from app.tutor.models import Role

MOST_WORDS = 12
_LONGEST_QUERY = 400
_BEFORE = 50
_SNIPPET = 180
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Query(NamedTuple):
    """`phrases`: runs of words, the last of each a beginning; `literals`: texts that are looked for as they are."""

    phrases: tuple[tuple[str, ...], ...]
    literals: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be looked for."""
        return not self.phrases and not self.literals

    @property
    def pieces(self) -> tuple[str, ...]:
        """The phrases as they stand in what `as_words` gives: each of them has to."""
        return tuple(as_words(" ".join(phrase)) for phrase in self.phrases)


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a text. `marks` are (start, end) of what was found, in code points of `text`.

    `before` and `after`: whether the whole goes on there.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    before: bool = False
    after: bool = False


class Hit(msgspec.Struct, frozen=True):
    """What was found: a conversation by its title (`message_id` and `role` None), or one of its messages.

    `at`: when the message was written, or the conversation last used.
    """

    conversation_id: str
    number: int
    title: str
    message_id: str | None
    role: Role | None
    snippet: Snippet
    at: float


def parse_query(typed: str) -> Query:
    """What to look for; the same word counts once."""
    phrases: list[tuple[str, ...]] = []
    literals: list[str] = []
    for chunk in typed[:_LONGEST_QUERY].split():
        tokens = tuple(match[0] for match in _TOKEN.finditer(chunk))
        if _UNSPACED.search(chunk):
            literals.extend(tokens)
        elif tokens:
            phrases.append(tokens)
    return Query(tuple(dict.fromkeys(phrases))[:MOST_WORDS], tuple(dict.fromkeys(literals))[:MOST_WORDS])


def words_beside(text: str) -> str | None:
    """What stands beside a text, whoever writes it; nothing beside an empty one, which may get its text from a server
    that knows of no words.
    """
    return as_words(text) if text else None


def as_words(text: str) -> str:
    """The words of a text as they are compared, in their order, a space before each."""
    return "".join(f" {_fold(match[0])}" for match in _TOKEN.finditer(text))


def snippet_of(text: str, query: Query) -> Snippet:
    """The piece of `text` around the first thing that was found, cut between words where there are any."""
    first = min(itertools.chain(itertools.islice(_words(text, query), 1), _literals(text, query)), default=(0, 0))
    start, end = _window(text, first[0])
    piece = re.sub(r"\s", " ", text[start:end])
    marks = _joined(sorted(itertools.chain(_words(piece, query), _literals(piece, query))))
    return Snippet(piece, tuple(marks), before=start > 0, after=end < len(text))


def _words(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Where the phrases stand, in order of their beginnings."""
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    phrases = [[_fold(word) for word in phrase] for phrase in query.phrases]
    for at, (token, start, _) in enumerate(tokens):
        folded = _fold(token)
        for phrase in phrases:
            last = at + len(phrase) - 1
            if not folded.startswith(phrase[0]) or last >= len(tokens):
                continue
            words = [_fold(word) for word, _, _ in tokens[at : last + 1]]
            if words[:-1] == phrase[:-1] and words[-1].startswith(phrase[-1]):
                yield start, tokens[last][2]


def _literals(text: str, query: Query) -> Iterator[tuple[int, int]]:
    for literal in query.literals:
        yield from ((match.start(), match.end()) for match in re.finditer(re.escape(literal), text, re.IGNORECASE))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _window(text: str, first: int) -> tuple[int, int]:
    start = max(0, first - _BEFORE)
    if start:
        gap = text.find(" ", start, first)
        start = gap + 1 if gap >= 0 else start
    end = start + _SNIPPET
    if end >= len(text):
        return start, len(text)
    gap = text.rfind(" ", first + 1, end)
    return start, gap if gap > first else end


@lru_cache(maxsize=4_096)
def _fold(word: str) -> str:
    """Small letters without their marks."""
    return "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))
