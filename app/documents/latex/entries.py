"""The entries of a section: which lines and lists belong together, and which blocks of the source they are."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from app.documents.dates import parse_date_range
from app.documents.latex.blocks import block
from app.documents.latex.outline import Flow, Item, Line, ListNode
from app.documents.latex.segments import dashed
from app.documents.latex.signatures import BOLD
from app.documents.latex.source import Source
from app.documents.resume import Span

_LONG = 110


@dataclass(slots=True)
class Entry:
    """Lines of a heading with their text and lists, and where the entry's source begins and must end."""

    after: int
    opening: int
    limit: int
    lines: list[Line] = field(default_factory=list)
    lists: list[ListNode] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    is_item: bool = False
    is_fixed: bool = False

    def span(self, source: Source) -> Span | None:
        """The entry's block; None when it is not sound to move."""
        if self.is_fixed:
            return None
        return block(source, self.after, self.opening, self.limit)

    @property
    def has_date(self) -> bool:
        """Whether one of the heading's lines has a date."""
        return any(has_date(line) for line in self.lines)


def has_date(line: Line) -> bool:
    """Whether a line holds a date or a range that is more than a number in running text."""
    if len(line.text) > _LONG and len(line.cells) == 1 and not line.cells[0].has(BOLD):
        return False
    return any(cell.role == "date" or _dated(cell.text) for cell in line.cells)


def _dated(text: str) -> bool:
    return bool(re.search(r"\d\d", text)) and parse_date_range(dashed(text)) is not None


def is_prose(line: Line) -> bool:
    """A line of running text, as against a line of a heading."""
    if all(cell.role == "body" for cell in line.cells):
        return True
    if len(line.cells) > 1 or line.starts_entry or any(cell.role for cell in line.cells):
        return False
    text = line.text
    words = len(text.split())
    if words > 16 or len(text) > _LONG:
        return not line.cells[0].has(BOLD)
    return words > 6 and text.endswith((".", "!")) and not _starts_bold(line)


def entries_of(flow: Flow, limit: int) -> list[Entry]:
    """The entries of a flow whose source ends before `limit`, in source order."""
    found: list[Entry] = []
    current: Entry | None = None
    for part in flow:
        if isinstance(part, Line):
            if current is None or _begins(part, current):
                current = _opened(found, part, limit)
            elif current.lists or is_prose(part) or current.tail:
                current.tail.append(part)
            else:
                current.lines.append(part)
        elif current is None or _lists_entries(part, current):
            current = None if not part.implicit else current
            for item in part.items:
                found += _item_entries(item)
            if found and not part.implicit:
                current = None
        else:
            current.lists.append(part)
    for before, after in pairwise(found):
        if before.after < after.opening < before.limit:
            before.limit = after.opening if not before.is_item else before.limit
    return found


def _opened(found: list[Entry], line: Line, limit: int) -> Entry:
    entry = Entry(line.after, line.opening, limit, [line])
    found.append(entry)
    return entry


def _item_entries(item: Item) -> list[Entry]:
    headings = [line for line in item.lines if line.starts_entry]
    if len(headings) > 1:
        return entries_of(item.flow, item.limit)
    entry = Entry(item.start, item.start, item.limit, is_item=True)
    if not item.lines and item.lists:
        return [found for node in item.lists for child in node.items for found in _item_entries(child)]
    for part in item.flow:
        if isinstance(part, ListNode):
            entry.lists.append(part)
        elif entry.lists or entry.tail or (entry.lines and is_prose(part)):
            entry.tail.append(part)
        else:
            entry.lines.append(part)
    return [entry] if entry.lines else []


def _begins(line: Line, current: Entry) -> bool:
    """Whether a line is the first of another entry."""
    if line.continues:
        return False
    if line.starts_entry:
        return not (current.lines and current.lines[-1].is_subheading and not current.has_date and not current.lists)
    if current.lines and current.lines[0].starts_entry and not current.lines[0].is_subheading and not current.lists:
        return False
    if is_prose(line):
        return False
    dated = has_date(line)
    bold = any(cell.has(BOLD) for cell in line.cells[:1]) or _starts_bold(line)
    if current.lists:
        return dated or bold or len(line.cells) > 1
    if line.is_row:
        return dated and current.has_date
    if line.starts_paragraph:
        return (dated and current.has_date) or (bold and (current.has_date or bool(current.tail)))
    return dated and current.has_date and bold


def _starts_bold(line: Line) -> bool:
    first = line.cells[0]
    return bool(first.text) and bool(first.styles[0] & BOLD)


def _lists_entries(node: ListNode, current: Entry) -> bool:
    """Whether a list after a line holds entries of its own and not the bullets of that line."""
    if current.has_date or current.lines[0].starts_entry or node.implicit or not node.items:
        return False
    rich = sum(bool(item.lists) or any(has_date(line) for line in item.lines[:1]) for item in node.items)
    return rich * 2 > len(node.items) and not current.lists
