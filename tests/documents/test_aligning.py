"""What became of the items of a list, and where a pointer leads in a later version."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.aligning import moved, origins


def test_equal_items_find_each_other_in_any_order() -> None:
    assert origins(["a", "b", "c"], ["c", "a", "b"]) == [2, 0, 1]


def test_a_new_item_has_no_origin_and_a_removed_one_gives_none() -> None:
    assert origins(["one thing", "another"], ["one thing", "quite new words", "another"]) == [0, None, 1]
    assert origins(["one thing", "gone", "another"], ["one thing", "another"]) == [0, 2]


def test_a_reworded_item_is_known_by_its_words_else_by_its_neighbours() -> None:
    before = ["Built the billing system in Go", "Led a team of five", "Wrote tests"]
    assert origins(before, ["Led a team of six people", "Built the billing system in Go", "Wrote tests"]) == [1, 0, 2]
    assert origins(["a", "b", "c"], ["a", "x", "c"]) == [0, 1, 2]


def test_entries_are_told_apart_by_what_they_hold() -> None:
    mill, bank = {"name": "Mill", "position": "Cook"}, {"name": "Bank", "position": "Clerk"}
    assert origins([mill, bank], [{**bank, "location": "Here"}, mill]) == [1, 0]


@given(st.lists(st.sampled_from(["a", "b", "a b c", "a b d", ""])), st.permutations(range(6)))
def test_no_item_is_given_twice(before: list[str], order: list[int]) -> None:
    after = [before[index] for index in order if index < len(before)] + ["new"]
    known = [origin for origin in origins(before, after) if origin is not None]
    assert len(known) == len(set(known))


@given(st.lists(st.sampled_from("abcd"), max_size=8))
def test_a_mere_reordering_loses_nothing(before: list[str]) -> None:
    after = sorted(before)
    assert sorted(origin for origin in origins(before, after) if origin is not None) == list(range(len(before)))
    assert [before[origin] for origin in origins(before, after) if origin is not None] == after


def test_a_pointer_follows_what_it_names() -> None:
    before = {"work": [{"name": "Mill", "highlights": ["x"]}, {"name": "Bank"}]}
    after = {"work": [{"name": "Bank"}, {"name": "Mill", "highlights": ["x", "y"]}]}
    assert moved("/work/0/highlights/0", before, after) == "/work/1/highlights/0"
    assert moved("/basics/name", before, after) == "/basics/name"
    assert moved("/work/1", before, {"work": [{"name": "Mill", "highlights": ["x"]}]}) is None


def test_what_is_being_added_stays_at_the_end() -> None:
    before, after = {"work": [{"name": "Mill"}]}, {"work": [{"name": "Mill"}, {"name": "Bank"}]}
    assert moved("/work/1/name", before, after) == "/work/2/name"
    assert moved("/awards/0/title", {"awards": []}, {"awards": [{"title": "First"}]}) == "/awards/1/title"
