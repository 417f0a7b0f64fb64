"""A reply while it is written and when it ends: what is kept of it, and what a model is told before it."""

import time
from collections.abc import Sequence

import msgspec

from app.db import Database, as_statement
from app.errors import NotFound
from app.streaming import Run, RunState, Statement
from app.streaming.encoding import encode
from app.tutor.corrections.models import Correction
from app.tutor.history import MOST_CHARACTERS, Turn, turns_of
from app.tutor.models import Ended, Message, MessageState, ReplyInput
from app.tutor.reading import NO_MESSAGE, ConversationReader
from app.tutor.repository import conversations, messages

_STATES: dict[RunState, MessageState] = {
    RunState.DONE: "complete",
    RunState.CANCELLED: "partial",
    RunState.ABANDONED: "partial",
    RunState.FAILED: "failed",
    RunState.INTERRUPTED: "failed",
}


class Replies:
    """What the run of a reply reads and keeps."""

    def __init__(self, database: Database, reader: ConversationReader) -> None:
        self._database = database
        self._reader = reader

    async def turns(self, owner: str, message_id: str, most_characters: int = MOST_CHARACTERS) -> list[Turn]:
        """The conversation up to and including a message, for a model; NotFound when it is not this owner's."""
        return turns_of(await self._reader.path_to(owner, message_id), most_characters)

    async def path(self, owner: str, message_id: str) -> list[Message]:
        """The messages up to and including one; NotFound when it is not this owner's."""
        return await self._reader.path_to(owner, message_id)

    async def keep_corrections(self, owner: str, message_id: str, corrections: Sequence[Correction]) -> None:
        """Keep what is to be corrected in a message of the learner; NotFound when there is none of that name."""
        async with self._database.write() as connection:
            changed = await connection.execute(messages.set_corrections(owner, message_id, corrections))
        if changed.rowcount != 1:
            raise NotFound(NO_MESSAGE)


def ending_of(run: Run, ended: Ended) -> list[Statement]:
    """The rows for the end of a reply's run: for `Finish.statements`, and for the kind's `on_end`."""
    reply = msgspec.json.decode(run.input, type=ReplyInput)
    values = {
        "state": _STATES[ended.state], "problem": ended.problem, "model": ended.model,
        "tokens_in": ended.tokens_in, "tokens_out": ended.tokens_out,
    }  # fmt: skip
    if ended.text is not None:
        values["text"] = ended.text
    if ended.steps is not None:
        values["steps"] = encode(ended.steps)
    return [
        as_statement(messages.end_reply(reply.owner, reply.reply_id, run.id, values)),
        as_statement(conversations.set_idle(reply.owner, reply.conversation_id, run.id, time.time())),
    ]
