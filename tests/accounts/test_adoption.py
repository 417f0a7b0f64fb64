"""What was made before there were accounts becomes somebody's: all of it, in every table, or nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.adoption import NAMED, UNTOLD, Held
from app.accounts.models import LOCAL_USER, User
from app.accounts.repository import adopting, belongings
from app.postings.service import parse_posting
from tests.accounts.studio import POSTING, Studio, counts_of
from tests.accounts.test_deletion import Slow
from tests.accounts.world import PASSWORD

WORD, OTHER_WORD = "quibblewick7391", "zephyrmallow5128"
WHOSE = {"id", "name", "created_at", "email", "proxy_name", "password_hash", "is_admin", "disabled_at", "last_seen_at"}
"""Columns of `users` that say who somebody is."""


async def make(studio: Studio, name: str = "ada") -> User:
    return await studio.people.create(f"{name}@example.org", name, PASSWORD, admin=True)


async def still_named(connection: AsyncConnection) -> set[str]:
    """`table.column` of everything in which the person of this machine is still named."""
    found = set()
    tables = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    for table in tables.scalars().all():
        rows = await connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the schema
        for row in rows.mappings():
            for column, value in row.items():
                if LOCAL_USER.id.encode() in (value if isinstance(value, bytes) else str(value).encode()):
                    found.add(f"{table}.{column}")
    return found


async def test_everything_becomes_theirs_in_every_table(before: Studio) -> None:
    await before.fill(LOCAL_USER, WORD)
    await before.parts.accounts.choose_model(LOCAL_USER.id, "builtin")
    async with before.database.read() as connection:
        had = await counts_of(connection, LOCAL_USER.id)
    assert all(had.values()), "something of every table is to be taken over"

    ada = await make(before)
    await before.people.adopt(ada.id)

    async with before.database.read() as connection:
        assert await still_named(connection) == {"users.id"}
        has = await counts_of(connection, ada.id)
    assert has == {**had, "running_streams": 0}
    assert not await before.people.held()
    parts = before.parts
    assert await parts.accounts.model_of(ada.id) == "builtin"
    assert [each.title for each in await parts.resumes.of(ada.id)] == ["Amara Okafor-Lindqvist"]
    assert {hit.title for hit in await parts.conversations.search(ada.id, WORD)} == {f"About {WORD}"}
    letter = (await parts.letters.of(ada.id))[0]
    assert letter.state == "done"


async def test_what_is_told_before_counts_what_a_person_would_miss(before: Studio) -> None:
    assert not await before.people.held()
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    assert (await before.people.held()).things == "1 résumé"
    for number in range(2):
        await before.parts.postings.add(LOCAL_USER.id, parse_posting(f"{POSTING} {number}"))
    await before.parts.keys.create(LOCAL_USER.id, "laptop")
    assert (await before.people.held()).things == "1 résumé, 2 job postings and 1 key"
    assert Held({"letters": 1_200, "reviews": 1}).things == "1 review and 1,200 letters"


async def test_every_table_with_an_owner_is_told_of_or_known_not_to_be(studio: Studio) -> None:
    async with studio.database.read() as connection:
        owned = {table.name for table in await belongings.owned_tables(connection)}
    assert owned == set(NAMED) | UNTOLD
    assert not set(NAMED) & UNTOLD


async def test_every_table_in_which_an_owner_has_a_thing_once_says_what_happens_to_two(studio: Studio) -> None:
    def once(connection: sa.Connection) -> set[str]:
        inspector = sa.inspect(connection)
        found = set()
        for table in inspector.get_table_names():
            keys: list[Sequence[str | None]] = [inspector.get_pk_constraint(table)["constrained_columns"]]
            keys += [each["column_names"] for each in inspector.get_unique_constraints(table)]
            keys += [each["column_names"] for each in inspector.get_indexes(table) if each["unique"]]
            if any("owner" in key for key in keys):
                found.add(table)
        return found

    async with studio.database.read() as connection:
        assert await connection.run_sync(once) == set(adopting.RESOLVED)


async def test_every_column_of_a_person_is_who_they_are_or_is_handed_over(studio: Studio) -> None:
    async with studio.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT name FROM pragma_table_info('users')")
        assert set(rows.scalars()) == WHOSE | adopting.HANDED_OVER


async def test_a_table_that_a_slice_adds_is_taken_over_too(before: Studio) -> None:
    async with before.database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE portfolios (id TEXT PRIMARY KEY, owner TEXT NOT NULL)")
        await connection.exec_driver_sql("INSERT INTO portfolios VALUES ('por_1', 'usr_local')")
    ada = await make(before)
    await before.people.adopt(ada.id)
    async with before.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT owner FROM portfolios")
        assert rows.scalars().all() == [ada.id]


async def test_what_both_have_is_kept_of_both(before: Studio) -> None:
    """Somebody worked with an account for a while before they took over what they had made without one."""
    ada, parts = await make(before), before.parts
    for owner, word in ((LOCAL_USER, WORD), (ada, OTHER_WORD)):
        await before.fill(owner, word)
        await parts.resumes.upload(owner.id, b"# Me\n\nA cook.", "me.md")
        await parts.postings.add(owner.id, parse_posting(POSTING))
        async with before.database.write() as connection:
            await connection.exec_driver_sql("UPDATE idempotency_keys SET key = 'same' WHERE owner = ?", (owner.id,))
        for reading in await before.engine.store.orphans():
            await before.engine.wait(reading.id)
    await parts.accounts.choose_model(ada.id, "builtin")
    await parts.accounts.choose_model(LOCAL_USER.id, "another")
    async with before.database.read() as connection:
        hers, theirs = await counts_of(connection, ada.id), await counts_of(connection, LOCAL_USER.id)
        used = await _used_letters(connection)
    assert used == {ada.id: 1, LOCAL_USER.id: 1}

    await before.people.adopt(ada.id)

    async with before.database.read() as connection:
        assert await still_named(connection) == {"users.id"}
        both = await counts_of(connection, ada.id)
        assert await _used_letters(connection) == {ada.id: 2}
    once = {table: hers[table] for table in ("usage_days", "running_streams", "idempotency_keys", "users")}
    assert both == {table: hers[table] + theirs[table] for table in hers} | once
    assert await parts.accounts.model_of(ada.id) == "builtin"
    assert len(await parts.resumes.of(ada.id)) == 4
    assert len(await parts.postings.of(ada.id)) == 4


async def _used_letters(connection: AsyncConnection) -> dict[str, int]:
    rows = await connection.exec_driver_sql("SELECT owner, used FROM usage_days WHERE feature = 'letters'")
    return {row["owner"]: row["used"] for row in rows.mappings()}


async def test_a_file_that_both_gave_is_found_as_the_takers_afterwards(before: Studio) -> None:
    ada, parts = await make(before), before.parts
    source = b"# Me\n\nA cook."
    await parts.resumes.upload(LOCAL_USER.id, source, "me.md")
    hers = await parts.resumes.upload(ada.id, source, "me.md")
    await before.people.adopt(ada.id)
    assert await parts.resumes.upload(ada.id, source, "me.md") == hers


async def test_a_quota_that_both_have_used_up_refuses_the_next_use_and_not_this(before: Studio) -> None:
    ada = await make(before)
    async with before.database.write() as connection:
        for owner in (LOCAL_USER.id, ada.id):
            await connection.exec_driver_sql(
                "INSERT INTO usage_days (owner, day, feature, used, most) VALUES (?, '2027-01-15', 'letters', 2, 2)",
                (owner,),
            )
    await before.people.adopt(ada.id)
    async with before.database.read() as connection:
        assert await _used_letters(connection) == {ada.id: 4}


async def test_a_key_of_a_request_stays_the_takers_when_both_used_it(before: Studio) -> None:
    slow = Slow()
    before.engine.register(slow.kind())
    ada = await make(before)
    theirs = await before.engine.start("slow", LOCAL_USER.id, {"n": 1}, key="same")
    await before.engine.cancel(theirs.id)
    hers = await before.engine.start("slow", ada.id, {"n": 2}, key="same")
    await before.engine.cancel(hers.id)
    await before.people.adopt(ada.id)
    assert (await before.engine.start("slow", ada.id, {"n": 2}, key="same")).id == hers.id
    assert (await before.engine.get(theirs.id, ada.id)).state == "cancelled"
