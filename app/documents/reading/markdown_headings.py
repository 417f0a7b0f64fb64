"""Section headings that a Markdown résumé has in bold paragraphs only."""

from collections.abc import Iterable

import msgspec

from app.documents.dates import parse_date_range
from app.documents.heading_forms import are_titles
from app.documents.headings import is_contact_heading, is_known_heading, section_key
from app.documents.reading.blocks import HEADING, TEXT, Block

_LEVEL = 2
_MOST_WORDS = 6
# Sections whose own entries or groups often have a bold line of their own.
_WITH_BOLD_LINES = frozenset(("work", "volunteer", "education", "projects", "skills", "references"))


def with_bold_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with bold paragraphs as headings, where known headings stand so and none stands as a heading."""
    bold = [block for block in blocks if _is_bold_line(block)]
    if any(block.kind == HEADING and is_known_heading(block.text) for block in blocks):
        return blocks
    known = sum(map(_opens_section, bold))
    if known < 2:
        return [_promoted_alone(block) for block in blocks] if not known and _are_headings(blocks, bold) else blocks
    return list(_promoted(blocks))


def _are_headings(blocks: list[Block], bold: list[Block]) -> bool:
    """Whether bold lines that no list of headings knows are the only headings that a document has."""
    return are_titles(block.text for block in bold) and not any(
        block.kind == HEADING and block.level == _LEVEL for block in blocks
    )


def _promoted_alone(block: Block) -> Block:
    return msgspec.structs.replace(block, kind=HEADING, level=_LEVEL) if _is_bold_line(block) else block


def _promoted(blocks: list[Block]) -> Iterable[Block]:
    section = ""
    for block in blocks:
        alone = _is_bold_line(block)
        opens = alone and (_opens_section(block) or bool(section and section not in _WITH_BOLD_LINES))
        if opens:
            section = section_key(block.text) or "other"
            yield msgspec.structs.replace(block, kind=HEADING, level=_LEVEL)
        elif block.kind == HEADING and block.level <= _LEVEL and section:
            yield msgspec.structs.replace(block, level=_LEVEL + 1)
        else:
            yield block


def _is_bold_line(block: Block) -> bool:
    """Whether a paragraph is one short bold line without a date."""
    text = block.text.strip()
    if block.kind != TEXT or block.hard or len(text.split()) > _MOST_WORDS or parse_date_range(text):
        return False
    marks = block.marked("bold")
    return bool(marks) and marks[0].start == 0 and marks[-1].end >= len(text.rstrip(": "))


def _opens_section(block: Block) -> bool:
    known = is_known_heading(block.text) or is_contact_heading(block.text)
    return known or section_key(block.text) is not None
