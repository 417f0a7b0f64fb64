"""The page about capacity says what was measured, and the simulation beside it is right within a fifth."""

import math

import msgspec
import pytest

from benchmarks.capacity.calibrating import least_squares
from benchmarks.capacity.measurements import Measurements, read
from benchmarks.capacity.page import PAGE, held, printed
from benchmarks.capacity.sharing import groups
from benchmarks.capacity.simulation import Costs, Process

WITHIN = 0.2
NOT_HELD = {"10 runs: a token", "1,000 runs: p99"}
"""Shown, and not held: a process that sleeps nearly all of its time pays for its wakings what the machine likes, and
where the processor is full or nearly so the latest tokens depend on its last hundredths.
"""
COSTS = Costs(token=8e-6, event=40e-6, turn=60e-6, sleep=0.0, crowd=0.0, commit=250e-6, row=15e-6)


@pytest.fixture(scope="module")
def measured() -> Measurements:
    return read()


def test_the_page_is_printed_from_what_was_measured(measured: Measurements) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert printed(measured, page) == page


def test_every_figure_is_predicted_within_a_fifth(measured: Measurements) -> None:
    off = {figure.what: f"{figure.off:+.0%}" for figure in held(measured) if abs(figure.off) > WITHIN}
    assert off.keys() <= NOT_HELD, off


def test_a_page_that_has_lost_its_markers_is_refused(measured: Measurements) -> None:
    with pytest.raises(SystemExit, match="markers for points"):
        printed(measured, "words of somebody's own\n")


def test_the_points_are_not_what_the_costs_are_taken_from(measured: Measurements) -> None:
    learnt = {(trial.runs, trial.rate) for trial in measured.calibration}
    assert learnt.isdisjoint((point.runs, point.rate) for point in measured.points)


def test_a_process_at_ease_is_late_by_the_joining_alone() -> None:
    seen = Process(20, 30, msgspec.structs.replace(COSTS, commit=0.0)).watch()
    assert 0.033 <= seen.p99 <= 0.05
    assert math.isclose(seen.tokens / seen.events, 2, rel_tol=0.2)


def test_a_process_that_is_pressed_joins_more_and_spends_less_on_a_token() -> None:
    calm, pressed = Process(100, 30, COSTS).watch(), Process(2_000, 30, COSTS).watch()
    assert pressed.tokens / pressed.events > 1.5 * calm.tokens / calm.events
    assert pressed.cpu_a_token < calm.cpu_a_token / 2
    assert pressed.p50 > 2 * calm.p50


def test_a_core_gives_no_more_than_it_has() -> None:
    seen = Process(2_000, 30, COSTS).watch()
    assert 2.9 <= seen.loop + seen.writer <= 3.1


def test_least_squares_find_the_factors() -> None:
    assert least_squares([(1, 2), (3, 1), (2, 2)], [5, 5, 6]) == pytest.approx([1, 2])


def test_groups_are_as_many_as_events_while_they_are_few() -> None:
    assert groups(1, 1) == pytest.approx(1, rel=0.01)
    assert groups(100_000, 1) == pytest.approx(200, rel=0.01)
    assert groups(100_000, 4) == pytest.approx(800, rel=0.01)
