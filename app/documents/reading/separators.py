"""Cutting a line into what its author kept apart: cells, bars, dots, dashes, commas, parentheses."""

import re

import msgspec

from app.documents.dates import DateRange, parse_date_range
from app.documents.folding import fold
from app.documents.reading.blocks import Block, Mark, Piece

_STRONG = re.compile(r"\t+| {3,}|\s+[|·•▪◦‖∙⋅]\s+|\s*\|\s*|\s+[–—]{1,3}\s+|\s+--?-?\s+|\s*[–—]\s+|\x00+|;\s+")
_COMMA = re.compile(r",\s+")
COMPANY_FORMS = re.compile(r"(?:inc|llc|ltd|gmbh|corp|co|plc|b\.?v|s\.?a|ag|s\.?r\.?l|limited|kg)\b\.?", re.IGNORECASE)
# What stands in brackets behind a date and tells of it: "(part-time)", "(temps partiel)", "(60 %)".
_BESIDE_DATE = re.compile(
    r"\s*\((?:part|full)[- ]?time\)|\s*\((?:temps (?:partiel|plein)|teilzeit|vollzeit|befristet|unbefristet|deeltijd|"
    r"voltijd|media jornada|jornada (?:completa|parcial)|tempo (?:parcial|integral)|meio periodo|seasonal|saisonal|"
    r"temporary|summers?|contract|internship|\d{1,3} ?%|\d{1,2}(?:[.,]5)? ?(?:h|hours?|std\.?|stunden|uur|horas)"
    r"(?: ?(?:/|per|a|pro|die)? ?"
    r"(?:week|woche|semaine|semana|wk))?)\)"
)
_EDGES = " \t,;:|·•–—-."
_OPEN, _CLOSE = "([{", ")]}"


class Segment(msgspec.Struct, frozen=True):
    """A part of a block's text, `[start, end)`, and whether a wide gap stands before it."""

    block: Block
    start: int
    end: int
    after_gap: bool = False

    @property
    def text(self) -> str:
        """The words of the segment."""
        return self.block.text[self.start : self.end]

    def piece(self, strip: str = " \t,;|·•") -> Piece | None:
        """The value without the separators at its ends."""
        return self.block.piece(self.start, self.end, strip)

    def part(self, start: int, end: int) -> "Segment":
        """The segment between two indices of this segment's text."""
        return Segment(self.block, self.start + start, self.start + end, self.after_gap)

    def is_all(self, kind: str) -> bool:
        """Whether marks of this kind cover the segment."""
        return any(mark.start <= self.start and mark.end >= self.end for mark in self.block.marked(kind))

    def link(self) -> Mark | None:
        """The first link inside the segment."""
        inside = (m for m in self.block.marked("link") if m.start < self.end and m.end > self.start)
        return next(inside, None)


def segments(block: Block, start: int = 0, end: int | None = None) -> list[Segment]:
    """The parts between strong separators (wide gaps, bars, dots, spaced dashes), none inside parentheses."""
    stop = len(block.text) if end is None else end
    inside = depths(block.text)
    found, last, gap = [], start, False
    for match in _STRONG.finditer(block.text, start, stop):
        if inside[match.start()]:
            continue
        found.append(Segment(block, last, match.start(), gap))
        last, gap = match.end(), "\t" in match[0] or "   " in match[0]
    found.append(Segment(block, last, stop, gap))
    return [trimmed for trimmed in (trim(segment) for segment in found) if trimmed]


def comma_parts(segment: Segment) -> list[Segment]:
    """The parts between commas, none inside parentheses; "Google, Inc." stays whole."""
    inside = depths(segment.text)
    parts, last = [], 0
    for match in _COMMA.finditer(segment.text):
        if inside[match.start()] or COMPANY_FORMS.match(segment.text, match.end()):
            continue
        parts.append(segment.part(last, match.start()))
        last = match.end()
    parts.append(segment.part(last, len(segment.text)))
    return [trimmed for trimmed in (trim(part) for part in parts) if trimmed]


def list_pieces(block: Block, start: int = 0, end: int | None = None) -> list[Piece]:
    """The items of "a, b (c, d) · e and f": separators inside parentheses do not count."""
    stop = len(block.text) if end is None else end
    inside = depths(block.text)
    found, last = [], start
    around = inside[start] - (block.text[start] in _OPEN) if start < stop else 0
    for match in re.compile(r"[,;|•\t▪∙⋅]|(?<![lL])·|·(?![lL])|\s[–—-]\s|\s{3,}|\s/\s").finditer(
        block.text, start, stop
    ):
        if inside[match.start()] > around or _inside_number(block.text, match):
            continue
        found.append((last, match.start()))
        last = match.end()
    found.append((last, stop))
    pieces = [_without_and(block, *bounds) for bounds in found]
    return [piece for piece in pieces if piece]


def trailing_parenthesis(segment: Segment) -> tuple[Segment, Segment] | None:
    """A segment "Polder Pay (Amsterdam)" as its two parts, or None when it does not end so."""
    match = re.search(r"\s*\(([^()]{2,60})\)\s*$", segment.text)
    if not match or match.start() == 0:
        return None
    return segment.part(0, match.start()), segment.part(match.start(1), match.end(1))


def without_date(block: Block) -> tuple[Block, DateRange | None, Piece | None]:
    """The block with its date blanked out (NUL, a separator), the date, and the piece that it was read from."""
    found = parse_date_range(block.text)
    if found is None:
        return block, None, None
    start, end = found.span.start, found.span.end
    while start and block.text[start - 1] in "([ " and end < len(block.text) and block.text[end] in ")] ":
        if block.text[start - 1] in "([":
            end += 1
            start -= 1
            break
        start -= 1
    remark = _BESIDE_DATE.match(fold(block.text), end)
    end = remark.end() if remark else end
    text = block.text[:start] + "\x00" * (end - start) + block.text[end:]
    piece = block.piece(found.span.start, found.span.end)
    return msgspec.structs.replace(block, text=text), found, piece


def without_remark(block: Block) -> Block | None:
    """A line below a date without what stands in brackets behind dates ("(part-time)") and found no room there.

    None where that is all of it; only in a cell of its own is it taken away.
    """
    cell, _, rest = block.text.partition("\t")
    if not _BESIDE_DATE.fullmatch(fold(cell.strip())):
        return block
    return block.cut(len(block.text) - len(rest), len(block.text)) if rest.strip() else None


def trim(segment: Segment) -> Segment | None:
    """The segment without separators and spaces at its ends; None when nothing is left."""
    text = segment.text
    left = len(text) - len(text.lstrip(_EDGES.rstrip(".") + "\x00"))
    cleaned = text[left:].rstrip(_EDGES + "\x00")
    if not cleaned:
        return None
    end = left + len(cleaned)
    if text[end : end + 1] == "." and (re.search(r"(?:^|[\s.])\w{1,4}$", cleaned)):
        end += 1
    return segment.part(left, end)


def _without_and(block: Block, start: int, end: int) -> Piece | None:
    leading = re.match(r"\s*(?:and|und|et|y|en|e|&)\s+", block.text[start:end])
    piece = block.piece(start + (leading.end() if leading else 0), end, " \t")
    if piece and piece.text.endswith(".") and end == len(block.text):
        return block.piece(start + (leading.end() if leading else 0), end, " \t.") or piece
    return piece


def _inside_number(text: str, match: re.Match[str]) -> bool:
    before, after = match.start() - 1, match.end()
    return match[0] == "," and before >= 0 and after < len(text) and text[before].isdigit() and text[after].isdigit()


def depths(text: str) -> list[int]:
    """For each character how many parentheses are open around it; unbalanced ones count as text."""
    found, depth = [], 0
    balanced = sum(map(text.count, _OPEN)) == sum(map(text.count, _CLOSE))
    for char in text:
        depth += balanced and char in _OPEN
        found.append(depth)
        depth = max(0, depth - (balanced and char in _CLOSE))
    return found
