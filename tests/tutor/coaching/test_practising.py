"""Lessons with the language tutor, who gets the corrections from elsewhere."""

import pytest

from app.tutor.coaching.models import Correction
from app.tutor.coaching.practising import Lesson, tutor

SINCE = Correction(
    original="since five years",
    corrected="for five years",
    explanation="‘Since’ names the starting point; for a length of time use ‘for’.",
)
WRONG = "I am a nurse. I have worked here since five years."
RIGHT = "I have worked here for five years."


def lesson_after_mistake() -> Lesson:
    return tutor(Lesson(), WRONG, [SINCE]).lesson


def test_a_mistake_is_shown_with_its_reason_and_tried_again() -> None:
    turn = tutor(Lesson(), WRONG, [SINCE])
    assert "“since five years” → “for five years”. ‘Since’ names the starting point" in turn.text
    assert turn.text.endswith("Try this sentence again: “I have worked here since five years”.")
    assert turn.lesson.awaits == "retry"
    assert turn.lesson.target == RIGHT


@pytest.mark.parametrize(
    ("message", "corrections", "words"),
    [
        (RIGHT, [], "That is right."),
        ("i have worked here for five years", [], "That is right."),
        ("I have worked here now for five years.", [], "that works too"),
        ("I have worked here since five years.", [SINCE], "Not quite yet. It is “I have worked here for five years”."),
    ],
)
def test_the_second_try_is_answered_and_an_exercise_follows(
    message: str, corrections: list[Correction], words: str
) -> None:
    turn = tutor(lesson_after_mistake(), message, corrections)
    assert words in turn.text
    assert "Which is right?" in turn.text
    assert turn.lesson.awaits == "exercise"
    assert "“I have worked here since five years”" in turn.text


def test_an_exercise_is_marked() -> None:
    lesson = tutor(lesson_after_mistake(), RIGHT, []).lesson
    wrong = {"a": "b", "b": "a"}[lesson.letter]
    assert tutor(lesson, lesson.letter, []).text.startswith("Right.")
    assert tutor(lesson, f"{lesson.letter.upper()})", []).text.startswith("Right.")
    assert tutor(lesson, RIGHT, []).text.startswith("Right.")
    assert tutor(lesson, wrong, []).text.startswith("No, the other one: “I have worked here for five years”.")
    assert tutor(lesson, wrong, []).lesson.awaits == "text"


def test_a_new_text_instead_of_a_second_try_is_read_as_one() -> None:
    turn = tutor(lesson_after_mistake(), "Yesterday we cooked soup for eighty guests and nobody complained.", [])
    assert "Which is right?" not in turn.text
    assert turn.lesson.awaits == "text"


def test_a_text_without_mistakes_gets_another_topic_of_its_level() -> None:
    easy, hard = tutor(Lesson(), "I like my work.", [], "A2"), tutor(Lesson(), "I like my work.", [], "C2")
    assert easy.text != hard.text
    assert "Write" in easy.text


def test_all_corrections_of_the_sentence_are_in_its_right_form() -> None:
    message = "He don't have informations about me."
    corrections = [
        Correction(original="don't", corrected="doesn't"),
        Correction(original="informations", corrected="information"),
    ]
    turn = tutor(Lesson(), message, corrections)
    assert turn.lesson.target == "He doesn't have information about me."
    assert "2 things are not right yet" in turn.text


def test_many_mistakes_are_shown_five_at_a_time() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    corrections = [Correction(original=word, corrected=word.upper()) for word in words]
    turn = tutor(Lesson(), " ".join(words), corrections)
    assert turn.text.count("→") == 5
    assert "There are 2 more" in turn.text


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("what can you do?", "no language model"),
        ("skip", "All right."),
        ("", "I got no words"),
        ("💥", "I got no words"),
    ],
)
def test_wishes_are_understood(message: str, words: str) -> None:
    assert words in tutor(lesson_after_mistake(), message, []).text


def test_a_correction_that_is_not_in_the_message_does_no_harm() -> None:
    turn = tutor(Lesson(), "Hello there, my friend.", [Correction(original="absent", corrected="present")])
    assert turn.lesson.target == "present"


def test_markup_of_the_learner_stays_text() -> None:
    turn = tutor(Lesson(), "I has **two** <b>dogs</b>.", [Correction(original="has", corrected="have")])
    assert "\\*\\*two\\*\\* \\<b\\>dogs" in turn.text
