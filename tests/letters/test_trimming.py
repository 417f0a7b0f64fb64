"""A claim is taken out with its clause or its sentence, and what is left still reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.letters.trimming import as_resume_line, sentence_of, without


def cut(text: str, words: str) -> str:
    start = text.index(words)
    return without(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("I led a team of 14. I wrote Kafka code.", "14", "I wrote Kafka code."),
        ("I wrote Kafka code. I led a team of 14.", "14", "I wrote Kafka code."),
        ("One. I led 14 people. Two.", "14", "One. Two."),
        ("I wrote the tests for it, and I led a team of 14.", "14", "I wrote the tests for it."),
        (
            "I moved the service to PostgreSQL; it serves 9 million users.",
            "9 million",
            "I moved the service to PostgreSQL.",
        ),
        (
            "I moved the service to PostgreSQL, which saved 40 %. Then I left.",
            "40 %",
            "I moved the service to PostgreSQL. Then I left.",
        ),
        ("I moved the service, which saved 40 %.", "moved", None),
        ("At Acme Inc. I led 14 people. I also cook.", "14", "I also cook."),
        ("I have led e.g. 14 people. I also cook.", "14", "I also cook."),
        ("I saved 1.5 million. I also cook.", "1.5", "I also cook."),
        ("Thank you for 14 years.\n\nKind regards,\nAda", "14", "Kind regards,\nAda"),
        ("Did I lead 14? Yes! I did.", "14", "Yes! I did."),
    ],
)
def test_what_is_left_reads_well(text: str, words: str, left: str | None) -> None:
    if left is None:
        with pytest.raises(InvalidInput, match="Nothing else"):
            cut(text, words)
    else:
        assert cut(text, words) == left


def test_the_only_sentence_is_not_taken_away() -> None:
    with pytest.raises(InvalidInput, match="Nothing else"):
        cut("I led 14 people.", "14")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (5, 2), (0, 99)])
def test_a_range_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidInput, match="Reload"):
        without("I led 14 people.", start, end)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("At Acme Ltd, I led a team of 12.", "Led a team of 12."),
        ("At Acme I led a team of 12.", "Led a team of 12."),
        ("I have also trained two nurses.", "Trained two nurses."),
        ("There, I cut costs by 40 %.", "Cut costs by 40 %."),
        ("My team grew to 12.", "My team grew to 12."),
        ("For this I am glad.", "For this I am glad."),
    ],
)
def test_a_sentence_is_offered_as_a_line_of_a_resume(sentence: str, line: str) -> None:
    assert as_resume_line(sentence) == line


@given(st.text(alphabet="ab. ,;!\nI", min_size=1, max_size=60), st.data())
def test_nothing_that_is_not_in_the_text_is_made_up(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        left = without(text, start, end)
    except InvalidInput:
        return
    assert left.strip() == left != ""
    assert len(left) <= len(text)
    assert sentence_of(text, start, end) in " ".join(text.split())
