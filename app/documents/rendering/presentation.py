"""A `Resume` as what stands on paper: lines, dates and links, in order, nothing empty.

Here everything is decided that a layout should not have to: which fields make a line, how a date reads, which
addresses become links, which characters may be printed. The Typst template only places it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from app.documents.extras import without_extras
from app.documents.headings import is_contact_heading
from app.documents.rendering.links import safe_link, shown_address
from app.documents.rendering.printable import breakable, clean, language_of, readable_date, readable_period
from app.documents.rendering.printed import Contact, Entry, Labelled, PrintedResume, PrintedSection
from app.documents.resume import Basics, Resume, Skill
from app.documents.structure import SECTION_TITLES, section_order
from app.errors import RenderFailed

MOST_CHARACTERS = 200_000
# Typst cannot write a single run of text longer than 65,535 bytes.
_MOST_IN_ONE_TEXT = 12_000
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE"})


def present(
    resume: Resume, sections: Sequence[str] = (), titles: Mapping[str, str] | None = None, paper: str | None = None
) -> PrintedResume:
    """`sections`: keys (JSON Resume arrays and `summary`) in the order wanted; the rest follows in the usual order.

    `titles`: the person's own headings by key. `paper`: `a4` or `us-letter`; by the country when absent. Raises
    RenderFailed for a résumé that is empty or over the limits of length.
    """
    size = 0
    shown = msgspec.to_builtins(without_extras(resume))
    for text in _texts(shown):
        size += len(text)
        if len(text) > _MOST_IN_ONE_TEXT or size > MOST_CHARACTERS:
            raise RenderFailed("The résumé is too long to be printed. Shorten its longest texts.")
    headings = SECTION_TITLES | dict(titles or {})
    order = section_order(resume, sections)
    printed = [section for key in order for section in _printed(resume, key, clean(headings[key]))]
    name = clean(resume.basics.name)
    filled = [section for section in printed if section.text or section.entries or section.lines]
    if not name and not filled:
        raise RenderFailed("The résumé is empty, so there is nothing to print. Fill it in first.")
    return PrintedResume(
        name=name,
        label=clean(resume.basics.label),
        contacts=contacts_of(resume.basics),
        sections=filled,
        language=language_of(_texts(shown)),
        paper=paper or paper_of(resume.basics),
    )


def _joined(parts: Iterable[str | None], between: str = ", ") -> str:
    return between.join(part for part in map(breakable, parts) if part)


def _bullets(highlights: Iterable[str]) -> list[str]:
    return [text for text in map(breakable, highlights) if text]


def contacts_of(basics: Basics) -> list[Contact]:
    """How to reach the person: place, addresses and profiles, those that may be links with one."""
    place = basics.location
    contacts = []
    if place:
        country = place.country_code if not (place.city and place.region) else None
        contacts.append(Contact(_joined((place.address, place.city, place.region, place.postal_code, country))))
    contacts += [Contact(clean(basics.email), safe_link(basics.email, mail=True)), Contact(clean(basics.phone))]
    contacts.append(_address(basics.url, None))
    contacts += [
        _address(profile.url, _joined((profile.network, profile.username), " ")) for profile in basics.profiles
    ]
    return [contact for contact in contacts if contact.text]


def _address(url: str | None, otherwise: str | None) -> Contact:
    link = safe_link(url)
    if link is None:
        return Contact(breakable(otherwise) or breakable(url))
    shown = shown_address(link)
    # A bare host says nothing about whose profile it is.
    return Contact(breakable(shown if "/" in shown else otherwise or shown), link)


def _filled(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry != Entry(dates=entry.dates, url=entry.url)]


def _printed(resume: Resume, key: str, title: str) -> Iterable[PrintedSection]:
    if key != "other":
        return (_BUILDERS[key](resume, key, title),)
    # Their titles are their own: all of them share the key. What stood beside an address, birthdays and families, is
    # the person's to add: employers in many countries may not even ask for it.
    usual = SECTION_TITLES[key]
    return (
        PrintedSection(key, clean(one.title) or usual, entries=[Entry(bullets=bullets)])
        for one in resume.other
        if (bullets := _bullets(one.lines)) and not is_contact_heading(one.title or "")
    )


def _summary(resume: Resume, key: str, title: str) -> PrintedSection:
    return PrintedSection(key, title, text=breakable(resume.basics.summary))


def _work(resume: Resume, key: str, title: str) -> PrintedSection:
    entries = [
        Entry(
            title=breakable(job.position or job.name),
            url=safe_link(job.url),
            dates=readable_period(job.start_date, job.end_date),
            subtitle=_joined((job.name if job.position else None, job.description)),
            place=breakable(job.location),
            summary=breakable(job.summary),
            bullets=_bullets(job.highlights),
        )
        for job in resume.work
    ]
    return PrintedSection(key, title, entries=_filled(entries))


def _volunteer(resume: Resume, key: str, title: str) -> PrintedSection:
    entries = [
        Entry(
            title=breakable(post.position or post.organization),
            url=safe_link(post.url),
            dates=readable_period(post.start_date, post.end_date),
            subtitle=breakable(post.organization if post.position else None),
            place=breakable(post.location),
            summary=breakable(post.summary),
            bullets=_bullets(post.highlights),
        )
        for post in resume.volunteer
    ]
    return PrintedSection(key, title, entries=_filled(entries))


def _education(resume: Resume, key: str, title: str) -> PrintedSection:
    entries = []
    for study in resume.education:
        degree = _joined((study.study_type, study.area))
        score = f"Grade: {breakable(study.score)}" if breakable(study.score) else None
        entries.append(
            Entry(
                title=breakable(study.institution) or degree,
                url=safe_link(study.url),
                dates=readable_period(study.start_date, study.end_date),
                subtitle=_joined((degree if study.institution else None, score), " · "),
                place=breakable(study.location),
                bullets=_bullets(study.highlights),
                keywords=_joined(study.courses),
            )
        )
    return PrintedSection(key, title, entries=_filled(entries))


def _projects(resume: Resume, key: str, title: str) -> PrintedSection:
    entries = [
        Entry(
            title=breakable(project.name),
            url=safe_link(project.url),
            dates=readable_period(project.start_date, project.end_date)
            if project.start_date or project.end_date
            else "",
            subtitle=_joined((*project.roles, project.entity)),
            summary=breakable(project.description),
            bullets=_bullets(project.highlights),
            keywords=_joined(project.keywords),
        )
        for project in resume.projects
    ]
    return PrintedSection(key, title, entries=_filled(entries))


def _short_entries(resume: Resume, key: str, title: str) -> PrintedSection:
    """Awards, certificates and publications: what, from whom, when."""
    entries = [
        Entry(breakable(a.title), None, readable_date(a.date), breakable(a.awarder), summary=breakable(a.summary))
        for a in (resume.awards if key == "awards" else ())
    ]
    entries += [
        Entry(breakable(c.name), safe_link(c.url), readable_date(c.date), breakable(c.issuer))
        for c in (resume.certificates if key == "certificates" else ())
    ]
    entries += [
        Entry(
            breakable(p.name),
            safe_link(p.url),
            readable_date(p.release_date),
            breakable(p.publisher),
            summary=breakable(p.summary),
        )
        for p in (resume.publications if key == "publications" else ())
    ]
    return PrintedSection(key, title, entries=_filled(entries))


def _skills(skill: Skill) -> str:
    known, level = _joined(skill.keywords), breakable(skill.level)
    return f"{known} ({level})" if known and level else known or level


def _lists(resume: Resume, key: str, title: str) -> PrintedSection:
    """Skills, languages, interests and references: a label and what belongs to it."""
    pairs: list[tuple[str | None, str]] = []
    if key == "skills":
        pairs = [(skill.name, _skills(skill)) for skill in resume.skills]
    elif key == "languages":
        pairs = [(spoken.language, breakable(spoken.fluency)) for spoken in resume.languages]
    elif key == "interests":
        pairs = [(interest.name, _joined(interest.keywords)) for interest in resume.interests]
    elif key == "references":
        pairs = [(reference.name, breakable(reference.reference)) for reference in resume.references]
    lines = [Labelled(breakable(label), text) for label, text in pairs]
    return PrintedSection(key, title, lines=[line for line in lines if line.label or line.text])


_BUILDERS: dict[str, Callable[[Resume, str, str], PrintedSection]] = {
    "summary": _summary,
    "work": _work,
    "volunteer": _volunteer,
    "education": _education,
    "projects": _projects,
    **dict.fromkeys(("awards", "certificates", "publications"), _short_entries),
    **dict.fromkeys(("skills", "languages", "interests", "references"), _lists),
}


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def paper_of(basics: Basics) -> str:
    """`us-letter` where the person's country uses it, `a4` elsewhere."""
    country = (basics.location.country_code or "") if basics.location else ""
    return "us-letter" if country.strip().upper() in _LETTER_COUNTRIES else "a4"
