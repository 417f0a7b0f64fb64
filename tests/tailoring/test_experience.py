"""Years that a posting asks for, against the résumé's own dates."""

from datetime import date

import pytest

from app.documents.resume import Resume, Skill, Work
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_skills
from app.tailoring.results import Inference, KeywordMatch, MatchResult, ScorePart, YearsShown

TODAY = date(2026, 1, 15)
FIVE_OF_PYTHON = "Worker\nAcme\n\nRequirements\n- 5+ years of experience with Python\n"


def job(start: str | None, end: str | None, *lines: str, title: str = "Engineer", firm: str = "Acme") -> Work:
    return Work(name=firm, position=title, start_date=start, end_date=end, highlights=list(lines))


def match(*jobs: Work, skills: tuple[str, ...] = (), posting: str = FIVE_OF_PYTHON) -> MatchResult:
    resume = Resume(work=list(jobs), skills=[Skill(keywords=[one]) for one in skills])
    return match_skills(resume, extract_keywords(posting), TODAY)


def python(result: MatchResult) -> KeywordMatch:
    (one,) = [one for one in result.matched if one.term == "Python"]
    return one


def years(result: MatchResult) -> YearsShown:
    found = python(result).years
    assert found is not None
    return found


def must_haves(result: MatchResult) -> ScorePart:
    (part,) = [part for part in result.score_parts if part.name == "Must-haves"]
    return part


def test_jobs_that_show_it_count_whole_and_together() -> None:
    result = match(
        job("2020-01", "2021-12", "Wrote Python."),
        job("2021-07", "2022-06", "Taught Python.", firm="Beta"),
        job("2010", "2019", "Baked bread."),
    )
    found = years(result)
    assert (found.asked, found.months, found.state) == (5, 30, "partly")
    assert [(one.pointer, one.label, one.months) for one in found.jobs] == [
        ("/work/0", "Engineer, Acme", 24),
        ("/work/1", "Engineer, Beta", 12),
    ]


def test_enough_years_are_met() -> None:
    found = years(match(job("2020-01", None, "Wrote Python.")))
    assert (found.months, found.state, found.jobs[0].end) == (72, "met", "")


def test_a_skill_without_a_job_is_not_dated() -> None:
    found = years(match(job("2010", "2019", "Baked bread."), skills=("Python",)))
    assert (found.months, found.state, found.jobs) == (0, "undated", ())


def test_a_job_without_dates_is_named_and_not_counted() -> None:
    found = years(match(job(None, None, "Wrote Python.")))
    assert found.state == "undated"
    assert [(one.label, one.months) for one in found.jobs] == [("Engineer, Acme", None)]


def test_what_includes_it_counts_and_is_named() -> None:
    found = years(match(job("2020-01", "2020-12", "Built Django sites with Flask."), skills=("Python",)))
    assert found.months == 12
    assert found.jobs[0].shown_by == ("Django", "Flask")


def test_a_job_that_only_denies_it_does_not_count() -> None:
    result = match(job("2020", "2022", "Wrote Python."), job("2010", "2019", "No experience with Python."))
    assert years(result).months == 36


def test_the_title_counts_as_the_jobs_own_text() -> None:
    assert years(match(job("2020", "2021", title="Python developer"))).months == 24


def test_a_line_that_a_model_found_dates_it_too() -> None:
    resume = Resume(work=[job("2020", "2021", "Scripted everything.")])
    inferred = {"Python": Inference("Python", "/work/0/highlights/0", "Scripted everything.", "Scripts are code.")}
    result = match_skills(resume, extract_keywords(FIVE_OF_PYTHON), TODAY, inferred)
    assert (python(result).kind, years(result).months) == ("inferred", 24)


@pytest.mark.parametrize(
    ("jobs", "skills", "credit", "why"),
    [
        ([], (), 0.0, "missing"),
        ([], ("Python",), 0.6, "shown; no dates"),
        ([job("2021-01", "2023-06", "Wrote Python.")], (), 0.8, "shown; 2 y 6 m of 5 y"),
        ([job("2015", "2023", "Wrote Python.")], (), 1.0, "shown; 9 y of 5 y"),
        ([], ("Django",), 0.54, "inferred; no dates"),
        ([job("2021", "2025", "Ran Django.")], (), 0.9, "inferred; 5 y of 5 y"),
    ],
)
def test_the_credit_grows_with_the_years(jobs: list[Work], skills: tuple[str, ...], credit: float, why: str) -> None:
    (one,) = must_haves(match(*jobs, skills=skills)).counted
    assert (one.terms, one.credit, one.why) == (("Python",), credit, why)


def test_nobody_is_asked_for_years_that_the_posting_does_not_name() -> None:
    result = match(job("2020", "2021", "Wrote Python."), posting="Worker\nAcme\n\nRequirements\n- Python\n")
    assert python(result).years is None
    assert must_haves(result).counted[0].credit == 1.0


def test_a_job_of_only_a_title_gets_the_benefit_of_the_doubt_in_the_field() -> None:
    posting = "Worker\nAcme\n\nRequirements\n- 4 years of experience\n- Python\n- Teamwork\n"
    bare = match(job("2020", "2021"), posting=posting).score_parts[-1]
    soft = match(job("2020", "2021", "Teamwork"), posting=posting).score_parts[-1]
    baker = match(job("2020", "2021", "Baked bread with teamwork."), posting=posting).score_parts[-1]
    assert (bare.points, soft.points, baker.points) == (bare.of // 2, bare.of // 2, 0)
    assert bare.years is not None
    assert (bare.earned, bare.whole, bare.years.jobs[0].months) == (24, 48, 24)


def test_the_day_that_is_given_is_the_day_that_counts() -> None:
    resume = Resume(work=[job("2024-01", None, "Wrote Python.")])
    wanted = extract_keywords(FIVE_OF_PYTHON)
    first, later = (match_skills(resume, wanted, day) for day in (date(2025, 1, 1), date(2026, 1, 1)))
    assert (first.day, years(first).months, years(later).months) == ("2025-01-01", 12, 24)
