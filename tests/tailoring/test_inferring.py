"""What a model sees beyond the word lists counts by real lines only, and the score stays the formula's."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from app.documents.resume import ReadResume
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_by, match_skills
from app.tailoring.results import Inference, Inferences, Missing, NearMatch
from tests.scripted import Scripted

TODAY = date(2026, 1, 1)


def seen(jake: ReadResume, **changed: str) -> Inferences:
    line = jake.resume.work[0].highlights[0]
    true = Inference("Event-driven architecture", "/work/0/highlights/0", line, "It stores what arrives as it arrives.")
    return Inferences((msgspec.structs.replace(true, **changed),))


async def test_a_line_that_is_there_shows_the_keyword_and_the_formula_scores_it(
    jake: ReadResume, posting: Callable[[str], str]
) -> None:
    extracted = extract_keywords(posting("job_backend"))
    own = match_skills(jake.resume, extracted, TODAY)
    model = Scripted(seen(jake))
    match = await match_by(model, jake.resume, extracted, TODAY)
    (task,) = model.asked
    unmet: list[NearMatch | Missing] = [*own.nearly, *own.missing]
    assert set(task.terms) <= {one.term for one in unmet}
    (one,) = [one for one in match.matched if one.term == "Event-driven architecture"]
    assert (one.kind, one.line) == ("inferred", jake.resume.work[0].highlights[0])
    assert match.score >= own.score
    assert match.score == sum(part.points for part in match.score_parts)
    assert [one.term for one in own.matched] == [
        one.term for one in match.matched if one.term != "Event-driven architecture"
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"line": "Led forty engineers to an event-driven architecture"},
        {"pointer": "/work/0/highlights/1"},
        {"pointer": "/work/9/highlights/0"},
        {"pointer": "nonsense"},
        {"term": "Haskell"},
    ],
)
async def test_what_the_resume_does_not_bear_out_changes_nothing(
    jake: ReadResume, posting: Callable[[str], str], changed: dict[str, str]
) -> None:
    extracted = extract_keywords(posting("job_backend"))
    match = await match_by(Scripted(seen(jake, **changed)), jake.resume, extracted, TODAY)
    assert match == match_skills(jake.resume, extracted, TODAY)
