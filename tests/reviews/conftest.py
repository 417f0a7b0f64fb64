"""A studio with one person's résumé and posting in it, and what a test does over and over with its reviews."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.rendering import Renderer
from app.llm import Models
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.reviews.findings import Finding
from app.reviews.models import Decision, StoredReview
from app.reviews.service import Reviews
from app.streaming import Engine, SqliteStore
from tests.databases import new_database
from tests.running import SAMPLES

ADA = User("usr_ada", "Ada")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


class Studio:
    """The services over one database."""

    def __init__(self, path: Path, models: Models, *, tex: bool = True) -> None:
        self.path = path
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.postings = Postings(self.database, self.engine, models)
        self.resumes = Resumes(self.database, self.engine)
        self.renderer = Renderer(tex_enabled=tex)
        self.reviews = Reviews(self.database, self.engine, self.resumes, self.postings, models, self.renderer)

    async def open(self) -> None:
        """Ready to be used; the sandbox is proved."""
        await self.engine.open()
        await self.renderer.prove()
        async with self.database.write() as connection:
            await add_user(connection, ADA, 0.0)

    async def close(self) -> None:
        """Gone, with the database's connections."""
        await self.engine.drain(1.0)
        await self.database.close()

    async def keep(self, file: Path, *, read: bool = True) -> str:
        """A résumé of Ada's; read at once, or not yet."""
        data = await asyncio.to_thread(file.read_bytes)
        resume_id, _ = await self.resumes.keep(ADA.id, data, file.name)
        if read:
            await self.resumes.read_now(ADA.id, resume_id)
        return resume_id

    async def posting(self, text: str = BACKEND) -> str:
        """A posting of Ada's."""
        return (await self.postings.add(ADA.id, parse_posting(text))).id

    async def reviewed(self, file: Path = SAMPLES / "jake_resume.tex", text: str = BACKEND) -> StoredReview:
        """A review that is done."""
        posting_id = await self.posting(text) if text else ""
        stored = await self.reviews.start(ADA.id, await self.keep(file), posting_id)
        await self.engine.wait(stored.run_id)
        return await self.get(stored)

    async def get(self, stored: StoredReview) -> StoredReview:
        """The review as it is now."""
        return await self.reviews.get(ADA.id, stored.id)

    async def suggestions(self, stored: StoredReview) -> list[Finding]:
        """What it suggests."""
        return [finding for finding in await self.reviews.findings(await self.get(stored)) if finding.suggestion]

    async def accept(self, stored: StoredReview, finding: Finding) -> None:
        """Accept one finding as it is now."""
        revision = (await self.get(stored)).decisions.get(finding.id, Decision()).revision
        await self.reviews.decisions.accept(ADA.id, stored.id, finding.id, revision)

    async def undo(self, stored: StoredReview, finding: Finding) -> None:
        """Take the newest decision on one finding back."""
        revision = (await self.get(stored)).decisions[finding.id].revision
        await self.reviews.decisions.undo(ADA.id, stored.id, finding.id, revision)


@pytest.fixture
async def build(tmp_path: Path) -> AsyncIterator[Callable[..., Studio]]:
    """Makes studios over one database file; each is to be opened by the test and is closed after it."""
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    made: list[Studio] = []

    def build(models: Models | None = None, *, tex: bool = True) -> Studio:
        made.append(Studio(path, models or Models(), tex=tex))
        return made[-1]

    yield build
    for studio in made:
        await studio.close()


@pytest.fixture
async def studio(build: Callable[..., Studio]) -> Studio:
    """One that is open, with the built-in model."""
    made = build()
    await made.open()
    return made
