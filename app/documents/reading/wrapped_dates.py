"""Dates of a narrow column that go on in the line below: "09/2018 –⇥Town Hall" above "12/2021"."""

import re

import msgspec

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import TEXT, Block
from app.documents.resume import Span

_MOST_WORDS = 4
_NEAR = " \t()[],;.|·–—-"
_OPEN_END = re.compile(r"[-–—/]\s*$|[^\W\d_]\.?\s*$")


def with_whole_dates(blocks: list[Block]) -> list[Block]:
    """The blocks of a section with the second line of each wrapped date put beside its first."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        whole = _whole(above, block) if above else None
        if whole:
            found[-1] = whole
        else:
            found.append(block)
    return found


def _whole(above: Block, below: Block) -> Block | None:
    if above.kind != TEXT or below.kind != TEXT or "\t" in below.text or below.gap:
        return None
    cell, tab, _ = above.text.partition("\t")
    words = (*cell.split(), *below.text.split())
    if not tab or len(below.text.split()) > _MOST_WORDS or len(words) > 2 * _MOST_WORDS or not _OPEN_END.search(cell):
        return None
    first, both = parse_date_range(cell), parse_date_range(f"{cell} {below.text}")
    if both is None or (first and not first.is_single and not first.is_current):
        return None
    if both.span.end < len(f"{cell} {below.text}".rstrip(_NEAR)) or both.span.start > len(cell):
        return None
    if both.is_single and first is not None:
        return None
    return _put_beside(above, below, len(cell))


def _put_beside(above: Block, below: Block, cell: int) -> Block:
    """`above` with the text of `below` after its first `cell` characters."""
    added = f" {below.text}"
    at = [below.offsets[0], *below.offsets] if below.text else []
    longer = len(added)
    marks = tuple(
        msgspec.structs.replace(
            mark, start=mark.start + longer * (mark.start >= cell), end=mark.end + longer * (mark.end > cell)
        )
        for mark in above.marks
    )
    return msgspec.structs.replace(
        above,
        text=above.text[:cell] + added + above.text[cell:],
        offsets=[*above.offsets[:cell], *at, *above.offsets[cell:]],
        span=Span(above.span.start, max(above.span.end, below.span.end)),
        marks=marks,
        hard=tuple(edge + longer * (edge > cell) for edge in above.hard),
    )
