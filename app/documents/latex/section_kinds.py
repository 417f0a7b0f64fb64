"""The kinds of a document's sections: by their headings, and by what stands in them where those say nothing."""

from collections.abc import Iterator, Sequence

from app.documents.dates import parse_date_range
from app.documents.headings import is_contact_heading, section_key
from app.documents.latex.draft import item_cells
from app.documents.latex.entries import is_prose
from app.documents.latex.outline import Flow, Item, Line, SectionNode
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_list, dashed
from app.documents.section_evidence import Row
from app.documents.section_kinds import OTHER, Headed, kinds_of

_FEWEST_TAGS = 2


def section_keys(nodes: Sequence[SectionNode], titles: Sequence[str]) -> list[str]:
    """The key of each headed section, in order."""
    headed = [
        Headed("contact" if is_contact_heading(title) else section_key(title) or OTHER, title, list(_rows(node.flow)))
        for node, title in zip(nodes, titles, strict=True)
    ]
    return kinds_of(headed)


def _rows(flow: Flow) -> Iterator[Row]:
    for part in flow:
        if isinstance(part, Line):
            yield Row(_text(part))
        else:
            for item in part.items:
                yield from _item_rows(item)


def _item_rows(item: Item) -> Iterator[Row]:
    """A bullet as one row; an item with a heading or a list of its own as an entry."""
    lines = item.lines
    if item.lists or any(line.starts_entry or len(line.cells) > 1 for line in lines[:1]) or _is_headed(lines):
        yield from _rows(item.flow)
    else:
        yield Row(dashed(" ".join(cell.text for cell in item_cells(item))), is_item=True)


def _is_headed(lines: list[Line]) -> bool:
    return len(lines) > 1 and not is_prose(lines[0])


def _text(line: Line) -> str:
    return dashed("\t".join(map(_cell_text, line.cells)))


def _cell_text(cell: Rich) -> str:
    """The text of a cell; what calls have printed side by side, as tags, is a list."""
    parts = cut_list(cell) if len(cell.splits) > 1 and parse_date_range(dashed(cell.text)) is None else []
    return ", ".join(part.text for part in parts) if len(parts) > _FEWEST_TAGS else cell.text
