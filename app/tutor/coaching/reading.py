"""An answer as it is judged: its sentences, and where a sign stands in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.documents.facts.sentences import sentences_of
from app.documents.folding import fold

_QUOTABLE = 150
_BREAK = re.compile(r"[,;:]\s+|\s+(?=(?:and|so|but|then|because|after|when|which)\s)")
_LOOSE_START = re.compile(r"\s*(?:(?:and|so|but|then)\b(?:\s+then\b)?,?\s+(?=\w))?")
_LOOSE_END = re.compile(r",?\s+(?:and|so|but|then|because|after|when|which)$")
_LONGEST_TAIL = 12
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


class Place(NamedTuple):
    """A half-open range in code points of an answer; `(0, 0)` stands for none."""

    start: int
    end: int


NOWHERE = Place(0, 0)


class Reading(NamedTuple):
    """`folded` has the same length as `text`; `names` are employers of the résumé, folded."""

    text: str
    folded: str
    sentences: tuple[Place, ...]
    words: int
    names: tuple[str, ...] = ()

    def sentence_at(self, place: int) -> Place:
        """The sentence that a place stands in."""
        return next((one for one in self.sentences if one.start <= place < one.end), Place(0, len(self.text)))

    def quotable(self, start: int, end: int) -> Place:
        """The sentence around a sign; of one too long to quote, the clauses around it."""
        whole = self.sentence_at(start)
        if whole.end - whole.start <= _QUOTABLE:
            return whole
        breaks = [found.end() for found in _BREAK.finditer(self.text, whole.start, whole.end)]
        first = max((at for at in breaks if at <= start), default=whole.start)
        last = next((at for at in breaks if at >= min(end + 40, whole.end)), whole.end)
        return self.trimmed(max(first, start - _QUOTABLE), min(last, first + _QUOTABLE))

    def trimmed(self, start: int, end: int) -> Place:
        """A range without the white space, commas and conjunctions at its ends."""
        loose = _LOOSE_START.match(self.folded, start, end)
        start = loose.end() if loose else start
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;:"):
            end -= 1
        tail = _LOOSE_END.search(self.folded, max(start, end - _LONGEST_TAIL), end)
        return Place(start, tail.start() if tail and tail.start() > start else end)

    def find(self, pattern: re.Pattern[str]) -> Place | None:
        """The first match of a sign; None without one."""
        found = pattern.search(self.folded)
        return Place(*found.span()) if found else None


def read_answer(text: str, names: tuple[str, ...] = ()) -> Reading:
    """An answer with its sentences, in whichever way it is punctuated."""
    reading = Reading(text, fold(text), (), sum(1 for _ in _WORD.finditer(text)), names)
    return reading._replace(sentences=tuple(_sentences(reading)))


def _sentences(reading: Reading) -> Iterator[Place]:
    for one in sentences_of(reading.text):
        start, end = one.start, one.end
        while end > start and reading.text[end - 1].isspace():
            end -= 1
        if end > start:
            yield Place(start, end)
