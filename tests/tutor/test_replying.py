"""How replies end, what is kept of them, and what a model hears of them afterwards."""

import asyncio
from pathlib import Path

import pytest

from app.errors import Conflict, NotFound
from app.streaming import RunState
from app.tutor.corrections.models import Correction
from app.tutor.service import Turn
from tests.tutor.world import ADA, World


async def stopped(world: World, conversation_id: str, text: str, say: str) -> None:
    """A message whose reply is stopped after it has said `say`."""
    world.say, world.holds = say, True
    world.said.clear()
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, text))
    await world.said.wait()
    await world.conversations.stop(ADA.id, conversation_id)
    world.say, world.holds = "Tell me more.", False


async def failed(world: World, conversation_id: str, text: str, say: str) -> None:
    """A message whose reply fails after it has said `say`."""
    world.say, world.fails = say, True
    await world.ask(conversation_id, text)
    world.say, world.fails = "Tell me more.", False


async def test_a_stopped_reply_keeps_what_was_there(world: World) -> None:
    conversation_id = await world.begin()
    await stopped(world, conversation_id, "Go on.", "Half a sen")
    await world.conversations.stop(ADA.id, conversation_id)
    reply = (await world.path(conversation_id))[-1]
    assert (reply.text, reply.state) == ("Half a sen", "partial")
    assert (await world.conversations.get(ADA.id, conversation_id)).state == "idle"


async def test_sending_after_stop_keeps_the_context_and_marks_what_broke_off(world: World) -> None:
    conversation_id = await world.begin()
    await stopped(world, conversation_id, "Go on.", "Half a sen")
    last = await world.ask(conversation_id, "And then?")
    assert await world.conversations.replies.turns(ADA.id, last.reply.question_id) == [
        Turn("user", "Hello."),
        Turn("assistant", "Tell me more."),
        Turn("user", "Go on."),
        Turn("assistant", "Half a sen", complete=False),
        Turn("user", "And then?"),
    ]


async def test_a_message_sent_while_the_reply_before_it_is_being_stopped_waits_for_that(world: World) -> None:
    conversation_id = await world.begin()
    world.say, world.holds = "Half a sen", True
    world.let_stop.clear()
    world.said.clear()
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "Go on."))
    await world.said.wait()
    stopping = asyncio.create_task(world.conversations.stop(ADA.id, conversation_id))
    await world.stopping.wait()
    asking = asyncio.create_task(world.conversations.questions.ask(ADA.id, conversation_id, "And then?"))
    await asyncio.wait({asking}, timeout=0.05)
    world.let_stop.set()
    await stopping
    world.say, world.holds = "Tell me more.", False
    await world.finished(await asking)
    assert (await world.texts(conversation_id))[2:] == ["Go on.", "Half a sen", "And then?", "Tell me more."]


async def test_a_reply_stopped_before_its_first_word_leaves_no_gap_between_turns(world: World) -> None:
    conversation_id = await world.begin()
    await stopped(world, conversation_id, "Wait.", "")
    last = await world.ask(conversation_id, "I mean this.")
    turns = await world.conversations.replies.turns(ADA.id, last.reply.question_id)
    assert [turn.role for turn in turns] == ["user", "assistant", "user"]
    assert turns[-1].text == "Wait.\n\nI mean this."


@pytest.mark.parametrize("said", ["", "Half"])
async def test_a_failed_turn_that_is_sent_again_is_not_in_the_history_twice(world: World, said: str) -> None:
    conversation_id = await world.begin()
    await failed(world, conversation_id, "Try this.", said)
    broken = (await world.path(conversation_id))[-1]
    assert (broken.state, broken.text) == ("failed", said)
    assert broken.problem.startswith("Something went wrong")
    last = await world.ask(conversation_id, "Try this.")
    assert await world.texts(conversation_id) == ["Hello.", "Tell me more.", "Try this.", "Tell me more."]
    turns = await world.conversations.replies.turns(ADA.id, last.reply.question_id)
    assert [turn.text for turn in turns].count("Try this.") == 1
    shown = (await world.conversations.open(ADA.id, conversation_id)).shown[-1]
    assert shown.place.count == (2 if said else 1)


async def test_the_same_words_after_a_whole_reply_are_a_new_message(world: World) -> None:
    conversation_id = await world.begin("Again.")
    await world.ask(conversation_id, "Again.")
    assert await world.texts(conversation_id) == ["Again.", "Tell me more."] * 2


async def test_an_empty_reply_that_somebody_answered_stays(world: World) -> None:
    conversation_id = await world.begin()
    await stopped(world, conversation_id, "Wait.", "")
    question = (await world.path(conversation_id))[-2]
    await world.ask(conversation_id, "On top of it.")
    await world.finished(await world.conversations.questions.retry(ADA.id, question.id))
    _, messages = await world.conversations.everything(ADA.id, conversation_id)
    assert [message.text for message in messages].count("") == 1


async def test_corrections_belong_to_what_the_learner_wrote(world: World) -> None:
    question, reply = await world.path(await world.begin("I has time."))
    correction = Correction("has", "have", "With I: have.", "grammar", 2, 3)
    await world.conversations.replies.keep_corrections(ADA.id, question.id, [correction])
    assert (await world.conversations.message(ADA.id, question.id)).corrections == (correction,)
    with pytest.raises(NotFound):
        await world.conversations.replies.keep_corrections(ADA.id, reply.id, [correction])


async def test_deleting_stops_what_is_written_and_leaves_nothing(world: World) -> None:
    conversation_id = await world.begin()
    world.holds = True
    run = await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "Go on."))
    await world.conversations.delete(ADA.id, conversation_id)
    assert (await world.engine.get(run.id)).state is RunState.CANCELLED
    with pytest.raises(NotFound):
        await world.conversations.open(ADA.id, conversation_id)
    async with world.database.read() as connection:
        for table in ("messages", "conversations"):
            rows = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608 - constant names
            assert rows.scalar_one() == 0


async def test_a_message_to_a_conversation_deleted_meanwhile_is_refused(world: World) -> None:
    conversation_id = await world.begin()
    late = await world.conversations.questions.ask(ADA.id, conversation_id, "Too late.")
    await world.conversations.delete(ADA.id, conversation_id)
    with pytest.raises(Conflict):
        await world.start(late)


async def test_a_stop_that_comes_late_does_not_stop_the_next_reply(world: World) -> None:
    conversation_id = await world.begin()
    first = (await world.path(conversation_id))[-1].run_id
    world.holds = True
    run = await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "Go on."))
    await world.conversations.stop(ADA.id, conversation_id, first)
    assert (await world.conversations.get(ADA.id, conversation_id)).running_id == run.id
    await world.conversations.stop(ADA.id, conversation_id, run.id)
    assert (await world.conversations.get(ADA.id, conversation_id)).running_id == ""


async def test_a_reply_is_stopped_twice_and_from_two_tabs_at_once(world: World) -> None:
    conversation_id = await world.begin()
    world.holds = True
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "Go on."))
    await asyncio.gather(*(world.conversations.stop(ADA.id, conversation_id) for _ in range(3)))
    assert (await world.path(conversation_id))[-1].state == "partial"


async def test_after_a_crash_the_next_process_keeps_what_was_there_and_goes_on(world: World, tmp_path: Path) -> None:
    conversation_id = await world.begin()
    world.holds, world.say = True, "Half a sen"
    run = await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "Go on."))
    await world.heard(run.id)
    heir = await World(tmp_path / "rows.sqlite3").open()
    reply = (await heir.path(conversation_id))[-1]
    assert (reply.text, reply.state) == ("Half a sen", "failed")
    assert "server stopped" in reply.problem
    await heir.finished(await heir.conversations.questions.retry(ADA.id, reply.id))
    assert (await heir.texts(conversation_id))[-2:] == ["Go on.", "Tell me more."]
    await heir.close()
