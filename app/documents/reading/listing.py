"""Sections that are lists: skills, languages, interests, awards, certificates, publications, references."""

import re
from itertools import pairwise

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Piece, joined
from app.documents.reading.entry_starts import has_text_beside_date, stands_dated
from app.documents.reading.separators import list_pieces
from app.documents.reading.title_lines import title_lines
from app.documents.reading.values import fill
from app.documents.resume import (
    Award,
    Certificate,
    Interest,
    Publication,
    Reference,
    Skill,
    Span,
)

_LABEL = re.compile(r"\s*([^:,;|]{1,50}?)\s*:\s*(?!//)")
_ON_REQUEST = re.compile(
    r"\b(?:on|upon) request\b|auf anfrage|sur demande|a solicitud|op aanvraag|a pedido", re.IGNORECASE
)
# Authors, the year in parentheses, then the title: "Doe, J. (2021). A search …"
_CITED = re.compile(r"\w.*\((?:19|20)\d\d[a-z]?\)[.,:]?\s+(?:\S+\s+){2}\S")
_DATE_INSIDE = re.compile(r"\b(?:19|20)\d\d\b.*\w{4}")
_SHORT_LINE = 64
_FEWEST_SIGNS = 2
_DASHED = re.compile(r"\s*([^,;|:–—]{1,40}?)\s+[–—-]\s+(?=[^\s].*[,;|·•])")
_SEPARATED = re.compile(r"[,;|·•]")


def read_skills(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Skill, Span, list[Piece]]]:
    """Skill groups with the span and the keywords of each; `first` is the index of the first in `/skills`."""
    found: list[tuple[Piece | None, list[Piece], Span]] = []
    heading: Piece | None = None
    for block in list_lines(blocks):
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


def read_interests(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Interest, Span]]:
    """Interests, each one by its name."""
    pieces = [piece for block in list_lines(blocks) for piece in list_pieces(block)]
    return [
        (fill(Interest, {"name": piece}, f"/interests/{index}", places), piece.span)
        for index, piece in enumerate(pieces, first)
    ]


def read_awards(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Award, Span]]:
    """Awards: title, awarder and date in one line, more lines as the summary."""
    found = []
    for index, line in enumerate(title_lines(_titled(blocks)), first):
        fields = {"title": line.title, "awarder": line.other, "date": line.date, "summary": line.rest}
        found.append((fill(Award, fields, f"/awards/{index}", places), line.span))
    return found


def read_certificates(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Certificate, Span]]:
    """Certificates: name, issuer, date, link."""
    found = []
    for index, line in enumerate(title_lines(_titled(blocks)), first):
        fields = {"name": line.title, "issuer": line.other, "date": line.date, "url": line.url}
        found.append((fill(Certificate, fields, f"/certificates/{index}", places), line.span))
    return found


def read_publications(blocks: list[Block], first: int, places: dict[str, Span]) -> list[tuple[Publication, Span]]:
    """Publications: a citation is kept whole as the name when it has no clear parts."""
    found = []
    for index, line in enumerate(title_lines(_titled(blocks), sentences=True), first):
        title, other = line.title, line.other
        if _CITED.search(line.block.text) or (other is None and _DATE_INSIDE.search(line.block.text)):
            title, other = line.block.piece(), None
        fields = {"name": title, "publisher": other, "release_date": line.date, "summary": line.rest}
        fields["url"] = line.url
        found.append((fill(Publication, fields, f"/publications/{index}", places), line.span))
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


def _label(block: Block) -> tuple[Piece | None, int]:
    """The name of a skill group ("Languages: …", bold text in front, a first cell) and where its list starts."""
    match = _LABEL.match(block.text)
    if match:
        return block.piece(*match.span(1)), match.end()
    dashed = _DASHED.match(block.text)
    if dashed:
        return block.piece(*dashed.span(1)), dashed.end()
    bold = block.marked("bold")
    if bold and bold[0].start == 0 and bold[0].end < len(block.text) and not block.marked("bold")[1:]:
        return block.piece(0, bold[0].end, " \t:–—-"), bold[0].end
    cell, tab, rest = block.text.partition("\t")
    if tab and "," in rest and "," not in cell:
        return block.piece(0, len(cell)), len(cell) + 1
    return None, 0


def list_lines(blocks: list[Block]) -> list[Block]:
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
    """A paragraph whose lines each open with a label, or are each an entry of its own, is as many lines."""
    bounds = [0, *block.hard, len(block.text)]
    parts = [block.cut(start, end) for start, end in pairwise(bounds) if end > start]
    if len(parts) > 1 and all(_LABEL.match(part.text) or _label(part)[0] for part in parts):
        return parts
    return parts if len(parts) > 1 and _are_entries(parts) else [block]


def _are_entries(lines: list[Block]) -> bool:
    """Whether the lines of one paragraph were broken on purpose: each opens anew, none goes on after a comma, and the
    lines are short or dated."""
    if lines[0].kind != TEXT or any(line.text[:1].islower() for line in lines):
        return False
    if any(line.text.rstrip().endswith((",", ";", "-")) for line in lines) or _run_on(lines):
        return False
    return all(len(line.text) <= _SHORT_LINE or stands_dated(line) for line in lines[:-1])


def _run_on(lines: list[Block]) -> bool:
    """Whether lines hold several short pieces each, with signs between them: one list that was wrapped."""
    return all(
        len(_SEPARATED.findall(line.text)) >= _FEWEST_SIGNS and parse_date_range(line.text) is None
        for line in lines[:-1]
    )


def _continues(before: Block, line: Block) -> bool:
    if HEADING in (before.kind, line.kind) or line.kind == ITEM or line.gap or _label(line)[0]:
        return False
    return before.text.rstrip().endswith((",", ";")) or (
        bool(_SEPARATED.search(before.text)) and _label(before)[0] is not None
    )


def _titled(blocks: list[Block]) -> list[tuple[Block, list[Block]]]:
    """Entries of a list section: a heading, an outer bullet, or a line with the deeper bullets below it."""
    blocks = [line for block in blocks for line in _cut_at_labels(block)]
    found: list[tuple[Block, list[Block]]] = []
    top = min((block.level for block in blocks if block.kind == ITEM), default=0)
    headed = any(block.kind == HEADING for block in blocks)
    items = any(block.kind == ITEM for block in blocks)
    for block in blocks:
        opens = block.kind == HEADING
        if not headed:
            opens = (block.kind == ITEM and block.level == top) if items else _opens_line(block, found)
            opens = opens or (block.kind == TEXT and bool(found) and _are_dated_alike(found[-1], block))
        if found and _is_date_alone(block) and not _is_date_alone(found[-1][0]):
            found[-1][1].append(block)
        elif opens or not found:
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _are_dated_alike(before: tuple[Block, list[Block]], block: Block) -> bool:
    """Whether the entry before is dated and this line is and says more: then it is an entry of its own, no remark."""
    if not (stands_dated(block) and has_text_beside_date(block)):
        return False
    return any(parse_date_range(line.text) is not None for line in (before[0], *before[1]))


def _is_date_alone(block: Block) -> bool:
    return stands_dated(block) and not has_text_beside_date(block)


def _opens_line(block: Block, found: list[tuple[Block, list[Block]]]) -> bool:
    return not found or block.gap or bool(block.marked("bold")) or not block.text[:1].islower()


def _span(block: Block, more: list[Block]) -> Span:
    return Span(block.span.start, max([block.span.end, *(part.span.end for part in more)]))
