"""Rows of a grid or table as blocks: what stands side by side as one line, what is a column of its own in turn."""

from collections.abc import Iterator, Sequence

import msgspec

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import HEADING, TEXT, Block, joined

_MOST_LINES = 4


def rows_of(cells: Sequence[list[Block]], columns: int) -> Iterator[list[Block]]:
    """The blocks of each row that holds any."""
    for start in range(0, len(cells), columns):
        row = [cell for cell in cells[start : start + columns] if cell]
        if row:
            yield _row(row)


def _row(cells: list[list[Block]]) -> list[Block]:
    long = [cell for cell in cells if len(cell) > 1]
    is_headed = any(block.kind == HEADING for cell in cells for block in cell)
    if len(cells) == 1 or is_headed or any(cell[0].kind != TEXT for cell in cells):
        return [block for cell in cells for block in cell]
    if len(long) < 2:
        rest = long[0][1:] if long else []
        return [_side_by_side([cell[0] for cell in cells]), *rest]
    if _is_tabular(cells):
        count = max(map(len, cells))
        return [_side_by_side([cell[index] for cell in cells if index < len(cell)]) for index in range(count)]
    return [block for cell in cells for block in cell]


def _is_tabular(cells: list[list[Block]]) -> bool:
    """Whether cells of several short lines are read line by line across: one of them dates what the others say."""
    every = [block for cell in cells for block in cell]
    if any(len(cell) > _MOST_LINES for cell in cells) or any(block.kind != TEXT for block in every):
        return False
    return any(parse_date_range(block.text) for block in every)


def _side_by_side(blocks: list[Block]) -> Block:
    whole = joined(blocks, "\t")
    return msgspec.structs.replace(whole, hard=()) if whole else blocks[0]
