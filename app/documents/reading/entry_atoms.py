"""The head of an entry in atoms: the texts between all signs that could part a position, an employer and a place."""

import re
from collections.abc import Sequence

import msgspec

from app.documents.reading.blocks import Block
from app.documents.reading.separators import COMPANY_FORMS, Segment, depths, trim

LINE, SHARED = "\n", "\n\n"
_CUTS = re.compile(
    r"\x00+|\t+| {3,}|\s+[|·•▪◦‖∙⋅]\s+|\s*\|\s*|\s+[–—]{1,3}\s+|\s+--?-?\s+|\s*[–—]\s+|;\s+|\s+/\s+|,\s+|[，、]|"
    r"\s+(?:at|@|bei|chez|bij|presso)\s+|\s*\((?=[^()]{2,60}\)\s*(?:$|\x00|\t|[|·•–—,/]))"
)
# "Ingeniera de datos en Telefónica": between a position and its employer, within the name of a study.
_EMPLOYED_AT = re.compile(_CUTS.pattern + r"|\s+(?:en|em|na|no)\s+")
_MOST_ATOMS = 7
# In a section of very many entries each gets less work.
_MANY_HEADS, _ATOMS_OF_MANY = 40, 4


class Atom(msgspec.Struct, frozen=True):
    """A text of a head; `before` is the sign before it: `LINE`, `SHARED` after an employer's own line, a tab, "|", "
    "","."""

    segment: Segment
    before: str


def atoms_of(heads: Sequence[tuple[list[Block], int]], *, employed: bool = False) -> list[list[Atom]]:
    """The atoms of each head: its lines with their dates blanked out, the first so many of which several entries share.

    `employed`: words that stand between a position and its employer part them.
    """
    most = _MOST_ATOMS if len(heads) <= _MANY_HEADS else _ATOMS_OF_MANY
    return [_of_head(lines, shared, most, _EMPLOYED_AT if employed else _CUTS) for lines, shared in heads]


def _of_head(lines: list[Block], shared: int, most: int, cuts: re.Pattern[str]) -> list[Atom]:
    found: list[Atom] = []
    for number, block in enumerate(lines):
        opens = SHARED if shared and number == shared else LINE
        found += _of_line(block, opens, cuts)
    return _fewer(found, most)


def _of_line(block: Block, opens: str, cuts: re.Pattern[str]) -> list[Atom]:
    inside = depths(block.text)
    edges = {edge for kind in ("bold", "italic") for mark in block.marked(kind) for edge in (mark.start, mark.end)}
    found: list[Atom] = []
    last, before = 0, opens
    for match in cuts.finditer(block.text):
        if inside[match.start()] or (match[0][0] == "," and COMPANY_FORMS.match(block.text, match.end())):
            continue
        is_text = _add(found, block, last, match.start(), before)
        last = match.end()
        if is_text:
            before = _name(match[0], any(match.start() <= edge <= match.end() for edge in edges))
    _add(found, block, last, len(block.text), before)
    return found


def _add(found: list[Atom], block: Block, start: int, end: int, before: str) -> bool:
    segment = trim(Segment(block, start, end, before == "\t"))
    if segment:
        found.append(Atom(segment, before))
    return bool(segment)


def _name(sign: str, at_edge: bool) -> str:
    """One name for a sign whatever space is around it; a comma beside emphasis is a stronger sign."""
    bare = sign.strip(" ")
    if not bare or "\t" in bare:
        return "\t"
    if bare[0] == "\x00":
        return "\x00"
    if bare in {"–", "—", "-", "--", "---"}:
        return "–"
    return ",*" if bare == "," and at_edge else bare.lower()


def _fewer(atoms: list[Atom], most: int) -> list[Atom]:
    """A head of very many atoms without its commas, so that the work stays small."""
    if len(atoms) <= most:
        return atoms
    found: list[Atom] = []
    for atom in atoms:
        if found and atom.before == "," and found[-1].segment.block is atom.segment.block:
            whole = Segment(atom.segment.block, found[-1].segment.start, atom.segment.end, found[-1].segment.after_gap)
            found[-1] = Atom(whole, found[-1].before)
        else:
            found.append(atom)
    return found[:most]
