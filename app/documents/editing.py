"""Putting blocks of a source into another order, and nothing else; and showing what changed.

Orders are given in the original indices of a group: slot i receives the block that was at `order[i]`. What stands
between two blocks stays where it is. Groups may lie inside blocks of other groups; their orders then travel along.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

import msgspec

from app.documents.resume import Group, Resume, Span
from app.errors import InvalidInput

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS: Final = 400
_MANY_LINES: Final = 2000
_NO_NEWLINE: Final = "\\ No newline at end of file"


class Reorder(msgspec.Struct, frozen=True):
    """A new order for the blocks of one group: `order` is a permutation of their indices."""

    group: Group
    order: tuple[int, ...]


class DiffRow(msgspec.Struct, frozen=True):
    """One row of a side-by-side comparison.

    `kind` is `same`, `removed`, `added` or `changed`. Line numbers are 1-based, None on the side that has no line.
    `left_marks` and `right_marks` are the changed words of a `changed` row, in code points of its lines.
    """

    kind: Literal["same", "removed", "added", "changed"]
    left_number: int | None = None
    right_number: int | None = None
    left: str = ""
    right: str = ""
    left_marks: tuple[Span, ...] = ()
    right_marks: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Node:
    """A reorder and, for each of its blocks, the reorders inside that block."""

    spans: tuple[Span, ...]
    order: tuple[int, ...]
    inside: list[list["_Node"]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


def reorder(text: str, orders: Sequence[Reorder]) -> str:
    """`text` with the blocks of each group in its new order.

    Raises InvalidInput for an order that is no permutation, spans outside the text or out of order, a group named
    twice, and groups that overlap without one lying in a block of the other.
    """
    nodes = [_checked(text, one) for one in orders if one.group.spans]
    roots: list[_Node] = []
    for node in sorted(nodes, key=lambda node: (node.start, -node.end)):
        _insert(roots, node)
    return _rendered(text, 0, len(text), roots)


def _checked(text: str, one: Reorder) -> _Node:
    spans = one.group.spans
    if sorted(one.order) != list(range(len(spans))):
        raise InvalidInput(f"The order of {one.group.kind} must name each of its {len(spans)} parts once.")
    last = 0
    for span in spans:
        if not last <= span.start <= span.end <= len(text):
            raise InvalidInput("This order was made for another version of the résumé. Read the résumé again.")
        last = span.end
    return _Node(spans, tuple(one.order), [[] for _ in spans])


def _insert(siblings: list[_Node], node: _Node) -> None:
    """Hang a node under the innermost block that holds it; those before it start earlier or are wider."""
    while siblings and node.start < siblings[-1].end:
        outer = siblings[-1]
        holder = next(
            (at for at, span in enumerate(outer.spans) if span.start <= node.start and node.end <= span.end), None
        )
        if holder is None or outer.spans == node.spans:
            raise InvalidInput("Two of the given orders overlap; give one order for each group.")
        siblings = outer.inside[holder]
    siblings.append(node)


def _rendered(text: str, start: int, end: int, nodes: list[_Node]) -> str:
    pieces: list[str] = []
    at = start
    for node in nodes:
        for slot, span in enumerate(node.spans):
            source = node.order[slot]
            block = node.spans[source]
            pieces += [text[at : span.start], _rendered(text, block.start, block.end, node.inside[source])]
            at = span.end
    pieces.append(text[at:end])
    return "".join(pieces)


def without_block(text: str, group: Group, index: int) -> str:
    """`text` without one block of a group, its own lines or the separator beside it included."""
    span = group.spans[index]
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    rest = text[span.end : end].strip() if end >= 0 else "text"
    if not text[start : span.start].strip() and (not rest or rest.startswith("%")):
        return text[:start] + text[end + 1 :]
    if index:
        return text[: group.spans[index - 1].end] + text[span.end :]
    return text[: span.start] + text[group.spans[1].start :]


def with_copy(text: str, group: Group, index: int) -> str:
    """`text` with a block of a group twice, set off as the blocks of the group are."""
    span = group.spans[index]
    between = min((text[one.end : other.start] for one, other in pairwise(group.spans)), key=len)
    return text[: span.end] + between + text[span.start : span.end] + text[span.end :]


def reorder_resume(resume: Resume, orders: Sequence[Reorder]) -> Resume:
    """The same orders on the structured résumé; `resume` itself is left as it was.

    A group may hold only some indices of an array (two sections of one kind): only those change places. The order
    of sections is not part of a résumé's value. Raises InvalidInput as `reorder`, and for pointers that name nothing.
    """
    copy = msgspec.convert(msgspec.to_builtins(resume), Resume)
    deepest_first = sorted(
        (one for one in orders if one.group.kind != "sections" and one.group.pointers),
        key=lambda one: -one.group.pointers[0].count("/"),
    )
    for one in deepest_first:
        _permute(copy, one)
    return copy


def _permute(resume: Resume, one: Reorder) -> None:
    pointers = one.group.pointers
    if sorted(one.order) != list(range(len(pointers))):
        raise InvalidInput(f"The order of {one.group.kind} must name each of its {len(pointers)} parts once.")
    parents = {pointer.rpartition("/")[0] for pointer in pointers}
    if len(parents) != 1:
        raise InvalidInput("The parts of one group must belong to one list of the résumé.")
    values = _list_at(resume, parents.pop())
    try:
        indices = [int(pointer.rpartition("/")[2]) for pointer in pointers]
        taken = [values[index] for index in indices]
    except (ValueError, IndexError):
        raise _unknown_pointer() from None
    for slot, index in enumerate(indices):
        values[index] = taken[one.order[slot]]


def _list_at(resume: Resume, pointer: str) -> list[object]:
    value: object = resume
    for part in pointer.split("/")[1:]:
        if isinstance(value, list):
            if not part.isdecimal() or int(part) >= len(value):
                raise _unknown_pointer()
            value = value[int(part)]
        elif isinstance(value, msgspec.Struct):
            names = {field.encode_name: field.name for field in msgspec.structs.fields(value)}
            value = getattr(value, names[part], None) if part in names else None
    if not isinstance(value, list):
        raise _unknown_pointer()
    return value


def _unknown_pointer() -> InvalidInput:
    return InvalidInput("This order names a part that the résumé does not have. Read the résumé again.")


def unified_diff(before: str, after: str, name: str) -> str:
    """The difference as `diff -u` writes it, with three lines of context; empty when there is none."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}", n=3)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends, split at line feeds alone, as every diff tool does."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def side_by_side(before: str, after: str) -> list[DiffRow]:
    """The two texts line by line next to each other, changed lines with their changed words marked."""
    old, new = before.split("\n"), after.split("\n")
    rows: list[DiffRow] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > _MANY_LINES)
    for tag, left_start, left_end, right_start, right_end in matcher.get_opcodes():
        if tag == "equal":
            rows += [
                DiffRow("same", left + 1, right + 1, old[left], new[right])
                for left, right in zip(range(left_start, left_end), range(right_start, right_end), strict=True)
            ]
        else:
            rows += _replaced(old, new, range(left_start, left_end), range(right_start, right_end))
    return rows


def _replaced(old: list[str], new: list[str], left: range, right: range) -> Iterator[DiffRow]:
    paired = min(len(left), len(right))
    for one, other in zip(left[:paired], right[:paired], strict=True):
        marks = _word_marks(old[one], new[other])
        if marks is None:
            yield DiffRow("removed", one + 1, None, old[one])
            yield DiffRow("added", None, other + 1, "", new[other])
        else:
            yield DiffRow("changed", one + 1, other + 1, old[one], new[other], *marks)
    for index in left[paired:]:
        yield DiffRow("removed", index + 1, None, old[index])
    for index in right[paired:]:
        yield DiffRow("added", None, index + 1, "", new[index])


def _word_marks(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """The changed words of two lines; None for lines that have too little in common to be one line changed."""
    left, right = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    if not left or not right or max(len(left), len(right)) > _MOST_WORDS:
        return None
    matcher = difflib.SequenceMatcher(None, [m[0] for m in left], [m[0] for m in right], autojunk=False)
    if matcher.ratio() < 0.4:
        return None
    left_marks: list[Span] = []
    right_marks: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if a < b:
            left_marks.append(Span(left[a].start(), left[b - 1].end()))
        if c < d:
            right_marks.append(Span(right[c].start(), right[d - 1].end()))
    return tuple(left_marks), tuple(right_marks)
