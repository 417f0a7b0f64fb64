"""Headings that are numbered ("1. Profile", "2. Positions"), told from the items of a numbered list."""

import re
from collections.abc import Iterable

from app.documents.heading_forms import could_be_title
from app.documents.headings import section_key

_NUMBERED = re.compile(r"\s*(\d{1,2})[.)][ \t]+(?=[^\W\d_])")
_FEWEST = 3
_FEWEST_KNOWN = 2


def without_number(text: str) -> str:
    """A line without the number that it opens with."""
    numbered = _NUMBERED.match(text)
    return text[numbered.end() :] if numbered else text


def numbered_headings(lines: Iterable[tuple[str, bool]]) -> frozenset[int]:
    """The indices of the lines that are numbered headings.

    `lines` are all lines with whether each stands apart (after a blank line, or above a rule). Headings that stand
    apart could be titles, have each number from one upwards once (in any order: columns), and two of them open
    sections by their words.
    """
    found: dict[int, int] = {}
    known = 0
    for index, (text, stands_apart) in enumerate(lines):
        numbered = _NUMBERED.match(text) if stands_apart else None
        if numbered is None or not could_be_title(text[numbered.end() :]):
            continue
        if int(numbered[1]) in found:
            return frozenset()
        found[int(numbered[1])] = index
        known += section_key(text[numbered.end() :]) is not None
    enough = len(found) >= _FEWEST and known >= _FEWEST_KNOWN and max(found) == len(found)
    return frozenset(found.values()) if enough else frozenset()
