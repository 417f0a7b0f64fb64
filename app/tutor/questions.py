"""Asking: what has to be written for a reply to begin, in the transaction that begins its run.

Each way to ask gives a `Prepared`. Its run is then started with `Engine.start(kind, owner, prepared.reply,
key=prepared.key, run_id=prepared.run_id, statements=prepared.statements)`, so that the messages and the run are there
together or not at all.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import msgspec

from app.db import as_statement
from app.errors import Conflict, InvalidInput, TooLarge
from app.ids import derived_id, new_id
from app.streaming import Statement
from app.streaming.encoding import clean_text
from app.tutor.models import Attached, Conversation, Message, NewConversation, ReplyInput
from app.tutor.reading import ConversationReader
from app.tutor.repository import conversations, messages
from app.tutor.titles import says_little, title_of

MOST_CHARACTERS = 20_000
BUSY = "A reply is being written in this conversation. Wait until it is done, or stop it."
_KEY_USED = "This key was used for a different request before. Use a new key."
CheckAttached: TypeAlias = Callable[[str, Attached], Awaitable[None]]
TitleOfSubject: TypeAlias = Callable[[Conversation], Awaitable[str]]
LetEnd: TypeAlias = Callable[[str], Awaitable[None]]


class Prepared(msgspec.Struct, frozen=True):
    """A reply that may begin.

    `title`: what the conversation is called, when this is the reply to its first message. `repeated`: the request was
    made before under the same key; `run_id` is the run that it started, and nothing is written.
    """

    reply: ReplyInput
    run_id: str
    statements: tuple[Statement, ...] = ()
    title: str | None = None
    key: str | None = None
    repeated: bool = False


class Questions:
    """The ways to ask for a reply. A `key` makes a request that is sent twice count once."""

    def __init__(
        self, reader: ConversationReader, check: CheckAttached, about: TitleOfSubject, let_end: LetEnd
    ) -> None:
        """`check` raises NotFound unless what is attached is there and the owner's; `about` names what it is about;
        `let_end` waits for a reply that is being stopped.
        """
        self._reader = reader
        self._check = check
        self._about = about
        self._let_end = let_end

    async def begin(self, owner: str, opening: NewConversation, text: str, key: str | None = None) -> Prepared:
        """The first message of a conversation that is made with it; NotFound for what it is to be about."""
        typed = tidy_message(text)
        earlier = await self._earlier(owner, None, typed, key)
        if earlier is not None:
            return earlier
        await self._check(owner, opening.attached)
        conversation_id = new_id("con") if key is None else derived_id("con", owner, key)
        row = conversation_row(owner, conversation_id, opening)
        fresh = Conversation(number=0, **row)
        rest = await self._asking(fresh, None, typed, key)
        made = as_statement(conversations.insert_conversation(row))
        return msgspec.structs.replace(rest, statements=(made, *rest.statements))

    async def ask(self, owner: str, conversation_id: str, text: str, key: str | None = None) -> Prepared:
        """The next message. When the last turn failed or was stopped and this says the same, it is tried again.

        Raises:
            NotFound: the conversation.
            Conflict: a reply is being written, or the key was used for something else.
            InvalidInput, TooLarge: nothing to read in it, or too much.
        """
        await self._reader.get(owner, conversation_id)
        typed = tidy_message(text)
        earlier = await self._earlier(owner, conversation_id, typed, key)
        if earlier is not None:
            return earlier
        conversation = await self._free(owner, conversation_id)
        last = await self._reader.find(owner, conversation.head_id)
        question = await self._reader.find(owner, last.parent_id) if last is not None else None
        if last is not None and question is not None and last.state != "complete" and question.text == typed:
            return self._replying(conversation, question, key)
        return await self._asking(conversation, conversation.head_id, typed, key)

    async def edit(self, owner: str, message_id: str, text: str, key: str | None = None) -> Prepared:
        """Say something else in place of an earlier message: a branch beside it, and both are kept."""
        message = await self._reader.message(owner, message_id)
        if message.role != "user":
            raise Conflict("Only your own messages can be edited.")
        typed = tidy_message(text)
        if typed == message.text:
            return await self.retry(owner, message_id, key)
        earlier = await self._earlier(owner, message.conversation_id, typed, key)
        if earlier is not None:
            return earlier
        conversation = await self._free(owner, message.conversation_id)
        return await self._asking(conversation, message.parent_id, typed, key)

    async def retry(self, owner: str, message_id: str, key: str | None = None) -> Prepared:
        """Another reply to a message, or in place of a reply: both are kept, but for one without a word."""
        message = await self._reader.message(owner, message_id)
        question = message if message.role == "user" else await self._reader.message(owner, message.parent_id or "")
        earlier = await self._earlier(owner, message.conversation_id, question.text, key)
        if earlier is not None:
            return earlier
        conversation = await self._free(owner, message.conversation_id)
        return self._replying(conversation, question, key)

    async def _free(self, owner: str, conversation_id: str) -> Conversation:
        """The conversation, in which nothing is written; Conflict when something is and nobody has stopped it."""
        conversation = await self._reader.get(owner, conversation_id)
        if conversation.is_running:
            await self._let_end(conversation.run_id)
            conversation = await self._reader.get(owner, conversation_id)
        if conversation.is_running:
            raise Conflict(BUSY)
        return conversation

    async def _earlier(self, owner: str, conversation_id: str | None, text: str, key: str | None) -> Prepared | None:
        """What the same key began before; the reply has the key's name."""
        if key is None:
            return None
        reply = await self._reader.find(owner, _reply_id(owner, key))
        if reply is None:
            return None
        question = await self._reader.message(owner, reply.parent_id or "")
        if question.text != text or conversation_id not in {None, reply.conversation_id}:
            raise Conflict(_KEY_USED)
        conversation = await self._reader.get(owner, reply.conversation_id)
        return Prepared(
            _input(owner, question.conversation_id, question.id, reply.id, text),
            reply.run_id,
            title=conversation.title if question.parent_id is None else None,
            key=key,
            repeated=True,
        )

    async def _asking(self, conversation: Conversation, parent_id: str | None, text: str, key: str | None) -> Prepared:
        owner = conversation.owner
        question_id = new_id("msg") if key is None else derived_id("msg", owner, key, "question")
        row = _row(question_id, conversation.id, parent_id, "user", text, "complete", "")
        begun = self._begun(conversation, question_id, text, key, first=parent_id is None)
        title = await self._title(conversation, text)
        named = conversations.set_title(owner, conversation.id, title, "itself")
        statements = [as_statement(messages.insert_message(row)), *begun.statements]
        if title:
            statements.append(as_statement(named))
            begun = msgspec.structs.replace(begun, title=title)
        return msgspec.structs.replace(begun, statements=tuple(statements))

    async def _title(self, conversation: Conversation, text: str) -> str:
        """What the conversation is called from now on; empty when it has a title."""
        if conversation.titled != "not":
            return ""
        return (await self._about(conversation) if says_little(text) else "") or title_of(text)

    def _replying(self, conversation: Conversation, question: Message, key: str | None) -> Prepared:
        begun = self._begun(conversation, question.id, question.text, key, first=question.parent_id is None)
        cleared = as_statement(messages.delete_empty_replies(conversation.owner, question.id))
        return msgspec.structs.replace(begun, statements=(cleared, *begun.statements))

    def _begun(
        self, conversation: Conversation, question_id: str, text: str, key: str | None, *, first: bool
    ) -> Prepared:
        owner, run_id = conversation.owner, new_id("run")
        reply_id = new_id("msg") if key is None else _reply_id(owner, key)
        row = _row(reply_id, conversation.id, question_id, "assistant", "", "running", run_id)
        claim = conversations.claim_run(
            owner, conversation.id, run_id, conversation.head_id, head=reply_id, now=time.time()
        )
        return Prepared(
            _input(owner, conversation.id, question_id, reply_id, text),
            run_id,
            (as_statement(claim), as_statement(messages.insert_message(row))),
            title=conversation.title or None if first else None,
            key=key,
        )


def tidy_message(text: str) -> str:
    r"""What was typed, its lines ended by `\n`, without what no text has.

    Raises:
        InvalidInput: there is nothing to read.
        TooLarge: over 20,000 code points.
    """
    lines = clean_text(text).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    typed = lines.strip()
    if not typed:
        raise InvalidInput("Write a message first.", field="message")
    if len(typed) > MOST_CHARACTERS:
        raise TooLarge(f"A message is limited to {MOST_CHARACTERS:,} characters. Send it in parts.", field="message")
    return typed


def conversation_row(owner: str, conversation_id: str, opening: NewConversation) -> dict[str, Any]:
    """A row without messages and title."""
    now = time.time()
    return {
        "id": conversation_id, "owner": owner, "title": "", "titled": "not", **msgspec.structs.asdict(opening.manner),
        **msgspec.structs.asdict(opening.attached), "head_id": None, "state": "idle", "run_id": "",
        "created_at": now, "updated_at": now,
    }  # fmt: skip


def _row(
    message_id: str, conversation_id: str, parent_id: str | None, role: str, text: str, state: str, run_id: str
) -> dict[str, Any]:
    return {
        "id": message_id, "conversation_id": conversation_id, "parent_id": parent_id, "role": role, "text": text,
        "state": state, "run_id": run_id, "created_at": time.time(),
    }  # fmt: skip


def _input(owner: str, conversation_id: str, question_id: str, reply_id: str, text: str) -> ReplyInput:
    return ReplyInput(
        owner=owner, conversation_id=conversation_id, question_id=question_id, reply_id=reply_id, text=text
    )


def _reply_id(owner: str, key: str) -> str:
    return derived_id("msg", owner, key, "reply")
