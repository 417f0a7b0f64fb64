"""What a résumé shows, by the word lists: skills with their lines, entries, years and a guess at seniority."""

import re
from collections.abc import Sequence
from datetime import date

from app.clock import utc_today
from app.documents.evidence import Evidence
from app.documents.resume import Resume, Work
from app.documents.terms.sightings import Shown, evidence_of
from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import categories
from app.documents.working_time import years_worked
from app.postings.service import seniority_of
from app.tailoring.results import (
    EntrySkills,
    ResumeAnalysis,
    SkillEvidence,
)

_SECTIONS = (
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "other",
)


def analyze_resume(resume: Resume, today: date | None = None) -> ResumeAnalysis:
    """Skills with their evidence, what each entry shows, years of work and a guess at seniority."""
    day = today or utc_today()
    shown = evidence_of(resume)
    years = years_worked(resume.work, day)
    return ResumeAnalysis(
        years=years,
        seniority=_seniority(resume, years, day),
        skills=tuple(_skills(shown)),
        entries=tuple(_entries(shown, resume)),
        sections=tuple(key for key in _SECTIONS if getattr(resume, key)),
    )


def _skills(shown: Shown) -> list[SkillEvidence]:
    """Known terms with their lines, then the items of skill lists that no list knows, as they are."""
    found = [
        SkillEvidence(
            term,
            categories()[term],
            tuple(dict.fromkeys(Evidence(each.line.pointer, each.line.shown) for each in sightings)),
        )
        for term, sightings in shown.sightings.items()
    ]
    seen = {each.line.pointer for sightings in shown.sightings.values() for each in sightings}
    own = {
        line.text: SkillEvidence(line.text, "practices", (Evidence(line.pointer, line.shown),))
        for line in shown.lines
        if line.listed and line.pointer not in seen and "/keywords/" in line.pointer
    }
    return [*found, *own.values()]


def _entries(shown: Shown, resume: Resume) -> list[EntrySkills]:
    labels = {f"/work/{index}": job.name or job.position or "" for index, job in enumerate(resume.work)}
    labels |= {f"/projects/{index}": project.name or "" for index, project in enumerate(resume.projects)}
    labels |= {f"/volunteer/{index}": post.organization or "" for index, post in enumerate(resume.volunteer)}
    terms: dict[str, dict[str, None]] = {}
    for term, sightings in shown.sightings.items():
        for each in sightings:
            terms.setdefault(each.line.entry, {})[term] = None
    return [EntrySkills(entry, label, tuple(terms.get(entry, ()))) for entry, label in labels.items()]


def _seniority(resume: Resume, years: float | None, today: date) -> str:
    latest = _latest(resume.work)
    title = seniority_of((latest.position if latest else None) or resume.basics.label or "")
    if title:
        return title
    if _studying(resume, today) and (years or 0) < 3:
        return "student"
    if years is None or years < 2:
        return "junior"
    return "mid" if years < 6 else "senior"


def _latest(work: Sequence[Work]) -> Work | None:
    return max(work, key=lambda job: (job.end_date or "9999", job.start_date or ""), default=None)


def _studying(resume: Resume, today: date) -> bool:
    return any(
        study.start_date and (not study.end_date or study.end_date > today.isoformat())
        for study in resume.education
        if not re.search(r"certif", fold(study.study_type or ""))
    )
