"""Open times and short stays."""

import pytest

from app.documents.resume import Education, Resume, Volunteer, Work
from app.tutor.coaching.careers import gap_of, short_stay_of
from tests.applicants import load_resume
from tests.tutor.coaching.rooms import DAY

STUDY = Education(institution="U", start_date="2021-06", end_date="2022-12")
VOLUNTEERING = Volunteer(organization="V", start_date="2021-06", end_date="2022-12")


def job(start: str | None, end: str | None = None, name: str = "Alder", position: str = "Cook") -> Work:
    return Work(name=name, position=position, start_date=start, end_date=end)


def test_months_between_two_jobs_are_a_gap() -> None:
    resume = Resume(work=[job("2022-03", name="Birch"), job("2019-01", "2021-05")])
    gap = gap_of(resume, DAY)
    assert gap is not None
    assert (gap.after, gap.before, gap.since, gap.until, gap.months) == ("Alder", "Birch", "May 2021", "March 2022", 9)


def test_the_time_since_the_last_job_is_a_gap() -> None:
    gap = gap_of(Resume(work=[job("2019-01", "2025-12")]), DAY)
    assert gap is not None
    assert (gap.before, gap.months) == ("", 10)


@pytest.mark.parametrize(
    "resume",
    [
        Resume(),
        Resume(work=[job("2019-01", "2021-05"), job("2021-10", name="Birch")]),
        Resume(work=[job("2019", "2020"), job("2021", name="Birch")]),
        Resume(work=[job("2008-01", "2009-05"), job("2012-01", name="Birch")]),
        Resume(work=[job("2019-01", "2021-05"), job("2023-01")], education=[STUDY]),
        Resume(work=[job("2019-01", "2021-05"), job("2023-01")], volunteer=[VOLUNTEERING]),
        Resume(work=[job("yesterday", "2021-05"), job("2023-13"), job("2030-01")]),
        Resume(education=[Education(institution="U", start_date="2010", end_date="2014")]),
    ],
    ids=["empty", "four months", "whole years", "long ago", "a study", "volunteering", "no dates", "no job"],
)  # fmt: skip
def test_no_gap_where_there_is_none(resume: Resume) -> None:
    assert gap_of(resume, DAY) is None


@pytest.mark.parametrize("who", ["jake", "amara"])
def test_the_applicants_have_neither(who: str) -> None:
    assert gap_of(load_resume(who), DAY) is None
    assert short_stay_of(load_resume(who), DAY) is None


def test_a_job_of_some_months_is_a_short_stay() -> None:
    stay = short_stay_of(Resume(work=[job("2023-02", name="Birch"), job("2022-08", "2022-11")]), DAY)
    assert stay is not None
    assert (stay.pointer, stay.label, stay.months) == ("/work/1", "Alder", 4)


@pytest.mark.parametrize(
    "work",
    [
        [job("2022-08", "2023-11")],
        [job("2022-08", "2022-11", position="Summer Intern")],
        [job("2022-01", "2024-01", name="Birch"), job("2022-08", "2022-11")],
        [job("2022", "2022")],
        [job("2026-08")],
    ],
    ids=["long", "internship", "beside another job", "years only", "goes on"],
)
def test_no_short_stay_where_there_is_none(work: list[Work]) -> None:
    assert short_stay_of(Resume(work=work), DAY) is None
