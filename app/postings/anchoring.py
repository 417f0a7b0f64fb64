"""A quotation found again in the posting it is said to come from, or not at all."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.tokens import fold_in_place
from app.postings.findings.passages import Source

_SHORTEST = 2
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‐": "-", "—": "-"})
_ELLIPSIS = re.compile(r"^\s*(?:…|\.\.\.)|(?:…|\.\.\.)\s*$")


class Place(NamedTuple):
    """`[start, end)` of a posting's text, and the text there."""

    start: int
    end: int
    quote: str


def anchor(source: Source, quote: str) -> Place | None:
    """The passage that holds a quotation, or the quotation itself where it spans several; None when it is not there.

    Case, accents, kinds of quotation marks and white space may differ; words may not.
    """
    wanted = _plain(_ELLIPSIS.sub("", quote)).strip(" \"'")
    if len(wanted) < _SHORTEST or not any(char.isalnum() for char in wanted):
        return None
    characters, places = _mapped(source.text)
    at = _whole(characters, wanted)
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    passage = source.holding(start, end)
    if passage is not None and end <= passage.end:
        return Place(passage.start, passage.end, passage.text)
    return Place(start, end, source.text[start:end])


def says(source: Source, words: str) -> bool:
    """Whether a posting holds these words, whole, in this order."""
    wanted = _plain(words).strip()
    return bool(wanted) and _whole(_mapped(source.text)[0], wanted) >= 0


def clean(text: str, limit: int) -> str:
    """One line without invisible and reordering characters, at most `limit` long."""
    visible = "".join(" " if char in "\n\r\t" else char for char in text if _is_shown(char))
    line = " ".join(visible.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_shown(char: str) -> bool:
    return char in "\n\r\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _plain(text: str) -> str:
    return " ".join(fold_in_place(text.translate(_QUOTES)).split())


@lru_cache(maxsize=8)
def _mapped(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with white space joined, and the place of each of its characters."""
    characters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(fold_in_place(text.translate(_QUOTES))):
        if char.isspace():
            if characters and characters[-1] == " ":
                continue
            char = " "
        characters.append(char)
        places.append(place)
    return "".join(characters), tuple(places)


def _whole(text: str, wanted: str) -> int:
    """Where `wanted` stands in `text` with no word cut in two; -1 when nowhere."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        cut_before = at > 0 and text[at - 1].isalnum() and wanted[0].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and wanted[-1].isalnum()
        if not cut_before and not cut_after:
            return at
        at = text.find(wanted, at + 1)
    return -1
