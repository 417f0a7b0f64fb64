"""From runs of glyphs on pages to lines in reading order: rows, columns, gaps, running headers and footers.

Lengths are PDF points; y grows upwards.
"""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

import msgspec

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import Mark
from app.documents.reading.lines import BULLET, Line, Look

_SAME_BASELINE = 0.4
_WIDE = 1.1
_FEWEST_IN_COLUMN = 5
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|pagina|página)?\s*\d{1,2}(?:\s*(?:/|of|von|de|van|sur)\s*\d{1,2})?", re.IGNORECASE
)


class Run(msgspec.Struct):
    """Glyphs that stand side by side. `words`: where each word starts in `text`, whether bold, italic, its link."""

    text: str
    left: float
    right: float
    y: float
    size: float
    words: list[tuple[int, bool, bool, str | None]]
    last_left: float

    def takes(self, x: float, y: float, size: float) -> bool:
        """Whether a glyph at x, y goes on with this run."""
        near = _SAME_BASELINE * max(self.size, size)
        return self.is_twin(x, y) or (
            abs(y - self.y) <= near and -near <= x - self.right <= _WIDE * max(self.size, size, 4.0)
        )

    def is_twin(self, x: float, y: float) -> bool:
        """Whether a glyph has the box of the last one, as PDFium gives it to each letter of a ligature."""
        return abs(y - self.y) <= 0.5 and abs(x - self.last_left) <= 0.1

    def open_word(self, *, bold: bool, italic: bool, url: str | None) -> None:
        """Start a word, after a space when it is not the first."""
        if self.text:
            self.text += " "
        self.words.append((len(self.text), bold, italic, url))

    def add(self, char: str, left: float, right: float, y: float, size: float) -> None:
        """Append a glyph that stands between `left` and `right`; the tallest glyph gives the run its baseline."""
        self.text += char
        if size > self.size:
            self.y, self.size = y, round(size, 1)
        self.last_left = left
        self.right = max(self.right, right)

    def all_marks(self) -> list[Mark]:
        """Bold, italic and links of the words, neighbours joined."""
        found: list[Mark] = []
        ends = [start - 1 for start, *_ in self.words[1:]] + [len(self.text)]
        for index, kind in ((1, "bold"), (2, "italic"), (3, "link")):
            opened: Mark | None = None
            for word, end in zip(self.words, ends, strict=True):
                value = word[index]
                url = value if isinstance(value, str) else None
                if not value:
                    opened = None
                elif opened and opened.url == url:
                    opened = Mark(opened.start, end, kind, url)
                    found[-1] = opened
                else:
                    opened = Mark(word[0], end, kind, url)
                    found.append(opened)
        return found


class Row(msgspec.Struct):
    """Runs on one baseline of one column, left to right; `reach` is the column's right edge, `column` its number."""

    runs: list[Run]
    reach: float
    column: int

    @property
    def y(self) -> float:
        """The baseline."""
        return self.runs[0].y

    @property
    def text(self) -> str:
        """The words of the row."""
        return " ".join(run.text for run in self.runs)


def page_rows(runs: list[Run]) -> list[Row]:
    """The rows of one page in reading order: what is above two columns, the left one, the right one, what is below."""
    filled = [run for run in runs if run.text.strip()]
    split = _gutter(filled)
    if split is None:
        return _rows(filled, 0)
    x, top, bottom = split
    above = [run for run in filled if run.y > top]
    below = [run for run in filled if run.y < bottom]
    between = [run for run in filled if bottom <= run.y <= top]
    left = [run for run in between if run.left < x - 1]
    right = [run for run in between if run.left >= x - 1]
    return [*_rows(above, 0), *_rows(left, 1), *_rows(right, 2), *_rows(below, 3)]


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
        if not page_left + 0.2 * width < x < page_left + 0.8 * width:
            continue
        aligned = [run for run in runs if abs(run.left - x) <= 1.5]
        top, bottom = max(run.y for run in aligned), min(run.y for run in aligned)
        if _is_column(runs, x, top, bottom):
            return _extend(runs, x, top, bottom)
    return None


def _is_column(runs: list[Run], x: float, top: float, bottom: float) -> bool:
    inside = [run for run in runs if bottom <= run.y <= top]
    crossing = sum(run.left < x - 2 and run.right > x + 2 for run in inside)
    left = [run for run in inside if run.right <= x + 2 and run.left < x - 2]
    right = [run for run in inside if run.left >= x - 2]
    if crossing > 0.02 * len(inside) or len(left) < _FEWEST_IN_COLUMN or len(right) < _FEWEST_IN_COLUMN:
        return False
    return not (_are_cells(left, right) or _are_cells(right, left) or _are_dates(left) or _are_dates(right))


def _are_cells(cells: list[Run], others: list[Run]) -> bool:
    """Whether runs are labels of rows (each beside a line of the other side), not a column of their own."""
    beside = sum(any(abs(cell.y - run.y) <= 2 for run in others) for cell in cells)
    return beside >= 0.9 * len(cells) and len(cells) < 0.6 * len(others)


def _are_dates(runs: list[Run]) -> bool:
    dated = sum(len(run.text) < 40 and parse_date_range(run.text) is not None for run in runs)
    return dated >= 0.4 * len(runs)


def _extend(runs: list[Run], x: float, top: float, bottom: float) -> tuple[float, float, float]:
    """Stretch a column up and down as far as no run crosses its edge."""
    crossing = [run.y for run in runs if run.left < x - 2 and run.right > x + 2]
    higher = min((y for y in crossing if y > top), default=float("inf"))
    lower = max((y for y in crossing if y < bottom), default=float("-inf"))
    tops = [run.y for run in runs if bottom <= run.y < higher]
    bottoms = [run.y for run in runs if lower < run.y <= top]
    return x, max(tops), min(bottoms)


def _rows(runs: list[Run], column: int) -> list[Row]:
    if not runs:
        return []
    reach = max(run.right for run in runs)
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.left)):
        last = rows[-1] if rows else None
        if last and abs(last.y - run.y) <= _SAME_BASELINE * max(run.size, last.runs[0].size):
            last.runs.append(run)
        else:
            rows.append(Row([run], reach, column))
    for row in rows:
        row.runs.sort(key=lambda run: run.left)
    return rows


def written_lines(pages: list[list[Row]]) -> tuple[str, list[Line]]:
    """The text of all pages and its lines; running headers, footers and page numbers are left out."""
    repeated = _repeated(pages)
    pieces: list[str] = []
    lines: list[Line] = []
    at = 0
    for number, page in enumerate(pages):
        kept = [row for index, row in enumerate(page) if not _is_running(row, index, len(page), number, repeated)]
        pitch = _pitch(kept)
        above: Row | None = None
        for row in kept:
            gap = _is_gap(above, row, pitch)
            if gap and pieces:
                pieces.append("\n")
                at += 1
            line = _line(row, at)
            line.gap = gap or (above is None and number == 0)
            pieces.append(line.text + "\n")
            at += len(line.text) + 1
            lines.append(line)
            above = row
    return "".join(pieces), lines


def _pitch(rows: list[Row]) -> float:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.column == b.column and a.y > b.y]
    return median(steps) if steps else 12.0


def _is_gap(above: Row | None, row: Row, pitch: float) -> bool:
    if above is None:
        return False
    return above.column != row.column or above.y - row.y > 1.3 * pitch


_Edge = tuple[str, int]


def _repeated(pages: list[list[Row]]) -> set[_Edge]:
    """What stands at the edge of more than one page, at the same height."""
    edges = Counter(
        edge for number, page in enumerate(pages) for edge in {_edge(row, number) for row in (*page[:2], *page[-2:])}
    )
    return {edge for edge, count in edges.items() if count > 1}


def _edge(row: Row, page: int) -> _Edge:
    """Text and height, the page's own number taken for any: other digits tell lines of the résumé apart."""
    return re.sub(rf"(?<!\d){page + 1}(?!\d)", "#", row.text), round(row.y / 3)


def _is_running(row: Row, index: int, count: int, page: int, repeated: set[_Edge]) -> bool:
    at_edge = index < 2 or index >= count - 2
    if not at_edge or count < 3:
        return False
    if _PAGE_NUMBER.fullmatch(row.text.strip()) and index >= count - 2:
        return True
    return _edge(row, page) in repeated and (page > 0 or index >= count - 2)


def _line(row: Row, start: int) -> Line:
    text, marks = "", list[Mark]()
    last: Run | None = None
    for run in row.runs:
        if last is not None:
            after_sign = len(text) <= 3 and BULLET.match(f"{text} X")
            narrow = run.left - last.right <= _WIDE * max(run.size, last.size)
            text += " " if narrow or after_sign else "\t"
        marks += [Mark(m.start + len(text), m.end + len(text), m.kind, m.url) for m in run.all_marks()]
        text += run.text
        last = run
    letters = [char for char in text if char.isalpha()]
    bold = sum(mark.end - mark.start for mark in marks if mark.kind == "bold")
    sizes = max(row.runs, key=lambda run: len(run.text)).size
    look = Look(
        round(sizes * 2) / 2,
        bold >= 0.6 * len(text.replace("\t", "")),
        len(letters) > 2 and all(char.isupper() for char in letters),
    )
    return Line(text, start, row.runs[0].left, row.runs[-1].right, row.reach, look, False, False, tuple(marks))
