"""What does not fit the résumé is asked about; what a résumé is silent about is not."""

import pytest

from app.documents.resume import ReadResume
from app.tutor.coaching.doubting import doubts_of
from app.tutor.coaching.judging import judge
from app.tutor.coaching.models import Material, Question

STORY = Question(kind="story", text="How was that?", term="PostgreSQL")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I have fifteen years of experience at Polder Pay.", "“fifteen years”"),
        ("When I worked at Google, I moved the tables.", "“Google”"),
        ("I moved the tables at Polder Pay in 2015.", "“2015”"),
    ],
)
def test_it_is_asked_kindly(amara: ReadResume, text: str, words: str) -> None:
    (doubt,) = doubts_of(text, amara.resume)
    assert words in doubt.text
    assert "Which is right?" in doubt.text
    assert text[doubt.start : doubt.end] in words
    assert "lie" not in doubt.text.casefold().split()


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 our settlement service at Polder Pay ran on MySQL.",
        "When they joined in 2022 they were afraid, and I sat with them for 3 hours a day.",
        "I called 40 customers and wrote to Lufthansa, and we lost two orders.",
        "I worked at Kanaal Travel from 2018 to 2021 and cached the fares in Redis.",
        "I have seven years of experience in Python.",
        "I want to work at Northwind Ledger for ten years.",
    ],
)
def test_more_than_the_resume_says_is_no_contradiction(amara: ReadResume, text: str) -> None:
    assert doubts_of(text, amara.resume, Material(company="Northwind Ledger")) == ()


def test_what_is_doubted_is_not_praised(amara: ReadResume) -> None:
    answer = "The service was too slow last year. I moved it in 2015 at Polder Pay, table by table and with checksums."
    feedback = judge(STORY, answer, amara.resume)
    assert len(feedback.doubts) == 1
    doubt = feedback.doubts[0]
    assert feedback.strength is None or not feedback.strength.start <= doubt.start < feedback.strength.end
