"""Values that entries of several kinds have: times, places, links, running text, keywords."""

import msgspec

from app.documents.contact import absolute_url
from app.documents.latex.draft import Draft
from app.documents.latex.entries import Entry, is_prose
from app.documents.latex.headings import Heading
from app.documents.latex.rich import Rich
from app.documents.resume import Education, Project, Span, Volunteer, Work


def named_texts(heading: Heading) -> tuple[Rich | None, Rich | None, list[Rich]]:
    """The title (or study), the organisation (or school) and what is left; free texts fill what is missing."""
    free = [segment.rich for segment in heading.texts]
    title, owner = heading.roles.get("title"), heading.roles.get("organization")
    if title is None and owner is not None and free:
        title = free.pop(0)
    elif owner is None and title is not None and free:
        owner = free.pop(0)
    return title, owner, free


def put_part(draft: Draft, pointer: str, rich: Rich, part: str | None) -> str | None:
    """The value of a part of a text, found again in it."""
    at = rich.text.find(part) if part else -1
    return draft.put(pointer, rich.slice(at, at + len(part))) if part and at >= 0 else None


def put_time(draft: Draft, at: str, part: Work | Volunteer | Education | Project, heading: Heading) -> None:
    """Set both dates of `part`, whose pointer is `at`; a study with one date ended then."""
    date, text = heading.date, heading.date_text
    if date is None or text is None:
        return
    place = text.span()
    part.start_date = date.start if not date.is_single or not isinstance(part, Education) else None
    part.end_date = None if date.is_current else date.end
    if place is not None:
        span = Span(*draft.source.balanced(*place))
        draft.places |= {f"{at}/{name}": span for name in ("startDate", "endDate") if _field(part, name)}


def _field(part: msgspec.Struct, name: str) -> object:
    return getattr(part, "start_date" if name == "startDate" else "end_date")


def put_time_and_place(draft: Draft, at: str, part: Work | Volunteer | Education, heading: Heading) -> None:
    """Set the dates and the place of `part`, whose pointer is `at`."""
    put_time(draft, at, part, heading)
    part.location = draft.put(f"{at}/location", heading.location)


def put_moment(draft: Draft, pointer: str, heading: Heading) -> str | None:
    """The one date of a heading; the end of a range."""
    if heading.date is None or heading.date_text is None:
        return None
    place = heading.date_text.span()
    if place is not None:
        draft.places[pointer] = Span(*draft.source.balanced(*place))
    return heading.date.end or heading.date.start


def first_link(draft: Draft, at: str, heading: Heading) -> str | None:
    """The first address of a heading that leads to a page."""
    link = next((link for link in heading.links if not link.address.startswith(("mailto:", "tel:", "#"))), None)
    if link is None or not link.address:
        return None
    draft.places[f"{at}/url"] = Span(link.start, link.end)
    return absolute_url(link.address)


def running_text(draft: Draft, at: str, entry: Entry, *, with_lists: bool = False) -> str | None:
    """Running text of an entry as its summary; when it also has loose lines among its bullets, those are bullets."""
    cells = [cell for line in entry.tail if is_prose(line) or not entry.lists for cell in line.cells]
    if with_lists:
        lines = [line for node in entry.lists for item in node.items for line in item.lines]
        cells += [cell for line in lines for cell in line.cells]
    return draft.put_span(f"{at}/summary", cells)


def put_keywords(draft: Draft, pointer: str, parts: list[Rich]) -> list[str]:
    """Texts as keywords, a group of skills that may change places."""
    keywords: list[str] = []
    spans: list[tuple[str, Span | None]] = []
    for part in parts:
        place = f"{pointer}/{len(keywords)}"
        text = draft.put(place, part)
        if text:
            keywords.append(text)
            spans.append((place, draft.places.get(place)))
    draft.group("skills", spans)
    return keywords
