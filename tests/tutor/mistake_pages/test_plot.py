"""The weeks as a drawing: what its numbers are, whatever the counts."""

import re
from datetime import date, timedelta

import pytest

from app.tutor.corrections.models import Type
from app.tutor.mistake_pages.plot import plot_of
from app.tutor.mistakes import Week

MONDAY = date(2026, 3, 2)


def week(at: int, added: dict[Type, int] | None = None, reviewed: int = 0, remembered: int = 0) -> Week:
    return Week(MONDAY + timedelta(weeks=at), added or {}, {"grammar": reviewed}, {"grammar": remembered})


def test_types_stand_on_each_other() -> None:
    plot = plot_of([week(0, {"spelling": 1, "grammar": 3}), week(1, {"grammar": 1})])
    assert (plot.width, plot.added_top) == (20, 4)
    assert [(bar.kind, bar.x, bar.y, bar.height) for bar in plot.bars] == [
        ("grammar", "1.5", "25", "75"),
        ("spelling", "1.5", "0", "25"),
        ("grammar", "11.5", "75", "25"),
    ]
    assert plot.bars[0].title == "Week of 2 Mar, grammar: 3 new"
    assert plot.kinds == (("grammar", "Grammar"), ("spelling", "Spelling"))


def test_reviews_are_an_area_under_a_line() -> None:
    plot = plot_of([week(0, reviewed=4, remembered=3), week(1), week(2, reviewed=2)])
    assert plot.reviews_top == 4
    assert plot.line == "M5 0L15 100L25 50"
    assert plot.area == "M5 25L15 100L25 100L25 100L5 100Z"
    assert plot.dots == "M5 25h0M25 100h0"


def test_the_table_has_what_the_drawing_has() -> None:
    plot = plot_of([week(0, {"punctuation": 2, "register": 1}, 5, 4), week(1)])
    assert [(row.week, row.added, row.reviewed, row.remembered) for row in plot.rows] == [
        ("2 Mar", (2, 1), 5, 4),
        ("9 Mar", (0, 0), 0, 0),
    ]
    assert plot.summary == "New mistakes in 2 weeks: 2 punctuation, 1 tone. 5 reviews, 4 of them remembered."


def test_nothing_is_nothing() -> None:
    plot = plot_of([week(at) for at in range(12)])
    assert plot.is_empty
    assert (plot.bars, plot.area, plot.line, plot.dots, plot.kinds) == ((), "", "", "", ())
    assert plot.summary == "New mistakes in 12 weeks: none. No reviews."


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (2, 2), (3, 4), (7, 8), (10, 10), (11, 20), (99, 100), (101, 200), (4001, 6000)]
)
def test_the_upper_edge_is_round_and_even(most: int, top: int) -> None:
    plot = plot_of([week(0, {"grammar": most}, most, most)])
    assert (plot.added_top, plot.reviews_top) == (top, top)
    assert all(0 <= float(number) <= 100 for number in re.findall(r"[\d.]+", plot.area))
