"""Whole conversations with the coach without a key, through runs, events and the database."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.tutor.agents.coach_forms import SET_UP
from app.tutor.forms_asked import form_of
from app.tutor.models import Attached
from tests.tutor.replying.world import ADA, BACKEND, World, data_of

DIALOGUE = Path(__file__).parent / "dialogues" / "jake_job_backend.md"
OPENER = (
    "I am a research assistant at Texas A&M, I have three years of experience with Python, and I built a REST API that "
    "stores 2,000 records. I applied because of the payments."
)
_PASSAGE = re.compile(r"^- “.+”, in the ", re.MULTILINE)
"""How passages are cut is tested with the tool."""


def turns_of(text: str) -> list[tuple[str, str]]:
    said = re.split(r"^<!-- (?:learner|coach) -->\n", text, flags=re.MULTILINE)[1:]
    return [(learner.strip(), coach.strip()) for learner, coach in zip(said[::2], said[1::2], strict=True)]


async def test_six_turns_about_a_resumes_own_lines(world: World) -> None:
    turns = turns_of(DIALOGUE.read_text(encoding="utf-8"))
    assert len(turns) >= 6
    attached = await world.attached()
    conversation_id = ""
    for learner, coach in turns:
        if conversation_id:
            reply = await world.said(conversation_id, learner)
        else:
            conversation_id = await world.first(learner, attached=attached)
            reply = await world.last(conversation_id)
        assert _PASSAGE.sub("- “…”, in the ", reply.text) == coach


async def test_nothing_attached_asks_for_the_job_and_interviews_about_it(world: World) -> None:
    conversation_id = await world.first("Hello")
    form = form_of(await world.last(conversation_id))
    assert form is not None
    assert [field.name for field in form.fields] == ["job_title", "company", "posting", "done"]
    values = {"job_title": "Backend engineer", "posting": BACKEND, "done": "Moved 40 tables to PostgreSQL in a week."}
    reply = await world.fill_in(conversation_id, values)
    assert "the job of Backend engineer" in reply.text
    assert "the posting and what you have done" in reply.text
    reply = await world.said(conversation_id, "skip")
    assert "“Moved 40 tables to PostgreSQL in a week”" in reply.text
    assert "résumé" not in reply.text


async def test_without_a_posting_the_resume_is_not_asked_for_again(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("Hello", attached=Attached(attached.resume_id))
    form = form_of(await world.last(conversation_id))
    assert form is not None
    assert "done" not in [field.name for field in form.fields]
    reply = await world.said(conversation_id, "start")
    assert "**Question 1 of" in reply.text
    assert reply.steps == ()


@pytest.mark.parametrize(("number", "asked"), [("3", 3), ("6", 6), ("All that you have", 9)])
async def test_setting_up_chooses_how_many(world: World, number: str, asked: int) -> None:
    conversation_id = await world.first("Hello", attached=await world.attached())
    await world.said(conversation_id, SET_UP)
    reply = await world.fill_in(conversation_id, {"questions": number, "focus": "Everything"})
    assert f"**Question 1 of {asked}.**" in reply.text


async def test_setting_up_chooses_what_about(world: World) -> None:
    conversation_id = await world.first(SET_UP, attached=await world.attached())
    values = {"questions": "3", "focus": "What I am missing", "ready_for": "zero-downtime migrations"}
    reply = await world.fill_in(conversation_id, values)
    assert "You want to be ready for “zero-downtime migrations”" in reply.text
    second = await world.said(conversation_id, "skip")
    third = await world.said(conversation_id, "skip")
    assert "zero-downtime migrations" in second.text
    assert "**Question 3 of 3.**" in third.text
    assert "Your résumé does not show it" in third.text or "says nothing about it" in third.text


async def test_setting_up_is_offered_at_the_start_alone(world: World) -> None:
    conversation_id, run = await world.begin("Hello", attached=await world.attached())
    (first,) = data_of(await world.events(run), "suggested")
    assert first["replies"][0] == SET_UP
    (later,) = data_of(await world.events(await world.ask(conversation_id, OPENER)), "suggested")
    assert SET_UP not in later["replies"]


async def test_an_interview_goes_on_after_a_lookup(world: World) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    second = await world.said(conversation_id, OPENER)
    question = second.text.rsplit("**Question 2 of 9.**", 1)[1]
    looked = await world.said(conversation_id, "What have I done with Flask?")
    (step,) = looked.steps
    assert (step.type, step.success) == ("consultant_retrieve_context_source", True)
    assert step.data["passages"][0]["text"] in looked.text.replace("\\", "") or "Flask" in looked.text
    assert question.strip()[-60:] in looked.text
    assert "**Question 3 of 9.**" in (await world.said(conversation_id, "skip")).text


async def test_a_resume_attached_later_begins_the_interview_anew(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("start", attached=Attached(None, attached.posting_id))
    await world.said(conversation_id, "I like payments and I have worked for banks for years.")
    await world.conversations.attach(ADA.id, conversation_id, attached)
    reply = await world.said(conversation_id, "I am ready")
    assert "I have read your résumé and the posting" in reply.text
    assert "**Question 1 of 9.**" in reply.text
    assert "**Question 2 of 9.**" in (await world.said(conversation_id, OPENER)).text


async def test_what_was_deleted_is_missed_once(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("start", attached=attached)
    assert attached.resume_id is not None
    await world.resumes.delete(ADA.id, attached.resume_id)
    reply = await world.said(conversation_id, "What does the job ask for?")
    assert reply.text.startswith("The résumé that was attached to this conversation has been deleted. I go on without")
    again = await world.said(conversation_id, "What does it say about pay?")
    assert "deleted" not in again.text
    assert "EUR 82,000" in again.text


async def test_retry_and_edit_ask_from_the_same_place(world: World) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    second = await world.said(conversation_id, OPENER)
    run = await world.start(await world.conversations.questions.retry(ADA.id, second.id))
    await world.engine.wait(run.id)
    assert (await world.last(conversation_id)).text == second.text
    question = (await world.path(conversation_id))[-2]
    run = await world.start(await world.conversations.questions.edit(ADA.id, question.id, "skip"))
    await world.engine.wait(run.id)
    assert (await world.last(conversation_id)).text.startswith("Skipped")


async def test_it_does_not_chat_about_the_weather(world: World) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    reply = await world.said(conversation_id, "What is the weather like today?")
    assert "outside what I can do" in reply.text


async def test_a_posting_attached_after_the_form_begins_the_interview_anew(world: World) -> None:
    attached = await world.attached()
    conversation_id = await world.first("Hello")
    await world.fill_in(conversation_id, {"job_title": "Baker", "done": "I baked 400 loaves a night."})
    await world.conversations.attach(ADA.id, conversation_id, attached)
    reply = await world.said(conversation_id, OPENER)
    assert "**Question 1 of 9.**" in reply.text
    assert "Northwind Ledger" in reply.text


@pytest.mark.parametrize(("shown", "number"), [("", 1), ("Hello. Let us re", 1), (None, 2)])
async def test_a_question_that_was_never_shown_is_not_answered(world: World, shown: str | None, number: int) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    if shown is not None:
        async with world.database.write() as connection:
            change = {"shown": shown, "id": (await world.last(conversation_id)).id}
            await connection.execute(
                sa.text("UPDATE messages SET text = :shown, state = 'partial' WHERE id = :id"), change
            )
    reply = await world.said(conversation_id, OPENER)
    assert f"**Question {number} of 9.**" in reply.text
