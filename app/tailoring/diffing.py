"""Two versions of a source side by side, with the long unchanged stretches folded away."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from app.documents import editing
from app.documents.resume import Span
from app.tailoring.contexts import Diff, DiffRow, Piece

CONTEXT_LINES = 3
MOST_LINES = 5_000


def diff_view(before: str, after: str) -> Diff | None:
    """What the page shows of the difference; nothing for sources too long to compare by eye."""
    if max(before.count("\n"), after.count("\n")) > MOST_LINES:
        return None
    rows = editing.side_by_side(before, after)
    return Diff(
        rows=tuple(_folded(rows)) if any(row.kind != "same" for row in rows) else (),
        removed=sum(row.kind in {"removed", "changed"} for row in rows),
        added=sum(row.kind in {"added", "changed"} for row in rows),
    )


def _folded(rows: Sequence[editing.DiffRow]) -> Iterable[DiffRow]:
    near: set[int] = set()
    for index, row in enumerate(rows):
        if row.kind != "same":
            near.update(range(index - CONTEXT_LINES, index + CONTEXT_LINES + 1))
    for shown, stretch in groupby(enumerate(rows), lambda numbered: numbered[0] in near):
        lines = [row for _, row in stretch]
        if shown:
            yield from map(_row, lines)
        else:
            yield DiffRow(kind="gap", skipped=len(lines))


def _row(row: editing.DiffRow) -> DiffRow:
    return DiffRow(
        kind=row.kind,
        old_number=row.left_number,
        old=tuple(_pieces(row.left, row.left_marks)),
        new_number=row.right_number,
        new=tuple(_pieces(row.right, row.right_marks)),
    )


def _pieces(line: str, marks: Sequence[Span]) -> Iterable[Piece]:
    at = 0
    for mark in marks:
        if at < mark.start:
            yield Piece(line[at : mark.start])
        yield Piece(line[mark.start : mark.end], marked=True)
        at = mark.end
    if at < len(line):
        yield Piece(line[at:])
