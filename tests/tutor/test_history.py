"""What a model is told."""

from app.tutor.history import Turn, turns_of
from app.tutor.models import Message, MessageState, Role


def message(role: Role, text: str, state: MessageState = "complete") -> Message:
    return Message(1, "m", "c", None, role, text, state, "", "", "", 0, 0, (), (), 0.0)


def test_of_a_long_conversation_the_end_is_told_from_a_question_on() -> None:
    path = [message("user", "a" * 10), message("assistant", "b" * 10), message("user", "c" * 10)]
    assert turns_of(path, 25) == [Turn("user", "c" * 10)]
    assert len(turns_of(path, 30)) == 3


def test_the_last_message_is_told_whatever_its_length() -> None:
    assert turns_of([message("user", "a"), message("assistant", "b"), message("user", "c" * 99)], 10) == [
        Turn("user", "c" * 99)
    ]


def test_a_reply_that_goes_on_or_broke_off_is_marked() -> None:
    path = [message("user", "a"), message("assistant", "b", "failed"), message("user", "c")]
    assert [turn.complete for turn in turns_of(path)] == [True, False, True]
