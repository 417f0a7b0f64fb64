"""What a person's conversations have of what was typed: hits, titles before messages."""

import asyncio

from app.db import Database
from app.tutor.repository import searching
from app.tutor.searching import Hit, Query, as_words, parse_query


async def search(database: Database, owner: str, typed: str, limit: int) -> list[Hit]:
    """Where the owner's conversations have all the words, each a word's beginning: titles, then messages."""
    query = parse_query(typed)
    if query.is_empty:
        return []
    found = await _found(database, owner, query, limit)
    if not all(one.is_read for one in found):
        await _read_all(database, owner)
        found = await _found(database, owner, query, limit)
    # Long messages take a while to look through; other requests need not wait for that.
    return await asyncio.to_thread(searching.hits_of, [one for one in found if one.is_read], query)


async def _found(database: Database, owner: str, query: Query, limit: int) -> list[searching.Found]:
    async with database.read() as connection:
        titles = await searching.find_titles(connection, owner, query, limit)
        texts = await searching.find_texts(connection, owner, query, limit)
    return [*titles, *texts][:limit]


async def _read_all(database: Database, owner: str) -> None:
    """Write down the words of what stands there without them."""
    kinds = (
        (searching.find_unread_titles, searching.keep_title_words),
        (searching.find_unread_texts, searching.keep_text_words),
    )
    for find, keep in kinds:
        while True:
            async with database.read() as connection:
                unread = await find(connection, owner)
            if not unread:
                break
            words = await asyncio.to_thread(lambda texts: [as_words(text) for _, text in texts], unread)
            async with database.write() as connection:
                for (name, _), its_words in zip(unread, words, strict=True):
                    await connection.execute(keep(owner, name, its_words))
