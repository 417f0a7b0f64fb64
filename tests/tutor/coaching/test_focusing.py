"""Interviews as they are wished for: how many questions, about what, and what to be ready for first."""

from collections.abc import Callable

import pytest

from app.documents.resume import ReadResume, Resume
from app.tutor.coaching.focusing import Focus, Wishes, focused, is_focused
from app.tutor.coaching.interview import prepare
from app.tutor.coaching.planning import plan
from tests.tutor.coaching.rooms import material_of


@pytest.mark.parametrize(("most", "asked"), [(1, 1), (3, 3), (6, 6), (None, 9)])
def test_so_many_questions_as_wished(
    jake: ReadResume, posting: Callable[[str], str], most: int | None, asked: int
) -> None:
    interview = prepare(material_of(jake.resume, posting("job_backend")), Wishes(most=most))
    assert len(interview.plan.questions) == asked


@pytest.mark.parametrize(
    ("focus", "kinds"), [("fit", {"opener", "story", "duty"}), ("missing", {"gap"}), ("everything", None)]
)
def test_only_questions_of_the_focus(
    jake: ReadResume, posting: Callable[[str], str], focus: Focus, kinds: set[str] | None
) -> None:
    material = material_of(jake.resume, posting("job_backend"))
    whole = plan(material)
    found = {question.kind for question in focused(whole, material, Wishes(focus=focus)).questions}
    assert found <= (kinds or {question.kind for question in whole.questions})
    assert is_focused(whole, material, focus)


def test_what_is_missing_is_asked_in_full(jake: ReadResume, posting: Callable[[str], str]) -> None:
    material = material_of(jake.resume, posting("job_backend"))
    whole = plan(material)
    gaps = [question for question in whole.questions if question.kind == "gap"]
    wished = focused(whole, material, Wishes(focus="missing")).questions
    assert len(wished) > len(gaps)
    assert len({question.sentence for question in wished}) == len(wished)


@pytest.mark.parametrize("focus", ["fit", "missing"])
def test_without_any_of_the_focus_everything_is_asked(focus: Focus) -> None:
    material = material_of(Resume())
    whole = plan(material)
    assert not is_focused(whole, material, focus)
    assert focused(whole, material, Wishes(focus=focus)).questions == whole.questions


def test_what_to_be_ready_for_comes_first_with_what_is_close_to_it(
    jake: ReadResume, posting: Callable[[str], str]
) -> None:
    material = material_of(jake.resume, posting("job_backend"))
    wishes = Wishes(focus="missing", ready_for=" questions about\nPostgreSQL <b>")
    first, second, *rest = focused(plan(material), material, wishes).questions
    assert "“questions about PostgreSQL \\<b\\>”" in first.text
    assert second.term == "PostgreSQL"
    assert second not in rest
    assert all(question.kind == "gap" or "PostgreSQL" in question.line for question in rest)
