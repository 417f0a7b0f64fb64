"""Full-text search over titles and messages. The indices know every owner's words; each question names its owner.

In SQLite they are tables of FTS5, in PostgreSQL indices over `foreword_words` (`app/migrations/searching.py`).
"""

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.tutor.models import Role, conversations, messages
from app.tutor.searching import Hit, Query, snippet_of

_titles = sa.table("conversation_titles", sa.column("rowid"), sa.column("rank"))
_BY_LENGTH = 1
"""`ts_rank`: a long text that has a word once fits less than a short one."""
_texts = sa.table("message_texts", sa.column("rowid"), sa.column("rank"))


class Found(NamedTuple):
    """A row in which the words stand: a title (`message_id` None), or a message."""

    conversation_id: str
    number: int
    title: str
    at: float
    message_id: str | None = None
    role: Role | None = None
    text: str = ""


async def find_titles(connection: AsyncConnection, owner: str, query: Query, limit: int) -> list[Found]:
    """The owner's conversations whose title has all words, the one used last first."""
    columns = [conversations.c[name] for name in ("id", "number", "title", "updated_at")]
    chosen = sa.select(*columns).where(conversations.c.owner == owner)
    if connection.dialect.name == "postgresql":
        chosen, _ = _matching(chosen, query, conversations.c.title)
    else:
        own = sa.select(conversations.c.number).where(conversations.c.owner == owner)
        chosen = _having(chosen, query, _titles, own, conversations.c.number, conversations.c.title)
    rows = await connection.execute(chosen.order_by(conversations.c.updated_at.desc()).limit(limit))
    return [Found(*row) for row in rows]


async def find_texts(connection: AsyncConnection, owner: str, query: Query, limit: int) -> list[Found]:
    """The owner's messages that have all words, the most fitting first."""
    columns = [conversations.c.id, conversations.c.number, conversations.c.title, messages.c.created_at]
    chosen = (
        sa.select(*columns, messages.c.id, messages.c.role, messages.c.text)
        .select_from(messages)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(conversations.c.owner == owner)
    )
    ranked: Sequence[sa.ColumnElement[Any]]
    if connection.dialect.name == "postgresql":
        chosen, ranked = _matching(chosen, query, messages.c.text)
    else:
        own = _numbers_of(owner)
        chosen = _having(chosen, query, _texts, own, messages.c.number, messages.c.text)
        ranked = [_texts.c.rank] if query.phrases else []
    rows = await connection.execute(chosen.order_by(*ranked, messages.c.number.desc()).limit(limit))
    return [Found(*row) for row in rows]


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


def _numbers_of(owner: str) -> sa.Select[tuple[int]]:
    """The owner's messages, answered by indices alone."""
    of_conversation = conversations.c.id == messages.c.conversation_id
    return sa.select(messages.c.number).join(conversations, of_conversation).where(conversations.c.owner == owner)


def _having(
    chosen: sa.Select[Any],
    query: Query,
    index: sa.TableClause,
    own: sa.Select[tuple[int]],
    number: sa.Column[int],
    text: sa.Column[str],
) -> sa.Select[Any]:
    """The words stand in everybody's rows: what is not among the owner's `own` is dropped before a row is read.

    The sign keeps SQLite from asking the index for each of `own` in turn, which gathers all hits each time.
    """
    if query.phrases:
        rowid: sa.ColumnElement[int] = sa.literal_column(f"+{index.name}.rowid")
        chosen = chosen.join(index, rowid == number).where(rowid.in_(own))
        chosen = chosen.where(sa.literal_column(index.name).op("MATCH")(query.match))
    for literal in query.literals:
        chosen = chosen.where(text.contains(literal, autoescape=True))
    return chosen


def _matching(
    chosen: sa.Select[Any], query: Query, text: sa.Column[str]
) -> tuple[sa.Select[Any], Sequence[sa.ColumnElement[Any]]]:
    """The same in PostgreSQL, and what sorts the most fitting first."""
    for literal in query.literals:
        chosen = chosen.where(text.icontains(literal, autoescape=True))
    if not query.phrases:
        return chosen, ()
    words = sa.func.foreword_words(text)
    asked = functools.reduce(lambda one, other: one.op("&&")(other), map(_phrase, query.phrases))
    return chosen.where(words.op("@@")(asked)), (sa.func.ts_rank(words, asked, _BY_LENGTH).desc(),)


def _phrase(words: tuple[str, ...]) -> sa.ColumnElement[Any]:
    return sa.func.foreword_phrase(" ".join(words))
