"""A message to the tutor counts when its reply is begun, in the transaction that begins it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.errors import Conflict, LimitReached
from app.streaming import Run
from app.tutor.models import NewConversation
from app.tutor.service import Conversations
from app.usage.service import Quotas
from tests.tutor.world import ADA, World
from tests.usage.world import Clock

CLOCK = Clock()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Three messages a day."""
    made = await World(tmp_path / "rows.sqlite3").open()
    quotas = Quotas(made.database, {"ai_text_messages": 3}, CLOCK)
    made.conversations = Conversations(made.database, made.engine, made.resumes, made.postings, made.letters, quotas)
    yield made
    await made.close()


async def used(world: World) -> int:
    return (await Quotas(world.database, clock=CLOCK).usage_of(ADA.id))[0].used


async def begin(world: World, key: str | None = None) -> Run:
    """The first message of a conversation, and its reply."""
    prepared = await world.conversations.questions.begin(ADA.id, NewConversation(), "Hello.", key)
    run = await world.conversations.start(prepared)
    await world.engine.wait(run.id)
    return run


async def test_each_reply_counts_also_one_that_is_asked_for_again(world: World) -> None:
    run = await begin(world, "mine")
    assert (await begin(world, "mine")).id == run.id
    assert await used(world) == 1
    (conversation,) = await world.conversations.of(ADA.id)
    question = (await world.path(conversation.id))[0]
    again = await world.conversations.questions.retry(ADA.id, question.id)
    await world.engine.wait((await world.conversations.start(again)).id)
    assert await used(world) == 2


async def test_a_message_over_the_quota_is_refused_and_leaves_nothing(world: World) -> None:
    for _ in range(3):
        await begin(world)
    with pytest.raises(LimitReached, match="Today's 3 messages are used up"):
        await begin(world)
    assert len(await world.conversations.of(ADA.id)) == 3
    assert await world.conversations.usage_note(ADA.id) != ""


async def test_messages_sent_at_the_same_time_into_one_conversation_take_one(world: World) -> None:
    await begin(world)
    (conversation,) = await world.conversations.of(ADA.id)
    world.holds = True
    prepared = [await world.conversations.questions.ask(ADA.id, conversation.id, f"And {n}?") for n in range(5)]
    outcomes = await asyncio.gather(*map(world.conversations.start, prepared), return_exceptions=True)
    assert sum(isinstance(outcome, Run) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 4
    assert await used(world) == 2
    world.go.set()
