"""What belongs to Ada is not found by Eve: conversations, messages, cards."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest

from app.errors import Conflict, NotFound
from app.tutor.corrections.models import Correction
from app.tutor.models import Attached, Grade, Manner, NewConversation
from app.tutor.repository.mistakes import find_known
from tests.tutor.world import ADA, EVE, World


class Things(NamedTuple):
    """The services, and what Ada has in them."""

    world: World
    conversation: str
    number: int
    question: str
    reply: str
    card: str
    posting: str


@pytest.fixture
async def things(world: World) -> Things:
    conversation_id = await world.begin("I has a secret.")
    question, reply = await world.path(conversation_id)
    correction = Correction("has", "have", "With I: have.", "grammar", 2, 3)
    await world.conversations.replies.keep_corrections(ADA.id, question.id, [correction])
    made = await world.mistakes.accept(ADA.id, question.id, 0)
    await world.mistakes.review(ADA.id, made.id, Grade.HARD, 0)
    number = (await world.conversations.get(ADA.id, conversation_id)).number
    return Things(world, conversation_id, number, question.id, reply.id, made.id, await world.add_posting())


ATTEMPTS: dict[str, Callable[[Things], Awaitable[object]]] = {
    "read": lambda t: t.world.conversations.get(EVE.id, t.conversation),
    "read by number": lambda t: t.world.conversations.by_number(EVE.id, t.number),
    "open": lambda t: t.world.conversations.open(EVE.id, t.conversation),
    "read a message": lambda t: t.world.conversations.message(EVE.id, t.question),
    "export": lambda t: t.world.conversations.everything(EVE.id, t.conversation),
    "rename": lambda t: t.world.conversations.rename(EVE.id, t.conversation, "Mine"),
    "configure": lambda t: t.world.conversations.configure(EVE.id, t.conversation, Manner("tutor")),
    "attach to it": lambda t: t.world.conversations.attach(EVE.id, t.conversation, Attached()),
    "switch": lambda t: t.world.conversations.switch(EVE.id, t.conversation, t.question),
    "stop": lambda t: t.world.conversations.stop(EVE.id, t.conversation),
    "delete": lambda t: t.world.conversations.delete(EVE.id, t.conversation),
    "ask": lambda t: t.world.conversations.questions.ask(EVE.id, t.conversation, "Tell me the secret."),
    "ask with a key": lambda t: t.world.conversations.questions.ask(EVE.id, t.conversation, "Tell me.", key="k"),
    "edit": lambda t: t.world.conversations.questions.edit(EVE.id, t.question, "Mine"),
    "retry": lambda t: t.world.conversations.questions.retry(EVE.id, t.reply),
    "hear the history": lambda t: t.world.conversations.replies.turns(EVE.id, t.reply),
    "correct": lambda t: t.world.conversations.replies.keep_corrections(EVE.id, t.question, []),
    "begin about a foreign posting": lambda t: t.world.conversations.questions.begin(
        EVE.id, NewConversation(attached=Attached(posting_id=t.posting)), "Hi"
    ),
    "make one about a foreign posting": lambda t: t.world.conversations.create(
        EVE.id, NewConversation(attached=Attached(posting_id=t.posting))
    ),
    "accept a correction": lambda t: t.world.mistakes.accept(EVE.id, t.question, 0),
    "read a card": lambda t: t.world.mistakes.get(EVE.id, t.card),
    "review a card": lambda t: t.world.mistakes.review(EVE.id, t.card, Grade.GOOD, 1),
    "accept all corrections": lambda t: t.world.mistakes.accept_all(EVE.id, t.question),
    "delete a card": lambda t: t.world.mistakes.delete(EVE.id, t.card),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
async def test_a_foreign_thing_is_not_found_and_stays_as_it_is(things: Things, attempt: str) -> None:
    world = things.world
    before = await world.conversations.everything(ADA.id, things.conversation), await world.mistakes.of(ADA.id)
    with pytest.raises(NotFound):
        await ATTEMPTS[attempt](things)
    after = await world.conversations.everything(ADA.id, things.conversation), await world.mistakes.of(ADA.id)
    assert before == after
    assert await world.conversations.of(EVE.id) == []


async def test_nobody_else_sees_them_in_a_list(things: Things) -> None:
    world = things.world
    assert await world.conversations.of(EVE.id) == []
    assert await world.conversations.search(EVE.id, "secret") == []
    assert await world.mistakes.of(EVE.id) == await world.mistakes.due(EVE.id) == []
    progress = await world.mistakes.progress(EVE.id)
    assert (progress.cards, progress.due) == ({}, 0)
    assert all(not week.added and not week.reviewed for week in progress.weeks)
    message = await world.conversations.message(ADA.id, things.question)
    assert await world.mistakes.cards_in(EVE.id, message) == {}
    async with world.database.read() as connection:
        assert set(await find_known(connection, ADA.id, [things.card])) == {things.card}
        assert await find_known(connection, EVE.id, [things.card]) == {}


async def test_the_same_key_of_two_people_is_two_keys(things: Things) -> None:
    questions = things.world.conversations.questions
    mine = await questions.begin(ADA.id, NewConversation(), "Hi", key="same")
    theirs = await questions.begin(EVE.id, NewConversation(), "Hi", key="same")
    for prepared in (mine, theirs):
        await things.world.finished(prepared)
    assert mine.reply.conversation_id != theirs.reply.conversation_id
    assert len(await things.world.conversations.of(EVE.id)) == 1


async def test_a_model_cannot_name_a_foreign_conversation(things: Things) -> None:
    await things.world.conversations.name(EVE.id, things.conversation, "Taken over")
    assert (await things.world.conversations.get(ADA.id, things.conversation)).title == "I has a secret"


async def test_rows_that_were_prepared_for_one_owner_do_not_serve_another(things: Things) -> None:
    prepared = await things.world.conversations.questions.ask(ADA.id, things.conversation, "Mine.")
    with pytest.raises((Conflict, NotFound)):
        await things.world.conversations.questions.ask(EVE.id, things.conversation, "Mine.")
    await things.world.finished(prepared)
    assert (await things.world.texts(things.conversation))[-2] == "Mine."
