"""Addresses of pages that stand written in a line."""

import msgspec

from app.documents.contact import find_contact
from app.documents.reading.blocks import Block, Piece


def without_address(block: Block) -> tuple[Block, Piece | None]:
    """The line with its first written address blanked out (NUL, a separator), and the address with its scheme."""
    contact = find_contact(block.text)
    found = [(url.span, url.value) for url in contact.urls]
    found += [(profile.span, profile.url) for profile in contact.profiles if "/" in block.text[profile.span.start :]]
    if not found:
        return block, None
    span, url = min(found, key=lambda one: one[0].start)
    before, after = block.text[: span.start].rstrip(), block.text[span.end :].lstrip("/")
    start, end = span.start, len(block.text) - len(after)
    if before[-1:] in {"(", "<", "["} and after[:1] in {")", ">", "]"}:
        start, end = len(before) - 1, end + 1
    text = block.text[:start] + "\x00" * (end - start) + block.text[end:]
    return msgspec.structs.replace(block, text=text), Piece(url, block.source(span.start, span.end))
