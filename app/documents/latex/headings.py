"""The heading of an entry as fields: dates, place, and the texts that are left, with the roles that are known."""

import re
from dataclasses import dataclass, field, replace

from app.documents.dates import DateRange, parse_date_range
from app.documents.entries import looks_like_place, school_likelihood
from app.documents.latex.entries import Entry
from app.documents.latex.outline import Line
from app.documents.latex.rich import Link, Rich
from app.documents.latex.segments import Segment, cut_date, cut_segments, dashed, trimmed

_SCORE = re.compile(
    r"(?:\b(?:c?gpa|grade|score|note|abschlussnote|gesamtnote|durchschnitt|average|moyenne|cum\.? gpa|promedio|media)\b"
    r"(?: average)?\s*[:=]?\s*)(\d[\d.,]*(?:\s*(?:/|out of|of)\s*\d[\d.,]*)?\s*%?)",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"\(?(?:remote|hybrid|on-?site)\)?$", re.IGNORECASE)
_STATE = re.compile(r"[^,]+,\s*[A-Z]{2}$")


@dataclass(slots=True)
class Heading:
    """What the heading of an entry says; `texts` and, uncut, `parts` have no known role and stand in reading order."""

    date: DateRange | None = None
    date_text: Rich | None = None
    location: Rich | None = None
    score: Rich | None = None
    texts: list[Segment] = field(default_factory=list)
    parts: list[Rich] = field(default_factory=list)
    roles: dict[str, Rich] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def read_heading(entry: Entry, *, place: bool = True) -> Heading:
    """The fields of an entry's heading lines; without `place` no text is taken for a place."""
    heading = Heading()
    for line in entry.lines:
        printed = _printed(heading)
        for column, cell in enumerate(line.cells):
            heading.links += cell.links
            _read_cell(heading, cell, right=column > 0 and not (line.is_row and _printed(heading) == printed))
    if all(segment.right for segment in heading.texts):
        heading.texts = [replace(segment, right=False) for segment in heading.texts]
    if place:
        find_place(heading, several_lines=len(entry.lines) > 1)
    return heading


def _printed(heading: Heading) -> int:
    """How many texts it has besides dates and remarks on them."""
    return len(heading.roles) + sum(not segment.beside_date for segment in heading.texts)


def _read_cell(heading: Heading, cell: Rich, *, right: bool) -> None:
    role = cell.role
    if role in ("title", "organization", "location", "score"):
        heading.roles.setdefault(role, trimmed(cell))
        return
    if role in ("", "text", "label") and heading.score is None:
        cell = _without_score(heading, cell)
    found, text, rest = cut_date(cell) if heading.date is None else (None, None, [cell])
    if found is not None and text is not None and _is_own_date(cell, text, rest):
        heading.date, heading.date_text = found, text
    else:
        rest = [cell]
    if role == "date" and found is not None:
        return
    heading.parts += [part for part in map(trimmed, rest) if part.text]
    for part in rest:
        texts = cut_segments(part, right=right)
        if text is not None and rest != [cell] and texts:
            _mark_beside(cell, text, part, texts)
        heading.texts += texts


def _mark_beside(cell: Rich, date: Rich, part: Rich, texts: list[Segment]) -> None:
    """Mark the text that stands beside the date in the same argument."""
    opens, closes = cell.text.find(date.text), cell.text.find(date.text) + len(date.text)
    at = cell.text.find(part.text)
    index, gap = (-1, range(at + len(part.text), opens + 1)) if at < opens else (0, range(closes, at + 1))
    if not any(split in gap for split in cell.splits):
        texts[index] = replace(texts[index], beside_date=True)


def _is_own_date(cell: Rich, date: Rich, rest: list[Rich]) -> bool:
    """A year inside a name ("Expo 2020 Dubai") is no date of the entry; at an end of the text, or a range, it is."""
    return len(rest) < 2 or len(date.text) > 4 or cell.text.startswith(date.text)


def _without_score(heading: Heading, cell: Rich) -> Rich:
    found = _SCORE.search(cell.text)
    if not found:
        return cell
    heading.score = cell.slice(found.start(1), found.end(1))
    before, after = cell.slice(0, found.start()), cell.slice(found.end(), len(cell.text))
    if after.text.strip(" )].,;|") and before.text.strip(" ([.,;|"):
        return cell
    return trimmed(before if before.text.strip(" ([.,;|") else after)


def find_score(lines: list[Line]) -> Rich | None:
    """A grade said in one of the lines."""
    for line in lines:
        for cell in line.cells:
            found = _SCORE.search(cell.text)
            if found:
                return cell.slice(found.start(1), found.end(1))
    return None


def find_place(heading: Heading, *, several_lines: bool = False) -> None:
    """Set the place of a heading from its role, or from the text that looks most like one."""
    if "location" in heading.roles:
        heading.location = heading.roles["location"]
        if "organization" not in heading.roles and school_likelihood(heading.location.text) > 0:
            heading.roles["organization"], heading.location = heading.location, None
            return
        if heading.date is None:
            heading.date = parse_date_range(dashed(heading.location.text))
            if heading.date is not None:
                heading.date_text, heading.location = heading.location, None
        return
    left = [segment for segment in heading.texts if not segment.right]
    right = [segment for segment in heading.texts if segment.right]
    chosen = next((segment for segment in heading.texts if _REMOTE.match(segment.text)), None)
    if chosen is None:
        chosen = next(
            (part for part in heading.texts[1:] if _STATE.fullmatch(part.text) and looks_like_place(part.text)), None
        )
    if chosen is None and left and (len(left) + len(heading.roles) > 1 or several_lines):
        chosen = next((part for part in reversed(right) if looks_like_place(part.text)), None)
    several = heading.texts and len(heading.texts) + len(heading.roles) > 2
    if chosen is None and several and looks_like_place(heading.texts[-1].text):
        chosen = heading.texts[-1]
    if chosen is not None:
        heading.texts.remove(chosen)
        heading.location = trimmed(chosen.rich)
