"""Section headings that no command marks: lines alone, in bold or large letters, that say what headings say."""

from typing import Final

from app.documents.headings import is_known_heading
from app.documents.latex.outline import Line, SectionNode
from app.documents.latex.signatures import BOLD, CAPS, HUGE, LARGE

_ENOUGH_HEADINGS: Final = 2


def with_plain_headings(sections: list[SectionNode]) -> list[SectionNode]:
    """The sections, cut where a line is a heading by its look and words.

    Where commands mark the headings of the document, a bold "Languages" among skills is only a label.
    """
    marked = sum(is_known_heading(section.title.text) for section in sections) >= _ENOUGH_HEADINGS
    return [part for section in sections for part in _cut(section, marked=marked)]


def _cut(section: SectionNode, *, marked: bool) -> list[SectionNode]:
    style = LARGE | HUGE if marked and section.start >= 0 else BOLD | LARGE | HUGE | CAPS
    result = [SectionNode(section.start, section.title, section.limit, section.opening)]
    for part in section.flow:
        if isinstance(part, Line) and _is_heading(part, style):
            result[-1].limit = part.opening
            result.append(SectionNode(part.after, part.cells[0], section.limit, part.opening))
        else:
            result[-1].flow.append(part)
    return result


def _is_heading(line: Line, style: int) -> bool:
    if len(line.cells) != 1 or line.starts_entry or line.is_row:
        return False
    title = line.cells[0]
    return title.has(style) and is_known_heading(title.text)
