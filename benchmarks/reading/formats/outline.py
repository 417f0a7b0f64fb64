"""What a résumé says by section, in the order of the truth and without any markup: entries of four parts, and rows."""

import msgspec

from app.documents.resume import Volunteer, Work
from benchmarks.reading.formats import writing
from benchmarks.reading.person import Person

ENTRY_KEYS = ("work", "volunteer", "education", "projects")
SCORES = {"en": "GPA: ", "de": "Note: ", "fr": "Note : ", "es": "Promedio: ", "nl": "Cijfer: ", "pt": "Média: "}
COURSES = {
    "en": "Relevant coursework: ",
    "de": "Schwerpunkte: ",
    "fr": "Cours : ",
    "es": "Asignaturas: ",
    "nl": "Vakken: ",
    "pt": "Disciplinas: ",
}


class Entry(msgspec.Struct, frozen=True):
    """A job, a study or a project. Absent texts are empty. `notes` are lines that stand before the bullets."""

    key: str
    title: str
    organisation: str
    dates: str
    place: str
    tags: str = ""
    notes: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    address: str = ""

    @property
    def described(self) -> tuple[str, ...]:
        """Notes that are sentences of their own: in a list they would be bullets like the rest."""
        return () if self.key == "education" else self.notes

    @property
    def listed(self) -> tuple[str, ...]:
        """What may stand as bullets: the bullets, before them marks and courses of a study."""
        return (*self.notes, *self.bullets) if self.key == "education" else self.bullets


class Row(msgspec.Struct, frozen=True):
    """One line of a section without entries: "Tools: Git, Docker", "Deutsch: Muttersprache", "CKA, CNCF, 2021".

    `parts` are the words of a group one by one, `remark` a sentence that follows.
    """

    label: str
    text: str = ""
    date: str = ""
    parts: tuple[str, ...] = ()
    remark: str = ""
    address: str = ""


def entries(person: Person, key: str) -> list[Entry]:
    """The entries of `work`, `volunteer`, `education` or `projects`."""
    if key == "education":
        return _studies(person)
    if key == "projects":
        return _projects(person)
    return _jobs(person, key)


def rows(person: Person, key: str) -> list[Row]:
    """The rows of every other section but `summary` and `other`."""
    resume = person.resume
    match key:
        case "skills":
            return [_group(" ".join(filter(None, [one.name, one.level])), one.keywords) for one in resume.skills]
        case "languages":
            return [Row(one.language or "", one.fluency or "") for one in resume.languages]
        case "interests":
            return [_group(one.name or "", one.keywords) for one in resume.interests]
        case "references":
            return [Row(one.name or "", remark=one.reference or "") for one in resume.references]
        case _:
            return _dated_rows(person, key)


def _group(label: str, keywords: list[str]) -> Row:
    return Row(label, ", ".join(keywords), parts=tuple(keywords))


def _dated_rows(person: Person, key: str) -> list[Row]:
    resume = person.resume

    def date(index: int, member: str = "date") -> str:
        return writing.single_date(person, f"/{key}/{index}/{member}")

    if key == "certificates":
        return [
            Row(one.name or "", one.issuer or "", date(index), address=one.url or "")
            for index, one in enumerate(resume.certificates)
        ]
    if key == "awards":
        return [
            Row(one.title or "", one.awarder or "", date(index), remark=one.summary or "")
            for index, one in enumerate(resume.awards)
        ]
    return [
        Row(
            one.name or "",
            one.publisher or "",
            date(index, "releaseDate"),
            remark=one.summary or "",
            address=one.url or "",
        )
        for index, one in enumerate(resume.publications)
    ]


def others(person: Person) -> list[tuple[str, list[str]]]:
    """The sections that the schema does not know: heading and lines."""
    return [(section.title or "", list(section.lines)) for section in person.resume.other]


def _jobs(person: Person, key: str) -> list[Entry]:
    resume = person.resume
    named: list[tuple[str | None, Work | Volunteer]] = (
        [(job.name, job) for job in resume.work]
        if key == "work"
        else [(job.organization, job) for job in resume.volunteer]
    )
    return [
        Entry(
            key,
            job.position or "",
            organisation or "",
            writing.dates_of(person, f"/{key}/{index}"),
            job.location or "",
            notes=(job.summary,) if job.summary else (),
            bullets=tuple(job.highlights),
        )
        for index, (organisation, job) in enumerate(named)
    ]


def _studies(person: Person) -> list[Entry]:
    return [
        Entry(
            "education",
            writing.study(person, one),
            one.institution or "",
            writing.dates_of(person, f"/education/{index}"),
            one.location or "",
            notes=(
                *((_score(person, one.score),) if one.score else ()),
                *((COURSES[person.language] + ", ".join(one.courses),) if one.courses else ()),
            ),
            bullets=tuple(one.highlights),
        )
        for index, one in enumerate(person.resume.education)
    ]


def _projects(person: Person) -> list[Entry]:
    return [
        Entry(
            "projects",
            one.name or "",
            "",
            writing.dates_of(person, f"/projects/{index}"),
            "",
            tags=", ".join(one.keywords),
            notes=(one.description,) if one.description else (),
            bullets=tuple(one.highlights),
            address=one.url or "",
        )
        for index, one in enumerate(person.resume.projects)
    ]


def _score(person: Person, score: str) -> str:
    """A mark has its name before it ("Note: 1,7"); words speak for themselves ("First Class Honours")."""
    return SCORES[person.language] + score if score[0].isdigit() else score
