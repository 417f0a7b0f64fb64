"""Lines of text as blocks: shared by plain text and PDF."""

from math import inf
from statistics import median

from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block
from app.documents.reading.broken_words import whole
from app.documents.reading.line_headings import (
    LARGER,
    have_colons,
    heading_looks,
    is_heading,
    is_numbered_title,
    title_look,
)
from app.documents.reading.lines import BULLET, Line
from app.documents.reading.numbered import numbered_headings
from app.documents.reading.wrapped_lines import Wraps


def assemble(lines: list[Line]) -> list[Block]:
    """Headings, bullets and paragraphs of lines in reading order; wrapped lines are joined."""
    heads, title, colons = heading_looks(lines), title_look(lines), have_colons(lines)
    edges, wraps = _bullet_edges(lines), Wraps(lines)
    blocks: list[Block] = []
    # The lines of the last paragraph or bullet are joined when it ends: joining each alone would be quadratic.
    parts: list[Block] = []
    open_lines: list[Line] = []
    numbered = numbered_headings((line.text, line.gap or line.underlined) for line in lines)
    usual, opened = median(line.look.size for line in lines) if lines else 0.0, False
    outer = inf
    for number, line in enumerate(lines):
        bullet = None if number in numbered or is_numbered_title(line, heads) else BULLET.match(line.text)
        is_title = bool(title and line.look == title)
        # Below the first heading a line in larger letters is one without a gap above it too.
        larger = opened and line.look.size >= LARGER * usual > 0
        headed = (
            is_title or number in numbered or (not bullet and is_heading(line, heads, colons=colons, larger=larger))
        )
        if parts and not bullet and not headed and wraps.continues(open_lines, parts[0], line, outer):
            parts.append(line.block(parts[0].kind, _indent(line)))
            open_lines.append(line)
            continue
        blocks += whole(parts, [line.ragged for line in open_lines])
        parts, open_lines = [], [line]
        outer = inf if headed else outer if bullet else min(outer, line.left)
        if is_title:
            _add_title(blocks, line.block(HEADING, _indent(line), 1))
        elif headed:
            blocks.append(line.block(HEADING, _indent(line), 2))
            opened = True
        elif bullet:
            level = edges.index(_edge(line)) if _edge(line) in edges else 0
            parts = [line.block(ITEM, bullet.end(), level)]
        else:
            parts = [line.block(TEXT, _indent(line))]
    return [*blocks, *whole(parts, [line.ragged for line in open_lines])]


def _add_title(blocks: list[Block], block: Block) -> None:
    """A name in two lines is one name."""
    last = blocks[-1] if blocks else None
    if last and last.kind == HEADING and last.level == 1:
        blocks[-1:] = whole([last, block], [True, True])
    else:
        blocks.append(block)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _edge(line: Line) -> int:
    return round(line.left / 4) if line.look.size else round(line.left / 2)


def _bullet_edges(lines: list[Line]) -> list[int]:
    """Left edges at which bullets stand, outermost first, neighbours taken together."""
    edges = sorted({_edge(line) for line in lines if BULLET.match(line.text)})
    return [edge for index, edge in enumerate(edges) if index == 0 or edge - edges[index - 1] > 0]
