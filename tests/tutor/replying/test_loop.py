"""The agents' loop with a model: tools, their limits and faults, forms, and one agent that asks another."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.streaming import RunState
from app.tutor.forms_asked import form_of
from tests.provider import Asked
from tests.provider.behaviours import saying
from tests.provider.wires import Call, Spoken
from tests.tutor.replying.world import ADA, LOOK, Answered, Script, Shelf, World, data_of, text_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
"""LiteLLM's own types make pydantic warn when they are first used; the app keeps that out of its log."""

FIELDS = [
    {"name": "job", "label": "Job", "type": "text", "required": True},
    {"name": "level", "label": "Level", "type": "select", "options": ["B1", "B2"]},
]
FORM = {"title": "About the job", "intro": "Tell me.", "fields": FIELDS}


def call(query: str, name: str = LOOK) -> Call:
    return Call(name, (json.dumps({"query": query}),))


def asking(name: str, arguments: dict[str, Any]) -> Call:
    return Call(name, (json.dumps(arguments),))


def then(*turns: str | Spoken) -> Callable[[Asked], str | Spoken]:
    """One of these after the other; the last for ever."""
    left = list(turns)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]


async def test_a_tool_is_called_and_its_result_reaches_the_model(room: World, script: Script, shelf: Shelf) -> None:
    shelf.answer = lambda asked: Answered("two nights", {"passages": [{"text": asked["query"]}]})
    script.turn = then(Spoken("Let me look.", (call("night shifts"),)), "You have done two nights.")
    conversation_id, run = await room.begin("What about nights?")
    events = await room.events(run)
    assert text_of(events) == "Let me look.\n\nYou have done two nights."
    (begun,), (ended,) = data_of(events, "step"), data_of(events, "step_end")
    assert (begun["step"]["content"], begun["step"]["ended_at"]) == ("Looking for night shifts", None)
    assert ended["step"]["id"] == begun["step"]["id"]
    assert (ended["step"]["success"], ended["step"]["data"]) == (True, {"passages": [{"text": "night shifts"}]})
    assert ended["step"]["ended_at"] >= ended["step"]["started_at"]
    assert list(script.asked[1].results.values()) == ["two nights"]
    reply = await room.last(conversation_id)
    assert (reply.text, reply.state, [step.type for step in reply.steps]) == (text_of(events), "complete", [LOOK])
    assert reply.steps[0].data == {"passages": [{"text": "night shifts"}]}


async def test_eight_calls_are_all_that_a_reply_may_take(room: World, script: Script, shelf: Shelf) -> None:
    numbers = iter(range(100))
    script.turn = lambda asked: Spoken("", (call(f"q{next(numbers)}"),)) if asked.offered else "Enough."
    _, run = await room.begin("Look it all up.")
    events = await room.events(run)
    assert [asked["query"] for asked in shelf.asked] == [f"q{number}" for number in range(8)]
    assert len(data_of(events, "step_end")) == 8
    assert text_of(events) == "Enough."
    assert [bool(asked.offered) for asked in script.asked] == [True] * 8 + [False]


async def test_of_calls_made_at_once_those_over_eight_are_refused(room: World, script: Script, shelf: Shelf) -> None:
    script.turn = then(Spoken("", tuple(call(f"q{number}") for number in range(10))), "Enough.")
    _, run = await room.begin("Look it all up.")
    assert text_of(await room.events(run)) == "Enough."
    assert len(shelf.asked) == 8
    results = list(script.asked[1].results.values())
    assert sum("was not carried out" in result for result in results) == 2


async def test_the_same_call_is_not_carried_out_twice(room: World, script: Script, shelf: Shelf) -> None:
    again = Call(LOOK, ('{ "query" : "nights"}',))
    script.turn = then(Spoken("", (call("nights"),)), Spoken("", (again,)), "Done.")
    _, run = await room.begin("Look.")
    events = await room.events(run)
    assert (len(shelf.asked), len(data_of(events, "step"))) == (1, 1)
    assert "exactly this before" in list(script.asked[2].results.values())[-1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(Call("no_such_tool"), "no tool called"), (Call(LOOK, ('{"query": ',)), "not valid JSON")],
    ids=["unknown", "malformed"],
)
async def test_a_wrong_call_is_told_to_the_model(
    room: World, script: Script, shelf: Shelf, wrong: Call, told: str
) -> None:
    script.turn = then(Spoken("", (wrong,)), "Then without.")
    _, run = await room.begin("Look.")
    events = await room.events(run)
    assert (text_of(events), shelf.asked, data_of(events, "step")) == ("Then without.", [], [])
    assert told in next(iter(script.asked[1].results.values()))


@pytest.mark.parametrize("raises", [True, False])
async def test_a_tool_that_fails_does_not_end_the_reply(
    room: World, script: Script, shelf: Shelf, *, raises: bool
) -> None:
    def fail(_asked: dict[str, Any]) -> Answered:
        if raises:
            raise ZeroDivisionError
        return Answered("The shelf is empty.", {"problem": "The shelf is empty."}, success=False)

    shelf.answer = fail
    script.turn = then(Spoken("", (call("nights"),)), "Then without.")
    conversation_id, run = await room.begin("Look.")
    events = await room.events(run)
    (ended,) = data_of(events, "step_end")
    assert ended["step"]["success"] is False
    assert ended["step"]["data"]["problem"] == next(iter(script.asked[1].results.values()))
    assert (await room.last(conversation_id)).text == "Then without."


async def test_a_form_ends_the_turn_and_its_answer_goes_on(room: World, script: Script) -> None:
    script.turn = then(Spoken("I need to know more.", (asking("consultant_request_form", FORM), call("late"))), "B2!")
    conversation_id, run = await room.begin("Hello")
    events = await room.events(run)
    assert [event.name for event in events if event.name in {"step", "step_end", "done"}] == [
        "step",
        "step_end",
        "done",
    ]
    assert len(script.asked) == 1
    reply = await room.last(conversation_id)
    form = form_of(reply)
    assert form is not None
    assert (reply.text, reply.state, form.title) == ("I need to know more.", "complete", "About the job")
    assert reply.steps[-1].data["status"] == "waiting"
    answered = await room.fill_in(conversation_id, {"job": "Baker", "level": "B2"})
    assert answered.text == "B2!"
    assert script.asked[1].turns[-1].text == "- **Job**: Baker\n- **Level**: B2"
    assert script.asked[1].turns[-2].text == (
        "I need to know more.\n\n[A form was shown: About the job. It asked for: Job, Level]"
    )


async def test_a_form_that_cannot_be_shown_is_told_to_the_model(room: World, script: Script) -> None:
    bad = {"title": "t", "fields": [{"name": "a", "label": "A", "type": "select"}]}
    script.turn = then(Spoken("", (asking("consultant_request_form", bad),)), "Tell me your level.")
    conversation_id = await room.first("Hello")
    reply = await room.last(conversation_id)
    assert (reply.text, reply.steps) == ("Tell me your level.", ())
    assert "needs 1 to" in next(iter(script.asked[1].results.values()))


async def test_one_agent_asks_another_one_level_deep(room: World, script: Script, shelf: Shelf) -> None:
    ask = asking("consultant_call_agent", {"agent": "adviser", "question": "What fits best?"})

    def turn(asked: Asked) -> str | Spoken:
        if asked.turns[0].text.startswith("You are an application adviser"):
            assert asked.offered == [LOOK]
            return "Python fits." if asked.results else Spoken("", (call("Python"),))
        assert "consultant_call_agent" in asked.offered
        return "Tell me about Python." if asked.results else Spoken("", (ask,))

    script.turn = turn
    conversation_id, run = await room.begin("Hello")
    events = await room.events(run)
    assert text_of(events) == "Tell me about Python."
    asked_for = next(step for step in data_of(events, "step_end") if step["step"]["type"] == "consultant_call_agent")
    assert asked_for["step"]["data"] == {"agent": "adviser", "text": "Python fits."}
    assert asked_for["step"]["calls"] == 2
    assert asked_for["step"]["tokens_in"] > 0
    assert [step.type for step in (await room.last(conversation_id)).steps] == ["consultant_call_agent", LOOK]
    assert "Python fits." in next(iter(script.asked[-1].results.values()))
    assert shelf.asked == [{"query": "Python"}]


async def test_an_agent_does_not_ask_itself(room: World, script: Script) -> None:
    ask = asking("consultant_call_agent", {"agent": "coach", "question": "What now?"})
    script.turn = then(Spoken("", (ask,)), "I know it myself.")
    conversation_id = await room.first("Hello")
    assert (await room.last(conversation_id)).steps == ()
    assert "one of the other agents" in next(iter(script.asked[1].results.values()))


async def test_the_tools_fit_the_agent(room: World, script: Script) -> None:
    await room.first("Hello", agent="tutor")
    assert set(script.asked[0].offered) == {LOOK, "consultant_call_agent", "consultant_request_form"}


async def test_a_model_that_only_asks_for_tools_is_an_error(room: World, script: Script) -> None:
    numbers = iter(range(100))
    script.turn = lambda _asked: Spoken("", (call(f"q{next(numbers)}"),))
    conversation_id, run = await room.begin("Hello")
    ended = await room.engine.wait(run.id)
    reply = await room.last(conversation_id)
    assert (ended.state, reply.state, len(reply.steps)) == (RunState.FAILED, "failed", 8)
    assert reply.problem.startswith("The model tried to use a tool instead of writing the text.")
    assert (await room.conversations.get(ADA.id, conversation_id)).state == "idle"


async def test_a_reply_without_end_is_stopped_and_kept(room: World, script: Script) -> None:
    script.turns = [saying(["word " * 200] * 100)]
    conversation_id = await room.first("Hello")
    reply = await room.last(conversation_id)
    assert reply.state == "complete"
    assert 60_000 <= len(reply.text) < 60_200
    assert reply.text.endswith("more than 60,000 characters.*")


async def test_an_answer_without_a_word_is_an_error(room: World, script: Script) -> None:
    script.turn = then(Spoken("", (call("nights"),)), " \n")
    conversation_id, run = await room.begin("Hello")
    assert (await room.engine.wait(run.id)).state is RunState.FAILED
    reply = await room.last(conversation_id)
    assert reply.problem == "The model gave no answer. Please try again."
    assert [step.success for step in reply.steps] == [True]
