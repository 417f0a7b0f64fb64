"""Any order of asking, editing, retrying, switching, stopping and deleting leaves trees that hold together."""

import random

import pytest
import sqlalchemy as sa

from app.tutor.branching import Node, Tree
from app.tutor.models import Message
from app.tutor.searching import as_words
from tests.tutor.world import ADA, World


async def check(world: World, said: dict[str, set[str]]) -> None:
    """Each conversation is one tree with one open branch, and holds only what was said in it."""
    seen: set[str] = set()
    for conversation in await world.conversations.of(ADA.id):
        _, messages = await world.conversations.everything(ADA.id, conversation.id)
        by_id = {message.id: message for message in messages}
        assert not seen & by_id.keys()
        seen |= by_id.keys()
        assert {message.conversation_id for message in messages} == {conversation.id}
        assert {message.text for message in messages if message.role == "user"} <= said[conversation.id]
        assert all(message.parent_id is None or message.parent_id in by_id for message in messages)
        assert all(reaches_the_beginning(message, by_id) for message in messages)
        path = [message.id for message in await world.path(conversation.id)]
        assert path[-1] == conversation.head_id
        assert [by_id[name].parent_id for name in path] == [None, *path[:-1]]
        assert [by_id[name].role for name in path] == ["user", "assistant"] * (len(path) // 2)
        assert conversation.state == "idle"
    async with world.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT id FROM messages")
        assert set(rows.scalars()) == seen
        assert not (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
        for texts in ("SELECT text, words FROM messages", "SELECT title, words FROM conversations"):
            for text, words in await connection.execute(sa.text(texts)):
                assert words in {None, as_words(text)}


def reaches_the_beginning(message: Message, by_id: dict[str, Message]) -> bool:
    """Whether its ancestors end, in turn user and assistant."""
    steps = 0
    while message.parent_id is not None and steps <= len(by_id):
        parent = by_id[message.parent_id]
        if parent.role == message.role:
            return False
        message, steps = parent, steps + 1
    return message.role == "user" and steps <= len(by_id)


async def act(world: World, chance: random.Random, said: dict[str, set[str]]) -> None:
    """One thing that a person might do next."""
    questions, known = world.conversations.questions, sorted(said)
    if not known or chance.random() < 0.1:
        text = f"Beginning {chance.random()}"
        said[await world.begin(text)] = {text}
        return
    conversation_id = chance.choice(known)
    _, messages = await world.conversations.everything(ADA.id, conversation_id)
    message = chance.choice(messages)
    text = chance.choice(["Same.", f"Line {chance.random()}"])
    world.fails, world.say = chance.random() < 0.3, chance.choice(["", "Words."])
    match chance.choice(["ask", "ask", "edit", "retry", "switch", "delete"]):
        case "ask":
            said[conversation_id].add(text)
            await world.ask(conversation_id, text)
        case "edit" if message.role == "user":
            said[conversation_id].add(text)
            await world.finished(await questions.edit(ADA.id, message.id, text))
        case "retry":
            await world.finished(await questions.retry(ADA.id, message.id))
        case "switch":
            await world.conversations.switch(ADA.id, conversation_id, message.id)
        case "delete" if chance.random() < 0.3:
            await world.conversations.delete(ADA.id, conversation_id)
            del said[conversation_id]


@pytest.mark.parametrize("seed", range(4))
async def test_any_sequence_leaves_whole_trees(world: World, seed: int) -> None:
    chance, said = random.Random(seed), dict[str, set[str]]()
    for at in range(60):
        await act(world, chance, said)
        if at % 6 == 5:
            await check(world, said)


async def test_a_conversation_of_thousands_of_messages_opens_and_goes(world: World) -> None:
    conversation_id = await world.begin()
    async with world.database.write() as connection:
        parent = (await world.conversations.get(ADA.id, conversation_id)).head_id
        await connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            " INSERT INTO messages (id, conversation_id, parent_id, role, text, state, problem, run_id, model,"
            " tokens_in, tokens_out, corrections, steps, created_at)"
            " SELECT 'm' || i, ?, CASE i WHEN 1 THEN ? ELSE 'm' || (i - 1) END,"
            " CASE i % 2 WHEN 1 THEN 'user' ELSE 'assistant' END, 'text', 'complete', '', '', '', 0, 0,"
            " CAST('[]' AS BLOB), CAST('[]' AS BLOB), i FROM n",
            (conversation_id, parent),
        )
        await connection.exec_driver_sql("UPDATE conversations SET head_id = 'm3000'")
    assert len(await world.path(conversation_id)) == 3002
    await world.conversations.delete(ADA.id, conversation_id)
    assert await world.conversations.of(ADA.id) == []


async def test_the_database_refuses_a_parent_of_another_conversation(world: World) -> None:
    here, there = await world.begin(), await world.begin()
    stranger = (await world.path(there))[-1].id
    async with world.database.write() as connection:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            await connection.exec_driver_sql(
                "UPDATE messages SET parent_id = ? WHERE conversation_id = ? AND role = 'assistant'", (stranger, here)
            )


def test_a_fork_is_taken_at_its_newest_way() -> None:
    tree = Tree(
        [
            Node("a", None, "user", 1),
            Node("b", "a", "assistant", 2),
            Node("c", "a", "assistant", 3),
            Node("d", "b", "user", 4),
        ]
    )
    assert (tree.newest_leaf("a"), tree.newest_leaf("b")) == ("c", "d")
    assert tree.path("d") == ["a", "b", "d"]
    assert tree.path(None) == tree.path("absent") == []
    place = tree.place("b")
    assert (place.index, place.count, place.previous_id, place.next_id) == (1, 2, None, "c")
