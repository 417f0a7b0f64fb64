"""Sections that are lists: skills, languages, interests, awards, certificates, publications, references."""

import re
from itertools import pairwise

from app.documents.dates import DateRange
from app.documents.reading.blocks import HEADING, ITEM, Block, Piece, joined
from app.documents.reading.separators import Segment, comma_parts, list_pieces, segments, without_date
from app.documents.reading.values import fill
from app.documents.resume import (
    Award,
    Certificate,
    Interest,
    Language,
    Publication,
    Reference,
    Skill,
    Span,
)

_LABEL = re.compile(r"\s*([^:,;|]{1,50}?)\s*:\s*(?!//)")
_LANGUAGE = r"^\s*(?P<language>[^():–—\t|]+?)\s*"
_FLUENCIES = (
    re.compile(_LANGUAGE + r"(?:\((?P<fluency>[^)]+)\))?\s*\.?\s*$"),
    re.compile(_LANGUAGE + r"(?::|\t|\||\s[-–—]|[–—])\s*(?P<fluency>.+?)\s*\.?\s*$"),
)
_ON_REQUEST = re.compile(
    r"\b(?:on|upon) request\b|auf anfrage|sur demande|a solicitud|op aanvraag|a pedido", re.IGNORECASE
)
_DATE_INSIDE = re.compile(r"\b(?:19|20)\d\d\b.*\w{4}")
_SEPARATED = re.compile(r"[,;|·•]")


def read_skills(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Skill, Span, list[Piece]]]:
    """Skill groups with the span and the keywords of each; `first` is the index of the first in `/skills`."""
    found: list[tuple[Piece | None, list[Piece], Span]] = []
    heading: Piece | None = None
    for block in _lines(blocks):
        if block.kind == HEADING:
            heading = block.piece(strip=" \t:")
            continue
        label, start = _label(block)
        pieces = list_pieces(block, start)
        name = label or heading
        if label is None and found and found[-1][0] == name and (name is None or heading):
            _, before, span = found.pop()
            pieces, span = [*before, *pieces], Span(span.start, block.span.end)
        else:
            span = block.span
        if pieces or name:
            found.append((name, pieces, span))
    skills = []
    for index, (name, pieces, span) in enumerate(found, first):
        skill = fill(Skill, {"name": name, "keywords": pieces}, f"/skills/{index}", places)
        skills.append((skill, span, pieces))
    return skills


def read_languages(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Language, Span]]:
    """Languages spoken with their fluency: "English (C2), Dutch (B1)", "Deutsch: Muttersprache", one a line or many."""
    pieces: list[Piece] = []
    for block in _lines(blocks):
        parts = list_pieces(block) if _SEPARATED.search(block.text) else [block.piece()]
        pieces += [piece for piece in parts if piece]
    found = []
    for index, piece in enumerate(pieces, first):
        match = next(filter(None, (form.match(piece.text) for form in _FLUENCIES)), None)
        fields = {"language": piece}
        if match:
            fields = {name: _inner(piece, match, name) for name in ("language", "fluency") if match[name]}
        found.append((fill(Language, fields, f"/languages/{index}", places), piece.span))
    return found


def read_interests(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Interest, Span]]:
    """Interests, each one by its name."""
    pieces = [piece for block in _lines(blocks) for piece in list_pieces(block)]
    return [
        (fill(Interest, {"name": piece}, f"/interests/{index}", places), piece.span)
        for index, piece in enumerate(pieces, first)
    ]


def read_awards(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Award, Span]]:
    """Awards: title, awarder and date in one line, more lines as the summary."""
    found = []
    for index, (block, more) in enumerate(_titled(blocks), first):
        date, title, other, rest = _title_line(block, more)
        fields = {"title": title, "awarder": other, "date": date, "summary": rest}
        found.append((fill(Award, fields, f"/awards/{index}", places), _span(block, more)))
    return found


def read_certificates(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Certificate, Span]]:
    """Certificates: name, issuer, date, link."""
    found = []
    for index, (block, more) in enumerate(_titled(blocks), first):
        date, title, other, _ = _title_line(block, more)
        fields = {"name": title, "issuer": other, "date": date, "url": _link(block)}
        found.append((fill(Certificate, fields, f"/certificates/{index}", places), _span(block, more)))
    return found


def read_publications(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Publication, Span]]:
    """Publications: a citation is kept whole as the name when it has no clear parts."""
    found = []
    for index, (block, more) in enumerate(_titled(blocks), first):
        date, title, other, rest = _title_line(block, more)
        if other is None and _DATE_INSIDE.search(block.text):
            title = block.piece()
        fields = {"name": title, "publisher": other, "release_date": date, "summary": rest, "url": _link(block)}
        found.append((fill(Publication, fields, f"/publications/{index}", places), _span(block, more)))
    return found


def read_references(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Reference, Span]]:
    """References: a line or heading with the name, the text below it."""
    found = []
    offered = [entry for entry in _titled(blocks) if entry[1] or not _ON_REQUEST.search(entry[0].text)]
    for index, (block, more) in enumerate(offered, first):
        body = joined(more)
        fields = {"name": block.piece(), "reference": body.piece() if body else None}
        found.append((fill(Reference, fields, f"/references/{index}", places), _span(block, more)))
    return found


def _inner(piece: Piece, match: re.Match[str], name: str) -> Piece:
    if piece.span.end - piece.span.start != len(piece.text):
        return Piece(match[name], piece.span)
    return Piece(match[name], Span(piece.span.start + match.start(name), piece.span.start + match.end(name)))


def _label(block: Block) -> tuple[Piece | None, int]:
    """The name of a skill group ("Languages: …", bold text in front, a first cell) and where its list starts."""
    match = _LABEL.match(block.text)
    if match:
        return block.piece(*match.span(1)), match.end()
    bold = block.marked("bold")
    if bold and bold[0].start == 0 and bold[0].end < len(block.text) and not block.marked("bold")[1:]:
        return block.piece(0, bold[0].end, " \t:–—-"), bold[0].end
    cell, tab, rest = block.text.partition("\t")
    if tab and "," in rest and "," not in cell:
        return block.piece(0, len(cell)), len(cell) + 1
    return None, 0


def _lines(blocks: list[Block]) -> list[Block]:
    """The blocks with wrapped lists joined and lists of several lines cut."""
    lines: list[Block] = []
    for block in blocks:
        for line in _cut_at_labels(block):
            before = lines[-1] if lines else None
            if before is not None and _continues(before, line):
                lines[-1] = joined([before, line]) or before
            else:
                lines.append(line)
    return lines


def _cut_at_labels(block: Block) -> list[Block]:
    """A paragraph whose lines each open with a label is as many lines; any other stays one."""
    bounds = [0, *block.hard, len(block.text)]
    parts = [block.cut(start, end) for start, end in pairwise(bounds) if end > start]
    if len(parts) > 1 and all(_LABEL.match(part.text) or _label(part)[0] for part in parts):
        return parts
    return [block]


def _continues(before: Block, line: Block) -> bool:
    if HEADING in (before.kind, line.kind) or line.kind == ITEM or line.gap or _label(line)[0]:
        return False
    return before.text.rstrip().endswith((",", ";")) or (
        bool(_SEPARATED.search(before.text)) and _label(before)[0] is not None
    )


def _titled(blocks: list[Block]) -> list[tuple[Block, list[Block]]]:
    """Entries of a list section: a heading, an outer bullet, or a line with the deeper bullets below it."""
    found: list[tuple[Block, list[Block]]] = []
    top = min((block.level for block in blocks if block.kind == ITEM), default=0)
    headed = any(block.kind == HEADING for block in blocks)
    items = any(block.kind == ITEM for block in blocks)
    for block in blocks:
        opens = block.kind == HEADING
        if not headed:
            opens = (block.kind == ITEM and block.level == top) if items else _opens_line(block, found)
        if opens or not found:
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _opens_line(block: Block, found: list[tuple[Block, list[Block]]]) -> bool:
    return not found or block.gap or bool(block.marked("bold")) or not block.text[:1].islower()


def _title_line(block: Block, more: list[Block]) -> tuple[Piece | None, Piece | None, Piece | None, Piece | None]:
    """Date (as ISO), title, the other party, and the summary of an entry of one or more lines."""
    body = joined(more)
    cleared, found, piece = without_date(block)
    parts = segments(cleared)
    if len(parts) == 1 and not block.marked("bold"):
        parts = _split_once(parts[0])
    rest = body.piece() if body else None
    date = _date(found, piece)
    if date is None and body is not None:
        cleared, found, piece = without_date(body)
        date = _date(found, piece)
        below = segments(cleared)
        if date and below:
            parts, rest = [*parts, *below], None
    title = parts[0].piece() if parts else block.piece()
    other = parts[1].piece() if len(parts) > 1 else None
    return date, title, other, rest


def _split_once(part: Segment) -> list[Segment]:
    """A title and its giver: only when the line has one comma."""
    parts = comma_parts(part)
    return parts if len(parts) == 2 else [part]


def _date(found: DateRange | None, piece: Piece | None) -> Piece | None:
    written = (found.end or found.start) if found else None
    return Piece(written, piece.span) if written and piece else None


def _link(block: Block) -> Piece | None:
    mark = next((mark for mark in block.marked("link") if mark.url), None)
    if mark is None or mark.url is None or mark.url.startswith(("mailto:", "tel:")):
        return None
    return Piece(mark.url, block.source(mark.start, mark.end))


def _span(block: Block, more: list[Block]) -> Span:
    return Span(block.span.start, max([block.span.end, *(part.span.end for part in more)]))
