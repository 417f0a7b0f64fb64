"""The paragraphs of a Word document in the order in which a person reads them.

Rows of a table are lines; cells that hold sections are columns; text boxes with sections stand between sections. What
opens a column without a heading (contacts, mostly) belongs above all sections, so it is put there.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import msgspec

from app.documents.contact import find_contact
from app.documents.dates import parse_date_range
from app.documents.headings import is_known_heading
from app.documents.reading.blocks import Mark
from app.documents.reading.docx_names import CELL, CHOICE, FALLBACK, PARAGRAPH, ROW, TABLE, TEXT_BOX, WRAPPERS, W
from app.documents.reading.docx_styles import Styles
from app.documents.reading.docx_text import Look, content_of
from app.documents.reading.lines import BULLET

_LONGEST_LABEL = 60
_MOST_LABELS = 4


class Paragraph(msgspec.Struct):
    """One line: `heading` and `item` are levels where styles give them; `column` is 0 outside of layout columns.

    `is_item`: a bullet by its style or a typed sign; `opens_section`: its words are a section's heading.
    """

    text: str
    marks: list[Mark]
    look: Look
    heading: int | None = None
    item: int | None = None
    column: int = 0
    gap: bool = False
    is_item: bool = False
    opens_section: bool = False


class Flow:
    """Walks the body of a document, or a header, whose `links` are given."""

    def __init__(self, styles: Styles, links: dict[str, str]) -> None:
        self._styles, self._links = styles, links
        self._columns = count(1)

    def lines(self, body: Any) -> list[Paragraph]:
        """All lines in order, empty ones among them."""
        found: list[Paragraph] = []
        waiting: list[Paragraph] = []
        in_section = False
        for element in _blocks(body):
            lines = self._table(element) if element.tag == TABLE else self._paragraph(element)
            if any(line.opens_section for line in lines):
                in_section = True
                found += waiting
                waiting = []
            found += lines
            if element.tag == TABLE:
                continue
            for box in _text_boxes(element):
                inside = self.lines(box)
                if any(line.opens_section for line in inside):
                    waiting += self._column(inside)
                else:
                    found += self._contacts(inside) if in_section else inside
        return _foremost([*found, *waiting])

    def _contacts(self, lines: list[Paragraph]) -> list[Paragraph]:
        """A text box without a heading that stands among sections: a column of its own where it has contacts."""
        return self._column(lines) if any(find_contact(line.text).spans for line in lines) else lines

    def _column(self, lines: list[Paragraph]) -> list[Paragraph]:
        number = next(self._columns)
        for line in lines:
            line.column = number
        return lines

    def _paragraph(self, element: Any) -> list[Paragraph]:
        """The lines of one paragraph, one more for each soft break; an empty one marks nothing but a gap."""
        content = content_of(element, self._styles, self._links)
        heading, item = self._styles.heading_level(element), self._styles.list_level(element)
        found = []
        start = 0
        for part in content.text.split("\n"):
            end = start + len(part)
            marks = [
                Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind, m.url)
                for m in content.marks
                if m.start < end and m.end > start
            ]
            is_item = item is not None or is_typed_item(part)
            opens = not is_item and is_known_heading(part.strip().rstrip(":"))
            found.append(Paragraph(part, marks, content.look, heading, item, 0, False, is_item, opens))
            start = end + 1
        return found

    def _table(self, table: Any) -> list[Paragraph]:
        return [line for row in _rows(table) for line in self._row(row)]

    def _row(self, row: Any) -> list[Paragraph]:
        cells = [self.lines(cell) for cell in _cells(row)]
        filled = [lines for cell in cells if (lines := [line for line in cell if line.text.strip()])]
        if len(filled) < 2:
            return [line for cell in filled for line in cell]
        if any(_holds_section(cell) for cell in filled):
            return [line for cell in filled for line in self._column(cell)]
        return _beside(filled)


def is_typed_item(text: str) -> bool:
    """Whether a bullet sign was typed in front; numbers may be anything."""
    return BULLET.match(text) is not None and not re.match(r"\s*\d", text)


def _holds_section(cell: list[Paragraph]) -> bool:
    return len(cell) > 1 and any(line.opens_section for line in cell)


def _beside(cells: list[list[Paragraph]]) -> list[Paragraph]:
    """Cells of one row: short ones are labels (dates, places) of the lines beside them."""
    body = max(cells, key=lambda cell: (not _are_labels(cell), len(cell)))
    fit = all(cell is body or (_are_labels(cell) and len(cell) <= len(body)) for cell in cells)
    if not fit or (len(body) > 1 and any(_are_contacts(cell) for cell in cells)):
        return [line for cell in cells for line in cell]
    opening = next((index for index, line in enumerate(body) if line.is_item or line.opens_section), len(body))
    found: list[Paragraph] = []
    for index, line in enumerate(body):
        parts = [cell[index] for cell in cells if index < len(cell) and (cell is not body)]
        at = [cell is body for cell in cells if index < len(cell)].index(True)
        if parts and index >= opening and index:
            found[-1] = _joined([found[-1], *parts])
            parts, at = [], 0
        found.append(_joined([*parts[:at], line, *parts[at:]], line) if parts else line)
    return found


def _are_labels(cell: list[Paragraph]) -> bool:
    short = all(len(line.text) <= _LONGEST_LABEL and not line.is_item and not line.opens_section for line in cell)
    return short and len(cell) <= _MOST_LABELS


def _are_contacts(cell: list[Paragraph]) -> bool:
    """Whether a cell tells how to reach the person: what stands beside it is the name, not its label."""
    undated = [line.text for line in cell if parse_date_range(line.text) is None]
    return any((found := find_contact(text)).email or found.phone or found.profiles for text in undated)


def _joined(lines: list[Paragraph], like: Paragraph | None = None) -> Paragraph:
    """Lines as one with a wide gap between them, of the kind of one of them."""
    like = like or lines[0]
    text, marks = "", list[Mark]()
    for line in lines:
        text += "\t" if text else ""
        marks += [Mark(m.start + len(text), m.end + len(text), m.kind, m.url) for m in line.marks]
        text += line.text.strip("\n")
    return msgspec.structs.replace(like, text=text, marks=marks, opens_section=False)


def _foremost(lines: list[Paragraph]) -> list[Paragraph]:
    """The lines with what opens a column, before its heading, above the first section."""
    first = next((index for index, line in enumerate(lines) if line.opens_section and not line.column), len(lines))
    before = next((index for index, line in enumerate(lines) if line.opens_section), len(lines))
    headed: set[int] = set()
    columns = {line.column for line in lines if line.column}
    moved: list[Paragraph] = []
    kept: list[Paragraph] = []
    for index, line in enumerate(lines):
        if line.opens_section:
            headed.add(line.column)
        opens = line.column in columns and line.column not in headed and index > before
        is_outside = first > before or bool(find_contact(line.text).spans)
        (moved if opens and is_outside else kept).append(line)
    place = _first_like(kept, before)
    return [*kept[:place], *moved, *kept[place:]]


def _first_like(lines: list[Paragraph], known: int) -> int:
    """The first line that is set as the first known heading is: headings that no list knows stand above it."""
    if known >= len(lines):
        return known
    heading = lines[known]
    return next(
        index
        for index, line in enumerate(lines)
        if (line.look, line.heading, line.item) == (heading.look, heading.heading, heading.item)
    )


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in content controls."""
    for child in body:
        if child.tag in {PARAGRAPH, TABLE}:
            yield child
        elif child.tag in WRAPPERS:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[Any]:
    yield from _children(table, ROW)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row without those that a merged one above covers."""
    for cell in _children(row, CELL):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is None or merged.get(f"{W}val") == "restart":
            yield cell


def _children(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _children(child, tag)


def _text_boxes(paragraph: Any) -> Iterable[Any]:
    """The outermost text boxes anchored in a paragraph, each once: Word writes them again for older readers."""
    for box in paragraph.iter(TEXT_BOX):
        inside = [parent.tag for parent in _parents(box, paragraph)]
        if TEXT_BOX not in inside and not (FALLBACK in inside and _is_twin(box)):
            yield box


def _parents(element: Any, top: Any) -> Iterator[Any]:
    for parent in element.iterancestors():
        if parent is top:
            return
        yield parent


def _is_twin(box: Any) -> bool:
    """Whether a box in `mc:Fallback` stands in `mc:Choice` too."""
    fallback = next(parent for parent in box.iterancestors() if parent.tag == FALLBACK)
    choices = [child for child in fallback.getparent() if child.tag == CHOICE]
    return any(choice.find(f".//{TEXT_BOX}") is not None for choice in choices)
