"""Answers that nobody would give in good faith."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import ReadResume
from app.tutor.coaching.judging import judge
from app.tutor.coaching.models import Kind, Question

KINDS: tuple[Kind, ...] = ("opener", "story", "gap", "dates", "duty", "closing")


@given(st.text(max_size=400), st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_any_text_has_feedback_whose_places_lie_in_it(text: str, kind: Kind) -> None:
    feedback = judge(Question(kind=kind, text="?", term="Docker"), text)
    assert feedback.score == sum(part.found for part in feedback.parts)
    assert len(feedback.parts) == 4
    assert feedback.improve.text
    places = [(part.start, part.end) for part in feedback.parts]
    places += [(one.start, one.end) for one in (feedback.improve, feedback.strength) if one is not None]
    assert all(0 <= start <= end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    "piece",
    ["I wrote it, ", "we ", "if i ", "from 1 to ", "a" * 100, "I ", ". ", "\n", "?", "and then i ", "in 2020 ", "“I” "],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["story", "opener", "gap"])
def test_a_huge_answer_costs_little(amara: ReadResume, piece: str, kind: Kind) -> None:
    text = piece * (200_000 // len(piece))
    judge(Question(kind="story", text="?"), "I wrote a test.", amara.resume)
    before = time.process_time()
    feedback = judge(Question(kind=kind, text="?", term="Docker"), text, amara.resume)
    assert time.process_time() - before < 2
    assert all(part.end <= len(text) for part in feedback.parts)
