"""What stands on one baseline and is two lines: a name beside contact details, a heading set on after a sentence."""

import msgspec

from app.documents.headings import is_known_heading
from app.documents.reading.pdf_rows import Row
from app.documents.reading.pdf_words import Word

_LARGER = 1.15
_MOST_NAMES = 2
_LONGEST_HEADING = 6


def name_size(rows: list[Row]) -> float:
    """The size of the largest words, where no more than two rows have it: the name's; 0 where there is no such."""
    largest = max((word.size for row in rows for word in row.words), default=0.0)
    having = sum(any(word.size * _LARGER > largest for word in row.words) for row in rows)
    return largest if having <= _MOST_NAMES else 0.0


def parted(rows: list[Row], name: float) -> list[Row]:
    """Rows in which a name of that size, and a larger heading at the end of a sentence, are rows of their own."""
    found: list[Row] = []
    sizes = _heading_sizes(rows, name)
    for index, row in enumerate(rows):
        at = _after_name(row, name if index else name or row.words[0].size) or _heading_at_end(row, sizes)
        found += _cut(row, at) if at else [row]
    return found


def _after_name(row: Row, name: float) -> int:
    """The index of the first word after a name that smaller words stand beside, a wide gap between them."""
    at = min(row.tabs, default=0)
    if not (name and at and all(word.size * _LARGER > name for word in row.words[:at])):
        return 0
    return at if all(word.size * _LARGER <= name for word in row.words[at:]) else 0


def _heading_sizes(rows: list[Row], name: float) -> frozenset[float]:
    """The sizes, but the name's, of headings that stand in rows of their own and are known by their words."""
    own = [row for row in rows if not row.tabs and len(row.words) <= _LONGEST_HEADING and row.size * _LARGER <= name]
    return frozenset(row.size for row in own if is_known_heading(row.text))


def _heading_at_end(row: Row, sizes: frozenset[float]) -> int:
    """The index of the first word of a heading that is set larger than the words before it, no gap between them.

    It is known by its words, or opens with a capital letter in the size of those that are.
    """
    first = row.words[0].size * _LARGER
    at = len(row.words)
    while at and row.words[at - 1].size >= first > 0:
        at -= 1
    last = row.words[at:]
    if row.tabs or not at or not 0 < len(last) <= _LONGEST_HEADING:
        return 0
    alike = last[0].text[:1].isupper() and all(round(word.size, 1) in sizes for word in last)
    return at if alike or is_known_heading(" ".join(word.text for word in last)) else 0


def _cut(row: Row, at: int) -> list[Row]:
    tabs = {tab - at for tab in row.tabs if tab > at}
    first, last = row.words[:at], row.words[at:]
    return [
        msgspec.structs.replace(row, words=first, size=_size(first), tabs=set()),
        msgspec.structs.replace(row, words=last, size=_size(last), tabs=tabs),
    ]


def _size(words: list[Word]) -> float:
    return round(max(word.size for word in words), 1)
