"""Two sides' changes to one list of lines: all of both, or a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.merging import merged_lines

BASE = ["Built the billing system", "Led a team of five", "Wrote the tests"]
LINES = st.lists(st.sampled_from(["one two", "one three", "four", "five six", "seven"]), max_size=5, unique=True)


def test_each_side_rewords_another_line() -> None:
    theirs = ["Built the billing system in Go", *BASE[1:]]
    mine = [*BASE[:2], "Wrote all of the tests"]
    assert merged_lines(BASE, theirs, mine) == [theirs[0], BASE[1], mine[2]]


def test_one_side_adds_where_the_other_removes_and_moves() -> None:
    assert merged_lines(BASE, [BASE[2], BASE[0]], [BASE[0], "Quite new here", *BASE[1:]]) == [
        BASE[2],
        BASE[0],
        "Quite new here",
    ]


def test_both_add_something() -> None:
    assert merged_lines(BASE, [*BASE, "Theirs alone"], ["My very own", *BASE]) == ["My very own", *BASE, "Theirs alone"]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (["Built the billing system in Go", *BASE[1:]], ["Built the billing system in Rust", *BASE[1:]]),
        ([BASE[0], BASE[2]], [BASE[0], "Led a team of six", BASE[2]]),
        ([BASE[1], BASE[0], BASE[2]], [BASE[0], BASE[2], BASE[1]]),
    ],
    ids=["the same line reworded", "reworded and removed", "two orders"],
)
def test_contradictions_are_for_a_person(theirs: list[str], mine: list[str]) -> None:
    assert merged_lines(BASE, theirs, mine) is None
    assert merged_lines(BASE, mine, theirs) is None


@given(LINES, LINES)
def test_a_side_that_changed_nothing_has_no_say(base: list[str], mine: list[str]) -> None:
    assert merged_lines(base, base, mine) == mine
    assert merged_lines(base, mine, base) == mine
    assert merged_lines(base, mine, mine) == mine


@given(LINES, LINES, LINES)
def test_what_either_side_added_is_there(base: list[str], theirs: list[str], mine: list[str]) -> None:
    merged = merged_lines(base, theirs, mine)
    if merged is not None:
        assert {*theirs, *mine} - {*base} <= {*merged}
        assert {*merged} <= {*base, *theirs, *mine}
        assert {*base} & {*theirs} & {*mine} <= {*merged}
