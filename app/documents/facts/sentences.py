"""A text as paragraphs, sentences and clauses, with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LONGEST = 600
_BLOCK = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“„«(]?[A-ZÀ-ÖØ-Þ0-9•*–-])|[?!][\"”»)]*\s+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|nr|inc|ltd|corp|co|approx|ca|vs|etc|e\.g|i\.e|z\.b|bzw|u\.a|dept|jr|sr|mio|mrd|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ph\.d|b\.sc|m\.sc)|(?<![\w'’])[a-z]|^\s*\d{1,2})$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•*·▪‣◦–—-]|\d{1,2}[.)])\s+")
_CLAUSE = re.compile(
    r";\s+|:\s+|\s+[–—]\s+|,?\s+but\s+|,?\s+(?:while|whereas|although|though|before|after)\s+(?!that\b)"
    r"|,\s+(?:and|then|und|et|y|en)\s+(?=(?:then\s+|before\s+that\s*,?\s+|later\s+)?"
    r"(?:at|in|as|before|while|during|i|we|bei|chez|en|bij)\b)"
    r"|\s+and\s+(?=(?:i|at|as|in|each|every)\s)|,\s+(?=where|having|i\s)"
)


class Sentence(NamedTuple):
    """A sentence at `[start, end)`; `block` counts lines of the text, `paragraph` what blank lines part."""

    start: int
    end: int
    block: int
    paragraph: int


def sentences_of(text: str) -> Iterator[Sentence]:
    """Sentences in their order. Every line ends a sentence unless the next one plainly goes on with it."""
    block, paragraph, last = 0, 0, 0
    for first, end in _lines(text):
        if text.count("\n", last, first) > 1:
            paragraph += 1
        bullet = _BULLET.match(text, first, end)
        start = bullet.end() if bullet else first
        for gap in _END.finditer(text, start, end):
            if not _ABBREVIATED.search(text, max(start, gap.start() - 8), gap.start()):
                yield from _pieces(text, start, gap.end(), block, paragraph)
                start = gap.end()
        yield from _pieces(text, start, end, block, paragraph)
        block, last = block + 1, end


def clauses_of(folded: str, sentence: Sentence) -> list[tuple[int, int]]:
    """The clauses of a folded sentence; a break belongs to none of them."""
    found, start = [], sentence.start
    for gap in _CLAUSE.finditer(folded, sentence.start, sentence.end):
        if gap.start() > start:
            found.append((start, gap.start()))
        start = gap.end()
    found.append((start, sentence.end))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines, those joined that a hard wrap has parted: the next one begins in lower case after no stop."""
    pending: tuple[int, int] | None = None
    for match in _BLOCK.finditer(text):
        start, end = match.span()
        if not text[start:end].strip():
            continue
        if pending and text[pending[1] : start] == "\n" and _goes_on(text, pending, start):
            pending = (pending[0], end)
            continue
        if pending:
            yield pending
        pending = (start, end)
    if pending:
        yield pending


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    long = before[1] - max(before[0], text.rfind("\n", before[0], before[1]) + 1) > 50
    opens = text[start : start + 1]
    closed = text[before[1] - 1] in ".!?:;"
    return opens.islower() or (long and not closed and not _BULLET.match(text, start))


def _pieces(text: str, start: int, end: int, block: int, paragraph: int) -> Iterator[Sentence]:
    """A sentence that never ends, cut at white space, so that the cost of a text grows with its length only."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Sentence(start, cut, block, paragraph)
        start = cut
    if text[start:end].strip():
        yield Sentence(start, end, block, paragraph)
