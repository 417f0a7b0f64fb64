"""Contact details that stand in no section of their own and not at the top: a side column or a foot read later."""

from collections.abc import Sequence

import msgspec

from app.documents.contact import find_contact, parse_location
from app.documents.entries import looks_like_place
from app.documents.reading.blocks import Block
from app.documents.reading.sections import Outline, Part

_MOST_WORDS = 8
_MOST_LINES = 6
# Other people's addresses stand there.
_OF_OTHERS = frozenset(("references", "contact"))


def with_stray_contact(plan: Outline) -> Outline:
    """The outline with the lines of the first e-mail address at the top, where neither the top nor a contact section
    says how to reach the person."""
    told = [*plan.top, *(block for part in plan.parts if part.key == "contact" for block in part.blocks)]
    if any(_reaches(block) for block in told):
        return plan
    for number, part in enumerate(plan.parts):
        at = _first_address(part)
        if at is None:
            continue
        first, end = _around(part.blocks, at)
        parts = list(plan.parts)
        parts[number] = msgspec.structs.replace(part, blocks=[*part.blocks[:first], *part.blocks[end:]])
        return msgspec.structs.replace(plan, top=[*plan.top, *part.blocks[first:end]], parts=parts)
    return plan


def _reaches(block: Block) -> bool:
    contact = find_contact(block.text)
    return bool(contact.email or contact.phone)


def _first_address(part: Part) -> int | None:
    if part.key in _OF_OTHERS:
        return None
    return next((at for at, block in enumerate(part.blocks) if _short(block) and find_contact(block.text).email), None)


def _around(blocks: Sequence[Block], at: int) -> tuple[int, int]:
    """The run of lines around one that are contact details or a place."""
    first, end = at, at + 1
    while first and end - first < _MOST_LINES and _is_detail(blocks[first - 1]):
        first -= 1
    while end < len(blocks) and end - first < _MOST_LINES and _is_detail(blocks[end]):
        end += 1
    return first, end


def _is_detail(block: Block) -> bool:
    if not _short(block):
        return False
    place = parse_location(block.text)
    return bool(find_contact(block.text).spans or looks_like_place(block.text) or (place and place.postal_code))


def _short(block: Block) -> bool:
    return len(block.text.split()) <= _MOST_WORDS
