"""Bullets and table rows that are written by hand: lines that begin with a mark, rows without a first cell."""

import re
from typing import Final

from app.documents.latex.entries import has_date
from app.documents.latex.outline import Flow, Item, Line, ListNode

_MARK: Final = re.compile(r"(?:[•●◦▪∙‣⁃◆■○·*>]|-{1,3}|[–—])\s+(?=\S)")


def arranged(flow: Flow, limit: int) -> Flow:
    """The flow of a section whose source ends before `limit`, with such lines as lists and such rows as entries."""
    _mark_rows([part for part in flow if isinstance(part, Line) and part.is_row])
    result: Flow = []
    for number, part in enumerate(flow):
        marked = _unmarked(part) if isinstance(part, Line) else None
        if marked is None:
            result.append(part)
            continue
        following = flow[number + 1] if number + 1 < len(flow) else None
        end = limit if following is None else following.opening if isinstance(following, Line) else following.start
        last = result[-1] if result else None
        if not (isinstance(last, ListNode) and last.implicit and last.end <= marked.after):
            last = ListNode(marked.after, end, implicit=True)
            result.append(last)
        last.items.append(Item(marked.after, end, [marked]))
        last.end = end
    return result


def _unmarked(line: Line) -> Line | None:
    """The line without the mark that it begins with; None when it begins with none."""
    found = _MARK.match(line.cells[0].text) if not line.starts_entry and len(line.cells) == 1 else None
    if found is None or not line.cells[0].text[found.end() :].strip():
        return None
    rest = line.cells[0].slice(found.end(), len(line.cells[0].text))
    return Line([rest], line.after, line.opening, line.starts_paragraph, is_row=line.is_row)


def _mark_rows(rows: list[Line]) -> None:
    """Where a column at the left holds the dates, or is empty in rows that go on, it says which rows begin entries."""
    first = [row for row in rows if row.columns[0] == 0]
    indented = [row for row in rows if row.columns[0] > 0]
    dated = [row for row in first if len(row.cells) > 1 and has_date(Line(row.cells[:1], row.after, row.opening))]
    if not dated or len(dated) * 2 < len(first):
        return
    for row in dated:
        row.starts_entry = True
    for row in indented:
        row.continues = True
