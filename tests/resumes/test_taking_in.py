"""A file is taken in once and read once, whatever becomes of the request that brought it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.errors import Unavailable
from app.resumes.producer import KIND
from app.resumes.service import Resumes, StoredResume
from app.streaming import Engine, SqliteStore
from tests.databases import new_database
from tests.running import SAMPLES

ADA = User("usr_ada", "Ada")
FILE = (SAMPLES / "resume_plain.md").read_bytes()


class Desk:
    """The service and its engine."""

    def __init__(self, resumes: Resumes, engine: Engine) -> None:
        self.resumes = resumes
        self.engine = engine

    async def bring(self) -> str:
        return await self.resumes.upload(ADA.id, FILE, "resume.md")

    async def readings(self) -> list[str]:
        return [run.id for run in await self.engine.store.list_runs(ADA.id, [KIND], 10)]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    database = Database(path)
    engine = Engine(SqliteStore(path))
    resumes = Resumes(database, engine)
    await engine.open()
    async with database.write() as connection:
        await add_user(connection, ADA, 0.0)
    yield Desk(resumes, engine)
    await engine.drain(0)
    await database.close()


async def test_a_file_whose_request_got_no_further_is_read_when_it_is_brought_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a server that died, or a database that restarted, between the file's row and its run."""

    async def away(*_asked: object, **_options: object) -> None:
        raise Unavailable("The database restarts.")

    with monkeypatch.context() as restarting:
        restarting.setattr(desk.engine, "start", away)
        with pytest.raises(Unavailable):
            await desk.bring()
    assert await desk.readings() == []
    resume_id = await desk.bring()
    stored = await desk.resumes.get(ADA.id, resume_id)
    assert [stored.run_id] == await desk.readings()


async def test_a_file_that_is_brought_many_times_at_once_is_read_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, all_have_kept = desk.resumes.keep, asyncio.Barrier(5)

    async def kept_together(owner: str, data: bytes, filename: str) -> tuple[str, StoredResume | None]:
        kept = await keep(owner, data, filename)
        await all_have_kept.wait()
        return kept

    with monkeypatch.context() as together:
        together.setattr(desk.resumes, "keep", kept_together)
        brought = await asyncio.gather(*[desk.bring() for _ in range(5)])
    assert len(set(brought)) == 1
    stored = await desk.resumes.get(ADA.id, brought[0])
    assert [stored.run_id] == await desk.readings()
    assert await desk.bring() == brought[0]
    assert len(await desk.readings()) == 1
