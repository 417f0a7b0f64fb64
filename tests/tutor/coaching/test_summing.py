"""The end of an interview: what it tells a learner to keep is right English."""

from app.documents.resume import ReadResume
from tests.tutor.coaching.rooms import interview_of, talk

WRONG = "I am working as a software engineer since seven years. I applied because of the payments."
RIGHT = (
    "In 2022 our settlement service ran on MySQL and the nightly job was too slow. I had to move it without stopping "
    "payouts. I wrote a layer that writes to both databases. In the end we moved 1.2 billion rows in 9 weeks."
)


def kept(text: str) -> str:
    """The last paragraph: what is to be kept."""
    last = text.split("\n\n")[-1]
    assert last.startswith("And keep this: ")
    return last


def test_a_sentence_with_mistakes_is_kept_in_right_english(amara: ReadResume) -> None:
    told = kept(talk(interview_of(amara.resume), "start", WRONG, WRONG, "finish").text)
    assert "“I have been working as a software engineer for seven years”" in told


def test_a_sentence_without_mistakes_goes_before_one_with(amara: ReadResume) -> None:
    told = kept(talk(interview_of(amara.resume), "start", WRONG, WRONG, RIGHT, "finish").text)
    assert "software engineer" not in told
    assert "“In the end we moved 1.2 billion rows in 9 weeks”" in told


def test_code_and_quotations_in_it_stay_as_they_are(amara: ReadResume) -> None:
    answer = (
        'I am working since seven years on the job that says "I am working since two years". I applied for payments.'
    )
    told = kept(talk(interview_of(amara.resume), "start", answer, answer, "finish").text)
    assert "I am working since two years" in told
    assert "since seven years" not in told
