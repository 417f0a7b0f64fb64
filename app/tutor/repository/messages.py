"""Messages: rows as they are read and changed, always through the conversation that has an owner."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.streaming.encoding import encode
from app.tutor.branching import Node
from app.tutor.corrections.models import Correction
from app.tutor.models import Message, Step, conversations, messages
from app.tutor.searching import words_beside

_ALL = [messages.c[name] for name in Message.__struct_fields__]
_NODE = [messages.c[name] for name in Node._fields]
_CORRECTIONS, _STEPS = (Message.__struct_fields__.index(name) for name in ("corrections", "steps"))
_decode_corrections = msgspec.json.Decoder(tuple[Correction, ...]).decode
_decode_steps = msgspec.json.Decoder(tuple[Step, ...]).decode
_PART = 500


async def find_nodes(connection: AsyncConnection, owner: str, conversation_id: str) -> list[Node]:
    """The places of all messages of a conversation."""
    rows = await connection.execute(
        sa.select(*_NODE).where(messages.c.conversation_id == conversation_id, _is_of(owner))
    )
    return [Node(*row) for row in rows]


async def find_messages(connection: AsyncConnection, owner: str, ids: Sequence[str]) -> list[Message]:
    """Those of the owner's messages that are named, in the order of the names."""
    found: dict[str, Message] = {}
    for at in range(0, len(ids), _PART):
        rows = await connection.execute(sa.select(*_ALL).where(messages.c.id.in_(ids[at : at + _PART]), _is_of(owner)))
        found.update((message.id, message) for message in map(_message, rows))
    return [found[name] for name in ids if name in found]


async def find_all(connection: AsyncConnection, owner: str, conversation_id: str) -> list[Message]:
    """Every message of a conversation, of all branches, oldest first."""
    rows = await connection.execute(
        sa.select(*_ALL).where(messages.c.conversation_id == conversation_id, _is_of(owner)).order_by(messages.c.number)
    )
    return [_message(row) for row in rows]


def _message(row: sa.Row[Any]) -> Message:
    values = list(row)
    values[_CORRECTIONS] = _decode_corrections(values[_CORRECTIONS])
    values[_STEPS] = _decode_steps(values[_STEPS])
    return Message(*values)


def insert_message(values: dict[str, Any]) -> sa.Insert:
    """A new message; refused when its conversation or its parent is gone, or belongs elsewhere."""
    nothing = {
        "problem": "", "model": "", "tokens_in": 0, "tokens_out": 0, "corrections": b"[]", "steps": b"[]",
    }  # fmt: skip
    return sa.insert(messages).values(**nothing | values, words=words_beside(values["text"]))


def delete_empty_replies(owner: str, question_id: str) -> sa.Delete:
    """Take away the replies to a question that failed or were stopped before their first word."""
    below = messages.alias()
    has_children = sa.exists().where(
        below.c.conversation_id == messages.c.conversation_id, below.c.parent_id == messages.c.id
    )
    return sa.delete(messages).where(
        messages.c.parent_id == question_id,
        messages.c.role == "assistant",
        sa.or_(messages.c.state == "partial", messages.c.state == "failed"),
        messages.c.text == "",
        messages.c.steps == b"[]",
        ~has_children,
        _is_of(owner),
    )


def end_reply(owner: str, message_id: str, run_id: str, values: dict[str, Any]) -> sa.Update:
    """Note how a reply ended."""
    words = {"words": words_beside(values["text"])} if "text" in values else {}
    return _reply(owner, message_id, run_id).values(**values, **words)


def set_corrections(owner: str, message_id: str, corrections: Sequence[Correction]) -> sa.Update:
    """Keep what is to be corrected in a message of the learner."""
    return (
        sa.update(messages)
        .where(messages.c.id == message_id, messages.c.role == "user", _is_of(owner))
        .values(corrections=encode(corrections))
    )


def _reply(owner: str, message_id: str, run_id: str) -> sa.Update:
    return sa.update(messages).where(
        messages.c.id == message_id, messages.c.run_id == run_id, messages.c.state == "running", _is_of(owner)
    )


def _is_of(owner: str) -> sa.ColumnElement[bool]:
    return messages.c.conversation_id.in_(sa.select(conversations.c.id).where(conversations.c.owner == owner))
