"""Whether values stand where the reading says, and whether the text stands in the order in which it is read."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import combinations
from typing import Any

import msgspec

from app.documents.resume import ReadResume
from benchmarks.reading.fields import normal

_DERIVED = ("Date", "/date", "/network", "/username", "/url", "/countryCode")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?|\\.")
_TELLING = 8  # letters and digits: shorter texts stand in others by chance


class Order(msgspec.Struct, frozen=True):
    """Pairs of texts that stand in the document's order, all pairs, and how many of the texts were found at all."""

    in_order: int = 0
    pairs: int = 0
    found: int = 0
    texts: int = 0

    @property
    def tau(self) -> float:
        """Kendall's: 1 for the same order, -1 for the opposite."""
        return 2 * self.in_order / self.pairs - 1 if self.pairs else 1.0


def held(read: ReadResume) -> tuple[int, int]:
    """How many values stand in the place that is given for them, and how many there are.

    Dates and what is made from an address are written otherwise than they are read; they need a place only. Markdown
    may write a sign by its HTML name.
    """
    values = list(_values("", msgspec.to_builtins(read.resume)))
    return sum(_is_held(read, pointer, value) for pointer, value in values), len(values)


def order(text: str, columns: list[list[str]], pages: Sequence[str] = ()) -> Order:
    """How far the text keeps the order of the columns, each from top to bottom and no two of them mixed.

    Texts that stand in it twice tell nothing and are left out. Of two columns either may come first, on each of the
    `pages` (their texts, where there are several) anew: whoever reads page by page mixes nothing.
    """
    folded, sheets = _letters(text), [_letters(page) for page in pages] or [""]
    keys = [[_letters(line) for line in column] for column in columns]
    once = Counter(key for column in keys for key in column)
    told = [[key for key in column if len(key) >= _TELLING and once[key] == 1] for column in keys]
    places = [[(folded.find(key), key) for key in column if folded.count(key) == 1] for column in told]
    within = [first < second for column in places for first, second in combinations(column, 2)]
    right, pairs = sum(within), len(within)
    for sheet in sheets:
        parts = [[place for place, key in column if not pages or key in sheet] for column in places]
        for one, other in combinations(parts, 2):
            before = sum(first < second for first in one for second in other)
            right, pairs = right + max(before, len(one) * len(other) - before), pairs + len(one) * len(other)
    found = sum(key in folded for column in told for key in column)
    return Order(right, pairs, found, sum(map(len, told)))


def _is_held(read: ReadResume, pointer: str, value: str) -> bool:
    span = read.places.get(pointer) or read.places.get(_address_of(pointer))
    if span is None or not 0 <= span.start < span.end <= len(read.text):
        return False
    source = unescape(read.text[span.start : span.end]) if read.format == "md" else read.text[span.start : span.end]
    if pointer.endswith(_DERIVED) or value in source or _letters(value) == _letters(source):
        return True
    return read.format == "tex" and _letters(value) == _letters(_without_markup(source))


def _address_of(pointer: str) -> str:
    """A network that is only named by its address stands where the address does; other values have no such place."""
    return f"{pointer.removesuffix('network')}url" if pointer.endswith("/network") else ""


def _without_markup(source: str) -> str:
    """LaTeX as plain text, by a library that the readers do not use for it; it fails on commands that are cut short."""
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        return str(LatexNodes2Text().latex_to_text(source, tolerant_parsing=True))
    except IndexError:
        return _COMMAND.sub("", source)


def _letters(text: str) -> str:
    return "".join(char for char in normal(text) if char.isalnum())


def _values(pointer: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(f"{pointer}/{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(f"{pointer}/{index}", inner)
    else:
        yield pointer, str(value)
