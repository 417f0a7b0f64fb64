"""What the coach finds in an answer."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.tutor.coaching.judging import judge
from app.tutor.coaching.models import Question

ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))["answer"]


def question_of(answer: dict[str, Any]) -> Question:
    return Question(kind=answer["kind"], text="How was that?", term=answer["about"])


SURE = [answer for answer in ANSWERS if not answer.get("weak")]


@pytest.mark.parametrize("answer", SURE, ids=lambda answer: answer["name"])
def test_the_parts_of_an_answer_and_what_to_improve(answer: dict[str, Any]) -> None:
    feedback = judge(question_of(answer), answer["text"])
    assert [part.name for part in feedback.parts if part.found] == answer["parts"]
    assert feedback.score == len(answer["parts"])
    assert feedback.improve.kind in answer["improve"]
    assert feedback.improve.about == answer.get("missing", feedback.improve.about)


def test_nearly_every_part_is_found_and_next_to_none_invented() -> None:
    agreed, invented = 0, 0
    for answer in ANSWERS:
        for part in judge(question_of(answer), answer["text"]).parts:
            agreed += part.found == (part.name in answer["parts"])
            invented += part.found and part.name not in answer["parts"]
    assert len(ANSWERS) >= 70
    assert agreed >= 0.98 * 4 * len(ANSWERS)
    assert invented == 0


def test_praise_rests_on_a_sentence_of_the_answer() -> None:
    praised = 0
    for answer in ANSWERS:
        strength = judge(question_of(answer), answer["text"]).strength
        if strength is not None:
            praised += 1
            assert strength.end > strength.start
            assert answer["text"][strength.start : strength.end].split()[0] in strength.text
    assert praised >= 35
