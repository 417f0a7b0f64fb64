"""Time in jobs by whole months, as one counts it on the fingers."""

from datetime import date

import pytest

from app.documents.resume import Work
from app.documents.working_time import TimeWorked, months_worked, spelt_out

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01", "2020-03", 3),
        ("2020-03", "2020-03", 1),
        ("2020", "2020", 12),
        ("2019", "2020-06", 18),
        ("2020-01-15", "2020-03-15", 3),
        ("2020-01-16", "2020-03-14", 1),
        ("2020-12-20", "2021-01-31", 1),
        ("2025-01", None, 12),
        ("2025-12", "2027-12", 1),
        ("2026-01", None, 0),
        ("2021-05", "2020-01", 0),
    ],
)
def test_months_are_counted_from_the_first_to_the_last(start: str, end: str | None, months: int) -> None:
    work = [Work(start_date=start, end_date=end)]
    assert months_worked(work, [0], TODAY).months == months


@pytest.mark.parametrize(("start", "end"), [(None, "2020"), ("soon", None), ("2030", None), ("2020-13", "2021")])
def test_a_job_without_dates_that_can_be_counted_is_not_dated(start: str | None, end: str | None) -> None:
    assert months_worked([Work(start_date=start, end_date=end)], [0], TODAY) == TimeWorked(0, ())


def test_overlaps_count_once_and_gaps_not_at_all() -> None:
    work = [
        Work(start_date="2020-01", end_date="2020-12"),
        Work(start_date="2020-07", end_date="2021-06"),
        Work(start_date="2023-01", end_date="2023-02"),
        Work(start_date="2000", end_date="2010"),
    ]
    time = months_worked(work, [2, 0, 1], TODAY)
    assert time.months == 18 + 2
    assert [(stretch.job, stretch.months) for stretch in time.stretches] == [(0, 12), (1, 12), (2, 2)]


def test_a_job_that_goes_on_counts_the_months_that_are_over() -> None:
    work = [Work(start_date="2025-01")]
    counted = [months_worked(work, [0], day).months for day in (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))]
    assert counted == [12, 12, 13]


@pytest.mark.parametrize(("months", "text"), [(40, "3 y 4 m"), (24, "2 y"), (5, "5 m"), (0, "0 m")])
def test_time_is_spelt_in_years_and_months(months: int, text: str) -> None:
    assert spelt_out(months) == text
