"""What is looked at first and written after holds for any number of processes at the same time, on either engine.

SQLite has one writer at a time anyway. In PostgreSQL each of these goes wrong as soon as its turn is taken away.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from app.accounts.administration import Administration, nothing_used
from app.accounts.keys import MOST_KEYS, Keys
from app.accounts.links import Links
from app.accounts.models import Account
from app.accounts.proxied import Proxied
from app.accounts.repository import people
from app.accounts.sessions import MOST_SESSIONS, Sessions
from app.accounts.throttling import SIGN_IN, Throttle
from app.accounts.turns import ACCOUNTS
from app.accounts.work import Work
from app.db import Database, Location, as_statement, turn_of
from app.errors import AppError, Conflict, InvalidInput, LimitReached
from app.idempotency.service import Idempotency, Key
from app.letters import repository as letters
from app.letters.models import letters as letters_table
from app.letters.models import paragraphs
from app.llm import Models
from app.postings.forms import PostingForm
from app.postings.service import Postings
from app.settings import Settings
from app.streaming import Engine, SqliteStore
from app.tutor.attachments.service import MOST_FILES, Attachments
from app.tutor.models import NewConversation
from app.tutor.questions import conversation_row
from app.tutor.repository import conversations
from app.usage import repository as usage
from tests.db.world import ADA, EVE, two
from tests.services.carrying import carry_out

AT_ONCE = 12
Each = TypeVar("Each")


async def at_once(processes: Sequence[Each], work: Callable[[Each, int], Awaitable[Any]]) -> list[Any]:
    """What `AT_ONCE` tasks, spread over the processes, came to; errors that are told to people among it."""
    begun = (work(processes[n % len(processes)], n) for n in range(AT_ONCE))
    done = await asyncio.gather(*begun, return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, AppError)] == []
    return done


async def count(database: Database, table: str) -> int:
    async with database.read() as connection:
        found: int = (await connection.execute(sa.text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608
    return found


async def test_nobody_gets_more_keys_than_there_are_to_have(location: Location) -> None:
    async with two(location) as pair:
        for number in range(MOST_KEYS - 3):
            await Keys(pair[0]).create(ADA.id, f"key {number}")
        done = await at_once(pair, lambda one, n: Keys(one).create(ADA.id, f"more {n}"))
        assert sum(isinstance(one, InvalidInput) for one in done) == AT_ONCE - 3
        assert await count(pair[0], "api_keys") == MOST_KEYS


async def test_the_very_same_posting_is_kept_once(location: Location, tmp_path: Path) -> None:
    form = PostingForm("Engineer", "Acme", "We look for somebody.")
    async with two(location) as pair:
        store = SqliteStore(tmp_path / "runs.sqlite3")
        shelves = [Postings(one, Engine(store), Models()) for one in pair]
        done = await at_once(shelves, lambda shelf, _: shelf.add(ADA.id, form))
        assert len({posting.id for posting in done}) == 1
        assert await count(pair[0], "postings") == 1


async def test_a_conversation_has_no_more_files_than_it_may(location: Location) -> None:
    row = conversation_row(ADA.id, "con_1", NewConversation())
    async with two(location) as pair:
        await carry_out(location, as_statement(conversations.insert_conversation(row)))
        done = await at_once(
            pair, lambda one, n: Attachments(one).add(ADA.id, "con_1", f"Text {n}".encode(), f"{n}.txt")
        )
        assert sum(isinstance(one, InvalidInput) for one in done) == AT_ONCE - MOST_FILES
        assert await count(pair[0], "attachments") == MOST_FILES


async def test_every_version_of_a_paragraph_is_kept_under_a_number_of_its_own(location: Location) -> None:
    row: dict[str, Any] = {
        column.name: "" for column in letters_table.columns if column.name not in {"ground", "created_at", "updated_at"}
    }
    row |= {"id": "let_1", "owner": ADA.id, "state": "done", "problem": None}

    async def write(database: Database, number: int) -> None:
        async with database.write(turn_of(ADA.id)) as connection:
            version = letters.add_version(
                ADA.id, "let_1", f"ver_{number}", "opening", "edited", "Text", 1.0, complete=True
            )
            await connection.execute(version)

    async with two(location) as pair:
        await carry_out(location, as_statement(letters.insert_letter({**row, "created_at": 1.0, "updated_at": 1.0})))
        await at_once(pair, lambda one, n: write(one, n))
        async with pair[0].read() as connection:
            numbers = (await connection.execute(sa.select(paragraphs.c.number))).scalars().all()
        assert sorted(numbers) == list(range(1, AT_ONCE + 1))


async def test_tries_at_the_same_time_do_not_pass_a_limit(location: Location) -> None:
    async with two(location) as pair:
        throttles = [Throttle(one, lambda: 1_000.0) for one in pair]
        done = await at_once(throttles, lambda one, _: one.take(SIGN_IN, "ada@example.org", "192.0.2.7"))
        assert sum(isinstance(one, LimitReached) for one in done) == AT_ONCE - 5
        assert await count(pair[0], "attempts") == 5


async def test_two_administrators_do_not_lock_each_other_out(migrated_database: str, tmp_path: Path) -> None:
    async with two(migrated_database) as (one, other):
        async with one.write() as connection:
            for user in (ADA, EVE):
                await people.change_account(connection, user.id, is_admin=True)
        board = Administration(
            other, Links(other, Settings()), Work(SqliteStore(tmp_path / "runs.sqlite3")), nothing_used
        )
        async with one.write(ACCOUNTS) as connection:
            assert not await people.is_only_admin(connection, EVE.id)
            locking = asyncio.create_task(board.set_disabled(EVE.id, ADA.id, True))
            while not locking.done() and not await _somebody_waits(one):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.01)
            await people.set_disabled(connection, EVE.id, 1.0)
        with pytest.raises(Conflict):
            await locking


async def _somebody_waits(database: Database) -> bool:
    async with database.read() as connection:
        found = await connection.execute(sa.text("SELECT 1 FROM pg_locks WHERE NOT granted"))
    return found.first() is not None


async def test_of_the_first_administrators_links_one_is_good(location: Location) -> None:
    async with two(location) as pair:
        links = [Links(one, Settings()) for one in pair]
        await at_once(links, lambda one, _: one.invite(None, None, is_admin=True))
        assert await count(pair[0], "invitations") == 1


async def test_somebody_whom_the_proxy_names_first_in_two_processes_is_one_person(location: Location) -> None:
    async with two(location) as pair:
        doors = [Proxied(one) for one in pair]
        done = await at_once(doors, lambda one, _: one.recognise("ada", "Ada"))
        assert len({user.id for user in done}) == 1
        assert done[0].id in {account.id for account in await _accounts(pair[0])}


async def test_nobody_is_signed_in_at_more_places_than_may_be(location: Location) -> None:
    async with two(location) as pair:
        for _ in range(MOST_SESSIONS - 2):
            await Sessions(pair[0], 30).open(ADA.id, "browser", "192.0.2.7")
        await at_once(pair, lambda one, _: Sessions(one, 30).open(ADA.id, "browser", "192.0.2.7"))
        assert await count(pair[0], "sessions") == MOST_SESSIONS


async def test_a_key_of_a_request_is_claimed_once(location: Location) -> None:
    async with two(location) as pair:
        doors = [Idempotency(one) for one in pair]

        async def act() -> str:
            return "made"

        done = await at_once(doors, lambda one, _: one.once(ADA.id, Key("k"), b"same", act))
        assert {one.target for one in done} == {"made"}
        assert await count(pair[0], "idempotency_keys") == 1


async def test_uses_at_the_same_time_do_not_pass_the_quota(location: Location) -> None:
    async with two(location) as pair:
        one_more = as_statement(usage.count_one(ADA.id, "letters", "2026-03-02", 5))
        begun = [carry_out(location, one_more, owner=ADA.id) for _ in range(AT_ONCE)]
        done = await asyncio.gather(*begun, return_exceptions=True)
        assert sum(one is None for one in done) == 5
        async with pair[0].read() as connection:
            assert await usage.find_used(connection, ADA.id, "") == {"2026-03-02": {"letters": 5}}


async def test_replies_at_the_same_time_do_not_begin_in_one_conversation(location: Location) -> None:
    row = conversation_row(ADA.id, "con_1", NewConversation())
    async with two(location):
        await carry_out(location, as_statement(conversations.insert_conversation(row)))
        claims = [
            as_statement(conversations.claim_run(ADA.id, "con_1", f"run_{n}", None, f"msg_{n}", 1.0))
            for n in range(AT_ONCE)
        ]
        done = await asyncio.gather(*(carry_out(location, claim) for claim in claims), return_exceptions=True)
        assert sum(one is None for one in done) == 1


async def _accounts(database: Database) -> list[Account]:
    async with database.read() as connection:
        return await people.list_accounts(connection)
