"""Replies that are stopped, that fail, that a crash ends: what was shown is kept, and the provider is let go."""

import asyncio
import json
from pathlib import Path

import pytest

from app.streaming import RunState
from tests.provider import Provider
from tests.provider.behaviours import failing, failing_midway, held, ok
from tests.provider.wires import Call, Spoken
from tests.tutor.replying.world import ADA, LOOK, Script, Shelf, World, data_of, text_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
"""LiteLLM's own types make pydantic warn when they are first used; the app keeps that out of its log."""

LOOKING = Spoken("Let me look.", (Call(LOOK, ('{"query": "nights"}',)),))


async def test_stop_in_mid_text_closes_the_provider_and_keeps_what_was_there(
    room: World, script: Script, provider: Provider
) -> None:
    gate = provider.gate()
    script.turn = lambda _asked: "One two three four five."
    script.turns = [held(gate, after=3)]
    conversation_id, run = await room.begin("Go on.")
    await room.until(run, "text")
    await room.conversations.stop(ADA.id, conversation_id)
    exchange = await provider.closed(script.index(0))
    assert exchange.ended is None
    events = await room.events(run)
    reply = await room.last(conversation_id)
    assert reply.text == text_of(events) != ""
    assert "One two three".startswith(reply.text.strip())
    assert (reply.state, events[-1].name) == ("partial", "cancelled")
    assert reply.tokens_in > 0
    gate.open()


async def test_stop_before_the_first_word(room: World, script: Script, provider: Provider) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=0)]
    conversation_id, _ = await room.begin("Go on.")
    while not script.asked:
        await provider.requested(len(provider.requests) + 1)
    await room.conversations.stop(ADA.id, conversation_id)
    await room.conversations.stop(ADA.id, conversation_id)
    await provider.closed(script.index(0))
    reply = await room.last(conversation_id)
    assert (reply.text, reply.state, reply.steps) == ("", "partial", ())
    gate.open()


async def test_stop_while_a_tool_works_keeps_the_step(room: World, script: Script, shelf: Shelf) -> None:
    working, was_cancelled = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        working.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            was_cancelled.set()
            raise

    shelf.wait = wait
    script.turn = lambda _asked: LOOKING
    conversation_id, _ = await room.begin("Look.")
    await working.wait()
    await room.conversations.stop(ADA.id, conversation_id)
    assert was_cancelled.is_set()
    reply = await room.last(conversation_id)
    (step,) = reply.steps
    assert (reply.text, reply.state) == ("Let me look.", "partial")
    assert (step.type, step.args, step.ended_at, step.success) == (LOOK, {"query": "nights"}, None, False)


async def test_after_stop_the_model_hears_what_broke_off(room: World, script: Script, provider: Provider) -> None:
    gate = provider.gate()
    script.turn = lambda _asked: "One two three."
    script.turns = [held(gate, after=1)]
    conversation_id, run = await room.begin("Count.")
    await room.until(run, "text")
    await room.conversations.stop(ADA.id, conversation_id)
    gate.open()
    await room.said(conversation_id, "Again.")
    turns = [turn.text for turn in script.asked[-1].turns if turn.role != "system"]
    assert (turns[0], turns[-1]) == ("Count.", "Again.")
    assert turns[1].endswith("[broken off]")


async def test_a_fault_of_the_provider_keeps_text_and_steps(room: World, script: Script) -> None:
    script.turn = lambda asked: "One two three four." if asked.results else LOOKING
    conversation_id, run = await room.begin("Look.")
    script.turns = []
    first = await room.engine.wait(run.id)
    assert first.state is RunState.DONE
    script.turn = lambda _asked: "One two three four."
    script.turns = [failing_midway(500, after=2)]
    run = await room.ask(conversation_id, "And now?")
    events = await room.events(run)
    reply = await room.last(conversation_id)
    assert (events[-1].name, reply.state) == ("failed", "failed")
    assert reply.text == text_of(events)
    assert reply.problem == json.loads(events[-1].data)["message"]
    assert (await room.conversations.get(ADA.id, conversation_id)).state == "idle"


async def test_a_failed_reply_says_why_and_can_be_retried(room: World, script: Script) -> None:
    script.turns = [failing(401)]
    conversation_id, run = await room.begin("Hello")
    assert (await room.engine.wait(run.id)).state is RunState.FAILED
    broken = await room.last(conversation_id)
    run = await room.start(await room.conversations.questions.retry(ADA.id, broken.id))
    assert (await room.engine.wait(run.id)).state is RunState.DONE
    assert [message.text for message in await room.path(conversation_id)] == ["Hello", "Tell me more."]


async def test_what_was_shown_is_there_after_a_crash(
    tmp_path: Path, script: Script, provider: Provider, shelf: Shelf
) -> None:
    gate = provider.gate()
    made = await World(tmp_path / "rows.sqlite3", shelf, provider).open()
    script.turn = lambda asked: "One “two” three\n\n- four\n- fünf 🚀 six" if asked.results else LOOKING
    script.turns = [ok, held(gate, after=8)]
    conversation_id, run = await made.begin("Look.")
    seen = ""
    async for batch in made.engine.follow(run.id):
        seen += text_of(batch)
        if "fünf" in seen:
            break
    heir = await World(tmp_path / "rows.sqlite3").open()
    reply = await heir.last(conversation_id)
    events = await heir.engine.events(run.id)
    assert events[-1].name == "interrupted"
    assert reply.text == text_of(events)
    assert reply.text.startswith(seen)
    assert (reply.state, [step.success for step in reply.steps]) == ("failed", [True])
    assert reply.steps[0].data == data_of(events, "step_end")[0]["step"]["data"]
    gate.open()
    await heir.close()
    await made.close()
