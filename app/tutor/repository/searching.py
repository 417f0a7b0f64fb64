"""Searching titles and messages: what one person has written is looked through, and nothing of anybody else's.

Beside each text stand its words as they are compared (`app.tutor.searching.as_words`), so that the databases need not
know what a word is and both give the same answers (docs/decisions/0044-a-search-reads-ones-own-words.md).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import place_of
from app.tutor.models import Role, conversations, messages
from app.tutor.searching import Hit, Query, snippet_of

Unread: TypeAlias = list[tuple[str, str]]
"""Ids, and texts of which nobody has written down the words."""
UNREAD_AT_ONCE = 500

_SATURATION, _LENGTH_WEIGHT, _USUAL_LENGTH = 1.2, 0.75, 300
"""k1 and b of BM25 (Robertson and Zaragoza, 2009, §3.4), lengths in characters. Words count alike: all are there."""


class Found(NamedTuple):
    """A row in which the words stand: a title (`message_id` None), or a message.

    Without `is_read` nobody knows: its words are not written down yet.
    """

    conversation_id: str
    number: int
    title: str
    at: float
    is_read: bool
    message_id: str | None = None
    role: Role | None = None
    text: str = ""


async def find_titles(connection: AsyncConnection, owner: str, query: Query, limit: int) -> list[Found]:
    """The owner's conversations whose title has all words, the one used last first, after those without words."""
    is_read = ~_is_unread(conversations.c.words, conversations.c.title)
    columns = [conversations.c[name] for name in ("id", "number", "title", "updated_at")]
    chosen: sa.Select[Any] = sa.select(*columns, is_read).where(
        conversations.c.owner == owner, _having(query, conversations.c.words, conversations.c.title)
    )
    rows = await connection.execute(chosen.order_by(is_read, conversations.c.updated_at.desc()).limit(limit))
    return [Found(*row) for row in rows]


async def find_texts(connection: AsyncConnection, owner: str, query: Query, limit: int) -> list[Found]:
    """The owner's messages that have all words, the most fitting first, after those without words."""
    is_read = ~_is_unread(messages.c.words, messages.c.text)
    columns = [conversations.c.id, conversations.c.number, conversations.c.title, messages.c.created_at, is_read]
    chosen: sa.Select[Any] = (
        sa.select(*columns, messages.c.id, messages.c.role, messages.c.text)
        .select_from(messages)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(conversations.c.owner == owner, _having(query, messages.c.words, messages.c.text))
    )
    ranked = (_fit(query, messages.c.words).desc(),) if query.pieces else ()
    rows = await connection.execute(chosen.order_by(is_read, *ranked, messages.c.number.desc()).limit(limit))
    return [Found(*row) for row in rows]


async def find_unread_titles(connection: AsyncConnection, owner: str) -> Unread:
    """Some of the owner's titles without their words: what an older program has written."""
    chosen = sa.select(conversations.c.id, conversations.c.title).where(
        conversations.c.owner == owner, _is_unread(conversations.c.words, conversations.c.title)
    )
    return [(name, title) for name, title in await connection.execute(chosen.limit(UNREAD_AT_ONCE))]


async def find_unread_texts(connection: AsyncConnection, owner: str) -> Unread:
    """The same of messages: what an older program has written, or the database itself out of a run's log."""
    chosen = (
        sa.select(messages.c.id, messages.c.text)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(conversations.c.owner == owner, _is_unread(messages.c.words, messages.c.text))
    )
    return [(name, text) for name, text in await connection.execute(chosen.limit(UNREAD_AT_ONCE))]


def keep_title_words(owner: str, conversation_id: str, words: str) -> sa.Update:
    """Write a title's words down, unless somebody has by now."""
    return (
        sa.update(conversations)
        .where(conversations.c.owner == owner, conversations.c.id == conversation_id, conversations.c.words.is_(None))
        .values(words=words)
    )


def keep_text_words(owner: str, message_id: str, words: str) -> sa.Update:
    """Write a message's words down, unless somebody has by now."""
    own = sa.select(conversations.c.id).where(conversations.c.owner == owner)
    return (
        sa.update(messages)
        .where(messages.c.id == message_id, messages.c.conversation_id.in_(own), messages.c.words.is_(None))
        .values(words=words)
    )


def hits_of(rows: Sequence[Found], query: Query) -> list[Hit]:
    """What was found, each with the piece of text around it."""
    return [
        Hit(
            conversation_id=found.conversation_id,
            number=found.number,
            title=found.title,
            message_id=found.message_id,
            role=found.role,
            snippet=snippet_of(found.title if found.message_id is None else found.text, query),
            at=found.at,
        )
        for found in rows
    ]


def _having(query: Query, words: sa.Column[str | None], text: sa.Column[str]) -> sa.ColumnElement[bool]:
    """All that is looked for stands there, or nobody knows yet."""
    pieces = (place_of(words, piece) > 0 for piece in query.pieces)
    literals = (text.icontains(literal, autoescape=True) for literal in query.literals)
    return sa.or_(_is_unread(words, text), sa.and_(*pieces, *literals))


def _is_unread(words: sa.Column[str | None], text: sa.Column[str]) -> sa.ColumnElement[bool]:
    return sa.and_(words.is_(None), text != "")


def _fit(query: Query, words: sa.Column[str | None]) -> sa.ColumnElement[Any]:
    """How much a text is about what is looked for: how often it says it, for its length."""
    length = sa.func.length(words)
    usual = 1 - _LENGTH_WEIGHT
    norm = _SATURATION * (usual + sa.cast(length, sa.Float) * (_LENGTH_WEIGHT / _USUAL_LENGTH))
    fits: list[sa.ColumnElement[Any]] = []
    for piece in query.pieces:
        times = (length - sa.func.length(sa.func.replace(words, piece, ""))) / sa.literal(float(len(piece)))
        fits.append(times / (times + norm))
    return sum(fits[1:], fits[0])
