"""A `Resume` as the paragraphs of a word processor's document: which style each has, and what stands in it.

Unlike `presentation.py`, which sets a page, this keeps what somebody goes on writing with: days in dates, paragraphs
of a text, the parts of an entry on lines of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from app.documents.rendering.links import safe_link
from app.documents.rendering.presentation import MOST_CHARACTERS, contacts_of
from app.documents.rendering.printable import clean, readable_date
from app.documents.resume import Education, Project, Resume, Volunteer, Work
from app.documents.structure import SECTION_TITLES, printing_order
from app.errors import RenderFailed

# A hundred pages.
_MOST_PARAGRAPHS = 4_000

StyleName = Literal[
    "Title",
    "Subtitle",
    "Contact Details",
    "Heading 1",
    "Heading 2",
    "Entry Details",
    "Body Text",
    "List Bullet",
]


class Words(msgspec.Struct, frozen=True):
    """Text of one look; `url` is an address that may be a link."""

    text: str
    url: str | None = None
    is_strong: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """`at_margin` stands behind a tab at the far margin (dates, a place)."""

    style: StyleName
    words: tuple[Words, ...]
    at_margin: str = ""

    @property
    def text(self) -> str:
        """All of it, a tab before what is at the margin."""
        return "".join(word.text for word in self.words) + (f"\t{self.at_margin}" if self.at_margin else "")


def lay_out(
    resume: Resume, sections: Sequence[str] = (), titles: Mapping[str, str] | None = None
) -> tuple[Paragraph, ...]:
    """`sections` and `titles` as in `present`; a summary that `sections` does not name comes first.

    Raises RenderFailed for a résumé that is empty or too long.
    """
    paragraphs = tuple(_paragraphs(resume, sections, SECTION_TITLES | dict(titles or {})))
    if not paragraphs:
        raise RenderFailed("The résumé is empty, so there is nothing to write. Fill it in first.")
    if len(paragraphs) > _MOST_PARAGRAPHS or sum(len(one.text) for one in paragraphs) > MOST_CHARACTERS:
        raise RenderFailed("The résumé is too long for a document. Shorten its longest texts.")
    return paragraphs


def _paragraphs(resume: Resume, sections: Sequence[str], headings: Mapping[str, str]) -> Iterator[Paragraph]:
    basics = resume.basics
    yield from _line("Title", basics.name)
    yield from _line("Subtitle", basics.label)
    words: list[Words] = []
    for contact in contacts_of(basics):
        # The breaks that a printed page needs in long words are no part of an address.
        text = contact.text.replace("\u200b", "")
        words += [Words("  ·  "), Words(text, contact.url)] if words else [Words(text, contact.url)]
    if words:
        yield Paragraph("Contact Details", tuple(words))
    for key in printing_order(sections):
        if key == "other":
            for section in resume.other:
                yield from _section(section.title or headings[key], _bullets(section.lines))
        else:
            yield from _section(headings[key], _BODIES[key](resume))


def _section(title: str, body: Iterable[Paragraph]) -> Iterator[Paragraph]:
    paragraphs = tuple(body)
    if paragraphs:
        yield from _line("Heading 1", title)
        yield from paragraphs


def _line(
    style: StyleName, text: str | None, at_margin: str | None = "", url: str | None = None
) -> Iterator[Paragraph]:
    shown, margin = clean(text), clean(at_margin)
    if shown or margin:
        words = (Words(shown, safe_link(url)),) if shown else ()
        yield Paragraph(style, words, margin)


def _text(*texts: str | None) -> Iterator[Paragraph]:
    """Running text, a paragraph of it a paragraph."""
    for text in texts:
        for line in (text or "").splitlines():
            yield from _line("Body Text", line)


def _bullets(lines: Iterable[str]) -> Iterator[Paragraph]:
    for line in lines:
        yield from _line("List Bullet", line)


def _joined(parts: Iterable[str | None], between: str = ", ") -> str:
    return between.join(part for part in map(clean, parts) if part)


def _summary(resume: Resume) -> Iterator[Paragraph]:
    return _text(resume.basics.summary)


def _work(resume: Resume) -> Iterator[Paragraph]:
    for job in resume.work:
        yield from _post(job, job.name)
        yield from _text(job.description, job.summary)
        yield from _bullets(job.highlights)


def _volunteer(resume: Resume) -> Iterator[Paragraph]:
    for post in resume.volunteer:
        yield from _post(post, post.organization)
        yield from _text(post.summary)
        yield from _bullets(post.highlights)


def _post(post: Work | Volunteer, employer: str | None) -> Iterator[Paragraph]:
    position = clean(post.position)
    yield from _line("Heading 2", position or employer, _period(post), post.url)
    yield from _line("Entry Details", employer if position else None, post.location)


def _education(resume: Resume) -> Iterator[Paragraph]:
    for study in resume.education:
        school = clean(study.institution)
        degree = _joined((study.study_type, study.area))
        yield from _line("Heading 2", school or degree, _period(study), study.url)
        yield from _line("Entry Details", degree if school else None, study.location)
        yield from _text(f"Grade: {study.score}" if clean(study.score) else None)
        courses = _joined(study.courses)
        yield from _text(f"Courses: {courses}" if courses else None)
        yield from _bullets(study.highlights)


def _projects(resume: Resume) -> Iterator[Paragraph]:
    for project in resume.projects:
        roles, keywords = _joined((*project.roles, project.entity)), _joined(project.keywords)
        # One word alone below a name reads as what the project is, several as what it was made with.
        has_list = "," in keywords
        yield from _line("Heading 2", project.name, _period(project), project.url)
        yield from _line("Entry Details", keywords if has_list else None)
        yield from _text(project.description)
        yield from _text(f"Role: {roles}" if roles else None, None if has_list else keywords)
        yield from _bullets(project.highlights)


def _awards(resume: Resume) -> Iterator[Paragraph]:
    for award in resume.awards:
        yield from _line("Heading 2", _joined((award.title, award.awarder), " | "), _date(award.date))
        yield from _text(award.summary)


def _certificates(resume: Resume) -> Iterator[Paragraph]:
    for one in resume.certificates:
        yield from _line("Heading 2", _joined((one.name, one.issuer), " | "), _date(one.date), one.url)


def _publications(resume: Resume) -> Iterator[Paragraph]:
    for one in resume.publications:
        yield from _line("Heading 2", _joined((one.name, one.publisher), " | "), _date(one.release_date), one.url)
        yield from _text(one.summary)


def _references(resume: Resume) -> Iterator[Paragraph]:
    for one in resume.references:
        yield from _line("Heading 2", one.name)
        yield from _text(one.reference)


def _skills(resume: Resume) -> Iterator[Paragraph]:
    for skill in resume.skills:
        level = f"({clean(skill.level)})" if clean(skill.level) else None
        known = _joined(skill.keywords)
        if clean(skill.name) and known:
            label = Words(f"{_joined((skill.name, level), ' ')}:", is_strong=True)
            yield Paragraph("List Bullet", (label, Words(f" {known}")))
        else:
            yield from _line("List Bullet", _joined((skill.name, known, level), " "))


def _languages(resume: Resume) -> Iterator[Paragraph]:
    for one in resume.languages:
        fluency = clean(one.fluency)
        yield from _line("List Bullet", _joined((one.language, f"({fluency})" if fluency else None), " "))


def _interests(resume: Resume) -> Iterator[Paragraph]:
    for one in resume.interests:
        keywords = _joined(one.keywords)
        beside = f"({keywords})" if clean(one.name) and keywords else keywords
        yield from _line("List Bullet", _joined((one.name, beside), " "))


def _period(entry: Work | Volunteer | Education | Project) -> str:
    """The years of something; what has an end alone says so, unless it is the year of a degree."""
    begun, ended = _date(entry.start_date), _date(entry.end_date)
    if not begun:
        return ended if isinstance(entry, Education) or not ended else f"until {ended}"
    return begun if begun == ended else f"{begun} – {ended or 'present'}"


def _date(iso: str | None) -> str:
    """`2021-03-15` as "15 Mar 2021", where a printed page leaves the day out."""
    shown = readable_date(iso)
    day = (iso or "")[8:10]
    has_day = len(iso or "") == len("2021-03-15") and day.isdecimal() and shown != clean(iso)
    return f"{int(day)} {shown}" if has_day else shown


_BODIES: dict[str, Callable[[Resume], Iterator[Paragraph]]] = {
    "summary": _summary,
    "work": _work,
    "education": _education,
    "skills": _skills,
    "projects": _projects,
    "volunteer": _volunteer,
    "certificates": _certificates,
    "awards": _awards,
    "publications": _publications,
    "languages": _languages,
    "interests": _interests,
    "references": _references,
}
