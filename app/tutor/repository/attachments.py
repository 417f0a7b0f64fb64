"""Attachments: rows as they are read and changed. A row belongs to whoever its conversation belongs to."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import insert
from app.tutor.models import AttachedFile, Attachment, attachments, conversations

_ALL = [attachments.c[name] for name in Attachment.__struct_fields__]
_LISTED = [
    sa.func.length(attachments.c.text) if name == "characters" else attachments.c[name]
    for name in AttachedFile.__struct_fields__
]


async def list_attachments(connection: AsyncConnection, owner: str, conversation_id: str) -> list[AttachedFile]:
    """The files of one conversation of the owner, oldest first."""
    rows = await connection.execute(_of(sa.select(*_LISTED), owner, conversation_id))
    return [AttachedFile(*row) for row in rows]


async def list_texts(connection: AsyncConnection, owner: str, conversation_id: str) -> list[Attachment]:
    """The same with their texts."""
    rows = await connection.execute(_of(sa.select(*_ALL), owner, conversation_id))
    return [Attachment(*row) for row in rows]


async def find_attachment(
    connection: AsyncConnection, owner: str, conversation_id: str, attachment_id: str
) -> Attachment | None:
    """One file of a conversation of the owner."""
    rows = await connection.execute(
        _of(sa.select(*_ALL), owner, conversation_id).where(attachments.c.id == attachment_id)
    )
    row = rows.first()
    return None if row is None else Attachment(*row)


def insert_attachment(values: dict[str, Any]) -> sa.Insert:
    """A new row; nothing when it is there already."""
    return insert(attachments).values(**values).on_conflict_do_nothing()


def delete_attachment(owner: str, conversation_id: str, attachment_id: str) -> sa.Delete:
    """Remove one file."""
    own = sa.select(conversations.c.id).where(conversations.c.owner == owner, conversations.c.id == conversation_id)
    return sa.delete(attachments).where(
        attachments.c.id == attachment_id, attachments.c.conversation_id.in_(own.scalar_subquery())
    )


def _of(chosen: sa.Select[Any], owner: str, conversation_id: str) -> sa.Select[Any]:
    return (
        chosen.select_from(attachments)
        .join(conversations, conversations.c.id == attachments.c.conversation_id)
        .where(conversations.c.owner == owner, conversations.c.id == conversation_id)
        .order_by(attachments.c.created_at, attachments.c.id)
    )
