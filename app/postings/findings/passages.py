"""A posting as passages: its sentences, and the lines of its head and its headings, each with its exact place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.tokens import fold_in_place
from app.postings.analysis import Finding
from app.postings.sentences import Posting, read_posting

_NO_WORD = re.compile(r"\S{65,}")


class Passage(NamedTuple):
    """A sentence or line at `[start, end)`; `folded` is it without case and accents, of the same length.

    What is too long for a word is blank there: patterns would try it from each of its characters.

    `part` is that of the sentence, or `head` for a line of the posting's head, `heading` for a heading.
    """

    part: str
    text: str
    folded: str
    start: int
    end: int
    listed: bool

    def finding(self, text: str = "", name: str = "", why: str = "") -> Finding:
        """A finding from this passage; its text is the passage itself unless another is given."""
        return Finding(text=text or self.text, name=name, why=why, quote=self.text, start=self.start, end=self.end)


class Source(NamedTuple):
    """A posting taken apart: `passages` in the order of the text, none overlapping."""

    text: str
    posting: Posting
    passages: tuple[Passage, ...]

    def holding(self, start: int, end: int) -> Passage | None:
        """The passage in which a place lies, or begins."""
        return next((passage for passage in self.passages if passage.start <= start < max(passage.end, end)
                     and start < passage.end), None)  # fmt: skip


@lru_cache(maxsize=8)
def source_of(text: str, title: str = "", company: str = "") -> Source:
    """Take a posting apart; the same one is taken apart once for all that is looked for in it."""
    posting = read_posting(text, title, company)
    passages = [
        made
        for sentence in posting.sentences
        if (made := _passage(sentence.part, text, sentence.start, sentence.end, listed=sentence.listed))
    ]
    covered = bytearray(len(text))
    for passage in passages:
        covered[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    first = min((passage.start for passage in passages), default=len(text))
    for start, end in _lines(text):
        if not any(covered[start:end]):
            made = _passage("head" if start < first else "heading", text, start, end, listed=False)
            if made:
                passages.append(made)
    return Source(text, posting, tuple(sorted(passages, key=lambda passage: passage.start)))


def _passage(part: str, text: str, start: int, end: int, *, listed: bool) -> Passage | None:
    bare = text[start:end].strip()
    if not bare:
        return None
    start = text.index(bare, start)
    folded = _NO_WORD.sub(lambda run: " " * len(run[0]), fold_in_place(bare))
    return Passage(part, bare, folded, start, start + len(bare), listed)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)
