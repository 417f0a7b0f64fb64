"""From blocks to a typed résumé with the place of every value: the one step that all text formats share."""

from collections.abc import Callable
from itertools import pairwise

import msgspec

from app.documents.reading.blocks import Block
from app.documents.reading.entry_blocks import RawEntry, divide
from app.documents.reading.entry_fields import Fields, jobs, projects, studies
from app.documents.reading.entry_layout import Layout
from app.documents.reading.header import read_basics
from app.documents.reading.languages import read_languages
from app.documents.reading.listing import (
    list_lines,
    read_awards,
    read_certificates,
    read_interests,
    read_publications,
    read_references,
    read_skills,
)
from app.documents.reading.personal import reaching, unread
from app.documents.reading.sections import Part, outline
from app.documents.reading.stray_contact import with_stray_contact
from app.documents.reading.values import fill
from app.documents.resume import (
    Education,
    Group,
    OtherSection,
    Project,
    ReadResume,
    Resume,
    Section,
    Span,
    Volunteer,
    Work,
)

_EntryReader = Callable[[list[RawEntry], Layout | None], tuple[list[Fields], Layout | None]]
_ENTRY_READERS: dict[str, tuple[type[msgspec.Struct], _EntryReader]] = {
    "work": (Work, lambda entries, like: jobs(entries, "name", like)),
    "volunteer": (Volunteer, lambda entries, like: jobs(entries, "organization", like)),
    "education": (Education, studies),
    "projects": (Project, lambda entries, _: (projects(entries), None)),
}
_LIST_READERS: dict[str, Callable[[list[Block], int, dict[str, Span]], list[tuple[msgspec.Struct, Span]]]] = {
    "languages": lambda blocks, first, places: [*read_languages(list_lines(blocks), first, places)],
    "interests": lambda blocks, first, places: [*read_interests(blocks, first, places)],
    "awards": lambda blocks, first, places: [*read_awards(blocks, first, places)],
    "certificates": lambda blocks, first, places: [*read_certificates(blocks, first, places)],
    "publications": lambda blocks, first, places: [*read_publications(blocks, first, places)],
    "references": lambda blocks, first, places: [*read_references(blocks, first, places)],
}


class _Reading(msgspec.Struct):
    resume: Resume
    places: dict[str, Span]
    groups: list[Group]
    warnings: list[str]
    layout: Layout | None = None


def structure(document_format: str, text: str, blocks: list[Block]) -> ReadResume:
    """The résumé that the blocks of `text` hold; sections of unknown kinds are kept word for word, in `other`."""
    plan = with_stray_contact(outline(blocks))
    reading = _Reading(Resume(), {}, [], [])
    summary = [block for part in plan.parts if part.key == "summary" for block in part.blocks]
    details = [block for part in plan.parts if part.key == "contact" for block in reaching(part.blocks)]
    reading.resume.basics = read_basics(plan.name, plan.top, details, summary, reading.places)
    for part in plan.parts:
        _read_part(reading, part)
    sections = [Section(part.key, part.heading.text.strip(), part.span) for part in plan.parts]
    pointers = [f"/sections/{index}" for index in range(len(sections))]
    _group(reading, "sections", pointers, [section.span for section in sections], first=True)
    _warn_of_gaps(reading, plan.parts)
    return ReadResume(document_format, text, reading.resume, reading.places, sections, reading.groups, reading.warnings)


def _read_part(reading: _Reading, part: Part) -> None:
    if part.key in _ENTRY_READERS:
        _read_entries(reading, part)
    elif part.key == "skills":
        _read_skills(reading, part)
    elif part.key in _LIST_READERS:
        array = getattr(reading.resume, part.key)
        found = _LIST_READERS[part.key](part.blocks, len(array), reading.places)
        pointers = [f"/{part.key}/{index}" for index in range(len(array), len(array) + len(found))]
        array += [value for value, _ in found]
        _group(reading, "entries", pointers, [span for _, span in found])
    elif part.key == "other" and part.blocks:
        _read_other(reading, part, part.blocks)
    elif part.key == "contact":
        left = unread(part.blocks, [span for at, span in reading.places.items() if at.startswith("/basics/")])
        if left:
            _read_other(reading, part, left)


def _read_other(reading: _Reading, part: Part, blocks: list[Block]) -> None:
    at = f"/other/{len(reading.resume.other)}"
    section = OtherSection()
    title = part.heading.piece()
    if title:
        section.title, reading.places[f"{at}/title"] = title.text, title.span
    for piece in filter(None, (block.piece() for block in blocks)):
        reading.places[f"{at}/lines/{len(section.lines)}"] = piece.span
        section.lines.append(" ".join(piece.text.split("\t")))
    reading.resume.other.append(section)


def _read_entries(reading: _Reading, part: Part) -> None:
    kind, fields_of = _ENTRY_READERS[part.key]
    array = getattr(reading.resume, part.key)
    first = len(array)
    entries = divide(part.blocks, bullets_alone=part.key in {"education", "projects"})
    spans = []
    found, layout = fields_of(entries, reading.layout)
    reading.layout = layout or reading.layout
    for index, (entry, read) in enumerate(zip(entries, found, strict=True), first):
        fields = {name: value for name, value in read.items() if value}
        array.append(fill(kind, fields, f"/{part.key}/{index}", reading.places))
        spans.append(entry.span)
    shared = any(entry.above for entry in entries)
    if not shared:
        _group(reading, "entries", [f"/{part.key}/{i}" for i in range(first, len(array))], spans)
    for index, entry in enumerate(entries, first):
        _group_bullets(reading, f"/{part.key}/{index}", entry, array[index].highlights)


def _group_bullets(reading: _Reading, pointer: str, entry: RawEntry, highlights: list[str]) -> None:
    if len(highlights) == len(entry.items):
        pointers = [f"{pointer}/highlights/{index}" for index in range(len(highlights))]
        _group(reading, "bullets", pointers, [block.span for block in entry.items])


def _read_skills(reading: _Reading, part: Part) -> None:
    first = len(reading.resume.skills)
    found = read_skills(part.blocks, first, reading.places)
    reading.resume.skills += [skill for skill, _, _ in found]
    pointers = [f"/skills/{index}" for index in range(first, first + len(found))]
    _group(reading, "skill_groups", pointers, [span for _, span, _ in found])
    for pointer, (_, _, pieces) in zip(pointers, found, strict=True):
        keywords = [f"{pointer}/keywords/{index}" for index in range(len(pieces))]
        _group(reading, "skills", keywords, [piece.span for piece in pieces])


def _group(reading: _Reading, kind: str, pointers: list[str], spans: list[Span], *, first: bool = False) -> None:
    """Note a group of two or more blocks that follow each other; blocks that overlap cannot be moved."""
    apart = all(a.end <= b.start for a, b in pairwise(spans))
    if len(spans) > 1 and apart:
        reading.groups.insert(0 if first else len(reading.groups), Group(kind, tuple(pointers), tuple(spans)))


def _warn_of_gaps(reading: _Reading, parts: list[Part]) -> None:
    resume, warnings = reading.resume, reading.warnings
    if resume.basics.name is None:
        warnings.append("No name was found at the top of the résumé.")
    if not parts:
        warnings.append("No section headings were found, so most of the text could not be sorted into a résumé.")
    for part in parts:
        if part.key in {"work", "education"}:
            entries = getattr(resume, part.key)
            if entries and not any(entry.start_date or entry.end_date for entry in entries):
                warnings.append(f"No dates were found under {part.heading.text.strip()}.")
