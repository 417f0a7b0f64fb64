"""Which lines are the rest of the paragraph or bullet in the line before."""

import re
from collections.abc import Sequence

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import ITEM, Block
from app.documents.reading.lines import BULLET, Line

_LABELLED = re.compile(r"\s*[A-Z][^\s:]*(?: [^\s:]+){0,3}:\s")
# A comma, or a sign with spaces on both sides, or at the end where the line is broken after it.
_BETWEEN_PIECES = re.compile(r",|\s[·•|/;–—](?:\s|$)|;(?:\s|$)")
_DEEPEST_HANG = 8
_FEWEST_FULL = 3
_EVEN_EDGE = 1.0
# Commas and full stops at the end of a justified line stand out of the margin.
_HANGING = 2.0
_FARTHER_IN = 2.0
_WIDEST_SIGN = 6.0


class Wraps:
    """How wide the texts of a document's columns are: a cell of a table ends where several of its lines do."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rights: dict[int, list[float]] = {}
        for line in lines:
            if line.look.size and "\t" not in line.text:
                rights.setdefault(round(line.left), []).append(line.right)
        margins = {left: _margin(found) for left, found in rights.items()}
        self._reaches = {left: margin for left, margin in margins.items() if margin}

    def continues(self, open_lines: Sequence[Line], block: Block, line: Line, outer: float) -> bool:
        """Whether a line is the rest of the paragraph or bullet `block`, which `open_lines` hold so far.

        `outer`: the left edge of the outermost text of the section.
        """
        before, first = open_lines[-1], open_lines[0]
        if line.gap or abs(line.look.size - first.look.size) > 1 or "\t" in line.text.strip():
            return False
        bullet = BULLET.match(before.text)
        if "\t" in before.text[bullet.end() if bullet else 0 :].strip():
            return False
        if block.kind == ITEM:
            return self._continues_bullet(before, first, line, outer)
        full = _is_full(before, line, before.reach)
        if not line.look.size and full and first.left < line.left <= first.left + _DEEPEST_HANG:
            return True
        if _LABELLED.match(line.text) or line.look.bold != first.look.bold or _is_dated(line) or _is_dated(before):
            return False
        lists = _holds_list(before) and (line.opening > 0 or before.text.endswith(","))
        return full and (len(before.text.split()) > 8 or lists or (line.opening > 0 and line.text[:1].islower()))

    def _continues_bullet(self, before: Line, first: Line, line: Line, outer: float) -> bool:
        if line.left > first.left + (2 if line.look.size else 1):
            # A date or a place at the right margin hangs below nothing.
            return not line.look.size or line.left <= first.left + _WIDEST_SIGN * line.look.size
        if line.look.bold != first.look.bold or not _is_full(before, line, self._reach(before)):
            return False
        if line.text.lstrip()[:1].islower():
            return True
        # What stands left of the bullets' signs is set as the heads above them are.
        outside = line.look.size > 0 and line.left < first.left - _EVEN_EDGE
        # Dates stand at the section's outer edge.
        dated = _is_dated(line) and not (line.look.size and line.left > outer + _FARTHER_IN)
        return not outside and not dated

    def _reach(self, line: Line) -> float:
        """The right edge of a full line of the same cell."""
        return min(line.reach, self._reaches.get(round(line.left), line.reach))


def _margin(rights: list[float]) -> float:
    """Where the longest lines end, several of them; 0 where no margin shows."""
    ends = sorted(rights, reverse=True)[:_FEWEST_FULL]
    return ends[0] if len(ends) == _FEWEST_FULL and ends[0] - ends[-1] <= _HANGING else 0.0


def _holds_list(line: Line) -> bool:
    """Whether a line has signs between its pieces, such as a list has that goes on in the next line."""
    if line.look.size:
        return bool(_BETWEEN_PIECES.search(line.text))
    return line.text.count(",") > 1


def _is_full(before: Line, line: Line, reach: float) -> bool:
    """Whether the first word had no room in the line before; where widths are unknown, whether that line is long."""
    if line.opening:
        return before.right + line.opening > reach
    return before.right >= 0.8 * reach


def _is_dated(line: Line) -> bool:
    return len(line.text.split()) <= 14 and parse_date_range(line.text) is not None
