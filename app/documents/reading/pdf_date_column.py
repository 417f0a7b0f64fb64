"""Dates in a narrow column of their own, put together again where that column broke them over two or more lines.

Lengths are PDF points.
"""

import re
from collections import Counter

import msgspec

from app.documents.date_parts import is_bare_month
from app.documents.dates import parse_date_range
from app.documents.reading.pdf_rows import Row
from app.documents.reading.pdf_words import Word
from app.documents.resume import Span

_SAME_EDGE = 2.0
_LEADING = 1.7
_SPACE = 0.2
_FEWEST_AT_EDGE = 2
_MOST_EDGES = 4
_MOST_LINES = 4
_MOST_WORDS = 6
_FARTHEST = 8
_LAST_PART = re.compile(r"[-–—/]")


def with_whole_dates(rows: list[Row]) -> list[Row]:
    """Rows in which a range of dates at the left of the text stands in the row that it begins in.

    "from July 2010" over "until January" over "2016"; "March 2017 - Novem-" over "ber 2019".
    """
    for edge in _edges(rows):
        column = _Column(rows, edge)
        for index in range(len(rows)):
            column.mend(index)
    return [row for row in rows if row.words]


def _edges(rows: list[Row]) -> list[int]:
    """Where text begins that stands right of something, the edges that most rows have first; one row's alone where
    that stands right of a date."""
    lefts = Counter(round(row.words[index].left) for row in rows for index in row.tabs)
    dated = {round(row.words[min(row.tabs)].left) for row in rows if row.tabs and _opens_dated(row)}
    return [left for left, count in lefts.most_common(_MOST_EDGES) if count >= _FEWEST_AT_EDGE or left in dated]


def _opens_dated(row: Row) -> bool:
    return parse_date_range(" ".join(word.text for word in row.words[: min(row.tabs)])) is not None


class _Column:
    """What stands left of an edge, its lines set left or right; `width` is that of its longest line."""

    def __init__(self, rows: list[Row], edge: float) -> None:
        self._rows, self._edge = rows, edge
        counts = [(row, self._count(row)) for row in rows]
        cells = [row.words[count - 1].right - row.left for row, count in counts if 0 < count < len(row.words)]
        self._width = max(cells, default=0.0)

    def mend(self, index: int) -> None:
        """Make the range whole that begins in a row."""
        row = self._rows[index]
        count = self._count(row)
        if not 0 < count < len(row.words):
            return
        words, others = self._gathered(index, count)
        if words:
            shift = len(words) - count
            row.words = words + row.words[count:]
            row.tabs = {tab + shift for tab in row.tabs if tab > count} | {len(words)}
        for other, taken in others:
            other.words = other.words[taken:]
            other.tabs = {tab - taken for tab in other.tabs if tab > taken}

    def _gathered(self, first: int, count: int) -> tuple[list[Word], list[tuple[Row, int]]]:
        """The words of a range and the rows below that hold its rest, with how many of their words they are."""
        above = self._rows[first]
        words, others = above.words[:count], list[tuple[Row, int]]()
        # "Oct 2016 - Jun" could be whole; with "2019" below it is more.
        longest = (words, others) if is_range(words) else ([], others)
        for row in self._rows[first + 1 : first + _FARTHEST]:
            if not row.words or row.left >= self._edge - _SAME_EDGE:
                continue
            taken = self._count(row)
            if not (taken and self._wraps(above, words, row, taken)) or len(others) == _MOST_LINES - 1:
                break
            words = with_next_line(words, row.words[:taken])
            others = [*others, (row, taken)]
            longest = (words, others) if is_range(words) else longest
            above = row
        return longest

    def _count(self, row: Row) -> int:
        """How many words stand left of the edge; none where one crosses it or they are too many for dates."""
        count = sum(word.left < self._edge - _SAME_EDGE for word in row.words)
        return count if 0 < count <= _MOST_WORDS and row.words[count - 1].right <= self._edge else 0

    def _wraps(self, above: Row, words: list[Word], row: Row, taken: int) -> bool:
        """Whether the column's line in `row` goes on with that in the row `above`, which ends what `words` say."""
        last = words[-1]
        first, end = row.words[0], row.words[taken - 1].right
        near = 0 < above.y - row.y <= _LEADING * max(above.size, row.size)
        aligned = abs(above.left - row.left) <= _SAME_EDGE or abs(last.right - end) <= _SAME_EDGE
        wants_more = is_broken(last, first) or is_bare_month(_LAST_PART.split(last.text)[-1]) or not _is_date(words)
        had_room = last.right - above.left + _SPACE * row.size + first.width <= self._width
        return near and aligned and (wants_more or not had_room)


def with_next_line(words: list[Word], more: list[Word]) -> list[Word]:
    """Words and those of the next line; one that was broken at a hyphen is whole."""
    last, first = words[-1], more[0]
    if is_broken(last, first):
        return [*words[:-1], msgspec.structs.replace(last, text=last.text[:-1] + first.text), *more[1:]]
    return [*words, *more]


def is_broken(last: Word, first: Word) -> bool:
    """Whether a word was cut at a hyphen and goes on in the next line."""
    return last.text[-1:] == "-" and last.text[-2:-1].isalpha() and first.text[:1].islower()


def _is_date(words: list[Word]) -> bool:
    """Whether words are a date or a range and nothing else: not "marzo de"."""
    text = " ".join(word.text for word in words)
    found = parse_date_range(text)
    return found is not None and found.span == Span(0, len(text))


def is_range(words: list[Word]) -> bool:
    """Whether words are a range of dates and nothing else."""
    text = " ".join(word.text for word in words)
    found = parse_date_range(text)
    return found is not None and found.span == Span(0, len(text)) and not found.is_single
