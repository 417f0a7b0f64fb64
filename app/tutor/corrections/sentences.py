"""Sentences of a chat message with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"(?:[.!?…]+[\"”’)]*(?=\s)|\n)\s*")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|approx|p\.a|Mr|Mrs|Ms|Dr|St|No|vs|incl)|\b[A-Z])\.$")
_MARKER = re.compile(r"(?:[-*•+>]|\d{1,2}[.)])\s+")

_LONGEST = 400
"""Code points; what runs on longer is cut at a space, so that no pattern has much to try."""


class Sentence(NamedTuple):
    """A sentence, a line of a list or a heading, which begins at code point `start` of the message."""

    text: str
    start: int


def sentences_of(text: str) -> Iterator[Sentence]:
    """In order; the marker of a list item belongs to none."""
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match[0] and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1):
            continue
        yield from _sentence(text, start, match.end())
        start = match.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if marker := _MARKER.match(piece, lead):
        lead = marker.end()
    stripped = piece[lead:].rstrip()
    while len(stripped) > _LONGEST:
        cut = stripped.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
        yield Sentence(stripped[:cut].rstrip(), start + lead)
        stripped, lead = stripped[cut:], lead + cut
    if stripped:
        yield Sentence(stripped, start + lead)
