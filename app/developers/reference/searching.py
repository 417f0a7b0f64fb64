"""Which operations a search finds."""

import msgspec

from app.developers.reference.contexts import Reference, ReferencePage


def found_page(reference: Reference, typed: str) -> ReferencePage:
    """The reference with the operations and schemas that hold every typed word, or all of it when none was typed."""
    words = typed.lower().split()
    groups = tuple(
        msgspec.structs.replace(group, entries=tuple(one for one in group.entries if _holds(one.words, words)))
        for group in reference.groups
    )
    shown = tuple(group for group in groups if group.entries)
    schemas = tuple(one for one in reference.schemas if _holds(one.words, words))
    return ReferencePage(
        reference=msgspec.structs.replace(reference, groups=shown, schemas=schemas),
        query=typed,
        count=sum(len(group.entries) for group in shown),
    )


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
