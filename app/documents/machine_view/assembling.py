"""Glyphs to text, in the two ways that programs do it: in the order of the file, and row by row across the page.

Where a space is understood follows Apache PDFBox's `PDFTextStripper` (in Apache Tika, and so in many applicant
systems): a gap wider than half a space's width, or three tenths of an average letter's, opens a word. With the usual
widths of a quarter and half the size both come to about an eighth of it.
"""

import unicodedata
from itertools import pairwise

import msgspec

from app.documents.machine_view.glyphs import Glyph, Page
from app.documents.machine_view.leftwards import is_leftwards, logical

_WORD_GAP = 0.125
_SEGMENT_GAP = 1.5
_SAME_BASELINE = 0.4
_BACK = 0.6
PAGE_BREAK = "\f"


class Segment(msgspec.Struct):
    """Glyphs that follow one another on one baseline without a wide gap; `text` with the spaces understood.

    `x`, `end`, `y` and `size` in points, in the frame turned by `angle`. `start` is its place in the written text,
    `row` its row on the page from the top.
    """

    page: int
    text: str
    x: float
    end: float
    y: float
    size: float
    angle: int
    in_margin: bool
    opens_line: bool
    start: int = 0
    row: int = 0

    @property
    def stop(self) -> int:
        """Where it ends in the written text."""
        return self.start + len(self.text)


class Row(msgspec.Struct):
    """Segments side by side, from left to right; `start` is the row's place in the text across."""

    segments: list[Segment]
    start: int = 0

    @property
    def text(self) -> str:
        """As a program joins them."""
        return " ".join(segment.text for segment in self.segments)


class Assembled(msgspec.Struct):
    """`written` in the order of the file, `across` row by row; pages are parted by a form feed in both."""

    written: str
    across: str
    segments: list[Segment]
    rows: list[Row]


def assemble(pages: list[Page]) -> Assembled:
    """Both texts, and what they are made of."""
    segments = [segment for number, page in enumerate(pages) for segment in _segments(number, page.glyphs)]
    written = _lay_out(segments)
    rows: list[Row] = []
    across = ""
    for number in range(len(pages)):
        across += PAGE_BREAK if number else ""
        for row in _rows([segment for segment in segments if segment.page == number]):
            row.start = len(across)
            across += row.text + "\n"
            for segment in row.segments:
                segment.row = len(rows)
            rows.append(row)
    return Assembled(written, across, segments, rows)


def _segments(page: int, glyphs: list[Glyph]) -> list[Segment]:
    found: list[Segment] = []
    for line in _lines(glyphs):
        if any(is_leftwards(glyph.text) for glyph in line):
            parts = _split(sorted(line, key=lambda glyph: glyph.x))[::-1]
        else:
            parts = _split(line)
        opens_line = True
        for part in parts:
            segment = _segment(page, part, opens_line=opens_line)
            if segment is not None:
                found.append(segment)
                opens_line = False
    return found


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow one another on one baseline; going back to the left begins a new line, except in scripts that
    are written so."""
    lines: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _is_twin(last, glyph):
            continue
        if last is None or _is_new_line(last, glyph, lines[-1]):
            lines.append([])
        lines[-1].append(glyph)
        last = glyph
    return lines


def _is_twin(last: Glyph, glyph: Glyph) -> bool:
    """The same letter once more in the same place: bold that is feigned by printing twice."""
    return last.text == glyph.text and abs(last.x - glyph.x) < 0.1 * glyph.size and abs(last.y - glyph.y) < 1


def _is_new_line(last: Glyph, glyph: Glyph, line: list[Glyph]) -> bool:
    size = max(last.size, glyph.size)
    if last.angle != glyph.angle or abs(last.y - glyph.y) > _SAME_BASELINE * size:
        return True
    goes_back = glyph.x - last.end < -_BACK * size
    return goes_back and not is_leftwards(glyph.text) and not any(is_leftwards(one.text) for one in line)


def _split(line: list[Glyph]) -> list[list[Glyph]]:
    parts = [[line[0]]]
    for last, glyph in pairwise(line):
        if glyph.x - last.end > _SEGMENT_GAP * max(last.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return parts


def _segment(page: int, glyphs: list[Glyph], *, opens_line: bool) -> Segment | None:
    text = _text(glyphs)
    drawn = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not text or not drawn:
        return None
    return Segment(
        page=page,
        text=text,
        x=min(glyph.x for glyph in drawn),
        end=max(glyph.end for glyph in drawn),
        y=drawn[0].y,
        size=max(glyph.size for glyph in drawn),
        angle=drawn[0].angle,
        in_margin=all(glyph.in_margin for glyph in drawn),
        opens_line=opens_line,
    )


def _text(glyphs: list[Glyph]) -> str:
    pieces = [glyphs[0].text]
    for last, glyph in pairwise(glyphs):
        is_apart = glyph.x - last.end > _WORD_GAP * max(last.size, glyph.size)
        if is_apart and not glyph.text.isspace() and not last.text.isspace():
            pieces.append(" ")
        pieces.append(glyph.text)
    if any(map(is_leftwards, pieces)):
        pieces = logical(pieces)
    return unicodedata.normalize("NFC", " ".join("".join(pieces).split()))


def _lay_out(segments: list[Segment]) -> str:
    text = ""
    last: Segment | None = None
    for segment in segments:
        if last is not None:
            text += "\n" * (last.page == segment.page and segment.opens_line)
            text += " " * (last.page == segment.page and not segment.opens_line)
            text += ("\n" + PAGE_BREAK) * (segment.page - last.page)
        segment.start = len(text)
        text += segment.text
        last = segment
    return text + "\n" if text else ""


def _rows(segments: list[Segment]) -> list[Row]:
    """From the top; what is turned keeps a row of its own."""
    rows: list[Row] = []
    flat = [segment for segment in segments if segment.angle == 0]
    for segment in sorted(flat, key=lambda one: -one.y):
        base = rows[-1].segments[0] if rows else None
        if base is not None and base.y - segment.y <= _SAME_BASELINE * min(base.size, segment.size):
            rows[-1].segments.append(segment)
        else:
            rows.append(Row([segment]))
    for row in rows:
        is_leftward = any(is_leftwards(char) for segment in row.segments for char in segment.text)
        row.segments.sort(key=lambda one: one.x, reverse=is_leftward)
    return rows + [Row([segment]) for segment in segments if segment.angle != 0]
