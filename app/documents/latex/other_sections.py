"""Sections of a kind that the schema has no array for: their lines, word for word."""

from collections.abc import Iterator

from app.documents.latex.draft import Draft, item_cells
from app.documents.latex.outline import Line, SectionNode
from app.documents.latex.rich import Rich
from app.documents.resume import OtherSection


def read_other(draft: Draft, section: SectionNode) -> None:
    """Append a section with its title; one that prints nothing below its title is none."""
    at = f"/other/{len(draft.resume.other)}"
    read = OtherSection()
    for cells in _lines(section):
        text = draft.put_span(f"{at}/lines/{len(read.lines)}", cells)
        if text:
            read.lines.append(text)
    if read.lines:
        read.title = draft.put(f"{at}/title", section.title)
        draft.resume.other.append(read)


def _lines(section: SectionNode) -> Iterator[list[Rich]]:
    for part in section.flow:
        if isinstance(part, Line):
            yield part.cells
        else:
            single = len(part.items) == 1 and not part.items[0].lists
            yield from (line.cells for line in part.items[0].lines) if single else map(item_cells, part.items)
