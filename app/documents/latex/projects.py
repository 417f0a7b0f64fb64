"""Projects: which text is the name, which ones are the means, and what is told about them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.documents.latex.draft import Draft, pointer_of
from app.documents.latex.entries import Entry, is_prose
from app.documents.latex.fields import first_link, put_keywords, put_time
from app.documents.latex.headings import Heading, read_heading
from app.documents.latex.naming import Slot, slots_of
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_list, trimmed
from app.documents.resume import Project

_KEYWORD_WORDS: Final = 4
_ROLES: Final = ("title", "organization")


def read_projects(draft: Draft, entries: list[Entry]) -> list[str]:
    """Append the projects of a section; returns their pointers."""
    headings = [read_heading(entry, place=False) for entry in entries]
    order = _role_order(headings)
    every = [_texts(heading, order) for heading in headings]
    bracketed = sum(_bracket(texts[0]) > 0 for texts in every if texts)
    named = _name_slot(headings)
    pointers = []
    for entry, heading, texts in zip(entries, headings, every, strict=True):
        first = slots_of(heading).get(named) if named is not None and not heading.roles else None
        if first is not None:
            texts.insert(0, texts.pop(next(at for at, text in enumerate(texts) if text is first.rich)))
        pointers.append(_put(draft, entry, heading, texts, cut=2 * bracketed > len(headings)))
    return pointers


def _role_order(headings: Sequence[Heading]) -> tuple[str, str]:
    """Commands made for jobs hold a project's name and its means, in the one order or the other."""
    both = [heading.roles for heading in headings if {"title", "organization"} <= heading.roles.keys()]
    first, second = ([(_lists_means(roles[role]), bool(roles[role].links)) for roles in both] for role in _ROLES)
    swapped = sum(listed for listed, _ in first) > sum(listed for listed, _ in second) or (
        sum(linked for _, linked in second) > sum(linked for _, linked in first)
    )
    return (_ROLES[1], _ROLES[0]) if swapped else _ROLES


def _texts(heading: Heading, order: tuple[str, str]) -> list[Rich]:
    """All texts of a heading, those with a known role first."""
    roles = heading.roles
    known = [roles[role] for role in order if role in roles and roles[role].text]
    return known + [segment.rich for segment in heading.texts]


def _name_slot(headings: Sequence[Heading]) -> Slot | None:
    """The slot of the names: that of the first texts, unless those are lists of means and the next ones are not."""
    tables = [slots_of(heading) for heading in headings]
    order = Counter(slot for table in tables for slot in list(table)[:1])
    follow = Counter(slot for table in tables for slot in list(table)[1:2])
    if not order or not follow:
        return None
    (first, count), second = order.most_common(1)[0], follow.most_common(1)[0][0]
    listed = sum(_lists_means(table[first].rich) for table in tables if first in table)
    listed_second = sum(_lists_means(table[second].rich) for table in tables if second in table)
    linked_second = sum(bool(table[second].rich.links) for table in tables if second in table)
    linked = sum(bool(table[first].rich.links) for table in tables if first in table)
    are_means = 2 * listed > count and listed > listed_second
    return second if are_means or (linked_second > linked and listed >= listed_second) else None


def _lists_means(text: Rich) -> bool:
    return "," in text.text[: _bracket(text) or len(text.text)]


def _put(draft: Draft, entry: Entry, heading: Heading, texts: list[Rich], *, cut: bool) -> str:
    at = pointer_of("projects", len(draft.resume.projects))
    name = texts[0] if texts else None
    means: list[list[Rich]] = []
    opening = _bracket(name) if name is not None else 0
    if name is not None and opening and (cut or opening in name.style_changes() or _after_link(name, opening)):
        means.append(cut_list(trimmed(name.slice(opening, len(name.text)))))
        name = trimmed(name.slice(0, opening))
    project = Project(name=draft.put(f"{at}/name", name))
    descriptions: list[Rich] = []
    for text in texts[1:]:
        parts = cut_list(text)
        if not means and not text.text.endswith(".") and _are_keywords(parts):
            means.append(parts)
        else:
            descriptions.append(text)
    if means:
        project.keywords = put_keywords(draft, f"{at}/keywords", means[0])
    put_time(draft, at, project, heading)
    descriptions += [cell for line in entry.tail if not entry.lists or is_prose(line) for cell in line.cells]
    project.description = draft.put_span(f"{at}/description", descriptions)
    project.url = first_link(draft, at, heading)
    project.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.projects.append(project)
    return at


def _bracket(name: Rich) -> int:
    """Where the bracket that ends a name opens; 0 when there is none."""
    text = name.text
    return text.rfind("(") if text.endswith(")") and text.rfind("(") > 1 else 0


def _after_link(name: Rich, opening: int) -> bool:
    """Whether a link ends before the bracket: the name carries it, the means do not."""
    return any(link.offset < opening for link in name.links) and not any(link.offset > opening for link in name.links)


def _are_keywords(parts: list[Rich]) -> bool:
    return all(len(part.text.split()) <= _KEYWORD_WORDS for part in parts)
