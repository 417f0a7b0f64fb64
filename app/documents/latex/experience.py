"""Entries as work, volunteering, education, projects, awards, certificates and publications."""

import re
from collections.abc import Callable

from app.documents.entry_words import LEAVE_WORDS
from app.documents.folding import fold
from app.documents.latex import honours
from app.documents.latex.assigning import assign, job_likelihood, study_likelihood
from app.documents.latex.draft import Draft, pointer_of
from app.documents.latex.entries import Entry
from app.documents.latex.fields import first_link, named_texts, put_time_and_place, running_text
from app.documents.latex.headings import Heading, read_heading
from app.documents.latex.naming import Habit
from app.documents.latex.projects import read_projects
from app.documents.latex.rich import Rich
from app.documents.latex.studies import read_study, without_remarks
from app.documents.resume import Volunteer, Work

Texts = list[Rich]


def read_work(draft: Draft, entry: Entry, heading: Heading) -> str:
    """Append a job; returns its pointer."""
    at = pointer_of("work", len(draft.resume.work))
    position, employer, rest = named_texts(heading)
    work = Work(position=draft.put(f"{at}/position", position), name=draft.put(f"{at}/name", employer))
    previous = draft.resume.work[-1] if draft.resume.work else None
    alone = len(entry.lines) == 1 and work.name is None and work.position and not _is_leave(work.position)
    if alone and previous is not None and previous.name:
        work.name = previous.name
        place = draft.places.get(f"/work/{len(draft.resume.work) - 1}/name")
        draft.places |= {f"{at}/name": place} if place is not None else {}
    put_time_and_place(draft, at, work, heading)
    work.url = first_link(draft, at, heading)
    work.description = draft.put_span(f"{at}/description", rest) if rest else None
    work.summary = running_text(draft, at, entry)
    work.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.work.append(work)
    return at


def read_volunteer(draft: Draft, entry: Entry, heading: Heading) -> str:
    """Append a voluntary post; returns its pointer."""
    at = pointer_of("volunteer", len(draft.resume.volunteer))
    position, organization, _ = named_texts(heading)
    post = Volunteer(
        position=draft.put(f"{at}/position", position), organization=draft.put(f"{at}/organization", organization)
    )
    put_time_and_place(draft, at, post, heading)
    post.url = first_link(draft, at, heading)
    post.summary = running_text(draft, at, entry)
    post.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.volunteer.append(post)
    return at


POSTS: dict[str, Callable[[Draft, Entry, Heading], str]] = {
    "work": read_work,
    "volunteer": read_volunteer,
    "education": read_study,
}


def _is_leave(position: str) -> bool:
    """Whether an entry tells of time away from work: it had no employer."""
    return not LEAVE_WORDS.isdisjoint(re.findall(r"[\w-]+", fold(position).lower()))


def _habit(draft: Draft, kind: str) -> Habit | None:
    """How sections with entries of the kind were set before, or else the last one with others."""
    namings = [Habit(naming, other == kind) for other, naming in draft.namings.items()]
    return max(namings, key=lambda habit: habit.kin, default=None)


KEYS = frozenset(POSTS) | honours.KEYS | {"projects"}


def read_entries(draft: Draft, key: str, entries: list[Entry]) -> list[str]:
    """Append all entries of a section of the kind `key`; returns their pointers."""
    if key == "projects":
        return read_projects(draft, entries)
    if key in honours.KEYS:
        return honours.read_honours(draft, key, entries)
    if key == "education":
        entries = [without_remarks(entry) for entry in entries]
    headings = [read_heading(entry, place=False) for entry in entries]
    kind, likelihood = ("studies", study_likelihood) if key == "education" else ("posts", job_likelihood)
    naming = assign(headings, likelihood, _habit(draft, kind))
    if naming is not None:
        draft.namings = {**draft.namings, kind: naming}
    return [POSTS[key](draft, entry, heading) for entry, heading in zip(entries, headings, strict=True)]
