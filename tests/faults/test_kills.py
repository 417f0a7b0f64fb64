"""kill -9 while several clients watch several runs: nothing is lost, doubled or paid for twice. A short run."""

from pathlib import Path

from tests.faults.killing import kills
from tests.faults.watching import Frame, compare

KILLS = 3


def test_whatever_a_client_saw_before_a_kill_is_what_is_told_after_it(tmp_path: Path) -> None:
    done = list(kills(tmp_path, KILLS))
    assert [found for kill in done for found in kill.found if not found.is_whole] == []
    assert [kill.paid_twice for kill in done] == [set()] * KILLS
    assert {found.name for kill in done for found in kill.found} >= {"page", "native", "optimisation", "tutor chat"}
    assert sum(kill.seen for kill in done) > 0
    assert sum(kill.interrupted for kill in done) > 0, "no kill came while a client watched"
    assert done[-1].runs["tailoring"] <= 2 * KILLS
    assert done[-1].runs["reply"] <= 3 * KILLS
    assert done[-1].runs["review"] <= KILLS


def told(*numbers: int) -> list[Frame]:
    return [Frame(str(number), "progress", f'{{"step":{number}}}') for number in numbers]


def test_a_gap_a_double_and_a_stranger_are_found() -> None:
    again = told(1, 2, 3)
    assert compare("native", told(1, 2, 3), again).is_whole
    gap = compare("native", told(1, 3), again)
    assert (gap.gaps, gap.doubles, gap.strangers, gap.is_whole) == (1, 0, 0, False)
    double = compare("native", told(1, 2, 2, 3), again)
    assert (double.gaps, double.doubles, double.strangers, double.is_whole) == (0, 1, 1, False)
    stranger = compare("native", told(1, 2, 3, 4), again)
    assert (stranger.gaps, stranger.strangers, stranger.is_whole) == (0, 1, False)
    swapped = compare("native", told(2, 1, 3), again)
    assert (swapped.gaps, swapped.is_in_order, swapped.is_whole) == (0, False, False)


def test_text_is_the_same_in_whatever_pieces_it_came() -> None:
    whole = [Frame("run_1:3", "chunk", '{"type":"chunk","content":"Hello"}')]
    pieces = [
        Frame("run_1:2", "chunk", '{"type":"chunk","content":"Hel"}'),
        Frame("run_1:3", "chunk", '{"type":"chunk","content":"lo"}'),
    ]
    assert compare("chat", pieces, whole).is_whole
    assert not compare("chat", pieces[:1], whole).is_whole
