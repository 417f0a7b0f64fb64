"""From runs of words on pages to lines in reading order, each with its look and the gap above it.

Lengths are PDF points; y grows upwards.
"""

from itertools import pairwise
from statistics import median

import msgspec

from app.documents.reading.blocks import Mark
from app.documents.reading.lines import Line, Look
from app.documents.reading.pdf_apart import name_size, parted
from app.documents.reading.pdf_columns import Region, regions, sheet_of
from app.documents.reading.pdf_date_column import with_whole_dates
from app.documents.reading.pdf_mending import mend
from app.documents.reading.pdf_numbers import drop_section_numbers
from app.documents.reading.pdf_rows import Row, apart_from_headings, find_cells, rows_of, usual_space
from app.documents.reading.pdf_running import without_running
from app.documents.reading.pdf_stretched import without_stretched
from app.documents.reading.pdf_words import Run, Word

_WORD_SPACE = 0.3
_EVEN_EDGE = 1.0
_FEWEST_WRAPPED = 3


class Layout(msgspec.Struct):
    """The text of a PDF and its lines.

    `beside`: where the text of a first page's second column stands; `contacts`: where that of its footers does.
    """

    text: str
    lines: list[Line]
    beside: list[range]
    contacts: range


def laid_out(pages: list[list[Run]]) -> Layout:
    """All pages in reading order, without running headers, footers and page numbers."""
    kept, contacts = without_running([[run for run in runs if run.text.strip()] for runs in pages])
    found = regions([sheet_of(runs) for runs in kept])
    if contacts:
        found.append(Region(rows_of(contacts), len(pages)))
    space = usual_space([row for region in found for row in region.rows])
    writing = _Writing(ragged=_is_ragged([row for region in found for row in region.rows]))
    name = name_size([row for region in found for row in region.rows])
    drop_section_numbers([row for region in found for row in region.rows])
    places = []
    for region in found:
        find_cells(region.rows, space)
        without_stretched(region.rows, space)
        rows = apart_from_headings(parted(region.rows, name))
        places.append((region, writing.write(mend(with_whole_dates(rows)))))
    beside = [place for region, place in places if region.first_beside]
    last = places[-1][1] if contacts else range(0)
    return Layout("".join(writing.pieces), writing.lines, beside, last)


class _Writing:
    """Writes rows one below the other, an empty line at each gap."""

    def __init__(self, *, ragged: bool) -> None:
        self._ragged = ragged
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self._at = 0

    def write(self, rows: list[Row]) -> range:
        """Write a region; where it stands in the text."""
        begin = self._at
        pitch = _pitch(rows)
        above: Row | None = None
        for row in rows:
            gap = above is None or above.bottom - row.y > 1.3 * pitch
            if gap and self.pieces:
                self._put("\n")
            line = _line(row, self._at, ragged=self._ragged)
            line.gap = gap
            self._put(line.text + "\n")
            self.lines.append(line)
            above = row
        return range(begin, self._at)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self._at += len(text)


def _pitch(rows: list[Row]) -> float:
    steps = [a.bottom - b.y for a, b in pairwise(rows) if a.bottom > b.y]
    return median(steps) if steps else 12.0


def _is_ragged(rows: list[Row]) -> bool:
    """Whether wrapped lines end at many places: not justified, so without broken words as good as always."""
    wrapped = [
        above
        for above, row in pairwise(rows)
        if row.words[0].text[:1].islower() and above.right + row.words[0].width + _WORD_SPACE * row.size > above.reach
    ]
    even = sum(row.right >= row.reach - _EVEN_EDGE for row in wrapped)
    # The longest line ends where the longest line ends, in any column.
    return len(wrapped) >= _FEWEST_WRAPPED and even - 1 < 0.25 * len(wrapped)


def _line(row: Row, start: int, *, ragged: bool) -> Line:
    text = ""
    starts: list[int] = []
    for index, word in enumerate(row.words):
        text += ("\t" if index in row.tabs else " ") if index else ""
        starts.append(len(text))
        text += word.text
    text = _alternating(text)
    letters = [char for char in text if char.isalpha()]
    marks = _marks(row.words, starts)
    bold = sum(mark.end - mark.start for mark in marks if mark.kind == "bold")
    look = Look(
        round(row.size * 2) / 2,
        bold >= 0.6 * len(text.replace("\t", "")),
        len(letters) > 2 and all(char.isupper() for char in letters),
    )
    opening = row.words[0].width + _WORD_SPACE * row.size
    return Line(text, start, row.left, row.right, row.reach, look, False, False, tuple(marks), opening, ragged)


def _alternating(text: str) -> str:
    """Brackets beside right-to-left words, which PDFium turns, open and close by turns."""
    if text.count("(") == text.count(")") or not any("\u0590" <= char <= "\u08ff" for char in text):
        return text
    opens = True
    found = []
    for char in text:
        if char in "()":
            found.append("(" if opens else ")")
            opens = not opens
        else:
            found.append(char)
    return "".join(found)


def _marks(words: list[Word], starts: list[int]) -> list[Mark]:
    """Bold, italic and links of the words, neighbours joined."""
    found: list[Mark] = []
    for kind in ("bold", "italic", "link"):
        opened: Mark | None = None
        for word, start in zip(words, starts, strict=True):
            url = word.url if kind == "link" else None
            if not (url or (kind == "bold" and word.bold) or (kind == "italic" and word.italic)):
                opened = None
            elif opened and opened.url == url:
                opened = found[-1] = Mark(opened.start, start + len(word.text), kind, url)
            else:
                opened = Mark(start, start + len(word.text), kind, url)
                found.append(opened)
    return found
