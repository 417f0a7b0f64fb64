"""Nobody reads, changes or removes what belongs to somebody else; absent and foreign are told the same."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, migrate
from app.documents.rendering import Renderer
from app.errors import NotFound
from app.llm import Models
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.streaming import Engine, SqliteStore
from app.tailoring.service import Tailorings
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


class Studio:
    """The services over one database, with something of Ada's in each."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self.engine = engine
        self.postings = Postings(database)
        self.resumes = Resumes(database, engine)
        self.tailorings = Tailorings(
            database, engine, self.resumes, self.postings, Models(), Renderer(tex_enabled=False)
        )
        self.resume_id = self.posting_id = self.tailoring_id = ""

    async def fill(self) -> None:
        """Ada's résumé, posting and finished tailoring."""
        source = (SAMPLES / "resume_plain.md").read_bytes()
        self.resume_id = await self.resumes.upload(ADA.id, source, "ada.md")
        self.posting_id = (await self.postings.add(ADA.id, parse_posting(BACKEND))).id
        stored = await self.tailorings.start(ADA.id, self.resume_id, self.posting_id)
        self.tailoring_id = stored.id
        await self.engine.wait(stored.run_id)


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    path = tmp_path / "rows.sqlite3"
    migrate(path)
    database = Database(path)
    engine = Engine(SqliteStore(path))
    made = Studio(database, engine)
    await engine.open()
    async with database.write() as connection:
        for user in (ADA, EVE):
            await add_user(connection, user, 0.0)
    await made.fill()
    yield made
    await engine.drain(1.0)
    await database.close()


async def test_the_owner_finds_everything(studio: Studio) -> None:
    assert [item.id for item in await studio.resumes.of(ADA.id)] == [studio.resume_id]
    assert [item.id for item in await studio.postings.of(ADA.id)] == [studio.posting_id]
    assert [item.state for item in await studio.tailorings.of(ADA.id)] == ["done"]
    assert (await studio.tailorings.pdf(ADA.id, studio.tailoring_id)).startswith(b"%PDF-")


async def test_nobody_else_sees_it_in_a_list(studio: Studio) -> None:
    assert await studio.resumes.of(EVE.id) == []
    assert await studio.postings.of(EVE.id) == []
    assert await studio.tailorings.of(EVE.id) == []


ATTEMPTS: dict[str, Callable[[Studio], Awaitable[object]]] = {
    "read a résumé": lambda s: s.resumes.get(EVE.id, s.resume_id),
    "read it now": lambda s: s.resumes.read_now(EVE.id, s.resume_id),
    "read it again": lambda s: s.resumes.retry(EVE.id, s.resume_id),
    "edit a résumé": lambda s: s.resumes.edit(EVE.id, s.resume_id, 1, {"/basics/name": "Eve"}),
    "delete a résumé": lambda s: s.resumes.delete(EVE.id, s.resume_id),
    "read a posting": lambda s: s.postings.get(EVE.id, s.posting_id),
    "delete a posting": lambda s: s.postings.delete(EVE.id, s.posting_id),
    "read a tailoring": lambda s: s.tailorings.get(EVE.id, s.tailoring_id),
    "read a result": lambda s: s.tailorings.result(EVE.id, s.tailoring_id),
    "read a PDF": lambda s: s.tailorings.pdf(EVE.id, s.tailoring_id),
    "see a page": lambda s: s.tailorings.page_image(EVE.id, s.tailoring_id, 1),
    "stop a tailoring": lambda s: s.tailorings.stop(EVE.id, s.tailoring_id),
    "try it again": lambda s: s.tailorings.retry(EVE.id, s.tailoring_id),
    "delete a tailoring": lambda s: s.tailorings.delete(EVE.id, s.tailoring_id),
    "tailor a foreign résumé": lambda s: s.tailorings.start(EVE.id, s.resume_id, s.posting_id),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
async def test_a_foreign_thing_is_not_found(studio: Studio, attempt: str) -> None:
    with pytest.raises(NotFound):
        await ATTEMPTS[attempt](studio)
    assert (await studio.resumes.get(ADA.id, studio.resume_id)).version == 1
    assert (await studio.tailorings.get(ADA.id, studio.tailoring_id)).state == "done"


async def test_the_same_file_of_two_people_is_kept_twice(studio: Studio) -> None:
    source = (SAMPLES / "resume_plain.md").read_bytes()
    assert await studio.resumes.upload(ADA.id, source, "ada.md") == studio.resume_id
    assert await studio.resumes.upload(EVE.id, source, "eve.md") != studio.resume_id
