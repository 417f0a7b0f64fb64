"""Sections of a kind that the schema has no array for: their lines, word for word."""

from collections.abc import Iterator, Sequence

from app.documents.latex.draft import Draft, item_cells
from app.documents.latex.outline import Line, SectionNode
from app.documents.latex.rich import Rich
from app.documents.latex.symbols import collapsed, joined_ligatures
from app.documents.resume import OtherSection


def read_other(draft: Draft, section: SectionNode) -> None:
    """Append a section with its title; one that prints nothing below its title is none."""
    at = f"/other/{len(draft.resume.other)}"
    read = OtherSection()
    lines = list(_lines(section))
    mixed = _mixed([_span(draft, cells) for cells in lines])
    for number, cells in enumerate(lines):
        pointer = f"{at}/lines/{len(read.lines)}"
        text = _printed(cells) if number in mixed else draft.put_span(pointer, cells)
        if text:
            read.lines.append(text)
    if read.lines:
        read.title = draft.put(f"{at}/title", section.title)
        draft.resume.other.append(read)


def _printed(cells: list[Rich]) -> str:
    """The words of a line whose source is mixed with another line's, as of a call that prints on several lines."""
    return joined_ligatures(collapsed(" ".join(cell.text for cell in cells)))


def _span(draft: Draft, cells: list[Rich]) -> tuple[int, int] | None:
    """The source of a line, with the whole call where a part of it would not be sound."""
    spans = [span for cell in cells if (span := cell.span()) is not None]
    return draft.source.balanced(min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _mixed(spans: Sequence[tuple[int, int] | None]) -> set[int]:
    """The indices of spans that share something with another one."""
    found: set[int] = set()
    furthest, end = -1, -1
    for (start, stop), index in sorted((span, index) for index, span in enumerate(spans) if span is not None):
        if start < end:
            found |= {furthest, index}
        if stop > end:
            furthest, end = index, stop
    return found


def _lines(section: SectionNode) -> Iterator[list[Rich]]:
    for part in section.flow:
        if isinstance(part, Line):
            yield part.cells
        else:
            single = len(part.items) == 1 and not part.items[0].lists
            yield from (line.cells for line in part.items[0].lines) if single else map(item_cells, part.items)
