"""What a program that reads across the page joins wrongly: columns side by side, and tables."""

from collections.abc import Sequence

from app.documents.machine_view.assembling import Assembled, Row, Segment
from app.documents.machine_view.seeking import Arrival

_FEWEST_CELLS = 3
_FEWEST_ROWS = 3
_SAME_EDGE = 4.0


def mixed_rows(text: Assembled, arrivals: Sequence[Arrival]) -> list[Row]:
    """Rows whose parts belong to different sections, or to different entries of one section.

    A date beside its title or a place beside its employer is one entry, and no mistake.
    """
    owners = _owners(text.segments, arrivals)
    found = []
    for row in text.rows:
        blocks = {owner for segment in row.segments for owner in owners.get(id(segment), set())}
        sections = {section for section, _ in blocks}
        entries = {block for _, block in blocks if block}
        if len(row.segments) > 1 and (len(sections) > 1 or len(entries) > 1):
            found.append(row)
    return found


def _owners(segments: list[Segment], arrivals: Sequence[Arrival]) -> dict[int, set[tuple[str, str]]]:
    """The section, and the entry where there is one, of each segment whose values are known."""
    owners: dict[int, set[tuple[str, str]]] = {}
    for arrival in arrivals:
        if arrival.place is None or arrival.expected.kind in {"skill", "place", "level"}:
            continue
        start, end = arrival.place
        block = "" if arrival.expected.kind == "heading" else arrival.expected.block
        for segment in segments:
            if segment.start < end and start < segment.stop:
                owners.setdefault(id(segment), set()).add((arrival.expected.section, block))
    return {key: blocks for key, blocks in owners.items() if len({section for section, _ in blocks}) == 1}


def table_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of three cells and more whose edges stand below one another, three rows and more on end."""
    found: list[Row] = []
    run: list[Row] = []
    for row in [*rows, Row([])]:
        if run and not _is_aligned(run[-1], row):
            found += run if len(run) >= _FEWEST_ROWS else []
            run = []
        if len(row.segments) >= _FEWEST_CELLS:
            run.append(row)
    return found


def _is_aligned(upper: Row, lower: Row) -> bool:
    shared = sum(any(abs(cell.x - other.x) < _SAME_EDGE for other in lower.segments) for cell in upper.segments)
    return shared >= _FEWEST_CELLS
