"""A person's résumé as headed sections of rows, paragraphs and bullets: each PDF of the bench sets them its own way."""

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from app.documents.resume import Award, Certificate, Education, Project, Publication, Volunteer, Work
from benchmarks.reading.formats.writing import bare, dates_of, heading, section_order, single_date, study
from benchmarks.reading.person import Person

SIDE = frozenset({"skills", "languages", "interests", "certificates"})
_JOB_LAYOUTS = ("title", "employer", "one", "three", "dates")
_SCORE = {"en": ("GPA", "Grade"), "de": ("Note", "Abschlussnote"), "fr": ("Mention",), "es": ("Nota media", "Nota")}
_SCORES_ELSEWHERE = {"nl": ("Cijfer",), "pt": ("Média",)}
_COURSES = {"en": "Courses", "de": "Kurse", "fr": "Cours", "es": "Cursos", "nl": "Vakken", "pt": "Disciplinas"}


class RowOfText(msgspec.Struct, frozen=True):
    """Text at the left and at the right edge; `weight` is bold, italic or plain."""

    left: str
    right: str = ""
    weight: str = "plain"


class Block(msgspec.Struct, frozen=True):
    """One entry, or the content of a section that has none."""

    rows: list[RowOfText] = []
    paragraphs: list[str] = []
    bullets: list[str] = []


class Section(msgspec.Struct, frozen=True):
    """A headed part."""

    key: str
    title: str
    blocks: list[Block]


def sections(person: Person) -> list[Section]:
    """The sections in the person's order; each one of no known kind has its own title."""
    found = []
    for key in section_order(person):
        if key == "other":
            found += [Section(key, one.title or "", [_other(person, one.lines)]) for one in person.resume.other]
        else:
            found.append(Section(key, heading(person, key), _blocks(person, key)))
    return found


def texts(parts: Iterable[Section]) -> list[str]:
    """Every text in the order in which it is set."""
    found = []
    for part in parts:
        for block in part.blocks:
            found += [text for row in block.rows for text in (row.left, row.right) if text]
            found += [*block.paragraphs, *block.bullets]
    return found


def _blocks(person: Person, key: str) -> list[Block]:
    resume = person.resume
    match key:
        case "summary":
            return [Block(paragraphs=[resume.basics.summary or ""])]
        case "work":
            return _jobs(person)
        case "volunteer":
            entries = enumerate(resume.volunteer)
            return [_job(person, f"/volunteer/{index}", entry, entry.organization) for index, entry in entries]
        case "education":
            return [_studies(person, f"/education/{index}", entry) for index, entry in enumerate(resume.education)]
        case "projects":
            return [_project(person, f"/projects/{index}", entry) for index, entry in enumerate(resume.projects)]
        case "certificates" | "awards" | "publications":
            return [_dated(person, f"/{key}/{index}", entry) for index, entry in enumerate(getattr(resume, key))]
        case "skills":
            return [_skills(person)]
        case "languages":
            return [_languages(person)]
        case "interests":
            return [_listed(person, [_group(item.name, item.keywords) for item in resume.interests])]
        case _:
            return [
                Block(paragraphs=[": ".join(text for text in (item.name, item.reference) if text)])
                for item in resume.references
            ]


def _jobs(person: Person) -> list[Block]:
    """The jobs; some people name a firm once above the several that they had there."""
    jobs = person.resume.work
    made = [_job(person, f"/work/{index}", entry, entry.name) for index, entry in enumerate(jobs)]
    if person.choice("job layout", *_JOB_LAYOUTS) != "employer" or person.choice("stacked", True, False):
        return made
    again = [
        bool(after.name and after.position) and (before.name, before.location) == (after.name, after.location)
        for before, after in pairwise(jobs)
    ]
    below = [msgspec.structs.replace(block, rows=block.rows[1:]) for block in made]
    return [below[index] if index and again[index - 1] else block for index, block in enumerate(made)]


def _job(person: Person, pointer: str, entry: Work | Volunteer, employer: str | None) -> Block:
    title, firm, place = entry.position or "", employer or "", entry.location or ""
    dates = dates_of(person, pointer)
    mark = person.choice("job mark", " | ", " – ", " · ", ", ")
    both = mark.join(text for text in (firm, place) if text)
    layout = person.choice("job layout", *_JOB_LAYOUTS)
    if not (title and firm):
        rows = [RowOfText(title or firm, dates, "bold"), RowOfText(place)]
    elif layout == "title":
        rows = [RowOfText(title, dates, "bold"), RowOfText(firm, place, "italic")]
    elif layout == "employer":
        rows = [RowOfText(firm, place, "bold"), RowOfText(title, dates, "italic")]
    elif layout == "one":
        rows = [RowOfText(both, dates, "bold"), RowOfText(title, "", "italic")]
    elif layout == "three":
        rows = [RowOfText(title, "", "bold"), RowOfText(both), RowOfText(dates, "", "italic")]
    else:
        rows = [RowOfText(dates, place), RowOfText(title, "", "bold"), RowOfText(firm, "", "italic")]
    return Block(_filled(rows), [entry.summary] if entry.summary else [], entry.highlights)


def _studies(person: Person, pointer: str, entry: Education) -> Block:
    degree, school, place = study(person, entry), entry.institution or "", entry.location or ""
    dates = dates_of(person, pointer)
    if person.choice("study layout", True, False) and degree:
        rows = [RowOfText(degree, dates, "bold"), RowOfText(school, place, "italic")]
    elif degree:
        rows = [RowOfText(school, place, "bold"), RowOfText(degree, dates, "italic")]
    else:
        rows = [RowOfText(school, dates, "bold"), RowOfText(place)]
    label = person.choice("score", *{**_SCORE, **_SCORES_ELSEWHERE}[person.language])
    remarks = [f"{label}: {entry.score}"] if entry.score else []
    remarks += [f"{_COURSES[person.language]}: {', '.join(entry.courses)}"] if entry.courses else []
    return Block(_filled(rows), remarks, entry.highlights)


def _project(person: Person, pointer: str, entry: Project) -> Block:
    used = ", ".join(entry.keywords)
    first = person.choice("project", True, False)
    name = f"{entry.name} | {used}" if used and first else entry.name or ""
    below = [entry.description or "", "" if first else used, bare(entry.url or "")]
    rows = [RowOfText(name, dates_of(person, pointer), "bold")]
    return Block(rows, [text for text in below if text], entry.highlights)


def _dated(person: Person, pointer: str, entry: Award | Certificate | Publication) -> Block:
    if isinstance(entry, Award):
        name, giver, member, below = entry.title, entry.awarder, "date", entry.summary
    elif isinstance(entry, Certificate):
        name, giver, member, below = entry.name, entry.issuer, "date", None
    else:
        name, giver, member, below = entry.name, entry.publisher, "releaseDate", None
    mark = person.choice("given by", ", ", " – ", " | ")
    row = RowOfText(mark.join(text for text in (name, giver) if text), single_date(person, f"{pointer}/{member}"))
    return Block([row], [below] if below else [])


def _skills(person: Person) -> Block:
    groups = person.resume.skills
    if not any(group.name and group.keywords for group in groups):
        return _listed(person, [word for group in groups for word in (group.keywords or [group.name or ""])])
    return Block(paragraphs=[_group(group.name, group.keywords) for group in groups])


def _languages(person: Person) -> Block:
    style = person.choice("languages", "{} ({})", "{}: {}", "{} – {}")
    said = [
        style.format(one.language, one.fluency) if one.fluency else one.language or ""
        for one in person.resume.languages
    ]
    return Block(paragraphs=said) if person.choice("languages in lines", True, False) else _listed(person, said)


def _listed(person: Person, values: list[str]) -> Block:
    return Block(paragraphs=[person.choice("list", ", ", ", ", " · ", " | ").join(values)])


def _other(person: Person, lines: list[str]) -> Block:
    return Block(bullets=lines) if person.choice("other", True, False) else Block(paragraphs=lines)


def _group(name: str | None, keywords: list[str]) -> str:
    return ": ".join(text for text in (name, ", ".join(keywords)) if text)


def _filled(rows: list[RowOfText]) -> list[RowOfText]:
    return [row for row in rows if row.left or row.right]
