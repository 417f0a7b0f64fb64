"""Either database gives the same answers: whose words it finds, and that nothing typed is syntax."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, Location, as_statement
from app.tutor.models import NewConversation
from app.tutor.questions import conversation_row
from app.tutor.repository import conversations, messages
from app.tutor.repository.searching import find_texts, find_titles, hits_of
from app.tutor.searching import parse_query
from tests.services.carrying import carry_out

ADA, EVE = "usr_ada", "usr_eve"


class Shelf:
    """Conversations of one message each, written as the engine writes them."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.database = Database(location)

    async def put(self, name: str, text: str, owner: str = ADA, title: str = "-") -> None:
        """A conversation `name` with the message `name.0`."""
        row = {**conversation_row(owner, name, NewConversation()), "title": title}
        said: dict[str, Any] = {
            "id": f"{name}.0", "conversation_id": name, "parent_id": None, "role": "user", "text": text,
            "state": "complete", "run_id": "", "created_at": 1.0,
        }  # fmt: skip
        made = conversations.insert_conversation(row), messages.insert_message(said)
        await carry_out(self.location, *map(as_statement, made), owner=owner)

    async def find(self, typed: str, owner: str = ADA) -> list[str]:
        """The names of what is found, titles first, the most fitting message before the others."""
        query = parse_query(typed)
        if query.is_empty:
            return []
        async with self.database.read() as connection:
            rows = await find_titles(connection, owner, query, 10)
            rows += await find_texts(connection, owner, query, 10)
        return [hit.message_id or hit.conversation_id for hit in hits_of(rows, query)]


@pytest.fixture
async def shelf(location: Location) -> AsyncIterator[Shelf]:
    made = Shelf(location)
    async with made.database.write() as connection:
        for name in (ADA, EVE):
            await add_user(connection, User(name, name), 0.0)
    yield made
    await made.database.close()


FOUND = (
    ("Ich habe in Zürich ein Café geführt", "cafe zurich"),
    ("Ich habe in Zürich ein Café geführt", "CAFÉ"),
    ("Cafe\u0301 au lait", "café"),
    ("The notice period is long", "notice per"),
    ("Notice: a period of three months", "period notice"),
    ("Привет, мир", "ПРИВЕТ"),
    ("Die Straße", "strasse"),
    ("İstanbul'da bir iş", "istanbul"),
    ("ΟΔΟΣ", "οδος"),
    ("Write to ada.lovelace@example.org, or see https://example.org/jobs?id=7", "lovelace"),
    ("Write to ada.lovelace@example.org, or see https://example.org/jobs?id=7", "ada.lovelace@example.org"),
    ("Write to ada.lovelace@example.org, or see https://example.org/jobs?id=7", "jobs"),
    ("A state-of-the-art follow-up", "follow-up"),
    ("A state-of-the-art follow-up", "state-of-the"),
    ("We use C++, C# and Node.js 18.2", "node.js"),
    ("We use C++, C# and Node.js 18.2", "18.2"),
    ("It's O'Reilly's book", "o'reilly"),
    ("under_score and 10_000", "score"),
    ("我想练习面试英语", "面试"),
    ("He said 100% and 5_5", "100%"),
    ("x" * 3_000 + " needle", "needle"),
    ("\U0001f44b hello \U0001f600world", "world"),
    ("NUL\0inside", "NUL"),
)
NOT_FOUND = (
    ("Cats and dogs", "cats OR fish"),
    ("Cats and dogs", "cats NOT dogs"),
    ("Ich habe in Zürich ein Café geführt", "cafe paris"),
    ("A follow on the up", "follow-up"),
    ("notices", "otice"),
    ("我想练习面试英语", "面条"),
    ("我想练习面试英语", "100%面"),
    ("Hello world", "ello"),
)
SYNTAX = (
    '" OR "', "NEAR(a b)", "text: hello", "hello & !world", "hello:*", "'", "a <-> b", "(", "%", "_", "\\", "\0 a",
    "''", "|", "!", "{a b}", "^hello", "-hello", "hello AND", "*",
)  # fmt: skip


async def test_a_text_is_found_by_what_it_says_and_by_nothing_else(shelf: Shelf) -> None:
    wrong = []
    for number, (text, typed) in enumerate((*FOUND, *NOT_FOUND)):
        name = f"case_{number}"
        await shelf.put(name, text)
        if (f"{name}.0" in await shelf.find(typed)) != (number < len(FOUND)):
            wrong.append((text[:80], typed))
    assert wrong == []


async def test_nothing_that_is_typed_is_syntax(shelf: Shelf) -> None:
    await shelf.put("it", "Hello world, a b")
    for typed in SYNTAX:
        assert await shelf.find(typed) in ([], ["it.0"]), typed


async def test_titles_come_first_and_of_the_texts_the_shorter_one_about_it(shelf: Shelf) -> None:
    await shelf.put("long", "Salary " + "and other things that have nothing to do with it " * 20)
    await shelf.put("short", "Salary, salary")
    await shelf.put("titled", "Nothing of it", title="My salary")
    assert await shelf.find("salary") == ["titled", "short.0", "long.0"]


async def test_each_finds_only_their_own(shelf: Shelf) -> None:
    await shelf.put("hers", "Salary secret of Ada")
    await shelf.put("eves", "Salary of Eve", owner=EVE)
    assert await shelf.find("salary") == ["hers.0"]
    assert await shelf.find("secret", EVE) == []


async def test_the_index_follows_every_change(shelf: Shelf) -> None:
    await shelf.put("it", "Alpha beta", title="Alpha")
    async with shelf.database.write() as connection:
        await connection.execute(conversations.set_title(ADA, "it", "Gamma", "hand"))
    assert await shelf.find("alpha") == ["it.0"]
    assert await shelf.find("gamma") == ["it"]
    async with shelf.database.write() as connection:
        await connection.execute(conversations.delete_conversation(ADA, "it"))
    assert await shelf.find("alpha") == await shelf.find("gamma") == []
