"""Which questions an interview has."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from app.documents.pointing import text_at
from app.documents.resume import ReadResume, Resume
from app.tutor.coaching.models import Material, Plan
from app.tutor.coaching.planning import plan
from tests.applicants import HERE, load_resume
from tests.tutor.coaching.rooms import material_of

POSTINGS = sorted(path.stem for path in Path(HERE, "postings").glob("*.txt"))


def kinds(planned: Plan) -> list[str]:
    return [question.kind for question in planned.questions]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("who", ["jake", "amara", None])
@pytest.mark.parametrize("name", [*POSTINGS, "job_backend", "job_data"])
def test_every_trade_has_an_interview_out_of_its_own_words(
    who: str | None, name: str, posting: Callable[[str], str]
) -> None:
    resume = load_resume(who) if who else None
    material = material_of(resume, posting(name))
    planned = plan(material)
    assert planned == plan(material)
    assert kinds(planned)[0] == "opener"
    assert kinds(planned)[-1] == "closing"
    assert 2 <= kinds(planned).count("story") <= 5
    assert kinds(planned).count("duty") >= 1
    assert kinds(planned).count("gap") <= 2
    texts = [question.text for question in planned.questions]
    assert len(set(texts)) == len(texts)
    asked = [question.sentence for question in planned.questions if question.sentence]
    assert len(set(asked)) == len(asked), "no sentence of the posting is asked about twice"
    assert all(sentence in flat(material.posting) for sentence in asked)
    for question in planned.questions:
        if question.pointer and resume is not None and question.kind in ("story", "opener"):
            assert text_at(resume, question.pointer) == question.line or question.line in flat_lines(resume)


def flat_lines(resume: Resume) -> str:
    """The lists of a résumé as they are shown: groups of skills, projects with their tools, the summary."""
    groups = [": ".join(part for part in (one.name, ", ".join(one.keywords)) if part) for one in resume.skills]
    projects = [f"{one.name}: {', '.join(one.keywords)}" for one in resume.projects]
    return "\n".join([*groups, *projects, resume.basics.summary or ""])


def test_a_backend_engineer_is_asked_about_her_own_lines(amara: ReadResume, posting: Callable[[str], str]) -> None:
    planned = plan(material_of(amara.resume, posting("job_backend")))
    first = planned.questions[1]
    assert first.term == "PostgreSQL"
    assert first.pointer == "/work/0/highlights/0"
    assert "“PostgreSQL in production: indexing, partitioning, locking, zero-downtime migrations”" in first.text
    assert "“Led the move of the settlement service from MySQL to PostgreSQL 14 without downtime;" in first.text
    shown = {question.term for question in planned.questions if question.kind == "story"}
    lacking = {question.term for question in planned.questions if question.kind == "gap"}
    assert "Apache Kafka" in shown
    assert lacking
    assert not shown & lacking


def test_what_is_near_a_requirement_stands_beside_it(jake: ReadResume, posting: Callable[[str], str]) -> None:
    planned = plan(material_of(jake.resume, posting("job_backend")))
    cloud = next(question for question in planned.questions if question.term == "AWS")
    assert cloud.kind == "gap"
    assert "Google Cloud Platform" in cloud.line


def test_somebody_from_another_trade_tells_her_own_stories(amara: ReadResume, posting: Callable[[str], str]) -> None:
    planned = plan(material_of(amara.resume, posting("nurse")))
    own = [question for question in planned.questions if question.kind == "story" and not question.term]
    assert [question.pointer for question in own] == ["/work/0/highlights/0", "/work/0/highlights/1"]
    assert "help you in this job" in own[0].text


def test_a_resume_alone_is_enough(amara: ReadResume) -> None:
    planned = plan(material_of(amara.resume))
    assert kinds(planned) == ["opener", "story", "story", "story", "duty", "closing"]
    assert all(question.line for question in planned.questions[:4])


def test_nothing_at_all_is_enough() -> None:
    planned = plan(Material())
    assert kinds(planned) == ["opener", "duty", "duty", "duty", "closing"]


def test_an_empty_resume_and_a_posting_of_nonsense_are_enough() -> None:
    planned = plan(material_of(Resume(), "%%% ??? \n\n ~~~ 42"))
    assert kinds(planned)[0] == "opener"
    assert kinds(planned)[-1] == "closing"


def test_two_questions_in_a_row_are_not_asked_in_the_same_words(
    amara: ReadResume, posting: Callable[[str], str]
) -> None:
    planned = plan(material_of(amara.resume, posting("job_backend")))
    begun = [question.text.split()[:3] for question in planned.questions]
    assert all(one != following for one, following in pairwise(begun))


def test_markup_in_a_line_or_a_posting_stays_text() -> None:
    resume = load_resume("amara")
    resume.work[0].highlights[0] = (
        "Led **the** [move](javascript:x) to PostgreSQL <b>14</b> with `no` downtime | 9 weeks"
    )
    planned = plan(material_of(resume, "Requirements:\n- PostgreSQL <script>alert(1)</script> in *production*"))
    text = planned.questions[1].text
    assert "\\*\\*the\\*\\* \\[move\\](javascript:x)" in text
    assert "\\<script\\>" in text
    assert "<" not in text.replace("\\<", "")
