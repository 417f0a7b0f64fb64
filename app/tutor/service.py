"""The tutor's use cases, and the only door for other slices and for the protocols."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from app.db import Database, turn_of
from app.errors import Conflict, InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.letters.service import Letters
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.streaming import Engine, Event, Run
from app.tutor.agents_catalogue import AGENT_CARDS, AgentCard, agent_by_id
from app.tutor.changes import Changes
from app.tutor.corrections.models import Correction
from app.tutor.exporting import FILE_TYPES, Export, export, file_stem
from app.tutor.finding import search
from app.tutor.forms_asked import FORM_STEP, Asked, Form
from app.tutor.history import Turn
from app.tutor.mistakes import Mistakes, Progress, Week
from app.tutor.models import (
    AGENTS,
    Attached,
    Conversation,
    Ended,
    Grade,
    Manner,
    Message,
    Mistake,
    NewConversation,
    ReplyInput,
    Step,
)
from app.tutor.questions import BUSY, Prepared, Questions, conversation_row
from app.tutor.reading import NO_CONVERSATION, NO_MESSAGE, ConversationReader, Opened, Shown
from app.tutor.replies import Replies, ending_of
from app.tutor.replying import events as reply_events
from app.tutor.repository import conversations
from app.tutor.searching import Hit, Snippet
from app.tutor.titles import tidy_title, title_of_job
from app.tutor.wishes import parse_manner
from app.usage.service import Quotas

REPLY_KIND = "reply"
ABANDON_AFTER_SECONDS = 30.0
LIST_LIMIT = 500
SEARCH_LIMIT = 50

__all__ = [
    "AGENTS",
    "AGENT_CARDS",
    "FILE_TYPES",
    "FORM_STEP",
    "AgentCard",
    "Asked",
    "Attached",
    "Conversation",
    "Conversations",
    "Correction",
    "Ended",
    "Export",
    "Form",
    "Grade",
    "Hit",
    "Manner",
    "Message",
    "Mistake",
    "Mistakes",
    "NewConversation",
    "Opened",
    "Prepared",
    "Progress",
    "ReplyInput",
    "Shown",
    "Snippet",
    "Step",
    "Turn",
    "Week",
    "agent_by_id",
    "ending_of",
    "export",
    "file_stem",
    "parse_manner",
    "reply_events",
    "tidy_title",
]


class Conversations:
    """One instance for each process. `questions` is what a person asks, `replies` what a run keeps of its answer,
    `changes` tells open pages of what happens to a conversation.

    Each reply counts against the day's quota of messages, also one that is asked for again: it is paid for again.
    Everything that names a conversation or a message raises NotFound when it is absent or somebody else's.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        resumes: Resumes,
        postings: Postings,
        letters: Letters,
        quotas: Quotas | None = None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._resumes = resumes
        self._postings = postings
        self._letters = letters
        self._quotas = quotas or Quotas(database)
        self._reader = ConversationReader(database)
        self.questions = Questions(self._reader, self.check_attached, self._subject, engine.let_end)
        self.replies = Replies(database, self._reader)
        self.changes = Changes()

    async def usage_note(self, owner: str) -> str:
        """How few messages are left of today, in a sentence; "" while there are enough."""
        return await self._quotas.note(owner, "ai_text_messages")

    async def of(self, owner: str, limit: int = LIST_LIMIT) -> list[Conversation]:
        """The owner's conversations, the one used last first."""
        async with self._database.read() as connection:
            return await conversations.list_conversations(connection, owner, limit)

    async def made(self, owner: str, limit: int, before: int | None = None) -> list[Conversation]:
        """The owner's conversations, the one made last first, which use does not change; those below a number."""
        async with self._database.read() as connection:
            return await conversations.list_by_number(connection, owner, limit, before)

    async def search(self, owner: str, typed: str, limit: int = SEARCH_LIMIT) -> list[Hit]:
        """Where the owner's conversations have all the words, each a word's beginning: titles, then messages."""
        return await search(self._database, owner, typed, limit)

    async def get(self, owner: str, conversation_id: str) -> Conversation:
        """One conversation without its messages."""
        return await self._reader.get(owner, conversation_id)

    async def by_number(self, owner: str, number: int) -> Conversation:
        """One conversation by the number that programs use."""
        return await self._reader.by_number(owner, number)

    async def message(self, owner: str, message_id: str) -> Message:
        """One message."""
        return await self._reader.message(owner, message_id)

    async def open(self, owner: str, conversation_id: str) -> Opened:
        """A conversation with its open branch."""
        return await self._reader.open(owner, conversation_id)

    async def everything(self, owner: str, conversation_id: str) -> tuple[Conversation, list[Message]]:
        """A conversation with the messages of all branches, oldest first."""
        return await self._reader.everything(owner, conversation_id)

    async def create(self, owner: str, opening: NewConversation, *, key: str | None = None) -> Conversation:
        """A conversation without messages; the same idempotency `key` gives the one that was made with it.

        Raises:
            NotFound: the résumé, the posting or the letter.
        """
        await self.check_attached(owner, opening.attached)
        conversation_id = new_id("con") if key is None else derived_id("con", owner, key)
        row = conversation_row(owner, conversation_id, opening)
        await self._write(conversations.insert_conversation(row))
        return await self.get(owner, conversation_id)

    async def rename(self, owner: str, conversation_id: str, typed: str) -> str:
        """Give a conversation the title that the person typed, which it keeps; the title as it is now."""
        title = tidy_title(typed)
        if not title:
            raise InvalidInput("A conversation needs a title. Write a few words.", field="title")
        await self._change(conversations.set_title(owner, conversation_id, title, "hand"))
        self.changes.announce(conversation_id)
        return title

    async def name(self, owner: str, conversation_id: str, title: str) -> None:
        """Give a conversation the title that a model found for it, unless the person has chosen one."""
        title = tidy_title(title)
        if title:
            await self._write(conversations.set_title(owner, conversation_id, title, "itself"))
            self.changes.announce(conversation_id)

    async def configure(self, owner: str, conversation_id: str, manner: Manner) -> None:
        """Choose who answers from the next message on, and how."""
        await self._change(conversations.set_manner(owner, conversation_id, manner))
        self.changes.announce(conversation_id)

    async def attach(self, owner: str, conversation_id: str, attached: Attached) -> None:
        """Choose what the conversation is about; what is None is taken away."""
        await self.check_attached(owner, attached)
        await self._change(conversations.set_attached(owner, conversation_id, attached))
        self.changes.announce(conversation_id)

    async def start(self, prepared: Prepared, *, abandon_after: float | None = ABANDON_AFTER_SECONDS) -> Run:
        """Begin the reply that was prepared; one that the same request began before is given back as it is.

        Raises:
            Conflict: another reply was begun in this conversation meanwhile.
            LimitReached: today's messages are used up.
            Unavailable, OutOfSpace: not now; nothing was written.
        """
        owner = prepared.reply.owner
        if prepared.repeated:
            return await self._engine.get(prepared.run_id, owner)
        async with self._quotas.taking(owner, "ai_text_messages", prepared.run_id) as taken:
            run = await self._engine.start(
                REPLY_KIND,
                owner,
                prepared.reply,
                key=prepared.key,
                abandon_after=abandon_after,
                run_id=prepared.run_id,
                statements=[*prepared.statements, *taken],
            )
        self.changes.announce(prepared.reply.conversation_id)
        return run

    async def run(self, owner: str, run_id: str) -> Run:
        """The run of a reply, ended or not; NotFound when there is none of that name, or it is somebody else's."""
        run = await self._engine.get(run_id, owner)
        if run.kind != REPLY_KIND:
            raise NotFound("There is no such run. It may have been removed.")
        return run

    def touch(self, run_id: str) -> None:
        """Somebody looks at the page, perhaps without scripts: that counts as watching for a while."""
        self._engine.touch(run_id)

    async def events(self, run: Run) -> list[Event]:
        """Everything that a reply's run has said so far (`app/tutor/replying/events.py`)."""
        return await self._engine.events(run.id)

    def follow(self, run: Run, after: int = 0, *, repeat_end: bool) -> AsyncIterator[tuple[Event, ...]]:
        """The events of a reply's run from `after` on, in batches, history joined to live."""
        return self._engine.follow(run.id, after, repeat_end=repeat_end)

    async def check_attached(self, owner: str, attached: Attached) -> None:
        """Raises NotFound unless everything that is named is there and the owner's."""
        if attached.resume_id is not None:
            await self._resumes.get(owner, attached.resume_id)
        if attached.posting_id is not None:
            await self._postings.get(owner, attached.posting_id)
        if attached.letter_id is not None:
            await self._letters.get(owner, attached.letter_id)

    async def _subject(self, conversation: Conversation) -> str:
        """A title by the job that a conversation is about; empty without one."""
        if conversation.posting_id is None:
            return ""
        with contextlib.suppress(NotFound):
            posting = await self._postings.get(conversation.owner, conversation.posting_id)
            return title_of_job(conversation.agent, posting.title, posting.company)
        return ""

    async def switch(self, owner: str, conversation_id: str, message_id: str) -> None:
        """Open the branch that goes through a message, to its newest end.

        Raises:
            Conflict: a reply is being written.
        """
        message = await self._reader.message(owner, message_id)
        if message.conversation_id != conversation_id:
            raise NotFound(NO_MESSAGE)
        tree = await self._reader.tree(owner, conversation_id)
        changed = await self._write(conversations.set_head(owner, conversation_id, tree.newest_leaf(message_id)))
        if not changed:
            await self.get(owner, conversation_id)
            raise Conflict(BUSY)
        self.changes.announce(conversation_id)

    async def stop(self, owner: str, conversation_id: str, run_id: str = "") -> None:
        """Stop the reply that is being written; what is there stays. Nothing when none is, or another than `run_id`."""
        conversation = await self.get(owner, conversation_id)
        if conversation.is_running and run_id in {"", conversation.run_id}:
            await self._engine.cancel(conversation.run_id, owner)

    async def delete(self, owner: str, conversation_id: str) -> None:
        """Stop the reply that is being written and remove the conversation with all its branches."""
        await self.stop(owner, conversation_id)
        await self._write(conversations.delete_conversation(owner, conversation_id), turn_of(owner))
        self.changes.announce(conversation_id)

    async def _change(self, statement: Any) -> None:
        if not await self._write(statement):
            raise NotFound(NO_CONVERSATION)

    async def _write(self, statement: Any, turn: str = "") -> int:
        async with self._database.write(turn) as connection:
            return (await connection.execute(statement)).rowcount
