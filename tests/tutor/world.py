"""Conversations over one database: replies that end as the test says, two people who must not meet."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.letters.service import Letters
from app.llm import Models
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.streaming import Emit, Engine, Finish, Kind, Run, RunContext, RunState, SqliteStore, Statement
from app.tutor.models import Ended, Message, NewConversation, ReplyInput
from app.tutor.questions import Prepared
from app.tutor.replies import ending_of
from app.tutor.replying.events import TEXT, TextSaid
from app.tutor.repository.saying import keep_as_said
from app.tutor.service import Conversations, Mistakes
from tests.databases import new_database
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
KIND = "reply"


class Clock:
    """Unix seconds that pass when the test says so; it begins on Monday 2 March 2026, 09:00 UTC."""

    def __init__(self) -> None:
        self.now = 1_772_442_000.0

    def __call__(self) -> float:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += days * 86_400


class World:
    """One process. `say` is what replies consist of; with `holds` they wait after that for `go`.

    A reply that is stopped then sets `stopping` and lets itself be stopped once `let_stop` is set.
    """

    def __init__(self, path: Path) -> None:
        new_database(path)
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.resumes = Resumes(self.database, self.engine)
        self.postings = Postings(self.database, self.engine, Models())
        self.letters = Letters(self.database, self.engine, self.resumes, self.postings, Models())
        self.conversations = Conversations(self.database, self.engine, self.resumes, self.postings, self.letters)
        self.clock = Clock()
        self.mistakes = Mistakes(self.database, self.clock)
        self.say = "Tell me more."
        self.fails = False
        self.holds = False
        self.said = asyncio.Event()
        self.go = asyncio.Event()
        self.stopping = asyncio.Event()
        self.let_stop = asyncio.Event()
        self.let_stop.set()
        self.engine.register(Kind(KIND, self._write, resumable=False, on_end=self._end))

    async def open(self) -> "World":
        await self.engine.open()
        async with self.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        return self

    async def close(self) -> None:
        await self.engine.drain(1.0)
        await self.database.close()

    async def start(self, prepared: Prepared) -> Run:
        """Begin the reply as the agent does."""
        return await self.engine.start(
            KIND,
            prepared.reply.owner,
            prepared.reply,
            key=prepared.key,
            run_id=prepared.run_id,
            statements=prepared.statements,
        )

    async def finished(self, prepared: Prepared) -> Prepared:
        """Begin the reply and wait for its end."""
        await self.engine.wait((await self.start(prepared)).id)
        return prepared

    async def begin(self, text: str = "Hello.", owner: str = ADA.id) -> str:
        """A new conversation with one message and its reply; its id."""
        opened = await self.conversations.questions.begin(owner, NewConversation(), text)
        return (await self.finished(opened)).reply.conversation_id

    async def ask(self, conversation_id: str, text: str, owner: str = ADA.id) -> Prepared:
        """One more message and its reply."""
        return await self.finished(await self.conversations.questions.ask(owner, conversation_id, text))

    async def path(self, conversation_id: str, owner: str = ADA.id) -> list[Message]:
        """The open branch."""
        opened = await self.conversations.open(owner, conversation_id)
        return [shown.message for shown in opened.shown]

    async def texts(self, conversation_id: str) -> list[str]:
        """What stands on the open branch."""
        return [message.text for message in await self.path(conversation_id)]

    async def heard(self, run_id: str) -> None:
        """Wait until what the reply says is committed."""
        async for batch in self.engine.follow(run_id):
            if any(event.name == TEXT for event in batch):
                return

    async def add_posting(self, owner: str = ADA.id) -> str:
        return (await self.postings.add(owner, parse_posting(BACKEND))).id

    async def _write(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit(TEXT, TextSaid(self.say))
        self.said.set()
        if self.holds:
            await self._until_told()
        if self.fails:
            raise ConnectionError
        ended = Ended(state=RunState.DONE, text=self.say, model="script", tokens_in=7, tokens_out=3)
        yield Finish({}, statements=ending_of(context.run, ended))

    async def _until_told(self) -> None:
        try:
            await self.go.wait()
        finally:
            self.stopping.set()
            await self.let_stop.wait()

    def _end(self, run: Run, state: RunState, message: str) -> Sequence[Statement]:
        return as_it_ended(run, state, message)


def as_it_ended(run: Run, state: RunState, message: str) -> list[Statement]:
    """The rows of a reply that did not end by itself: what it has said is kept."""
    reply = msgspec.json.decode(run.input, type=ReplyInput)
    return [*keep_as_said(run.id, reply.reply_id), *ending_of(run, Ended(state=state, problem=message))]
