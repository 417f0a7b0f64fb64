"""Personal details: which lines say how to reach the person, and which are kept beside them, word for word."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from app.documents.contact import find_contact
from app.documents.reading.blocks import Block
from app.documents.resume import Span
from app.documents.section_evidence import is_private_detail


def reaching(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a contact section without the lines of birthdays, nationalities and families."""
    found: list[Block] = []
    for block in blocks:
        lines = list(_lines(block))
        kept = [line for line in lines if not _is_private(line)]
        found += [block] if len(kept) == len(lines) else kept
    return found


def unread(blocks: Iterable[Block], read: Sequence[Span]) -> list[Block]:
    """The lines of a contact section that no value was `read` from; names of details alone ("Phone:") are none."""
    lines = (line for block in blocks for line in _lines(block))
    return [line for line in lines if _says_something(line.text) and not any(_meet(line.span, one) for one in read)]


def _lines(block: Block) -> Iterator[Block]:
    bounds = [0, *block.hard, len(block.text)]
    return (block.cut(start, end) for start, end in pairwise(bounds) if block.text[start:end].strip())


def _is_private(line: Block) -> bool:
    return is_private_detail(line.text) and not find_contact(line.text).spans


def _says_something(text: str) -> bool:
    return len(text.split()) > 1 and not text.rstrip().endswith(":") and not find_contact(text).spans


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
