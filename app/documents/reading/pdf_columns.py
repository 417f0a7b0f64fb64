"""Columns of a page, and how they go on from page to page.

Lengths are PDF points; y grows upwards.
"""

from collections import Counter
from statistics import median

import msgspec

from app.documents.date_parts import is_part_of_date
from app.documents.dates import parse_date_range
from app.documents.headings import is_known_heading
from app.documents.reading.lines import BULLET
from app.documents.reading.pdf_rows import Row, rows_of
from app.documents.reading.pdf_words import Run

_FEWEST_IN_COLUMN = 5
_SAME_PLACE = 6.0
# A larger letter, or one of another font, begins this much left of the edge that its column has.
_HANGING = 2.0
_UNEQUAL = 0.85
_ALIGNED = 1.5
_LONGEST_DATE = 40
_BESIDE = 0.9
_LARGER = 1.08
_FEWEST_SIGNS, _FEWEST_DATES = 2, 2
# How far left of its text the sign of a bullet stands, in parts of the font size.
_SIGN_BEFORE = 2.5


class Region(msgspec.Struct):
    """Rows of one page that are read from top to bottom: of its whole width, or of one of two columns.

    `first_beside` tells a column of the first page that is read after its neighbour.
    """

    rows: list[Row]
    page: int
    first_beside: bool = False


class Sheet(msgspec.Struct):
    """A page: what is above two columns, the two, what is below; all is above where there is one column."""

    above: list[Run]
    left: list[Run] = []
    right: list[Run] = []
    below: list[Run] = []
    gutter: float = 0.0

    @property
    def is_unequal(self) -> bool:
        """Whether one column is clearly the narrower one: a sidebar, not the columns of a newspaper."""
        left = self.gutter - min(run.left for run in self.left)
        right = max(run.right for run in self.right) - self.gutter
        return min(left, right) < _UNEQUAL * max(left, right)


def sheet_of(runs: list[Run]) -> Sheet:
    """The runs of a page by column."""
    split = _gutter(runs)
    if split is None:
        return Sheet(runs)
    x, top, bottom = split
    runs = _parted_at(runs, x)
    between = [run for run in runs if bottom <= run.y <= top]
    return Sheet(
        [run for run in runs if run.y > top],
        [run for run in between if run.left < x - _HANGING],
        [run for run in between if run.left >= x - _HANGING],
        [run for run in runs if run.y < bottom],
        x,
    )


def regions(sheets: list[Sheet]) -> list[Region]:
    """All pages' regions in reading order: a column that goes on over pages is read to its end before its neighbour."""
    found: list[Region] = []
    index = 0
    while index < len(sheets):
        if not sheets[index].left:
            found.append(Region(rows_of(sheets[index].above), index))
            index += 1
            continue
        last = _last_of_columns(sheets, index)
        found += _side_by_side(sheets, index, last)
        index = last + 1
    return [region for region in found if region.rows]


def _side_by_side(sheets: list[Sheet], first: int, last: int) -> list[Region]:
    pages = range(first, last + 1)
    return [
        Region(rows_of(sheets[first].above), first),
        *(Region(rows_of(sheets[page].left), page) for page in pages),
        *(
            Region(rows_of(sheets[page].right), page, first_beside=page == 0 and sheets[page].is_unequal)
            for page in pages
        ),
        Region(rows_of(sheets[last].below), last),
    ]


def _last_of_columns(sheets: list[Sheet], first: int) -> int:
    """The last page on which the columns of this one go on; a page that one of them fills alone is put beside it."""
    last, opening = first, sheets[first]
    while last + 1 < len(sheets) and not sheets[last].below and opening.is_unequal:
        following = sheets[last + 1]
        if not following.left:
            following = sheets[last + 1] = _one_sided(following, opening)
        same = bool(following.left or following.right) and abs(following.gutter - opening.gutter) <= _SAME_PLACE
        if not same or following.above:
            break
        last += 1
    return last


def _one_sided(sheet: Sheet, opening: Sheet) -> Sheet:
    """A page of one column taken as left or right, where all of it stands on that side of the gutter before it."""
    runs, x = sheet.above, opening.gutter
    if runs and all(run.left >= x - _SAME_PLACE for run in runs):
        return Sheet([], [], runs, [], x)
    if runs and all(run.right <= x for run in runs):
        return Sheet([], runs, [], [], x)
    return sheet


def _gutter(runs: list[Run]) -> tuple[float, float, float] | None:
    """Where a second column starts (x), and its top and bottom; None for a page of one column."""
    if len(runs) < 4 * _FEWEST_IN_COLUMN:
        return None
    page_left, page_right = min(run.left for run in runs), max(run.right for run in runs)
    width = page_right - page_left
    starts = Counter(round(run.left) for run in runs)
    for x, count in sorted(starts.items(), key=lambda pair: -pair[1]):
        if count < _FEWEST_IN_COLUMN:
            return None
        if not page_left + 0.2 * width < x < page_left + 0.88 * width:
            continue
        aligned = [run for run in runs if abs(run.left - x) <= _ALIGNED]
        top, bottom = max(run.y for run in aligned), min(run.y for run in aligned)
        apart = _parted_at(runs, x)
        if _is_column(apart, x, top, bottom):
            return _extend(apart, x, top, bottom)
    return None


def _parted_at(runs: list[Run], x: float) -> list[Run]:
    """The runs with each one in two that reaches over an edge at which one of its words begins: an address too long
    for its column touches the next one."""
    found: list[Run] = []
    for run in runs:
        at = next((index for index, word in enumerate(run.words) if index and abs(word.left - x) <= _ALIGNED), 0)
        if at:
            found.append(msgspec.structs.replace(run, words=run.words[:at]))
        found.append(msgspec.structs.replace(run, words=run.words[at:]) if at else run)
    return found


def _is_column(runs: list[Run], x: float, top: float, bottom: float) -> bool:
    inside = [run for run in runs if bottom <= run.y <= top]
    crossing = sum(_crosses(run, x) for run in inside)
    left = [run for run in inside if run.left < x - _HANGING and not _crosses(run, x)]
    right = [run for run in inside if run.left >= x - _HANGING]
    if crossing > 0.02 * len(inside) or len(left) < _FEWEST_IN_COLUMN or len(right) < _FEWEST_IN_COLUMN:
        return False
    if sum(_is_sign_before(run, x) for run in left) >= _FEWEST_SIGNS:
        return False
    if _are_dates(left) or _are_dates(right) or _are_labels(left, right):
        return False
    return not (_are_cells(left, right) or _are_cells(right, left))


def _is_sign_before(run: Run, x: float) -> bool:
    """Whether a run is the sign alone of a bullet whose text begins at an edge: no column of its own begins there."""
    alone = len(run.words) == 1 and 0 < x - run.right <= _SIGN_BEFORE * run.size
    return alone and BULLET.match(f"{run.text} X") is not None


def _crosses(run: Run, x: float) -> bool:
    """Whether a run stands on both sides of an edge; one word that does is an address too long for its column."""
    return len(run.words) > 1 and run.left < x - _HANGING and run.right > x + _HANGING


def _are_cells(cells: list[Run], others: list[Run]) -> bool:
    """Whether runs are labels of rows (each beside a line of the other side), not a column of their own."""
    heights = _heights(others)
    beside = sum(round(cell.y) in heights for cell in cells)
    return beside >= _BESIDE * len(cells) and len(cells) < 0.6 * len(others)


def _are_labels(cells: list[Run], others: list[Run]) -> bool:
    """Whether dates, labels and all headings stand left of what they head: each but the headings beside a line of it.

    In a column of its own beside another one, that other one would have headings too.
    """
    larger = _LARGER * median(run.size for run in (*cells, *others))
    labels = [cell for cell in cells if not (cell.size >= larger or is_known_heading(cell.text))]
    if len(labels) == len(cells) or any(run.size >= larger or is_known_heading(run.text) for run in others):
        return False
    heights = _heights(others)
    beside = sum(round(cell.y) in heights for cell in labels)
    return sum(map(_is_date, labels)) >= _FEWEST_DATES and beside >= _BESIDE * len(labels)


def _heights(runs: list[Run]) -> set[int]:
    return {round(run.y + step) for run in runs for step in (-1, 0, 1)}


def _are_dates(runs: list[Run]) -> bool:
    return sum(map(_is_date, runs)) >= 0.4 * len(runs)


def _is_date(run: Run) -> bool:
    """Whether a run is little more than a date, or a part of one that goes on in the next line ("Oct 2016 - Jun")."""
    text = run.text
    if is_part_of_date(text):
        return True
    found = parse_date_range(text) if len(text) < _LONGEST_DATE else None
    return found is not None and found.span.end - found.span.start >= 0.5 * len(text)


def _extend(runs: list[Run], x: float, top: float, bottom: float) -> tuple[float, float, float]:
    """Stretch a column up and down as far as no run crosses its edge."""
    crossing = [run.y for run in runs if _crosses(run, x)]
    higher = min((y for y in crossing if y > top), default=float("inf"))
    lower = max((y for y in crossing if y < bottom), default=float("-inf"))
    tops = [run.y for run in runs if bottom <= run.y < higher]
    bottoms = [run.y for run in runs if lower < run.y <= top]
    return x, max(tops), min(bottoms)
