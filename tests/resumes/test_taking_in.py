"""A file is taken in once and read once, whatever becomes of the request that brought it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.reader import read_resume
from app.documents.resume import ReadResume
from app.errors import Unavailable
from app.resumes import service
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


async def test_what_is_edited_before_a_second_reading_ends_is_kept(desk: Desk) -> None:
    """As when a program reads a file at once that a run reads too, and the person edits it before the run is done."""
    resume_id, _ = await desk.resumes.keep(ADA.id, FILE, "resume.md")
    await desk.resumes.read_now(ADA.id, resume_id)
    await desk.resumes.edit(ADA.id, resume_id, 1, {"/basics/name": "Wilhelmina Grünspan"})
    begun = await desk.resumes.ensure_reading(await desk.resumes.get(ADA.id, resume_id))
    assert (begun.state, begun.title) == ("ready", "Wilhelmina Grünspan")
    assert begun.run_id is not None
    assert (await desk.engine.wait(begun.run_id)).state == "done"
    stored = await desk.resumes.get(ADA.id, resume_id)
    assert stored.document is not None
    assert (stored.document.resume.basics.name, stored.version) == ("Wilhelmina Grünspan", 2)
    assert (stored.state, stored.title) == ("ready", "Wilhelmina Grünspan")


async def test_who_reads_beside_a_run_gets_what_the_run_has_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    resume_id, _ = await desk.resumes.keep(ADA.id, FILE, "resume.md")

    async def read_and_edited_meanwhile(*asked: Any) -> ReadResume:
        document = await read_resume(*asked)
        monkeypatch.undo()
        await desk.resumes.read_now(ADA.id, resume_id)
        await desk.resumes.edit(ADA.id, resume_id, 1, {"/basics/name": "Wilhelmina Grünspan"})
        return document

    monkeypatch.setattr(service, "read_resume", read_and_edited_meanwhile)
    assert (await desk.resumes.read_now(ADA.id, resume_id)).resume.basics.name == "Wilhelmina Grünspan"
