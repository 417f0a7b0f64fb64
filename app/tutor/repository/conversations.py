"""Conversations: rows as they are read and changed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import insert
from app.tutor.models import Attached, Conversation, Manner, Titled, conversations
from app.tutor.searching import words_beside

_ALL = [conversations.c[name] for name in Conversation.__struct_fields__]


async def list_conversations(connection: AsyncConnection, owner: str, limit: int) -> list[Conversation]:
    """The owner's conversations, the one that was used last first."""
    rows = await connection.execute(
        sa.select(*_ALL)
        .where(conversations.c.owner == owner)
        .order_by(conversations.c.updated_at.desc(), conversations.c.number.desc())
        .limit(limit)
    )
    return [Conversation(*row) for row in rows]


async def list_by_number(
    connection: AsyncConnection, owner: str, limit: int, before: int | None = None
) -> list[Conversation]:
    """The owner's conversations, the one that was made last first; with `before` those of lower numbers."""
    rows = await connection.execute(
        sa.select(*_ALL)
        .where(conversations.c.owner == owner, *([] if before is None else [conversations.c.number < before]))
        .order_by(conversations.c.number.desc())
        .limit(limit)
    )
    return [Conversation(*row) for row in rows]


async def find_conversation(connection: AsyncConnection, owner: str, conversation_id: str) -> Conversation | None:
    """One conversation of the owner."""
    return await _find(connection, owner, conversations.c.id == conversation_id)


async def find_by_number(connection: AsyncConnection, owner: str, number: int) -> Conversation | None:
    """One conversation of the owner by the number that programs use."""
    return await _find(connection, owner, conversations.c.number == number)


async def _find(connection: AsyncConnection, owner: str, condition: sa.ColumnElement[bool]) -> Conversation | None:
    rows = await connection.execute(sa.select(*_ALL).where(conversations.c.owner == owner, condition))
    row = rows.first()
    return None if row is None else Conversation(*row)


def insert_conversation(values: dict[str, Any]) -> sa.Insert:
    """A new row; nothing when it is there already."""
    return insert(conversations).values(**values, words=words_beside(values["title"])).on_conflict_do_nothing()


def claim_run(owner: str, conversation_id: str, run_id: str, seen_head: str | None, head: str, now: float) -> sa.Update:
    """Let a reply begin and make it the open branch's end.

    The column that may not be null refuses it while another reply is being written, or when the branch has grown or
    was switched since the caller saw it end with `seen_head`.
    """
    moved = conversations.c.head_id.is_distinct_from(seen_head)
    taken = sa.case((sa.or_(conversations.c.state == "running", moved), None), else_=run_id)
    return _of(owner, conversation_id).values(run_id=taken, state="running", head_id=head, updated_at=now)


def set_idle(owner: str, conversation_id: str, run_id: str, now: float) -> sa.Update:
    """Note that the conversation's run has ended."""
    return _of(owner, conversation_id).where(conversations.c.run_id == run_id).values(state="idle", updated_at=now)


def set_head(owner: str, conversation_id: str, head: str) -> sa.Update:
    """Open another branch, unless a reply is being written."""
    return _of(owner, conversation_id).where(conversations.c.state == "idle").values(head_id=head)


def set_title(owner: str, conversation_id: str, title: str, titled: Titled) -> sa.Update:
    """Give a title; what the person chose is replaced by nobody else."""
    change = _of(owner, conversation_id).values(title=title, titled=titled, words=words_beside(title))
    return change if titled == "hand" else change.where(conversations.c.titled != "hand")


def set_manner(owner: str, conversation_id: str, manner: Manner) -> sa.Update:
    """Choose who answers and how."""
    return _of(owner, conversation_id).values(
        agent=manner.agent, target=manner.target, native=manner.native, level=manner.level
    )


def set_attached(owner: str, conversation_id: str, attached: Attached) -> sa.Update:
    """Choose what it is about."""
    return _of(owner, conversation_id).values(
        resume_id=attached.resume_id, posting_id=attached.posting_id, letter_id=attached.letter_id
    )


def delete_conversation(owner: str, conversation_id: str) -> sa.Delete:
    """Remove a conversation with its messages."""
    return sa.delete(conversations).where(conversations.c.owner == owner, conversations.c.id == conversation_id)


def _of(owner: str, conversation_id: str) -> sa.Update:
    return sa.update(conversations).where(conversations.c.owner == owner, conversations.c.id == conversation_id)
