"""What the tests of mistakes need: a learner's messages with their corrections, and cards with a past."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from app.accounts.models import LOCAL_USER, User
from app.accounts.repository import add_user
from app.db import Database
from app.ids import new_id
from app.tutor.corrections.models import Correction, Type
from app.tutor.models import Grade, NewConversation
from app.tutor.questions import conversation_row
from app.tutor.reading import ConversationReader
from app.tutor.replies import Replies
from app.tutor.repository import conversations, messages
from app.tutor.service import Mistakes
from tests.running import Server

ADA, EVE = LOCAL_USER, User("usr_eve", "Eve")
DAY = 86_400.0
T = TypeVar("T")


class Slip(NamedTuple):
    """A mistake in a text; `original` is looked for there, behind `after`."""

    original: str
    corrected: str
    type: Type = "grammar"
    explanation: str = "With <b>I</b> & you: have."
    after: str = ""

    def found_in(self, text: str) -> Correction:
        """The correction of that text."""
        offset = text.index(self.original, text.index(self.after) + len(self.after))
        return Correction(self.original, self.corrected, self.explanation, self.type, offset, len(self.original))


class Written(NamedTuple):
    """A message of the learner in a conversation of its own."""

    conversation_id: str
    message_id: str


class Clock:
    """Unix seconds as they are, or so many days ago."""

    def __init__(self) -> None:
        self.days_ago = 0.0

    def __call__(self) -> float:
        return time.time() - self.days_ago * DAY


class Learner:
    """Writes into a server's database beside the server."""

    def __init__(self, database: Database, owner: str) -> None:
        self.owner = owner
        self.clock = Clock()
        self.mistakes = Mistakes(database, self.clock)
        self._database = database
        self._replies = Replies(database, ConversationReader(database))

    async def write(self, text: str, *slips: Slip) -> Written:
        """A message with what is to be corrected in it."""
        conversation_id, message_id = new_id("con"), new_id("msg")
        row = {
            "id": message_id, "conversation_id": conversation_id, "parent_id": None, "role": "user", "text": text,
            "state": "complete", "run_id": "", "created_at": time.time(),
        }  # fmt: skip
        opening = conversation_row(self.owner, conversation_id, NewConversation())
        async with self._database.write() as connection:
            await connection.execute(conversations.insert_conversation(opening | {"head_id": message_id}))
            await connection.execute(messages.insert_message(row))
        found = [slip.found_in(text) for slip in slips]
        await self._replies.keep_corrections(self.owner, message_id, found)
        return Written(conversation_id, message_id)

    async def learn(self, text: str, slip: Slip, grades: str = "", *, days_ago: float = 0.0) -> str:
        """A card that was made so many days ago and then reviewed whenever it was due; its id."""
        self.clock.days_ago = days_ago
        card = await self.mistakes.accept(self.owner, (await self.write(text, slip)).message_id, 0)
        for seen, grade in enumerate(grades):
            card = await self.mistakes.review(self.owner, card.id, Grade(int(grade)), seen)
            self.clock.days_ago = max(0.0, (time.time() - card.due_at) / DAY)
        self.clock.days_ago = 0.0
        return card.id


def as_learner(server: Server, act: Callable[[Learner], Coroutine[Any, Any, T]], owner: User = ADA) -> T:
    """Do something in the server's database; in a thread, as Playwright has a loop in this one."""
    made: list[T] = []
    thread = threading.Thread(target=lambda: made.append(asyncio.run(_acted(server.data_dir, act, owner))))
    thread.start()
    thread.join()
    return made[0]


def write(server: Server, text: str, *slips: Slip, owner: User = ADA) -> Written:
    """A message with what is to be corrected in it."""
    return as_learner(server, lambda learner: learner.write(text, *slips), owner)


def learn(server: Server, text: str, slip: Slip, grades: str = "", *, days_ago: float = 0.0, owner: User = ADA) -> str:
    """A card with a past; its id."""
    return as_learner(server, lambda learner: learner.learn(text, slip, grades, days_ago=days_ago), owner)


def clear(server: Server) -> None:
    """Take all cards away."""

    async def delete_all(learner: Learner) -> None:
        for card in await learner.mistakes.of(learner.owner):
            await learner.mistakes.delete(learner.owner, card.id)

    as_learner(server, delete_all)


async def _acted(data_dir: Path, act: Callable[[Learner], Coroutine[Any, Any, T]], owner: User) -> T:
    database = Database(data_dir / "foreword.sqlite3")
    try:
        async with database.write() as connection:
            await add_user(connection, owner, time.time())
        return await act(Learner(database, owner.id))
    finally:
        await database.close()
