"""Rows of words on one baseline, and the cells that wide gaps part them into."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

import msgspec

from app.documents.dates import parse_date_range
from app.documents.headings import is_known_heading
from app.documents.reading.lines import BULLET
from app.documents.reading.pdf_words import Run, Word, without_letter_spacing

_SAME_BASELINE = 0.4
_WIDE = 1.1
_WIDER_THAN_SPACES = 2.2
_NARROWEST_TAB = 0.4
_NEAR_REACH = 0.93
_FEWEST_BESIDE = 2
_LONGEST_HEADING = 6
_STRETCHED = 1.5
_MOST_DETAILS = 4
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:\.\d{0,2})*")


class Row(msgspec.Struct):
    """Words on one baseline of one column, left to right; `reach` is the column's right edge.

    `tabs` are the indices of words that a wide gap or a picture stands before. `bottom` is the last baseline of a row
    that took up the next one.
    """

    words: list[Word]
    y: float
    size: float
    reach: float
    bottom: float
    tabs: set[int] = msgspec.field(default_factory=set)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def text(self) -> str:
        """The words of the row."""
        return " ".join(word.text for word in self.words)

    def last_cell(self) -> int:
        """The index of the word that opens the last cell."""
        return max(self.tabs, default=0)


def baselines(runs: list[Run]) -> list[list[Run]]:
    """Runs by the line that they stand on, from top to bottom, each line from left to right."""
    grouped: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.left)):
        first = grouped[-1][0] if grouped else None
        if first and abs(first.y - run.y) <= _SAME_BASELINE * max(run.size, first.size):
            grouped[-1].append(run)
        else:
            grouped.append([run])
    return [sorted(group, key=lambda run: run.left) for group in grouped]


def rows_of(runs: list[Run]) -> list[Row]:
    """Runs of one column as rows from top to bottom."""
    # An address too long for its column stands out of it: one word cannot be wrapped.
    groups = baselines(runs)
    able = [group for group in groups if len(group) > 1 or len(group[0].words) > 1] or groups
    reach = max((run.right for group in able for run in group), default=0.0)
    return [_row(group, reach) for group in groups]


def _row(runs: list[Run], reach: float) -> Row:
    words = without_letter_spacing([word for run in runs for word in run.words])
    if _runs_leftwards(words):
        words.reverse()
    return Row(words, runs[0].y, _usual_size(words), reach, runs[0].y)


def _usual_size(words: list[Word]) -> float:
    """The size that half of the letters do not exceed: one sign of another font does not change it."""
    left = sum(len(word.text) for word in words) / 2
    for word in sorted(words, key=lambda word: word.size):
        left -= len(word.text)
        if left <= 0:
            break
    return round(word.size, 1)


def _runs_leftwards(words: list[Word]) -> bool:
    letters = [char for word in words for char in word.text if char.isalpha()]
    return 2 * sum("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefe" for char in letters) > len(letters)


def usual_space(rows: list[Row]) -> float:
    """How wide the space between two words usually is, in parts of the font size."""
    gaps = [
        (after.left - before.right) / max(row.size, 1.0)
        for row in rows
        for before, after in pairwise(row.words)
        if 0 < after.left - before.right < row.size
    ]
    return median(gaps) if gaps else 0.25


def find_cells(rows: list[Row], space: float) -> None:
    """Note where a gap is no word space: wider than two spaces, in a row that is stretched wider than most of it."""
    for row in rows:
        gaps = [after.left - before.right for before, after in pairwise(row.words)]
        narrowest_tab = _narrowest_tab(row, gaps, space)
        for index, gap in enumerate(gaps, 1):
            word = row.words[index]
            if word.apart or (gap > narrowest_tab and not word.near):
                row.tabs.add(index)
        if len(row.words) > 1:
            _take_sign(row)
    _find_cells_below(rows, space)


def apart_from_headings(rows: list[Row]) -> list[Row]:
    """Rows in which a heading that stands left of its section is a row of its own.

    Only where no heading stands above its section: the labels of a list of skills are words like those of headings.
    """
    beside = {index for index, row in enumerate(rows) if row.tabs and _is_heading(row, min(row.tabs))}
    if len(beside) < _FEWEST_BESIDE or any(not row.tabs and _is_heading(row, len(row.words)) for row in rows):
        return rows
    found: list[Row] = []
    for index, row in enumerate(rows):
        if index in beside:
            stop = min(row.tabs)
            tabs = {tab - stop for tab in row.tabs if tab > stop}
            found.append(msgspec.structs.replace(row, words=row.words[:stop], tabs=set()))
            found.append(msgspec.structs.replace(row, words=row.words[stop:], tabs=tabs))
        else:
            found.append(row)
    return found


def _is_heading(row: Row, count: int) -> bool:
    return count <= _LONGEST_HEADING and is_known_heading(" ".join(word.text for word in row.words[:count]))


def _take_sign(row: Row) -> None:
    """A bullet is no cell; the number of a section, as LaTeX sets it before a heading, is no text."""
    sign, rest = row.words[0], row.words[1:]
    if BULLET.match(f"{sign.text} X"):
        row.tabs.discard(1)
    elif _SECTION_NUMBER.fullmatch(sign.text) and (
        (1 in row.tabs and all(word.bold for word in row.words))
        or is_known_heading(" ".join(word.text for word in rest))
    ):
        row.words, row.tabs = rest, {index - 1 for index in row.tabs if index > 1}


def _narrowest_tab(row: Row, gaps: list[float], space: float) -> float:
    widest = min(_WIDE, max(_WIDER_THAN_SPACES * space, _NARROWEST_TAB)) * row.size
    wide = [gap for gap in gaps if gap > widest]
    is_stretched = 2 * len(wide) > len(gaps) > 1 and row.right >= _NEAR_REACH * row.reach
    if "@" in row.text:
        # Contact details set apart from each other have narrow spaces too, a justified line has not.
        is_stretched = is_stretched and len(wide) == len(gaps) > _MOST_DETAILS
    return max(widest, _STRETCHED * min(wide)) if is_stretched else widest


def _find_cells_below(rows: list[Row], space: float) -> None:
    """A narrow gap after dates parts cells too where other rows have a cell at the same edge."""
    edges = Counter(round(row.words[index].left) for row in rows for index in row.tabs)
    for row in rows:
        for index, (before, word) in enumerate(pairwise(row.words), 1):
            if index in row.tabs:
                break
            is_edge = any(edges[round(word.left) + near] > 1 for near in (-1, 0, 1))
            if is_edge and word.left - before.right > 1.1 * space * row.size:
                if parse_date_range(" ".join(one.text for one in row.words[:index])):
                    row.tabs.add(index)
                break
