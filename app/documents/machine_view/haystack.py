"""A machine's text prepared for finding values in it, exactly or through what commonly happens to letters."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from app.documents.machine_view.glyphs import UNMAPPED, is_private

_SAME = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "‘": "'", "’": "'", "‚": "'", "‛": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "…": "...", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "",
    }
)  # fmt: skip
_MOST_PLACES = 24
Range = tuple[int, int]


def normal(text: str) -> str:
    """What counts as the same text: composed, in lower case, quotes, dashes and spaces of one kind."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).lower().split())


def compact(text: str) -> str:
    """Letters and digits alone, without accents, ligatures taken apart."""
    return "".join(_letters(text))


def _letters_of(char: str) -> str:
    return char.lower() if char.isascii() and char.isalnum() else "".join(_letters(char))


def _letters(text: str) -> Iterator[str]:
    for char in text:
        if char.isascii():
            if char.isalnum():
                yield char.lower()
            continue
        for part in unicodedata.normalize("NFKD", char).casefold():
            if part.isalnum():
                yield "i" if part == "ı" else part


class Haystack:
    """The text of some ranges of `text`, as if they followed one another."""

    def __init__(self, text: str, ranges: Sequence[Range]) -> None:
        self.text = text
        self.ranges = ranges
        self._normal, self._normal_at = self._mapped(_normal_char)
        self._compact, self._compact_at = self._mapped(_letters_of)
        self.words = list(self._split())

    def whole(self, value: str) -> list[Range]:
        """Where the value stands as it is, between word boundaries."""
        return self._places(self._normal, self._normal_at, normal(value))

    def letters(self, value: str) -> list[Range]:
        """Where the value's letters follow one another, whatever spaces and marks stand between them."""
        wanted = compact(value)
        return self._places(self._compact, self._compact_at, wanted) if len(wanted) > 2 else []

    def _mapped(self, change: Callable[[str], str]) -> tuple[str, list[int]]:
        pieces: list[str] = []
        at: list[int] = []
        for start, end in self.ranges:
            for offset in range(start, end):
                changed = change(self.text[offset])
                if changed == " " and pieces and pieces[-1] == " ":
                    continue
                if changed:
                    pieces.append(changed)
                    at += [offset] * len(changed)
            if pieces and pieces[-1] != " " and change(" "):
                pieces.append(" ")
                at.append(end)
        return "".join(pieces), at

    def _places(self, text: str, at: list[int], wanted: str) -> list[Range]:
        found: list[Range] = []
        start = text.find(wanted) if wanted else -1
        while start >= 0 and len(found) < _MOST_PLACES:
            end = start + len(wanted)
            first, last = at[start], at[end - 1] + 1
            if self._is_bounded(first, last):
                found.append((first, last))
            start = text.find(wanted, start + 1)
        return found

    def _is_bounded(self, first: int, last: int) -> bool:
        text = self.text
        opens = first == 0 or not text[first].isalnum() or not _joins(text[first - 1])
        closes = last >= len(text) or not text[last - 1].isalnum() or not (_joins(text[last]) or text[last] in "+#")
        return opens and closes

    def _split(self) -> Iterator[tuple[str, int, int]]:
        for start, end in self.ranges:
            for match in re.finditer(r"\S+", self.text[start:end]):
                yield match[0], start + match.start(), start + match.end()


def _joins(char: str) -> bool:
    return char.isalnum() or is_unknown(char)


def is_unknown(char: str) -> bool:
    """A glyph whose letter nobody can tell."""
    return char == UNMAPPED or is_private(char)


def _normal_char(char: str) -> str:
    return " " if char.isspace() else char.translate(_SAME).lower()
