"""A reply folded from its events: whoever comes later has what those have who saw it grow."""

import msgspec
import pytest

from app.streaming import Event
from app.streaming.encoding import encode
from app.tutor.models import Step
from app.tutor.replying.events import (
    CORRECTIONS,
    STEP,
    STEP_END,
    SUGGESTED,
    TEXT,
    Corrected,
    StepSaid,
    Suggested,
    TextSaid,
)
from app.tutor.watching.cursor import ENDED, Cursor, cursor_in
from app.tutor.watching.folding import ReplyFold, suggested_in
from app.web.markdown import render

TEXTS = [
    "A **bold** word, ", "then\n\n- one", "\n- two\n\n", "| a | b |\n", "|---|---|\n", "| 1 | 2 |\n\n", "```\ncode",
    "\n```\n\nand the *end*",
]  # fmt: skip


def logged(*said: tuple[str, object]) -> list[Event]:
    return [Event("run_1", number, name, encode(data)) for number, (name, data) in enumerate(said, start=1)]


def texts(pieces: list[str]) -> list[Event]:
    return logged(*((TEXT, TextSaid(piece)) for piece in pieces))


@pytest.mark.parametrize("at", range(len(TEXTS) + 1))
def test_a_page_that_joins_later_goes_on_as_one_that_was_there(at: int) -> None:
    events = texts(TEXTS)
    there, late = ReplyFold(), ReplyFold()
    page = [there.add([event]) for event in events[:at]]
    late.add(events[:at])
    assert late.growth.settled == "".join(news.settled for news in page)
    for event in events[at:]:
        assert late.add([event]) == there.add([event])
    assert late.growth == there.growth


def test_many_pieces_of_one_wake_up_are_one_piece_of_news() -> None:
    fold = ReplyFold()
    news = fold.add(texts(TEXTS))
    assert (news.settled, news.tail) == (fold.growth.settled, fold.growth.tail)
    assert str(render("A **bold** word, then")) in news.settled
    assert "<em>end</em>" in str(news.tail)


def test_two_thousand_pieces_cost_work_in_proportion() -> None:
    def drawn(pieces: int) -> int:
        fold, sent = ReplyFold(), 0
        for event in texts([f"word {number} " + ("\n\n" if number % 40 == 39 else "") for number in range(pieces)]):
            news = fold.add([event])
            sent += len(news.settled) + len(news.tail or "")
        return sent

    assert drawn(2_000) < 3 * drawn(1_000)


def test_steps_begin_and_end_each_at_its_place() -> None:
    first, second = Step(id="a", type="look"), Step(id="b", type="look")
    ended = msgspec.structs.replace(first, success=True, ended_at=2.0)
    fold = ReplyFold()
    news = fold.add(logged((STEP, StepSaid(first)), (STEP, StepSaid(second))))
    assert (news.steps, news.ended_steps) == ([0, 1], [])
    news = fold.add(logged((STEP_END, StepSaid(ended))))
    assert (news.steps, news.ended_steps, fold.steps) == ([], [0], [ended, second])
    at_once = ReplyFold().add(logged((STEP, StepSaid(first)), (STEP_END, StepSaid(ended))))
    assert (at_once.steps, at_once.ended_steps) == ([0], [])


def test_a_reset_starts_over_from_its_snapshot() -> None:
    fold = ReplyFold()
    fold.add(texts(["What is forgotten.\n\nAnd more"]))
    past = [{"seq": 1, "name": TEXT, "data": {"text": "Fresh"}}, {"seq": 2, "name": "done", "data": {}}]
    news = fold.add([Event("run_1", 2, "reset", encode({"events": past}))])
    assert news.was_reset
    assert news.ended
    assert (fold.last, str(fold.growth.tail)) == (2, str(render("Fresh")))


def test_corrections_and_suggestions_are_found() -> None:
    corrected = Corrected(question_id="msg_1", corrections=(), note="Nobody could look.")
    events = logged((CORRECTIONS, corrected), (SUGGESTED, Suggested(("Yes", "No"))), ("done", {}))
    fold = ReplyFold()
    assert fold.add(events).corrected
    assert fold.corrected == corrected
    assert suggested_in(events) == ("Yes", "No")
    assert suggested_in(events[:1]) == ()


def test_a_cursor_is_one_number_that_grows() -> None:
    marks = [Cursor(0, 0), Cursor(1, 0), Cursor(1, 7), Cursor(1, ENDED), Cursor(2, 0)]
    assert [cursor_in(int(mark)) for mark in marks] == marks
    assert sorted(map(int, marks)) == [int(mark) for mark in marks]
    assert cursor_in(-1) == Cursor(0, 0)
