"""An edited résumé over its file.

A LaTeX résumé stays LaTeX: what changed is written into its own place in the source, and the source is read again.
What cannot be written there stands in the structured résumé alone, and the person is told which values that are.
"""

import asyncio

import msgspec

from app.documents.resume import Group, ReadResume, Resume, Section, Span
from app.documents.rewording import restructured
from app.documents.structure import SECTION_TITLES, section_order
from app.errors import InvalidInput
from app.resumes.form_fields import described
from app.resumes.models import StoredResume

_MOST_NAMED = 8
_ONLY_HERE = "Only in Foreword, not in your LaTeX source: "


class Edit(msgspec.Struct, frozen=True):
    """What an edit came to. `notes` are sentences for the person."""

    document: ReadResume
    source: bytes
    changed: bool
    notes: list[str] = []


async def edited(stored: StoredResume, after: Resume) -> Edit:
    """The résumé as `after`, its LaTeX source changed along as far as that can be done."""
    document = stored.document
    assert document is not None  # noqa: S101 - the service looked
    if after == document.resume:
        return Edit(document, stored.source, changed=False)
    if stored.format != "tex":
        return Edit(restructured(document, after), stored.source, changed=True)
    # The reader of LaTeX comes along with this, which the first page need not wait for.
    from app.documents.latex.updating import updated

    try:
        done = await asyncio.to_thread(updated, document, after)
    except InvalidInput:
        note = _ONLY_HERE + "this change. The source can no longer be read as a résumé."
        read = msgspec.structs.replace(document, resume=after, warnings=[*document.warnings, note])
        return Edit(read, stored.source, changed=True, notes=[note])
    notes = [_only_here(done.missing, after)] if done.missing else []
    read = msgspec.structs.replace(done.read, warnings=[*done.read.warnings, *notes])
    source = stored.source if read.text == document.text else read.text.encode()
    return Edit(read, source, True, notes)


def _only_here(missing: list[str], resume: Resume) -> str:
    names = list(dict.fromkeys(described(pointer, resume) for pointer in missing))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (
        f"{_ONLY_HERE}{'; '.join(names[:_MOST_NAMED])}{more}. It is used for matching; to print it, change the .tex "
        "file itself and upload it again."
    )


def only_here(document: ReadResume) -> str:
    """The sentence on what a LaTeX source does not have; nothing when it has everything."""
    return next((warning for warning in document.warnings if warning.startswith(_ONLY_HERE)), "")


def movable_sections(document: ReadResume) -> list[str]:
    """The keys of the sections as they stand, the summary left out; an empty list when they cannot be moved."""
    keys = [key for key in section_order(document.resume, [one.key for one in document.sections]) if key != "summary"]
    if document.format != "tex":
        return keys
    group = next((group for group in document.groups if group.kind == "sections"), None)
    if group is None:
        return []
    moved = {document.sections[int(pointer.rpartition("/")[2])].key for pointer in group.pointers}
    return [key for key in keys if key in moved]


async def with_section_order(stored: StoredResume, keys: list[str]) -> Edit:
    """The résumé with its sections in the order of `keys`.

    Raises:
        InvalidInput: the sections of its LaTeX source are not blocks that can change places.
    """
    document = stored.document
    assert document is not None  # noqa: S101 - the service looked
    if stored.format != "tex":
        return Edit(_reordered(document, keys), stored.source, changed=True)
    from app.documents.latex.updating import with_sections

    read = await asyncio.to_thread(with_sections, document, keys)
    if read is None:
        raise InvalidInput(
            "The sections of this LaTeX source are not blocks of their own, so they cannot be moved from here. "
            "Move them in the .tex file and upload it again."
        )
    kept = [warning for warning in document.warnings if warning.startswith(_ONLY_HERE)]
    read = msgspec.structs.replace(read, warnings=[*read.warnings, *kept])
    return Edit(read, read.text.encode(), changed=True)


def _reordered(document: ReadResume, keys: list[str]) -> ReadResume:
    """Sections in a new order; those that the file did not head are headed now."""
    sections = list(document.sections)
    headed = {section.key for section in sections}
    sections += [Section(key, SECTION_TITLES[key], Span(0, 0)) for key in keys if key not in headed]
    slots = [at for at, section in enumerate(sections) if section.key in keys]
    moved = sorted((sections[at] for at in slots), key=lambda section: keys.index(section.key))
    for at, section in zip(slots, moved, strict=True):
        sections[at] = section
    others = [group for group in document.groups if group.kind != "sections"]
    pointers = tuple(f"/sections/{at}" for at in range(len(sections)))
    group = Group("sections", pointers, tuple(section.span for section in sections))
    return msgspec.structs.replace(document, sections=sections, groups=[group, *others] if sections[1:] else others)
