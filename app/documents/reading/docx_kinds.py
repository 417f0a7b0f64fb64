"""Which lines of a Word document are headings: by their style, their words, or the look that known headings have."""

from collections import Counter

import msgspec

from app.documents.contact import find_contact
from app.documents.heading_forms import look_of_headings
from app.documents.headings import section_key, without_figures
from app.documents.reading.blocks import HEADING, ITEM, TEXT
from app.documents.reading.docx_flow import Paragraph
from app.documents.reading.docx_text import Look

_LONGEST_HEADING = 50
_MOST_WORDS = 6
_LARGER = 1.15


class Kind(msgspec.Struct, frozen=True):
    """What a line is, and how deep, as in `Block`."""

    name: str
    level: int = 0


def kinds_of(lines: list[Paragraph]) -> list[Kind]:
    """A kind for each line."""
    common = _common_look(lines)
    looks = _heading_looks(lines, common)
    title = _title(lines)
    # Where words open no more than one section, the look alone opens them, in every column.
    by_words = sum(line.opens_section for line in lines) > 1
    opened = set[int]() if by_words else {line.column for line in lines}
    found = []
    for line in lines:
        # Below the ways to reach a person stands no position of theirs that is set as headings are.
        if line.opens_section or (line.column not in opened and find_contact(line.text).spans):
            opened.add(line.column)
        found.append(Kind(HEADING, 1) if line is title else _kind(line, looks, common, opened))
    return found


def _kind(line: Paragraph, looks: set[Look], common: Look, opened: set[int]) -> Kind:
    if line.heading is not None and line.item is None:
        return Kind(HEADING, line.heading)
    if line.is_item:
        return Kind(ITEM, line.item or 0)
    if line.opens_section:
        plain = bool(looks) and not line.column and line.look == common
        return Kind(TEXT) if plain else Kind(HEADING, 2)
    distinct = line.look in looks or (line.look.bold and line.look.capitals and not looks)
    if _is_short(line) and distinct and (line.column in opened or section_key(line.text)):
        return Kind(HEADING, 2)
    return Kind(TEXT)


def _is_short(line: Paragraph) -> bool:
    text = without_figures(line.text)
    return (
        0 < len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;"
        and any(char.isalpha() for char in text)
        and not any(char.isdigit() or char in "\t@|" for char in text)
    )


def _common_look(lines: list[Paragraph]) -> Look:
    """The look that most letters have."""
    letters: Counter[Look] = Counter()
    for line in lines:
        letters[line.look] += len(line.text)
    return letters.most_common(1)[0][0] if letters else Look()


def _heading_looks(lines: list[Paragraph], common: Look) -> set[Look]:
    """The looks of lines that are headings by their words, without those that other short lines have more often."""
    known = Counter(line.look for line in lines if line.opens_section and line.look != common)
    others = Counter(line.look for line in lines if not (line.opens_section or line.is_item or _suggests(line)))
    found = {look for look, count in known.items() if others[look] <= 2 * count}
    if known.total() > 1 or any(line.heading is not None and line.heading > 1 for line in lines):
        return found
    able = [(line.look, _is_short(line) and not line.is_item) for line in lines]
    by_form = look_of_headings(able, common, _prominence)
    return found | {by_form} if by_form else found


def _suggests(line: Paragraph) -> bool:
    """Whether the line would open a section if its look were that of headings."""
    return _is_short(line) and section_key(line.text) is not None


def _prominence(look: Look) -> tuple[float, ...]:
    return look.size, look.ruled, look.capitals, look.bold, look.underlined, look.spaced, bool(look.colour)


def _title(lines: list[Paragraph]) -> Paragraph | None:
    """The first of the lines that are set largest, where no style names a title and headings are smaller."""
    if not lines or any(line.heading == 1 for line in lines):
        return None
    largest = max(line.look.size for line in lines)
    having = [line for line in lines if line.look.size == largest]
    others = max((line.look.size for line in lines if line.look.size != largest), default=largest)
    first = having[0]
    alone = len(having) <= 2 and largest >= _LARGER * others and not any(line.opens_section for line in having)
    return first if alone and _is_short(first) and first.heading is None else None
