"""Pairs of entries, and the order and places of values, as the reading bench judges them."""

from itertools import permutations
from random import Random

import pytest

from app.documents.resume import ReadResume, Resume, Span, Work
from benchmarks.reading.assignment import best_pairs
from benchmarks.reading.placing import held, order


def test_the_assignment_gains_most_together_and_not_greedily() -> None:
    assert best_pairs([[5, 4], [4, 0]]) == [(0, 1), (1, 0)]
    assert best_pairs([[1, 9, 3]]) == [(0, 1)]
    assert best_pairs([[1], [9], [3]]) == [(1, 0)]
    assert best_pairs([]) == []


@pytest.mark.parametrize("seed", range(60))
def test_the_assignment_is_as_good_as_the_best_of_all(seed: int) -> None:
    chance = Random(seed)
    gains = [[chance.randrange(20) for _ in range(6)] for _ in range(chance.randrange(2, 7))]
    best = max(sum(row[column] for row, column in zip(gains, taken, strict=False)) for taken in permutations(range(6)))
    pairs = best_pairs(gains)
    assert len({column for _, column in pairs}) == len(pairs) == len(gains)
    assert sum(gains[row][column] for row, column in pairs) == best


def test_lines_in_order_have_a_tau_of_one_and_reversed_ones_of_minus_one() -> None:
    lines = ["Baked four hundred loaves", "Trained three apprentices", "Ground spelt and rye"]
    assert order("\n".join(lines), [lines]).tau == 1
    assert order("\n".join(reversed(lines)), [lines]).tau == -1
    assert order(f"{lines[1]} {lines[0]} {lines[2]}", [lines]).tau == pytest.approx(1 / 3)


def test_columns_may_stand_in_any_order_but_not_mixed() -> None:
    one, other = ["Languages spoken", "German and French"], ["Baked four hundred loaves", "Trained three apprentices"]
    assert order(" ".join(other + one), [one, other]).tau == 1
    mixed = order(" ".join([one[0], other[0], one[1], other[1]]), [one, other])
    assert mixed.tau == pytest.approx(2 * 5 / 6 - 1)


def test_on_each_page_either_column_may_come_first() -> None:
    side, body = ["Languages spoken", "German and French"], ["Baked four hundred loaves", "Trained three apprentices"]
    text = " ".join([body[0], *side, body[1]])
    assert order(text, [side, body]).tau < 1
    assert order(text, [side, body], [f"{side[0]} {side[1]} {body[0]}", body[1]]).tau == 1
    mixed = " ".join([side[0], body[0], side[1], body[1]])
    assert order(mixed, [side, body], [mixed, ""]).tau < 1


def test_lost_lines_are_counted_and_repeated_ones_tell_nothing() -> None:
    found = order(
        "Baked four hundred loaves, Lyonnaise, Lyonnaise", [["Baked four hundred loaves", "Not in there", "Lyonnaise"]]
    )
    assert (found.found, found.texts) == (2, 3)
    assert found.pairs == 0
    twice = ["Head baker, Lyon", "Trained three apprentices", "Head baker, Lyon"]
    assert order("Trained three apprentices, Head baker, Lyon", [twice]).pairs == 0


def test_a_value_is_held_only_by_the_place_that_has_it() -> None:
    text = r"Moulin d'Or, \textbf{Miller \& Baker}"
    resume = Resume(work=[Work(name="Moulin d'Or", position="Miller & Baker", start_date="2016")])
    places = {"/work/0/name": Span(0, 11), "/work/0/position": Span(13, 37), "/work/0/startDate": Span(0, 1)}
    assert held(ReadResume("tex", text, resume, places)) == (3, 3)
    shifted = {**places, "/work/0/name": Span(1, 11), "/work/0/position": Span(13, 30)}
    assert held(ReadResume("tex", text, resume, shifted)) == (1, 3)
    assert held(ReadResume("tex", text, resume, {})) == (0, 3)
