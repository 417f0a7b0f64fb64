"""Whose a row is, and how it goes to somebody else or away, is found in the schema of either engine."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import LOCAL_USER
from app.accounts.repository import add_user, adopting
from app.accounts.repository.belongings import IMPERSONAL, belongings, delete_all, rows_of, unreached
from app.db import Database, Location, as_statement
from app.resumes.repository import insert_resume
from app.streaming import PlainStatement
from app.tutor.models import NewConversation
from app.tutor.questions import conversation_row
from app.tutor.repository import conversations, messages
from app.usage import repository as usage
from tests.db.world import ADA, EVE, two
from tests.services.carrying import carry_out

_RUN = (
    "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts, idempotency_key)"
    " VALUES (:id, 'letter', :owner, 'done', :input, 1, 1.0, 1, 'k')"
)
_EVENT = "INSERT INTO run_events (run_id, seq, name, data) VALUES (:id, 1, 'done', :data)"


async def _fill(location: Location, owner: str) -> None:
    """A résumé, a conversation, a run and a use of one person."""
    resume: dict[str, Any] = {
        "id": f"res_{owner}", "owner": owner, "title": "r", "filename": "r.md", "format": "md", "source": b"#",
        "digest": b"same", "state": "ready", "version": 1, "created_at": 1.0, "updated_at": 1.0,
    }  # fmt: skip
    message: dict[str, Any] = {
        "id": f"msg_{owner}", "conversation_id": f"con_{owner}", "parent_id": None, "role": "user", "text": "Hello.",
        "state": "complete", "run_id": "", "created_at": 1.0,
    }  # fmt: skip
    run_id = f"run_{owner}"
    rows = (
        insert_resume(resume),
        conversations.insert_conversation(conversation_row(owner, f"con_{owner}", NewConversation())),
        messages.insert_message(message),
        usage.count_one(owner, "letters", "2026-03-02", 5),
        usage.reserve(run_id, owner, "letters", "2026-03-02"),
    )
    given = b'{"letter_id":"let_1","owner":"%s","text":"\\"owner\\":\\"x\\""}' % owner.encode()
    await carry_out(
        location,
        PlainStatement(_RUN, {"id": run_id, "owner": owner, "input": given}),
        PlainStatement(_EVENT, {"id": run_id, "data": b"{}"}),
        *map(as_statement, rows),
    )


async def _found(database: Database, owner: str) -> dict[str, int]:
    async with database.read() as connection:
        parts = await belongings(connection, owner)
        return {part.table.name: len(rows) for part in parts async for rows in rows_of(connection, part) if rows}


async def test_of_every_table_it_is_known_whose_its_rows_are(location: Location) -> None:
    async with two(location) as (database, _), database.read() as connection:
        assert await unreached(connection) <= IMPERSONAL


async def test_what_belongs_to_one_person_is_found_and_goes_alone(location: Location) -> None:
    async with two(location) as (database, _):
        for user in (ADA, EVE):
            await _fill(location, user.id)
        kept = await _found(database, EVE.id)
        assert set(kept) >= {"users", "resumes", "runs", "run_events", "conversations", "messages", "usage_days"}
        async with database.write() as connection:
            await delete_all(connection, await belongings(connection, ADA.id))
        assert await _found(database, ADA.id) == {}
        assert await _found(database, EVE.id) == kept


async def test_all_of_the_local_person_goes_to_somebody_who_has_the_same_already(location: Location) -> None:
    async with two(location) as (database, _):
        async with database.write() as connection:
            await add_user(connection, LOCAL_USER, 0.0)
        for owner in (LOCAL_USER.id, ADA.id):
            await _fill(location, owner)
        async with database.write() as connection:
            assert await adopting.hand_over(connection, LOCAL_USER.id, ADA.id)
        async with database.read() as connection:
            assert await adopting.count_rows(connection, LOCAL_USER.id) == {}
            assert await usage.find_used(connection, ADA.id, "") == {"2026-03-02": {"letters": 2}}
            inputs = (await connection.execute(sa.text("SELECT input FROM runs"))).scalars().all()
        assert {bytes(one) for one in inputs} == {
            b'{"letter_id":"let_1","owner":"usr_ada","text":"\\"owner\\":\\"x\\""}'
        }


async def test_a_run_of_nobody_is_refused(location: Location) -> None:
    async with two(location):
        with pytest.raises(Exception, match="own"):
            await carry_out(location, PlainStatement(_RUN, {"id": "run_1", "owner": "usr_nobody", "input": b"{}"}))
