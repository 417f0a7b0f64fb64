"""A résumé as what it can confirm: entries with their lines, and what each line says."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from app.documents.facts.claims import Evidence
from app.documents.facts.numbers import Quantity, quantities_in
from app.documents.facts.totals import implied_quantities
from app.documents.facts.words import meanings
from app.documents.folding import fold
from app.documents.resume import Resume
from app.documents.terms.lines import lines_of
from app.documents.terms.tokens import language_of
from app.documents.terms.vocabulary import implied_by, lexicon

HEADING_RANK = 0
_CAPITAL = re.compile(r"(?<!\w)[A-Z][\w+#.-]*\w(?!\w)")
_SCOPED = ("work", "projects", "volunteer", "education")


class Said(NamedTuple):
    """What one line says.

    `about` is the meaning of its words, `terms` the skills it names and `implied` also those that follow from them,
    `derived` what its numbers also give. `plain` is `folded` with single spaces; `spelt` are the terms as they are
    written here, for finding ambiguous ones again ("Celery").
    """

    folded: str
    quantities: tuple[Quantity, ...]
    derived: tuple[Quantity, ...]
    terms: frozenset[str]
    implied: frozenset[str]
    about: frozenset[str]
    spelt: tuple[tuple[str, str], ...]
    plain: str


class RecordLine(NamedTuple):
    """A line that can be evidence; `entry` is the pointer of the entry it is in."""

    evidence: Evidence
    text: str
    entry: str
    rank: int
    said: Said


class Entry(NamedTuple):
    """A job, project, post or study. `name` is who it was for, `title` what the person was there.

    `start` and `end` are ISO 8601 with the precision of the résumé; `end` is empty for what goes on. `heading` shows
    all of that as one line.
    """

    pointer: str
    kind: str
    name: str
    title: str
    start: str
    end: str
    heading: Evidence
    lines: tuple[RecordLine, ...]


class Record(NamedTuple):
    """All that a résumé says; `words` are all its words, folded, for telling known names from unknown ones."""

    entries: dict[str, Entry]
    lines: tuple[RecordLine, ...]
    language: str
    words: str
    spelt: dict[str, str]
    resume: Resume
    today: date

    def of(self, scope: Iterable[str] | None) -> list[RecordLine]:
        """The lines of some entries, of all that there is for None."""
        if scope is None:
            return list(self.lines)
        return [line for pointer in scope if pointer in self.entries for line in self.entries[pointer].lines]


def read_record(resume: Resume, today: date) -> Record:
    """Everything in a résumé that a claim can stand on."""
    bare = lines_of(resume)
    language = language_of(" ".join(line.text for line in bare))
    lines: dict[str, list[RecordLine]] = {}
    for line in bare:
        said = _said(line.text, language, line.listed)
        shown = Evidence(line.pointer, line.shown)
        lines.setdefault(line.entry, []).append(RecordLine(shown, line.text, line.entry, line.rank, said))
    spelt = {spelling: term for group in lines.values() for line in group for spelling, term in line.said.spelt}
    lines = {entry: [_with_known(line, spelt) for line in group] for entry, group in lines.items()}
    entries: dict[str, Entry] = {}
    for pointer, kind, name, title, start, end, rest in _headings(resume):
        heading = Evidence(pointer, _heading(name, title, start, end, rest))
        text = ", ".join(part for part in (title, name, *rest) if part)
        listed = kind == "languages"
        said = _said(title if listed else text, language, listed)
        own = RecordLine(heading, text, pointer, HEADING_RANK, said)
        entries[pointer] = Entry(pointer, kind, name, title, start, end, heading, (*lines.get(pointer, ()), own))
    without_headings = [line for group in lines.values() for line in group]
    everything = sorted(
        [*without_headings, *(entry.lines[-1] for entry in entries.values())], key=lambda line: line.rank
    )
    words = fold(" \n ".join(dict.fromkeys(line.text for line in everything)))
    return Record(entries, tuple(everything), language, f" {words} \n {_basics(resume)} ", spelt, resume, today)


def _with_known(line: RecordLine, spelt: dict[str, str]) -> RecordLine:
    """The line with ambiguous words that the résumé has as skills elsewhere ("the introduction of Workday")."""
    known = {spelt[word] for word in _CAPITAL.findall(line.text) if word in spelt} - line.said.terms
    if not known:
        return line
    terms = line.said.terms | known
    return line._replace(said=line.said._replace(terms=terms, implied=_implied(terms)))


def scoped_entries(record: Record) -> list[Entry]:
    """Entries that a sentence can speak of: jobs, projects, posts and studies."""
    return [entry for entry in record.entries.values() if entry.kind in _SCOPED]


def _headings(resume: Resume) -> list[tuple[str, str, str, str, str, str, tuple[str, ...]]]:
    found: list[tuple[str, str, str | None, str | None, str | None, str | None, tuple[str | None, ...]]] = []
    for at, job in enumerate(resume.work):
        found.append((f"/work/{at}", "work", job.name, job.position, job.start_date, job.end_date, (job.location,)))
    for at, post in enumerate(resume.volunteer):
        days = (post.start_date, post.end_date)
        found.append((f"/volunteer/{at}", "volunteer", post.organization, post.position, *days, (post.location,)))
    for at, project in enumerate(resume.projects):
        title = ", ".join(project.roles)
        found.append(
            (
                f"/projects/{at}",
                "projects",
                project.name,
                title,
                project.start_date,
                project.end_date,
                (project.entity,),
            )
        )
    for at, study in enumerate(resume.education):
        title = " ".join(part for part in (study.study_type, study.area) if part)
        days, rest = (study.start_date, study.end_date), (study.location, study.score)
        found.append((f"/education/{at}", "education", study.institution, title, *days, rest))
    for at, one in enumerate(resume.certificates):
        found.append((f"/certificates/{at}", "certificates", one.issuer, one.name, one.date, one.date, ()))
    for at, award in enumerate(resume.awards):
        found.append((f"/awards/{at}", "awards", award.awarder, award.title, award.date, award.date, ()))
    for at, paper in enumerate(resume.publications):
        day = paper.release_date
        found.append((f"/publications/{at}", "publications", paper.publisher, paper.name, day, day, ()))
    for at, spoken in enumerate(resume.languages):
        found.append((f"/languages/{at}", "languages", spoken.fluency, spoken.language, None, None, ()))
    return [
        (pointer, kind, name or "", title or "", start or "", end or "", tuple(part for part in rest if part))
        for pointer, kind, name, title, start, end, rest in found
    ]


def _heading(name: str, title: str, start: str, end: str, rest: tuple[str, ...]) -> str:
    text = ", ".join(part for part in (title, name, *rest) if part)
    if not start:
        return text
    return f"{text} ({start})" if start == end else f"{text} ({start} – {end or 'present'})"


def _basics(resume: Resume) -> str:
    place = resume.basics.location
    parts = [resume.basics.name, *(part for part in (place.city, place.region) if part)] if place else []
    extra = [skill.level for skill in resume.skills]
    extra += [language.fluency for language in resume.languages]
    return fold(" \n ".join(part for part in (*parts, resume.basics.name, *extra) if part))


@lru_cache(maxsize=2_000)
def _said(text: str, language: str, listed: bool) -> Said:
    folded = fold(text)
    quantities = tuple(quantities_in(folded, language))
    hits = lexicon(language).find(text, listed=listed)
    terms = frozenset(hit.term for hit in hits)
    spelt = tuple((hit.text, hit.term) for hit in hits if hit.text[0].isupper())
    return Said(
        folded,
        quantities,
        implied_quantities(folded, quantities),
        terms,
        _implied(terms),
        meanings(folded),
        spelt,
        " ".join(folded.split()),
    )


def _implied(terms: frozenset[str]) -> frozenset[str]:
    """What the terms imply, and what that implies in turn."""
    reached = set(terms)
    grew = True
    while grew:
        more = {
            term
            for term, relations in implied_by().items()
            if term not in reached and any(relation.term in reached for relation in relations)
        }
        reached |= more
        grew = bool(more)
    return frozenset(reached)
