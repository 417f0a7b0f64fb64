"""Word-level differences, and several changes of one line joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Conflict
from app.reviews.wording import hunks, joined, pieces, without

LINE = "Responsible for managing a k8s cluster in order to serve 200 users"
SHORT = "Managed a k8s cluster in order to serve 200 users"
SPELT = "Responsible for managing a Kubernetes cluster in order to serve 200 users"
PLAIN = "Responsible for managing a k8s cluster to serve 200 users"
TEXTS = st.lists(st.sampled_from(["led", "team", "of", "9", "Kafka", ",", "é", "30 %"]), max_size=8).map(" ".join)


def test_whole_words_go_and_come() -> None:
    assert [(piece.kind, piece.text) for piece in pieces(LINE, SHORT)] == [
        ("del", "Responsible for managing"),
        ("ins", "Managed"),
        ("same", " a k8s cluster in order to serve 200 users"),
    ]


def test_a_change_of_marks_alone_is_shown_with_its_words() -> None:
    assert [(piece.kind, piece.text) for piece in pieces("talks on-campus, twice", "talks on campus, twice")] == [
        ("same", "talks "),
        ("del", "on-campus,"),
        ("ins", "on campus,"),
        ("same", " twice"),
    ]


def test_blanks_around_what_goes_are_told_apart_from_it() -> None:
    gone = next(piece for piece in pieces("computers used here daily", "computers daily") if piece.kind == "del")
    assert "".join(gone.margins) == gone.text
    assert gone.margins[1] == "used here"


def test_equal_wordings_have_no_difference() -> None:
    assert hunks(LINE, LINE) == []
    assert [piece.kind for piece in pieces(LINE, LINE)] == ["same"]


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_of_each_side_are_that_side(before: str, after: str) -> None:
    both = pieces(before, after)
    assert "".join(piece.text for piece in both if piece.kind != "ins") == before
    assert "".join(piece.text for piece in both if piece.kind != "del") == after


@pytest.mark.parametrize("order", [(SHORT, SPELT, PLAIN), (PLAIN, SHORT, SPELT), (SPELT, PLAIN, SHORT)])
def test_changes_of_different_words_are_joined_in_any_order(order: tuple[str, ...]) -> None:
    assert joined(LINE, order) == "Managed a Kubernetes cluster to serve 200 users"


def test_the_same_change_twice_is_made_once() -> None:
    assert joined(LINE, (SHORT, SHORT)) == SHORT


def test_two_wordings_of_the_same_words_are_refused() -> None:
    with pytest.raises(Conflict, match="same words"):
        joined(LINE, (SHORT, LINE.replace("managing", "running")))
    with pytest.raises(Conflict, match="same words"):
        joined(LINE, (LINE + " daily", LINE + " weekly"))


@given(before=TEXTS, after=TEXTS)
def test_one_change_joined_is_that_change(before: str, after: str) -> None:
    assert joined(before, (after,)) == after


def test_without_a_claim_its_words_are_the_old_ones_again() -> None:
    daring = "Managed a k8s cluster of 40 machines in order to serve 200 users"
    start = daring.index("40")
    assert without(LINE, daring, start, start + 2) == SHORT


@given(before=TEXTS, after=TEXTS)
def test_without_everything_is_the_old_wording(before: str, after: str) -> None:
    changed = without(before, after, -1, len(after) + 1)
    assert changed == before
