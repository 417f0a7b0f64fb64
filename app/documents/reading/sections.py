"""Dividing blocks into the part above the first heading and the headed sections."""

from itertools import pairwise

import msgspec

from app.documents.contact import find_contact
from app.documents.dates import parse_date_range
from app.documents.entries import looks_like_place, place_evidence
from app.documents.folding import fold
from app.documents.headings import is_contact_heading, is_document_title, is_known_heading, section_key
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Piece
from app.documents.resume import Span
from app.documents.section_evidence import Row
from app.documents.section_kinds import Headed, kinds_of

# How many lines at the top may say no more than "Curriculum Vitae".
_MOST_TITLES = 2
_NEAR_TOP, _FAR_DOWN = 12, 60
_LONG_NAME = 4
_LIST_WORDS = 8
_ROW = 140
_DASHES = frozenset("-–—")
_KNOWN_PLACE = 0.9


class Part(msgspec.Struct):
    """One headed part: `key` as in `Section` ("contact" for the person's details), `blocks` without the heading."""

    key: str
    heading: Block
    blocks: list[Block]

    @property
    def span(self) -> Span:
        """From the heading to the end of its last block."""
        every = [self.heading, *self.blocks]
        return Span(min(block.span.start for block in every), max(block.span.end for block in every))


class Outline(msgspec.Struct):
    """A whole document: the person's name, the blocks above the first section, the sections in order."""

    name: Piece | None
    top: list[Block]
    parts: list[Part]


def outline(blocks: list[Block]) -> Outline:
    """Name, top and sections of a document; a document without headings is all top."""
    first = next((index for index, block in enumerate(blocks) if not is_document_title(block.text)), 0)
    blocks = blocks[first:] if first <= _MOST_TITLES else blocks
    name_block = _name_block(blocks)
    level = _section_level(blocks, name_block)
    top: list[Block] = []
    parts: list[Part] = []
    after_name = False
    for block in blocks:
        if block is name_block:
            after_name = True
        elif block.kind == HEADING and block.level <= level:
            parts.append(Part(_key(block.text), block, []))
            after_name = False
        elif parts and not after_name:
            parts[-1].blocks.append(block)
        else:
            top.append(block)
    if parts and not top and _is_label(parts[0]):
        top = [msgspec.structs.replace(parts[0].heading, kind=TEXT, level=0), *parts[0].blocks]
        parts = parts[1:]
    for part, key in zip(parts, kinds_of([_headed(part) for part in parts]), strict=True):
        part.key = key
    return Outline(name_block.piece() if name_block else None, top, parts)


def _is_label(part: Part) -> bool:
    """Whether what stands right below the name, set as headings are, is what the person is: contacts follow it."""
    known = is_known_heading(part.heading.text) or is_contact_heading(part.heading.text)
    return not known and bool(part.blocks) and all(find_contact(block.text).spans for block in part.blocks)


def looks_like_name(text: str) -> bool:
    """One to six words that open with a letter; no digits, no place ("Utrecht, Netherlands"), no heading."""
    before, comma, after = text.partition(",")
    if comma and any(len(word) > 5 or not word[0].isupper() for word in after.split()):
        return False
    words = f"{before} {after}".split()
    if not _DASHES.isdisjoint(words):
        return False
    if not 1 <= len(words) <= 6 or len(text) > 60 or any(char.isdigit() or char in "@|:/•·" for char in text):
        return False
    return words[0][:1].isalpha() and not is_known_heading(text) and (len(words) > 1 or not words[0][0].islower())


def _headed(part: Part) -> Headed:
    return Headed(part.key, part.heading.text, [row for block in part.blocks for row in _rows(block)])


def _rows(block: Block) -> list[Row]:
    """A block as one row, or as one a line where its lines are as short as those of lists or have dates."""
    bounds = [0, *block.hard, len(block.text)]
    lines = [block.text[start:end].strip() for start, end in pairwise(bounds)]
    short = len(lines) > 1 and all(0 < len(line.split()) <= _LIST_WORDS for line in lines)
    apart = short or sum(parse_date_range(line) is not None for line in lines if len(line) <= _ROW) > len(lines) // 2
    return [Row(line, block.kind == ITEM) for line in (lines if apart else [block.text])]


def _key(title: str) -> str:
    return "contact" if is_contact_heading(title) else section_key(title) or "other"


def _name_block(blocks: list[Block]) -> Block | None:
    """What stands out as the title, else the first block that can be a name, before any known heading."""
    titles = [block for block in blocks[:80] if block.kind == HEADING and block.level == 1]
    if len(titles) == 1 and looks_like_name(titles[0].text):
        return titles[0]
    first: Block | None = None
    place = _place_above(blocks[:_NEAR_TOP])
    for block in blocks[:_NEAR_TOP]:
        if block is place:
            continue
        known = is_known_heading(block.text)
        if block.kind == HEADING and block.level > 1 and known and block is not blocks[0]:
            return first
        if known or block.kind == ITEM or "\t" in block.text or find_contact(block.text).spans:
            continue
        if looks_like_name(block.text):
            # In a column at the side "Stack" stands before the name.
            if block.kind != HEADING or not section_key(block.text):
                return block if first is None or len(block.text.split()) > 1 else first
            first = first or block
    return _named_in_address(blocks) or first


def _place_above(blocks: list[Block]) -> Block | None:
    """A town at the very top, with ways to reach the person below it, and below those a name in bold."""
    opening = blocks[0] if blocks else None
    if opening is None or opening.kind == HEADING or opening.marked("bold"):
        return None
    if "," not in opening.text and place_evidence(opening.text) < _KNOWN_PLACE:
        return None
    rest = blocks[1:]
    reached = next((index for index, block in enumerate(rest) if not find_contact(block.text).spans), len(rest))
    below = rest[reached] if 0 < reached < len(rest) else None
    is_name = below is not None and bool(below.marked("bold")) and looks_like_name(below.text)
    return opening if is_name and looks_like_place(opening.text) else None


def _named_in_address(blocks: list[Block]) -> Block | None:
    """A line whose words stand in an address or a link: where a column at the side comes first, the name follows it."""
    addresses = " ".join(fold(block.text).lower() for block in blocks[:_FAR_DOWN] if find_contact(block.text).spans)
    for block in blocks[:_FAR_DOWN]:
        words = [word for word in fold(block.text).lower().split() if len(word) >= _LONG_NAME]
        named = len(words) > 1 and any(word in addresses for word in words) and block.text.split()[-1][0].isupper()
        if named and block.kind != ITEM and "\t" not in block.text and looks_like_name(block.text):
            return block
    return None


def _section_level(blocks: list[Block], name: Block | None) -> int:
    """The heading level that opens sections: the highest one at which a known heading stands."""
    headings = [block for block in blocks if block.kind == HEADING and block is not name]
    known = [block.level for block in headings if is_known_heading(block.text)]
    known = known or [block.level for block in headings if section_key(block.text)]
    if known:
        return min(known)
    return min((block.level for block in headings), default=0)
