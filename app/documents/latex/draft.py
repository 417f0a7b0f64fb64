"""The résumé under construction: values go in together with their places and blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.documents.latex.blocks import Candidate, block, groups_of
from app.documents.latex.naming import Naming
from app.documents.latex.outline import Item, Line, ListNode
from app.documents.latex.rich import Rich
from app.documents.latex.source import Source, Value
from app.documents.resume import Group, Resume, Span


@dataclass(slots=True)
class Draft:
    """A résumé, the places of its values, and the groups of blocks found so far."""

    source: Source
    resume: Resume = field(default_factory=Resume)
    places: dict[str, Span] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    namings: dict[str, Naming] = field(default_factory=dict)

    def put(self, pointer: str, rich: Rich | None) -> str | None:
        """The value of a text, whose place is noted under `pointer`."""
        value = self.source.value(rich) if rich is not None else None
        return self._noted(pointer, value)

    def put_span(self, pointer: str, texts: Iterable[Rich]) -> str | None:
        """The value of everything from the first of some texts to the last, as one text."""
        places = [place for place in (rich.span() for rich in texts) if place is not None]
        if not places:
            return None
        whole = Rich()
        whole.text = "x"
        whole.starts.append(min(start for start, _ in places))
        whole.ends.append(max(end for _, end in places))
        whole.styles.append(0)
        return self._noted(pointer, self.source.value(whole))

    def _noted(self, pointer: str, value: Value | None) -> str | None:
        if value is None:
            return None
        if value.span is not None:
            self.places[pointer] = value.span
        return value.text

    def group(self, kind: str, candidates: list[Candidate]) -> None:
        """Offer sibling blocks for reordering, as far as they are sound."""
        self.groups += groups_of(self.source, kind, candidates)

    def bullets(self, pointer: str, lists: Iterable[ListNode], loose: Iterable[Line] = ()) -> list[str]:
        """The texts of list items (and of loose lines after them) as highlights under `pointer`."""
        texts: list[str] = []
        for line in loose:
            text = self.put_span(f"{pointer}/{len(texts)}", line.cells)
            if text:
                texts.append(text)
        for node in unwrapped(lists):
            candidates: list[Candidate] = []
            for item in node.items:
                at = f"{pointer}/{len(texts)}"
                text = self.put_span(at, item_cells(item))
                if text:
                    texts.append(text)
                    candidates.append((at, block(self.source, item.start, item.start, item.limit)))
            self.group("bullets", candidates)
        return texts


def unwrapped(lists: Iterable[ListNode]) -> Iterator[ListNode]:
    """The lists, where one whose items hold nothing but lists gives way to those."""
    for node in lists:
        if node.items and all(item.lists and not item.lines for item in node.items):
            yield from unwrapped(inner for item in node.items for inner in item.lists)
        else:
            yield node


def item_cells(item: Item) -> list[Rich]:
    """All text of an item, lists inside it included."""
    cells = [cell for line in item.lines for cell in line.cells]
    for node in item.lists:
        for child in node.items:
            cells += item_cells(child)
    return cells


def pointer_of(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) of parts that need no escaping."""
    return "".join(f"/{part}" for part in parts)
