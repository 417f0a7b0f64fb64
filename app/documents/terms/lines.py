"""A résumé as lines of text, each with its JSON pointer: what can be evidence, the strongest kind first."""

from collections.abc import Iterator
from typing import NamedTuple

from app.documents.resume import Resume


class Line(NamedTuple):
    """`text` is searched, `shown` is what the person is shown. `entry` is the pointer of the entry it is in.

    `rank` orders evidence: work 0, projects and volunteering 1, certificates, education and sections of other
    kinds 2, skills 3, summary 4. `listed`: the text is one item of a list of skills. `said_of` are the words that
    hold for the whole line and stand outside it: heading and level of a list of skills, or that these are interests.
    """

    pointer: str
    text: str
    shown: str
    entry: str
    rank: int
    listed: bool = False
    said_of: tuple[str, ...] = ()


def lines_of(resume: Resume) -> list[Line]:
    """Every text that can show a skill. Names of employers, schools and places are left out: they are none."""
    return [line for line in (*_experience(resume), *_learning(resume), *_summary(resume)) if line.text.strip()]


def _experience(resume: Resume) -> Iterator[Line]:
    for index, job in enumerate(resume.work):
        yield from _entry(
            f"/work/{index}", 0, job.highlights, position=job.position, summary=job.summary, description=job.description
        )
    for index, project in enumerate(resume.projects):
        entry = f"/projects/{index}"
        yield from _entry(entry, 1, project.highlights, name=project.name, description=project.description)
        shown = f"{project.name or 'Project'}: {', '.join(project.keywords)}"
        for number, keyword in enumerate(project.keywords):
            yield Line(f"{entry}/keywords/{number}", keyword, shown, entry, 1, listed=True)
        for number, role in enumerate(project.roles):
            yield Line(f"{entry}/roles/{number}", role, role, entry, 1)
    for index, post in enumerate(resume.volunteer):
        yield from _entry(f"/volunteer/{index}", 1, post.highlights, position=post.position, summary=post.summary)


def _learning(resume: Resume) -> Iterator[Line]:
    for index, certificate in enumerate(resume.certificates):
        yield from _entry(f"/certificates/{index}", 2, [], name=certificate.name)
    for index, study in enumerate(resume.education):
        entry = f"/education/{index}"
        yield from _entry(entry, 2, study.highlights, studyType=study.study_type, area=study.area)
        for number, course in enumerate(study.courses):
            yield Line(f"{entry}/courses/{number}", course, course, entry, 2)
    for index, award in enumerate(resume.awards):
        yield from _entry(f"/awards/{index}", 2, [], title=award.title, summary=award.summary)
    for index, publication in enumerate(resume.publications):
        yield from _entry(f"/publications/{index}", 2, [], name=publication.name, summary=publication.summary)
    for index, section in enumerate(resume.other):
        entry = f"/other/{index}"
        for number, line in enumerate(section.lines):
            yield Line(f"{entry}/lines/{number}", line, line, entry, 2)
    for index, skill in enumerate(resume.skills):
        entry = f"/skills/{index}"
        level = f" ({skill.level})" if skill.level else ""
        shown = ": ".join(part for part in (f"{skill.name or ''}{level}", ", ".join(skill.keywords)) if part)
        said_of = (skill.name or "", skill.level or "")
        for number, keyword in enumerate(skill.keywords):
            yield Line(f"{entry}/keywords/{number}", keyword, shown, entry, 3, True, said_of)
        if skill.name:
            yield Line(f"{entry}/name", skill.name, shown, entry, 3, True, said_of[1:])


def _summary(resume: Resume) -> Iterator[Line]:
    for field, text in (("label", resume.basics.label), ("summary", resume.basics.summary)):
        if text:
            yield Line(f"/basics/{field}", text, text, "/basics", 4)
    for index, interest in enumerate(resume.interests):
        for number, keyword in enumerate(interest.keywords):
            pointer = f"/interests/{index}/keywords/{number}"
            yield Line(pointer, keyword, keyword, f"/interests/{index}", 4, said_of=("Interests",))


def _entry(entry: str, rank: int, highlights: list[str], **fields: str | None) -> Iterator[Line]:
    for number, text in enumerate(highlights):
        yield Line(f"{entry}/highlights/{number}", text, text, entry, rank)
    for field, value in fields.items():
        if value:
            yield Line(f"{entry}/{field}", value, value, entry, rank)
