"""Entries as work, volunteering, education, projects, awards, certificates and publications."""

import re
from collections.abc import Callable

import msgspec

from app.documents.contact import absolute_url
from app.documents.entries import (
    looks_like_place,
    position_likelihood,
    school_likelihood,
    split_school_study,
    split_study,
)
from app.documents.latex.draft import Draft, pointer_of
from app.documents.latex.entries import Entry, is_prose
from app.documents.latex.headings import Heading, find_score, read_heading
from app.documents.latex.rich import Rich
from app.documents.latex.segments import Segment, cut_commas, cut_list, trimmed
from app.documents.resume import Award, Certificate, Education, Project, Publication, Span, Volunteer, Work

Texts = list[Rich]


def read_work(draft: Draft, entry: Entry) -> str:
    """Append a job; returns its pointer."""
    at = pointer_of("work", len(draft.resume.work))
    heading = read_heading(entry)
    position, employer, rest = _position_and_employer(heading)
    work = Work(position=draft.put(f"{at}/position", position), name=draft.put(f"{at}/name", employer))
    previous = draft.resume.work[-1] if draft.resume.work else None
    if work.name is None and work.position and previous is not None and previous.name and len(entry.lines) == 1:
        work.name = previous.name
        place = draft.places.get(f"/work/{len(draft.resume.work) - 1}/name")
        draft.places |= {f"{at}/name": place} if place is not None else {}
    _put_time_and_place(draft, at, work, heading)
    work.url = _link(draft, at, heading)
    work.description = draft.put_span(f"{at}/description", rest) if rest else None
    work.summary = _summary(draft, at, entry)
    work.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.work.append(work)
    return at


def read_volunteer(draft: Draft, entry: Entry) -> str:
    """Append a voluntary post; returns its pointer."""
    at = pointer_of("volunteer", len(draft.resume.volunteer))
    heading = read_heading(entry)
    position, organization, _ = _position_and_employer(heading)
    post = Volunteer(
        position=draft.put(f"{at}/position", position), organization=draft.put(f"{at}/organization", organization)
    )
    _put_time_and_place(draft, at, post, heading)
    post.url = _link(draft, at, heading)
    post.summary = _summary(draft, at, entry)
    post.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.volunteer.append(post)
    return at


def read_education(draft: Draft, entry: Entry) -> str:
    """Append a course of study; returns its pointer."""
    at = pointer_of("education", len(draft.resume.education))
    heading = read_heading(entry)
    institution, study = _school_and_study(heading)
    education = Education(institution=draft.put(f"{at}/institution", institution))
    if study is not None:
        kind, area = split_study(study.text)
        education.study_type = _put_part(draft, f"{at}/studyType", study, kind)
        education.area = _put_part(draft, f"{at}/area", study, area)
    _put_time_and_place(draft, at, education, heading)
    lines = [*entry.tail, *(line for node in entry.lists for item in node.items for line in item.lines)]
    score = heading.roles.get("score") or heading.score or find_score(lines)
    education.score = draft.put(f"{at}/score", score)
    education.url = _link(draft, at, heading)
    education.highlights = draft.bullets(f"{at}/highlights", entry.lists, entry.tail)
    draft.resume.education.append(education)
    return at


def read_project(draft: Draft, entry: Entry) -> str:
    """Append a project; returns its pointer."""
    at = pointer_of("projects", len(draft.resume.projects))
    heading = read_heading(entry, find_place=False)
    texts = _texts(heading)
    project = Project(name=draft.put(f"{at}/name", texts[0] if texts else None))
    descriptions: Texts = []
    for text in texts[1:]:
        parts = cut_list(text)
        if not project.keywords and not text.text.endswith(".") and all(len(part.text.split()) <= 4 for part in parts):
            project.keywords = _keywords(draft, f"{at}/keywords", parts)
        else:
            descriptions.append(text)
    _put_time(draft, at, project, heading)
    descriptions += [cell for line in entry.tail if not entry.lists or is_prose(line) for cell in line.cells]
    project.description = draft.put_span(f"{at}/description", descriptions)
    project.url = _link(draft, at, heading)
    project.highlights = draft.bullets(f"{at}/highlights", entry.lists)
    draft.resume.projects.append(project)
    return at


def read_award(draft: Draft, entry: Entry) -> str:
    """Append an award; returns its pointer."""
    at = pointer_of("awards", len(draft.resume.awards))
    title, giver, heading = _title_and_giver(entry)
    award = Award(title=draft.put(f"{at}/title", title), awarder=draft.put(f"{at}/awarder", giver))
    award.date = _put_moment(draft, f"{at}/date", heading)
    award.summary = _summary(draft, at, entry, with_lists=True)
    draft.resume.awards.append(award)
    return at


def read_certificate(draft: Draft, entry: Entry) -> str:
    """Append a certificate; returns its pointer."""
    at = pointer_of("certificates", len(draft.resume.certificates))
    title, giver, heading = _title_and_giver(entry)
    certificate = Certificate(name=draft.put(f"{at}/name", title), issuer=draft.put(f"{at}/issuer", giver))
    certificate.date = _put_moment(draft, f"{at}/date", heading)
    certificate.url = _link(draft, at, heading)
    draft.resume.certificates.append(certificate)
    return at


def read_publication(draft: Draft, entry: Entry) -> str:
    """Append a publication; returns its pointer."""
    at = pointer_of("publications", len(draft.resume.publications))
    title, giver, heading = _title_and_giver(entry)
    publication = Publication(name=draft.put(f"{at}/name", title), publisher=draft.put(f"{at}/publisher", giver))
    publication.release_date = _put_moment(draft, f"{at}/releaseDate", heading)
    publication.url = _link(draft, at, heading)
    publication.summary = _summary(draft, at, entry, with_lists=True)
    draft.resume.publications.append(publication)
    return at


READERS: dict[str, Callable[[Draft, Entry], str]] = {
    "work": read_work,
    "volunteer": read_volunteer,
    "education": read_education,
    "projects": read_project,
    "awards": read_award,
    "certificates": read_certificate,
    "publications": read_publication,
}


def _texts(heading: Heading) -> Texts:
    """All texts of a heading, those with a known role first."""
    known = [heading.roles[role] for role in ("title", "organization") if role in heading.roles]
    return known + [segment.rich for segment in heading.texts]


def _position_and_employer(heading: Heading) -> tuple[Rich | None, Rich | None, Texts]:
    roles, free = heading.roles, [segment.rich for segment in heading.texts]
    if "title" in roles and "organization" not in roles and not free and position_likelihood(roles["title"].text) <= 0:
        return None, roles["title"], []
    if "title" in roles or "organization" in roles:
        title = roles.get("title") or (free.pop(0) if free else None)
        employer = roles.get("organization") or (free.pop(0) if free else None)
        return title, employer, free
    if len(free) == 1:
        free = _parted(heading.texts[0])
    if not free:
        return None, None, []
    if len(free) == 1:
        return (free[0], None, []) if position_likelihood(free[0].text) > 0 else (None, free[0], [])
    first, second = free[0], free[1]
    likely = position_likelihood(second.text) > position_likelihood(first.text)
    rest = free[2:]
    if heading.location is None and rest and len(rest[0].text.split()) <= 4:
        heading.location = rest.pop(0)
    if likely:
        first = _without_place(heading, first)
    else:
        second = _without_place(heading, second)
    return (second, first, rest) if likely else (first, second, rest)


def _without_place(heading: Heading, employer: Rich) -> Rich:
    """ "Balkan Traders, Sofia" without its last part, which becomes the place when there is none yet."""
    parts = cut_commas(employer)
    if heading.location is not None or len(parts) < 2 or not looks_like_place(parts[-1].text):
        return employer
    with_state = len(parts) > 2 and len(parts[-1].text) == 2 and parts[-1].text.isupper()
    start = employer.text.rfind(parts[-2 if with_state else -1].text)
    heading.location = employer.slice(start, len(employer.text))
    return trimmed(employer.slice(0, start))


def _parted(segment: Segment) -> Texts:
    """ "Engineer, Acme, Berlin" or "Engineer at Acme" as its parts."""
    text = segment.rich
    for word in (" at ", " bei ", " chez ", " bij "):
        at = text.text.find(word)
        if at > 0 and position_likelihood(text.text[:at]) > 0:
            return [text.slice(0, at), *cut_commas(text.slice(at + len(word), len(text.text)))]
    return cut_commas(text)


def _school_and_study(heading: Heading) -> tuple[Rich | None, Rich | None]:
    free = _texts(heading)
    if len(free) == 1 and not heading.roles:
        free = cut_commas(free[0])
        if len(free) > 2 and heading.location is None and not school_likelihood(free[-1].text):
            heading.location = free.pop()
    if not free:
        return None, None
    if len(free) == 1:
        return (None, free[0]) if school_likelihood(free[0].text) < 0 else (free[0], None)
    school = max(free, key=lambda text: school_likelihood(text.text))
    others = [text for text in free if text is not school]
    place = next((text for text in others if "," in text.text and looks_like_place(text.text)), None)
    if heading.location is None and place is not None and school_likelihood(place.text) == 0:
        heading.location = place
        others.remove(place)
    if re.search(r",[^,]+, [A-Z]{2}$", school.text):
        free[free.index(school)] = school = _without_place(heading, school)
    if not others:
        return school, None
    institution, _ = split_school_study(school.text, others[0].text)
    return (school, others[0]) if institution == school.text else (others[0], school)


def _title_and_giver(entry: Entry) -> tuple[Rich | None, Rich | None, Heading]:
    heading = read_heading(entry)
    texts = _texts(heading)
    if len(texts) == 1:
        parts = cut_commas(texts[0])
        texts = parts if len(parts) == 2 and len(parts[1].text) < 60 else texts
    giver = texts[1] if len(texts) > 1 else heading.location
    return (texts[0] if texts else None), giver, heading


def _put_part(draft: Draft, pointer: str, rich: Rich, part: str | None) -> str | None:
    """The value of a part of a text, found again in it."""
    at = rich.text.find(part) if part else -1
    return draft.put(pointer, rich.slice(at, at + len(part))) if part and at >= 0 else None


def _put_time(draft: Draft, at: str, part: Work | Volunteer | Education | Project, heading: Heading) -> None:
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


def _put_time_and_place(draft: Draft, at: str, part: Work | Volunteer | Education, heading: Heading) -> None:
    _put_time(draft, at, part, heading)
    part.location = draft.put(f"{at}/location", heading.location)


def _put_moment(draft: Draft, pointer: str, heading: Heading) -> str | None:
    if heading.date is None or heading.date_text is None:
        return None
    place = heading.date_text.span()
    if place is not None:
        draft.places[pointer] = Span(*draft.source.balanced(*place))
    return heading.date.end or heading.date.start


def _link(draft: Draft, at: str, heading: Heading) -> str | None:
    link = next((link for link in heading.links if not link.address.startswith(("mailto:", "tel:", "#"))), None)
    if link is None or not link.address:
        return None
    draft.places[f"{at}/url"] = Span(link.start, link.end)
    return absolute_url(link.address)


def _summary(draft: Draft, at: str, entry: Entry, *, with_lists: bool = False) -> str | None:
    """Running text of an entry; when it also has loose lines among its bullets, those are bullets."""
    cells = [cell for line in entry.tail if is_prose(line) or not entry.lists for cell in line.cells]
    if with_lists:
        lines = [line for node in entry.lists for item in node.items for line in item.lines]
        cells += [cell for line in lines for cell in line.cells]
    return draft.put_span(f"{at}/summary", cells)


def _keywords(draft: Draft, pointer: str, parts: Texts) -> list[str]:
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
