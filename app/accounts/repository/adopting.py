"""All SQL of handing one person's rows to another: every table with a column `owner`, as the schema has them.

What hangs on such rows goes with them, because it names them and not the person. Where the schema gives an owner each
thing only once, both people may have it: `RESOLVED` says what becomes of the two. A test reads the migrated schema and
fails for a table, or for a column of `users`, that is forgotten here.
"""

from collections.abc import Mapping
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.repository import belongings

Connection: TypeAlias = AsyncConnection
"""A transaction that somebody else began and ends."""

_RESUMES = """
    UPDATE resumes SET digest = {random}
    WHERE owner = :giver AND digest IN (SELECT digest FROM resumes WHERE owner = :taker)
"""
_POSTINGS = """
    UPDATE postings SET digest = {random}
    WHERE owner = :giver AND digest IN (SELECT digest FROM postings WHERE owner = :taker)
"""
_RUNS = """
    UPDATE runs SET idempotency_key = NULL
    WHERE owner = :giver
    AND (kind, idempotency_key) IN (SELECT kind, idempotency_key FROM runs WHERE owner = :taker)
"""
_KEYS_OF_REQUESTS = """
    DELETE FROM idempotency_keys
    WHERE owner = :giver AND "key" IN (SELECT "key" FROM idempotency_keys WHERE owner = :taker)
"""
_DAYS_SUMMED = """
    UPDATE usage_days SET most = NULL, used = usage_days.used + given.used
    FROM (SELECT day, feature, used FROM usage_days WHERE owner = :giver) AS given
    WHERE usage_days.owner = :taker AND usage_days.day = given.day AND usage_days.feature = given.feature
"""
_DAYS_DONE = """
    DELETE FROM usage_days
    WHERE owner = :giver AND (day, feature) IN (SELECT day, feature FROM usage_days WHERE owner = :taker)
"""
_STREAMS = "DELETE FROM running_streams WHERE owner = :giver"

RESOLVED: Mapping[str, tuple[str, ...]] = {
    # Both stay: they may have been changed since. A file sent again is then found as the taker's.
    "resumes": (_RESUMES,),
    "postings": (_POSTINGS,),
    # A key stands for the taker's request.
    "runs": (_RUNS,),
    "idempotency_keys": (_KEYS_OF_REQUESTS,),
    # The sum may be over the limit: the next use is refused, this is not. Every use sets `most` anew.
    "usage_days": (_DAYS_SUMMED, _DAYS_DONE),
    # Counted from the runs whenever one begins.
    "running_streams": (_STREAMS,),
}
"""Statements by table, for before the giver's rows become the taker's."""

HANDED_OVER = frozenset({"model"})
"""Columns of `users` in which a person's settings are; the taker's own choice stays."""

_INPUT = {
    "sqlite": (
        "UPDATE runs SET input = CAST(json_replace(CAST(input AS TEXT), '$.owner', :taker) AS BLOB)"
        " WHERE owner = :giver AND json_extract(CAST(input AS TEXT), '$.owner') = :giver"
    ),
    # Its members stay in their order, by which two inputs are compared; within a text a quotation mark is escaped.
    "postgresql": (
        "UPDATE runs SET input = convert_to(replace(convert_from(input, 'UTF8'),"
        " '\"owner\":\"' || CAST(:giver AS text) || '\"', '\"owner\":\"' || CAST(:taker AS text) || '\"'), 'UTF8')"
        " WHERE owner = CAST(:giver AS text)"
    ),
}
"""A run that is taken up after a restart learns from its input whose it is."""
_NO_FILES_DIGEST = {
    "sqlite": "randomblob(32)",
    "postgresql": "uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())",
}


async def hand_over(connection: AsyncConnection, giver: str, taker: str) -> int | None:
    """Let everything of one person be the other's; how many rows it was. Whoever calls has seen that nothing runs.

    None when both have something that an owner may have once only: then the transaction is to be given up.
    """
    people = {"giver": giver, "taker": taker}
    dialect = connection.dialect.name
    for statements in RESOLVED.values():
        for statement in statements:
            await connection.execute(sa.text(_in_words(statement, dialect)), people)
    await connection.execute(sa.text(_INPUT[dialect]), people)
    await _hand_over_settings(connection, giver, taker)
    moved = 0
    for table in await belongings.owned_tables(connection):
        theirs = sa.update(table).where(table.c.owner == giver).values(owner=taker)
        try:
            moved += (await connection.execute(theirs)).rowcount
        except IntegrityError:
            return None
    return moved


def _in_words(statement: str, dialect: str) -> str:
    return statement.format(random=_NO_FILES_DIGEST[dialect])


async def count_rows(connection: AsyncConnection, owner: str) -> dict[str, int]:
    """How many rows of each table name this owner; tables of which none does are absent."""
    counts = {}
    for table in await belongings.owned_tables(connection):
        wanted = sa.select(sa.func.count()).select_from(table).where(table.c.owner == owner)
        if number := (await connection.execute(wanted)).scalar_one():
            counts[table.name] = number
    return counts


async def _hand_over_settings(connection: AsyncConnection, giver: str, taker: str) -> None:
    users = sa.table("users", sa.column("id"), *(sa.column(name) for name in sorted(HANDED_OVER)))
    theirs = (await connection.execute(sa.select(users).where(users.c.id == giver))).mappings().one_or_none()
    if theirs is None:
        return
    for name in HANDED_OVER:
        own_choice = users.c[name].is_(None)
        await connection.execute(sa.update(users).where(users.c.id == taker, own_choice).values({name: theirs[name]}))
        await connection.execute(sa.update(users).where(users.c.id == giver).values({name: None}))
