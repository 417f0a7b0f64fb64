"""What is asked after an answer."""

import pytest

from app.tutor.coaching.following import follow_up
from app.tutor.coaching.judging import judge
from app.tutor.coaching.models import Question

STORY = Question(kind="story", text="How was that?", term="Kubernetes")
DONE = "I planned the weeks with my team, wrote the plan down and moved the parts one by one with two of the others."


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("We migrated the cluster. It took a week.", "You say “We migrated the cluster”. Which part was yours?"),
        ("I would call the team and then I would look into the logs of the service.", "When did you last"),
        (f"Last year the service was too slow. {DONE}", "And how did it end?"),
        (f"{DONE} In the end the page took 2 seconds instead of 9, and nobody called.", "When and where was that"),
        ("Blue.", "step by step"),
        ("The moon is far away and very pretty, and one can see its mountains.", "stay with the question"),
    ],
)  # fmt: skip
def test_it_asks_for_what_is_missing(answer: str, asked: str) -> None:
    question = follow_up(STORY, answer, judge(STORY, answer))
    assert question is not None
    assert asked in question


def test_a_whole_answer_is_not_followed_up() -> None:
    answer = (
        f"Last year the service was too slow and I had to fix it. {DONE} In the end it took 2 seconds instead of 9."
    )
    feedback = judge(STORY, answer)
    assert feedback.score == 4
    assert follow_up(STORY, answer, feedback) is None


def test_the_words_quoted_are_the_answers_own() -> None:
    answer = "We *moved* the <b>cluster</b>, and we `tested` it for a week with the customers of the northern region."
    question = follow_up(STORY, answer, judge(STORY, answer))
    assert question is not None
    assert "\\*moved\\* the \\<b\\>cluster" in question
