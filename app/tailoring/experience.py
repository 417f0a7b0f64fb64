"""Years of experience, from the résumé's own dates: which jobs count, for how long, and against what is asked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from app.documents.resume import Resume, Work
from app.documents.terms.sightings import Shown
from app.documents.terms.tokens import fold
from app.documents.working_time import months_worked
from app.postings.service import Keyword
from app.tailoring.results import JobTime, KeywordMatch, YearsShown
from app.tailoring.showing import Found, sightings_for_years

_SAYS_LITTLE = frozenset({"soft_skills", "spoken_languages"})


def years_of(keyword: Keyword, resume: Resume, shown: Shown, pointers: Iterable[str], today: date) -> YearsShown | None:
    """The years of one keyword: the whole of each job with a line that shows it; None when none are asked for."""
    if not keyword.years:
        return None
    by_job: dict[int, dict[str, None]] = {}
    for name, sighting in sightings_for_years(keyword.term, shown):
        if sighting.line.entry.startswith("/work/"):
            by_job.setdefault(_job(sighting.line.entry), {})[name] = None
    for pointer in pointers:
        if pointer.startswith("/work/"):
            by_job.setdefault(_job(pointer), {"": None})
    names = {job: () if "" in terms else tuple(terms) for job, terms in by_job.items()}
    return time_in(resume.work, names, keyword.years, today)


def years_in_the_field(resume: Resume, found: Sequence[Found], shown: Shown, asked: int, today: date) -> YearsShown:
    """The years in jobs that show a keyword beyond soft skills, or say nothing but their title."""
    telling = {
        _job(pointer)
        for one in found
        if isinstance(one, KeywordMatch) and one.category not in _SAYS_LITTLE
        for pointer in _lines_that_show(one, shown)
        if pointer.startswith("/work/")
    }
    names = {fold(one.term) for one in found}
    jobs = [index for index in range(len(resume.work)) if index in telling or _says_nothing(index, shown, names)]
    return time_in(resume.work, dict.fromkeys(jobs, ()), asked, today)


def time_in(work: Sequence[Work], jobs: Mapping[int, tuple[str, ...]], asked: int, today: date) -> YearsShown:
    """The time in some jobs against the years `asked` for; `jobs` gives for each what stands for the keyword there."""
    time = months_worked(work, jobs, today)
    months = {stretch.job: stretch.months for stretch in time.stretches}
    counted = tuple(
        JobTime(
            pointer=f"/work/{index}",
            label=", ".join(part for part in (work[index].position, work[index].name) if part) or f"Job {index + 1}",
            start=work[index].start_date or "",
            end=work[index].end_date or "",
            months=months.get(index),
            shown_by=jobs[index],
        )
        for index in sorted(jobs)
    )
    enough: Literal["met", "partly"] = "met" if time.months >= 12 * asked else "partly"
    return YearsShown(asked=asked, months=time.months, state=enough if months else "undated", jobs=counted)


def _lines_that_show(one: KeywordMatch, shown: Shown) -> set[str]:
    """Also lines that name what includes the keyword: naming it elsewhere must not take their job's time away."""
    return {*one.pointers, *(sighting.line.pointer for _, sighting in sightings_for_years(one.term, shown))}


def _job(pointer: str) -> int:
    return int(pointer.split("/")[2])


def _says_nothing(index: int, shown: Shown, names: set[str]) -> bool:
    """Whether a job has no text of its own, or only the bare `names` of keywords.

    Such names must not make a job say something: adding one would then take the job's time away.
    """
    own = [line for line in shown.lines if line.entry == f"/work/{index}" and not line.pointer.endswith("/position")]
    return all(
        {part.strip() for part in fold(line.text).split(",")} <= names or fold(line.text) in names for line in own
    )
