"""Messages, their replies and the branches between them."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict, InvalidInput, NotFound, TooLarge
from app.tutor.models import Attached, NewConversation
from app.tutor.repository.conversations import claim_run
from tests.tutor.world import ADA, World


async def test_a_first_message_makes_its_conversation_with_a_title(world: World) -> None:
    prepared = await world.conversations.questions.begin(ADA.id, NewConversation(), "I want to practise. Ask me!")
    assert await world.conversations.of(ADA.id) == []
    await world.finished(prepared)
    (conversation,) = await world.conversations.of(ADA.id)
    assert prepared.title == conversation.title == "I want to practise"
    assert (conversation.titled, conversation.state, conversation.number) == ("itself", "idle", 1)
    question, reply = await world.path(conversation.id)
    assert (question.role, question.state, reply.role, reply.state) == ("user", "complete", "assistant", "complete")
    assert (reply.text, reply.model, reply.tokens_in, reply.tokens_out) == ("Tell me more.", "script", 7, 3)


async def test_only_the_first_message_gives_the_title(world: World) -> None:
    conversation_id = await world.begin("First things first.")
    assert (await world.ask(conversation_id, "Second.")).title is None
    assert (await world.conversations.get(ADA.id, conversation_id)).title == "First things first"


async def test_a_message_of_signs_leaves_the_title_to_the_next(world: World) -> None:
    conversation_id = await world.begin("👋")
    assert (await world.conversations.get(ADA.id, conversation_id)).titled == "not"
    assert (await world.ask(conversation_id, "Good morning")).title == "Good morning"


@pytest.mark.parametrize("text", ["", " \n\t ", "\0"])
async def test_an_empty_message_is_refused(world: World, text: str) -> None:
    with pytest.raises(InvalidInput):
        await world.conversations.questions.ask(ADA.id, await world.begin(), text)


async def test_a_message_that_is_too_long_is_refused(world: World) -> None:
    with pytest.raises(TooLarge):
        await world.conversations.questions.ask(ADA.id, await world.begin(), "a" * 20_001)


async def test_text_that_no_database_takes_is_kept_readable(world: World) -> None:
    conversation_id = await world.begin("one\r\ntwo\rthree \ud800 \0four")
    assert (await world.texts(conversation_id))[0] == "one\ntwo\nthree \ufffd four"


async def test_a_second_reply_does_not_begin_while_one_is_written(world: World) -> None:
    conversation_id = await world.begin()
    early = await world.conversations.questions.ask(ADA.id, conversation_id, "At the same time.")
    world.holds = True
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "One."))
    with pytest.raises(Conflict, match="being written"):
        await world.conversations.questions.ask(ADA.id, conversation_id, "Two.")
    with pytest.raises(Conflict):
        await world.start(early)
    assert (await world.texts(conversation_id))[:3] == ["Hello.", "Tell me more.", "One."]
    _, messages = await world.conversations.everything(ADA.id, conversation_id)
    assert len(messages) == 4


async def test_a_message_that_was_prepared_before_the_branch_grew_is_refused(world: World) -> None:
    conversation_id = await world.begin()
    stale = await world.conversations.questions.ask(ADA.id, conversation_id, "Late.")
    await world.ask(conversation_id, "In between.")
    with pytest.raises(Conflict):
        await world.start(stale)


async def test_a_hundred_at_once_begin_one_reply(world: World) -> None:
    conversation_id = await world.begin()
    world.holds = True
    prepared = [await world.conversations.questions.ask(ADA.id, conversation_id, f"No. {at}") for at in range(100)]
    begun = await asyncio.gather(*(world.start(one) for one in prepared), return_exceptions=True)
    assert sum(isinstance(one, Conflict) for one in begun) == 99
    _, messages = await world.conversations.everything(ADA.id, conversation_id)
    assert len(messages) == 4


async def test_the_same_key_counts_once(world: World) -> None:
    conversation_id = await world.begin()
    questions = world.conversations.questions
    first = await questions.ask(ADA.id, conversation_id, "Once.", key="k1")
    both = [first, await questions.ask(ADA.id, conversation_id, "Once.", key="k1")]
    runs = await asyncio.gather(*(world.start(prepared) for prepared in both))
    assert runs[0].id == runs[1].id
    await world.engine.wait(runs[0].id)
    again = await questions.ask(ADA.id, conversation_id, "Once.", key="k1")
    assert (again.repeated, again.run_id, again.reply, again.statements) == (True, runs[0].id, first.reply, ())
    assert (await world.start(again)).id == runs[0].id
    assert await world.texts(conversation_id) == ["Hello.", "Tell me more.", "Once.", "Tell me more."]


async def test_the_same_key_makes_one_conversation(world: World) -> None:
    for _ in range(2):
        prepared = await world.conversations.questions.begin(ADA.id, NewConversation(), "Hi there", key="k2")
        assert prepared.title == "Hi there"
        await world.finished(prepared)
    assert len(await world.conversations.of(ADA.id)) == 1


async def test_a_key_that_said_something_else_is_refused(world: World) -> None:
    conversation_id, other_id = await world.begin(), await world.begin()
    questions = world.conversations.questions
    await world.finished(await questions.ask(ADA.id, conversation_id, "Once.", key="k3"))
    with pytest.raises(Conflict, match="different request"):
        await questions.ask(ADA.id, conversation_id, "Twice.", key="k3")
    with pytest.raises(Conflict, match="different request"):
        await questions.ask(ADA.id, other_id, "Once.", key="k3")


async def test_editing_keeps_both_branches_and_tells_their_places(world: World) -> None:
    conversation_id = await world.begin("Frist.")
    await world.ask(conversation_id, "Second.")
    first = (await world.path(conversation_id))[0]
    world.say = "Better."
    await world.finished(await world.conversations.questions.edit(ADA.id, first.id, "First."))
    opened = await world.conversations.open(ADA.id, conversation_id)
    assert [shown.message.text for shown in opened.shown] == ["First.", "Better."]
    place = opened.shown[0].place
    assert (place.index, place.count, place.previous_id, place.next_id) == (2, 2, first.id, None)
    await world.conversations.switch(ADA.id, conversation_id, first.id)
    assert await world.texts(conversation_id) == ["Frist.", "Tell me more.", "Second.", "Tell me more."]


async def test_editing_without_a_change_is_another_reply(world: World) -> None:
    conversation_id = await world.begin("Same.")
    question = (await world.path(conversation_id))[0]
    await world.finished(await world.conversations.questions.edit(ADA.id, question.id, " Same. "))
    opened = await world.conversations.open(ADA.id, conversation_id)
    assert [(shown.place.index, shown.place.count) for shown in opened.shown] == [(1, 1), (2, 2)]


async def test_a_reply_is_not_edited(world: World) -> None:
    reply = (await world.path(await world.begin()))[1]
    with pytest.raises(Conflict):
        await world.conversations.questions.edit(ADA.id, reply.id, "My words in its mouth")


async def test_retrying_in_the_middle_opens_a_branch_there(world: World) -> None:
    conversation_id = await world.begin("A")
    await world.ask(conversation_id, "B")
    reply = (await world.path(conversation_id))[1]
    world.say = "Another."
    await world.finished(await world.conversations.questions.retry(ADA.id, reply.id))
    assert await world.texts(conversation_id) == ["A", "Another."]
    await world.conversations.switch(ADA.id, conversation_id, reply.id)
    assert await world.texts(conversation_id) == ["A", "Tell me more.", "B", "Tell me more."]


async def test_switching_waits_for_the_reply(world: World) -> None:
    conversation_id = await world.begin()
    first = (await world.path(conversation_id))[0]
    world.holds = True
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "More."))
    with pytest.raises(Conflict, match="being written"):
        await world.conversations.switch(ADA.id, conversation_id, first.id)


async def test_a_message_of_another_conversation_opens_nothing(world: World) -> None:
    here, there = await world.begin("Here."), await world.begin("There.")
    stranger = (await world.path(there))[0]
    with pytest.raises(NotFound):
        await world.conversations.switch(ADA.id, here, stranger.id)
    assert (await world.texts(here))[0] == "Here."


async def test_a_conversation_about_something_absent_does_not_begin(world: World) -> None:
    about = NewConversation(attached=Attached(posting_id="pos_absent"))
    with pytest.raises(NotFound):
        await world.conversations.questions.begin(ADA.id, about, "Hi")
    with pytest.raises(NotFound):
        await world.conversations.create(ADA.id, about)
    assert await world.conversations.of(ADA.id) == []


async def test_the_database_lets_one_reply_be_written_whoever_knows_the_newest_message(world: World) -> None:
    conversation_id = await world.begin()
    world.holds = True
    await world.start(await world.conversations.questions.ask(ADA.id, conversation_id, "One."))
    head = (await world.path(conversation_id))[-1].id
    claim = claim_run(ADA.id, conversation_id, "run_second", head, head="msg_second", now=0.0)
    with pytest.raises(IntegrityError):
        async with world.database.write() as connection:
            await connection.execute(claim)
