"""An account that is deleted is gone: every row, every index entry, every byte on the disk."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from app.accounts.deletion import Deletion
from app.accounts.models import LOCAL_USER, User
from app.accounts.repository import add_user, belongings, scrubbing
from app.accounts.work import Work
from app.errors import Conflict, NotFound, NotSignedIn, Unavailable
from app.postings.service import parse_posting
from app.streaming import Emit, Finish, Kind, RunContext
from tests.accounts.studio import POSTING, Studio, counts_of, files_with
from tests.accounts.world import HERE, PASSWORD

ADAS, EVES = "quibblewick7391", "zephyrmallow5128"


async def make(studio: Studio, name: str, *, admin: bool = False) -> User:
    return await studio.people.create(f"{name}@example.org", name, PASSWORD, admin=admin)


async def test_of_a_deleted_account_nothing_is_left_and_of_the_others_everything(studio: Studio) -> None:
    eve = await make(studio, EVES, admin=True)
    ada = await make(studio, ADAS)
    await studio.fill(eve, EVES)
    await studio.fill(ada, ADAS)
    with pytest.raises(NotSignedIn):
        await studio.people.sign_in(f"{ADAS}@example.org", "wrong", HERE)
    async with studio.database.read() as connection:
        assert all((await counts_of(connection, ada.id)).values()), "something of every table is to be deleted"
        eves = await counts_of(connection, eve.id)
    assert files_with(studio.folder, ADAS)

    assert await studio.people.delete(ada.id)

    async with studio.database.read() as connection:
        assert not any((await counts_of(connection, ada.id)).values())
        assert await counts_of(connection, eve.id) == eves
    assert files_with(studio.folder, ADAS) == []
    assert files_with(studio.folder, ada.id) == []
    assert files_with(studio.folder, EVES)
    with pytest.raises(NotSignedIn):
        await studio.people.sign_in(f"{ADAS}@example.org", PASSWORD, HERE)
    assert await studio.parts.conversations.search(eve.id, EVES)
    assert await studio.parts.conversations.search(eve.id, ADAS) == []


async def test_every_table_belongs_to_people_or_is_known_not_to(studio: Studio) -> None:
    async with studio.database.read() as connection:
        assert await belongings.unreached(connection) <= belongings.IMPERSONAL


async def test_a_table_that_a_slice_adds_is_deleted_with_what_hangs_on_it(studio: Studio) -> None:
    ada, eve = await make(studio, "ada"), await make(studio, "eve")
    async with studio.database.write() as connection:
        for statement in (
            "CREATE TABLE portfolios (id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES users (id))",
            "CREATE TABLE pictures (id TEXT PRIMARY KEY, portfolio_id TEXT REFERENCES portfolios (id))",
            "CREATE TABLE looks (picture_id TEXT PRIMARY KEY REFERENCES pictures (id), times INTEGER)",
        ):
            await connection.exec_driver_sql(statement)
        for user in (ada, eve):
            await connection.exec_driver_sql("INSERT INTO portfolios VALUES (?, ?)", (f"por_{user.name}", user.id))
            await connection.exec_driver_sql("INSERT INTO pictures VALUES (?, ?)", (user.name, f"por_{user.name}"))
            await connection.exec_driver_sql("INSERT INTO looks VALUES (?, 1)", (user.name,))
    await studio.people.delete(ada.id)
    async with studio.database.read() as connection:
        left = await connection.exec_driver_sql("SELECT picture_id FROM looks")
        assert left.scalars().all() == ["eve"]


async def test_a_table_that_names_nobody_is_noticed(studio: Studio) -> None:
    async with studio.database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE diaries (id TEXT PRIMARY KEY, whose TEXT, text TEXT)")
    async with studio.database.read() as connection:
        assert await belongings.unreached(connection) - belongings.IMPERSONAL == {"diaries"}


class Slow:
    """A kind of run that goes on until it is stopped."""

    def __init__(self) -> None:
        self.going, self.stopped = asyncio.Event(), asyncio.Event()

    def kind(self) -> Kind:
        return Kind("slow", self._produce, resumable=True)

    async def _produce(self, _context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit("said", {"text": ADAS})
        self.going.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped.set()


async def test_what_runs_is_stopped_first_and_leaves_nothing(studio: Studio) -> None:
    slow = Slow()
    studio.engine.register(slow.kind())
    ada = await make(studio, "ada")
    run = await studio.engine.start("slow", ada.id, {"word": ADAS})
    await slow.going.wait()
    assert await studio.people.delete(ada.id)
    assert slow.stopped.is_set()
    assert files_with(studio.folder, ADAS) == []
    with pytest.raises(NotFound):
        await studio.engine.get(run.id)


async def test_a_run_that_begins_afterwards_is_refused_by_the_database(studio: Studio) -> None:
    studio.engine.register(Slow().kind())
    ada = await make(studio, "ada")
    await studio.people.delete(ada.id)
    with pytest.raises(Conflict):
        await studio.engine.start("slow", ada.id, {"word": ADAS})


async def test_a_step_that_ends_after_its_run_is_gone_is_not_kept(studio: Studio) -> None:
    await studio.engine.store.record_step("run_gone", "late", ADAS.encode())
    assert await studio.engine.store.steps("run_gone") == {}


async def test_what_cannot_be_stopped_keeps_everything_and_the_person_can_still_sign_in(studio: Studio) -> None:
    ada = await make(studio, "ada")
    async with studio.database.write() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts)"
            " VALUES ('run_stuck', 'slow', ?, 'running', x'7b7d', 0, 1, 1)",
            (ada.id,),
        )
    with pytest.raises(Unavailable):
        await studio.people.delete(ada.id)
    assert (await studio.people.sign_in("ada@example.org", PASSWORD, HERE)).id == ada.id


async def test_somebody_locked_out_stays_so_when_deleting_them_fails(studio: Studio) -> None:
    ada = await make(studio, "ada")
    await studio.people.set_disabled("", ada.id, True)
    async with studio.database.write() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts)"
            " VALUES ('run_stuck', 'slow', ?, 'running', x'7b7d', 0, 1, 1)",
            (ada.id,),
        )
    with pytest.raises(Unavailable):
        await studio.people.delete(ada.id)
    assert (await studio.people.account(ada.id)).is_disabled


async def test_a_deletion_that_a_crash_cut_short_is_finished_at_the_next_start(studio: Studio) -> None:
    ada = await make(studio, "ada")
    await studio.parts.postings.add(ada.id, parse_posting(f"{POSTING} {ADAS}"))
    deletion = Deletion(studio.database, Work(studio.engine.store, studio.engine), studio.clock)
    await deletion.delete(ada.id)
    assert files_with(studio.folder, ADAS), "without what comes after it, bytes stay on the disk"
    await studio.people.prepare()
    assert files_with(studio.folder, ADAS) == []


async def test_a_reader_that_holds_the_log_makes_it_wait_and_be_tried_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "_BUSY_SECONDS", 0.05)
    ada = await make(studio, "ada")
    await studio.parts.postings.add(ada.id, parse_posting(f"{POSTING} {ADAS}"))
    async with studio.database.read() as connection:
        await connection.execute(sa.text("SELECT count(*) FROM resumes"))
        assert not await studio.people.delete(ada.id)
    assert await studio.people.scrub()
    assert files_with(studio.folder, ADAS) == []


async def test_a_big_file_is_left_for_a_quiet_moment(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrubbing, "LARGEST_AT_ONCE", 1)
    ada = await make(studio, "ada")
    assert not await studio.people.delete(ada.id)
    assert await studio.people.scrub()


async def test_the_only_administrator_cannot_leave_others_alone(studio: Studio) -> None:
    ada, eve = await make(studio, "ada", admin=True), await make(studio, "eve")
    with pytest.raises(Conflict, match="only administrator"):
        await studio.people.delete(ada.id)
    await studio.people.delete(eve.id)
    await studio.people.delete(ada.id)
    assert await studio.people.first_link() is not None


async def test_what_throttling_counted_of_them_is_forgotten(studio: Studio) -> None:
    ada = await make(studio, "ada")
    for email in ("ada@example.org", "eve@example.org"):
        with pytest.raises(NotSignedIn):
            await studio.people.sign_in(email, "wrong", HERE)
    await studio.people.delete(ada.id)
    async with studio.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM attempts")).scalar_one() == 1


async def test_nobody_can_be_deleted_twice(studio: Studio) -> None:
    ada = await make(studio, "ada")
    await studio.people.delete(ada.id)
    with pytest.raises(NotFound):
        await studio.people.delete(ada.id)


async def test_the_person_of_this_machine_loses_everything_and_can_go_on(studio: Studio) -> None:
    await studio.parts.accounts.prepare()
    await studio.parts.resumes.upload(LOCAL_USER.id, f"# {ADAS}\n\nA cook.".encode(), "me.md")
    await studio.people.delete(LOCAL_USER.id)
    assert files_with(studio.folder, ADAS) == []
    await studio.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")


async def test_what_was_in_the_file_before_is_overwritten_too(studio: Studio) -> None:
    """Rows that were changed or deleted earlier, by a connection that does not overwrite, stay on the pages."""
    ada = await make(studio, "ada")
    other = sqlite3.connect(studio.parts.settings.database_path, isolation_level=None)
    other.execute("PRAGMA secure_delete=OFF")
    for number in range(50):
        values = (f"job_{number}", ada.id, f"{ADAS} {number} " * 40, bytes([number]) * 32)
        other.execute(
            "INSERT INTO postings (id, owner, title, company, text, digest, created_at) VALUES (?, ?, '', '', ?, ?, 1)",
            values,
        )
    other.execute("DELETE FROM postings")
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    assert files_with(studio.folder, ADAS)
    await studio.people.delete(ada.id)
    assert files_with(studio.folder, ADAS) == []


async def test_adding_a_user_by_hand_is_enough_to_own_runs(studio: Studio) -> None:
    slow = Slow()
    studio.engine.register(slow.kind())
    async with studio.database.write() as connection:
        await add_user(connection, User("usr_hand", "Hand"), 0.0)
    run = await studio.engine.start("slow", "usr_hand", {})
    await slow.going.wait()
    await studio.engine.cancel(run.id)
