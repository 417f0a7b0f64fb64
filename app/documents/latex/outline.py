"""The atoms of a document as sections, lists, items and lines.

Environments come as events, which a command may hide, so nothing here relies on their nesting: an end without a
beginning is passed over, a beginning without an end lasts to the next section.
"""

from dataclasses import dataclass, field
from typing import Final

from app.documents.latex import atoms as kinds
from app.documents.latex.atoms import Atom
from app.documents.latex.rich import Builder, Rich

MAX_NESTING: Final = 12


@dataclass(slots=True)
class Line:
    """One printed line as cells. `after`: where the source before it ends; `opening`: where the environment that
    it is the first line of begins (equal to `after` when it is not the first)."""

    cells: list[Rich]
    after: int
    opening: int
    starts_paragraph: bool = False
    starts_entry: bool = False
    is_row: bool = False
    is_subheading: bool = False
    columns: list[int] = field(default_factory=list)
    continues: bool = False
    soft: bool = False

    @property
    def text(self) -> str:
        """All cells, a bar between them."""
        return " | ".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Item:
    """One item of a list; its source lies in `[start, limit)`."""

    start: int
    limit: int
    flow: list["Line | ListNode"] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The item's own lines, without those of lists inside it."""
        return [part for part in self.flow if isinstance(part, Line)]

    @property
    def lists(self) -> list["ListNode"]:
        """The lists inside the item."""
        return [part for part in self.flow if isinstance(part, ListNode)]


@dataclass(slots=True)
class ListNode:
    """A list; an implicit one has items and no environment around them."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    implicit: bool = False


Flow = list[Line | ListNode]


@dataclass(slots=True)
class SectionNode:
    """A heading and what follows it. `start` is -1 for the part before the first heading."""

    start: int
    title: Rich
    limit: int
    opening: int = -1
    flow: Flow = field(default_factory=list)


class _Outliner:
    def __init__(self, begin: int, end: int) -> None:
        self.end = end
        self.sections = [SectionNode(-1, Rich(), end)]
        self.lists: list[ListNode] = []
        self.environments: list[str] = []
        self.skipped = 0
        self.builder = Builder()
        self.cells: list[Rich] = []
        self.columns: list[int] = []
        self.column = 0
        self.soft = False
        self.after = self.opening = begin
        self.paragraph = True
        self.entry = self.subheading = False
        self.title: SectionNode | None = None
        self.boundary: Atom | None = None

    @property
    def flow(self) -> Flow:
        if self.lists and self.lists[-1].items:
            return self.lists[-1].items[-1].flow
        return self.sections[-1].flow

    def text(self, atom: Atom) -> None:
        """Printed text; what a command prints after it broke the line belongs to that command's call."""
        if self.boundary is not None and self.boundary.start <= atom.start < self.boundary.end:
            self.after = min(self.after, self.boundary.start)
            self.opening = min(self.opening, self.after)
        if not atom.text.isspace():
            self.boundary = None
        self.builder.add(atom)

    def cell(self) -> None:
        rich = self.builder.finish()
        if rich.text:
            self.cells.append(rich)
            self.columns.append(self.column)

    def line(self, after: int) -> None:
        """End the line; the next one begins at `after` or later."""
        self.cell()
        if self.cells and self.title is None:
            line = Line(self.cells, self.after, self.opening, self.paragraph, self.entry)
            line.is_row, line.is_subheading = "table" in self.environments, self.subheading
            line.columns, line.soft, self.soft = self.columns, self.soft, False
            self.flow.append(line)
            self.paragraph = self.entry = self.subheading = False
            self.cells = []
        self.column, self.columns = 0, []
        self.after = self.opening = after

    def section(self, atom: Atom) -> None:
        self.line(atom.start)
        self._close_lists(atom.start, 0)
        self.environments = [name for name in self.environments if name != "list"]
        self.title = SectionNode(atom.start, Rich(), self.end, self.opening)
        if self.sections[-1].limit > atom.start > self.sections[-1].start:
            self.sections[-1].limit = atom.start
        self.sections.append(self.title)

    def section_end(self, atom: Atom) -> None:
        if self.title is None:
            return
        self.cell()
        self.title.title = self.cells[0] if self.cells else Rich()
        self.cells, self.columns, self.column, self.title = [], [], 0, None
        self.after = self.opening = atom.end
        self.paragraph = True

    def begin(self, atom: Atom) -> None:
        if atom.text == "box":
            self.cell()
            self.environments.append("box")
            return
        after_entry = self.entry
        self.line(atom.end)
        self.opening = atom.start
        self.entry = after_entry and not self.flow
        self.environments.append(atom.text)
        if atom.text != "list":
            return
        if len(self.lists) >= MAX_NESTING:
            self.skipped += 1
            return
        node = ListNode(atom.start, self.end)
        self.flow.append(node)
        self.lists.append(node)

    def finish_environment(self, atom: Atom) -> None:
        if atom.text == "box":
            self.cell()
        else:
            self.line(atom.end)
            self.paragraph = self.paragraph or atom.text == "table"
        if self.environments and self.environments[-1] == atom.text:
            self.environments.pop()
        if atom.text != "list":
            return
        if self.skipped:
            self.skipped -= 1
            return
        for depth in range(len(self.lists) - 1, -1, -1):
            if not self.lists[depth].implicit:
                node = self.lists[depth]
                whole = len(node.items) == 1 and node.items[0].start == node.start
                self._close_lists(atom.end if whole else atom.start, depth)
                self.paragraph = True
                break

    def item(self, atom: Atom) -> None:
        self.line(atom.start)
        self.after = self.opening = atom.start
        self.paragraph, self.entry, self.subheading = True, False, False
        if not self.lists:
            node = ListNode(atom.start, self.end, implicit=True)
            self.flow.append(node)
            self.lists.append(node)
        items = self.lists[-1].items
        if items:
            items[-1].limit = _after(items[-1].start, atom.start, self.end)
        items.append(Item(atom.start, self.end))

    def heading(self, atom: Atom) -> None:
        """An entry or a subsection begins."""
        self.line(atom.start)
        self.after = self.opening = atom.start
        while self.lists and self.lists[-1].implicit:
            self._close_lists(atom.start, len(self.lists) - 1)
        self.entry = True
        self.subheading = atom.kind == kinds.SUBSECTION

    def _close_lists(self, at: int, keep: int) -> None:
        for node in self.lists[keep:]:
            node.end = _after(node.start, at, self.end)
            if node.items:
                node.items[-1].limit = _after(node.items[-1].start, at, self.end)
        del self.lists[keep:]


def _after(start: int, at: int, end: int) -> int:
    """`at`, unless an argument's content is ended by the call around it: then only the braces limit it."""
    return at if at > start else end


def outline(atoms: list[Atom], begin: int, end: int) -> list[SectionNode]:
    """The sections of `atoms`, whose source lies in `[begin, end)`; the first is what stands before any heading."""
    state = _Outliner(begin, end)
    for atom in atoms:
        _step(state, atom)
    state.line(end)
    return state.sections


def _step(state: _Outliner, atom: Atom) -> None:
    kind = atom.kind
    if kind == kinds.TEXT:
        state.text(atom)
    elif kind == kinds.SPLIT:
        state.builder.split()
    elif kind == kinds.LINK:
        state.builder.link(atom)
    elif kind == kinds.SECTION:
        state.section(atom)
    elif kind == kinds.SECTION_END:
        state.section_end(atom)
    elif state.title is not None:
        return
    else:
        _step_structure(state, atom)


def _step_structure(state: _Outliner, atom: Atom) -> None:
    kind = atom.kind
    if kind == kinds.CELL:
        state.cell()
        state.column += 1
    elif kind in (kinds.BREAK, kinds.PAR):
        column = state.column
        state.line(atom.end)
        state.soft = atom.text == "newline"
        state.column = column if state.soft else 0
        state.paragraph = state.paragraph or kind == kinds.PAR
        state.boundary = atom
    elif kind == kinds.ITEM:
        state.item(atom)
    elif kind in (kinds.ENTRY, kinds.SUBSECTION):
        state.heading(atom)
    elif kind == kinds.BEGIN:
        state.begin(atom)
    elif kind == kinds.END:
        state.finish_environment(atom)
