"""Wishes that the agents' rules take to a tool, and how its result reads."""

import json
from typing import Any

import pytest

from app.llm import ToolCall
from app.tutor.agents.looking_up import told, wanted_call
from app.tutor.agents.situation import Done
from app.tutor.agents.tools import FETCH, LOOK_UP, RETRIEVE
from app.tutor.models import Attached
from tests.tutor.replying.world import ADA, EVE, World


def wanted(message: str, *tools: str) -> tuple[str, dict[str, Any]] | None:
    call = wanted_call(message, lambda name: name in (tools or (RETRIEVE, LOOK_UP, FETCH)))
    return None if call is None else (call.name, json.loads(call.arguments))


@pytest.mark.parametrize(
    ("message", "name", "query"),
    [
        ("What have I done with SQL?", RETRIEVE, "SQL"),
        ("where did I use Apache Kafka?", RETRIEVE, "Apache Kafka"),
        ("Search my documents for sourdough", RETRIEVE, "sourdough"),
        ("Where does my CV mention dialysis?", RETRIEVE, "dialysis"),
        ("What are my mistakes?", LOOK_UP, "mistakes"),
        ("Show me my mistakes with articles", LOOK_UP, "articles"),
        ("What did we say about the salary?", LOOK_UP, "the salary"),
    ],
)
def test_a_wish_to_look_something_up(message: str, name: str, query: str) -> None:
    found = wanted(message)
    assert found is not None
    assert (found[0], found[1]["query"]) == (name, query)
    assert wanted(message, FETCH) is None


def test_what_one_has_done_does_not_stand_in_a_posting() -> None:
    found = wanted("What have I done with SQL?")
    assert found is not None
    assert found[1]["kinds"] == ["resume", "letter", "attachment"]


@pytest.mark.parametrize(
    ("message", "url"),
    [
        ("https://example.org/jobs/7", "https://example.org/jobs/7"),
        ("Can you read https://example.org/a?b=c, please?", "https://example.org/a?b=c"),
        ("(http://example.org/x).", "http://example.org/x"),
    ],
)
def test_an_address_that_was_pasted(message: str, url: str) -> None:
    assert wanted(message) == (FETCH, {"url": url})
    assert wanted(message, RETRIEVE) is None


@pytest.mark.parametrize(
    "message",
    [
        "I have done a lot with SQL, for example I wrote the reports of the night.",
        "We found the mistake at https://example.org/x after a week, and then I wrote to the customer to say why.",
        "start",
        "I made mistakes, and I learned from them.",
        "",
    ],
)
def test_an_answer_is_no_wish(message: str) -> None:
    assert wanted(message) is None


def done(name: str, data: Any, *, success: bool = True, query: str = "SQL") -> str:
    return told(Done(ToolCall("c", name, json.dumps({"query": query})), data, success))


def test_passages_are_quoted_with_what_they_are_from() -> None:
    passage = {"kind": "resume", "title": "Ja*ke*", "url": "/resumes/r1#x", "text": "Tuned <b>SQL</b> queries"}
    text = done(RETRIEVE, {"passages": [passage]})
    assert text.endswith("- “Tuned \\<b\\>SQL\\</b\\> queries”, in the résumé Ja\\*ke\\*")


def test_passages_without_the_word_are_called_near() -> None:
    passage = {"kind": "resume", "title": "J", "url": "", "text": "Assessed computers"}
    text = done(RETRIEVE, {"passages": [passage]}, query="quantum computing")
    assert text.startswith("I find no line about “quantum computing” in your documents. The nearest are:")


def test_nothing_found_and_a_fault_are_said() -> None:
    assert "I find nothing about “SQL”" in done(RETRIEVE, {"passages": []})
    assert "I find nothing about “SQL”" in done(LOOK_UP, {"found": []})
    assert done(FETCH, {"problem": "The page is gone."}, success=False) == "The page is gone."
    assert "no text on it" in done(FETCH, {"url": "https://example.org/", "title": "", "text": " "})


async def test_mistakes_and_earlier_conversations_are_found(world: World) -> None:
    earlier = await world.first("I has two years of experience with sourdough.", agent="adviser")
    question = (await world.path(earlier))[0]
    await world.mistakes.accept(ADA.id, question.id, 0)
    conversation_id = await world.first("What are my mistakes?", agent="tutor")
    reply = await world.last(conversation_id)
    assert [step.type for step in reply.steps] == [LOOK_UP]
    assert "“has” → “have”" in reply.text
    reply = await world.said(conversation_id, "What did we say about sourdough?")
    assert reply.steps[0].data["found"][0]["url"].startswith(f"/tutor/{earlier}/at/msg_")
    assert "About “sourdough” I find" in reply.text
    assert "two years of experience with sourdough" in reply.text


async def test_nothing_of_another_owner_is_found(world: World) -> None:
    attached = await world.attached()
    opened = await world.conversations.questions.begin(EVE.id, _opening(), "What have I done with PostgreSQL?")
    run = await world.start(opened)
    await world.engine.wait(run.id)
    shown = (await world.conversations.open(EVE.id, opened.reply.conversation_id)).shown[-1].message
    assert shown.steps[0].data == {"passages": []}
    assert attached.resume_id is not None
    assert "PostgreSQL”" in shown.text
    assert "I find nothing" in shown.text


def _opening() -> Any:
    from app.tutor.models import Manner, NewConversation

    return NewConversation(Manner(agent="adviser"), Attached())
