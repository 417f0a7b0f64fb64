"""What counts as a use: each service counts where it begins a run, and only there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.rendering import Renderer
from app.errors import LimitReached, ModelError
from app.letters.service import Letters, LetterWishes
from app.llm import Model
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.reviews.service import Reviews
from app.streaming import Engine, SqliteStore
from app.tailoring.service import Tailorings
from app.usage.service import Feature, Quotas
from tests.databases import new_database
from tests.letters.world import ScriptedModels
from tests.running import SAMPLES
from tests.usage.world import Clock

ADA = User("usr_ada", "Ada")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


class Desk(ScriptedModels):
    """Models that write letters by the script; while `go` is not set a run waits for its model, and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.asked = asyncio.Event(), asyncio.Event()
        self.go.set()

    async def for_run(self, owner: str, run_id: str, hear: Any = None) -> Model:
        self.asked.set()
        await self.go.wait()
        return await super().for_run(owner, run_id, hear)


class Studio:
    """The services that count, over one database, with a résumé and a posting."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.quotas = Quotas(self.database, {"letters": 1, "tailorings": 1}, Clock())
        self.resumes = Resumes(self.database, self.engine)
        self.desk = Desk()
        self.postings = Postings(self.database, self.engine, self.desk)
        shared = (self.database, self.engine, self.resumes, self.postings, self.desk)
        self.letters = Letters(*shared, self.quotas)
        self.tailorings = Tailorings(*shared, Renderer(tex_enabled=False), self.quotas)
        self.reviews = Reviews(*shared, Renderer(tex_enabled=False))
        self.resume_id = self.posting_id = ""

    async def fill(self) -> None:
        source = (SAMPLES / "resume_plain.md").read_bytes()
        self.resume_id = await self.resumes.upload(ADA.id, source, "ada.md")
        self.posting_id = (await self.postings.add(ADA.id, parse_posting(BACKEND))).id

    async def letter(self, key: str | None = None) -> str:
        """Begin a letter and wait for its end; its id."""
        stored = await self.letters.start(ADA.id, self.resume_id, self.posting_id, LetterWishes(), key=key)
        await self.engine.wait(stored.run_id)
        return stored.id

    async def tailoring(self, key: str | None = None) -> str:
        """Begin a tailoring and wait until its run has begun; while the desk holds it goes no further."""
        stored = await self.tailorings.start(ADA.id, self.resume_id, self.posting_id, key=key)
        await self.desk.asked.wait()
        return stored.id

    async def used(self) -> dict[Feature, int]:
        """What counts as used today."""
        return {usage.feature: usage.used for usage in await self.quotas.usage_of(ADA.id) if usage.used}


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    made = Studio(path)
    await made.engine.open()
    async with made.database.write() as connection:
        await add_user(connection, ADA, 0.0)
    await made.fill()
    yield made
    await made.engine.drain(1.0)
    await made.database.close()


async def test_a_letter_counts_once_when_it_is_begun_and_its_parts_are_rewritten_freely(studio: Studio) -> None:
    letter_id = await studio.letter("mine")
    assert await studio.letter("mine") == letter_id
    again = await studio.letters.rewrite(ADA.id, letter_id, "opening", "shorten")
    await studio.engine.wait(again.run_id)
    assert await studio.used() == {"letters": 1}
    assert (await studio.letters.usage_note(ADA.id)).startswith("You have no letters remaining today. You can go on at")
    with pytest.raises(LimitReached, match="Today's letter is used up"):
        await studio.letter("another")
    assert [letter.id for letter in await studio.letters.of(ADA.id)] == [letter_id]


async def test_a_letter_of_which_nothing_was_written_gives_its_use_back_and_counts_anew(studio: Studio) -> None:
    studio.desk.script.fault = ("salutation", 0, ModelError("Busy.", reason="rate_limit", retryable=True))
    letter_id = await studio.letter()
    assert await studio.used() == {}
    studio.desk.script.fault = None
    await studio.letter("another")
    for go_on in (studio.letters.retry, studio.letters.write_rest):
        with pytest.raises(LimitReached, match="Today's letter is used up"):
            await go_on(ADA.id, letter_id)
    assert (await studio.letters.get(ADA.id, letter_id)).state == "failed"


async def test_a_letter_of_which_a_part_was_written_has_been_used_and_goes_on_freely(studio: Studio) -> None:
    studio.desk.script.fault = ("opening", 1, ModelError("Busy.", reason="rate_limit", retryable=True))
    letter_id = await studio.letter()
    assert await studio.used() == {"letters": 1}
    studio.desk.script.fault = None
    rest = await studio.letters.write_rest(ADA.id, letter_id)
    await studio.engine.wait(rest.run_id)
    assert (await studio.letters.read(ADA.id, letter_id)).is_whole
    assert await studio.used() == {"letters": 1}


async def test_a_rewriting_that_fails_gives_nothing_back(studio: Studio) -> None:
    letter_id = await studio.letter()
    studio.desk.script.fault = ("opening", 0, ModelError("Busy.", reason="rate_limit", retryable=True))
    again = await studio.letters.rewrite(ADA.id, letter_id, "opening", "shorten")
    await studio.engine.wait(again.run_id)
    assert await studio.used() == {"letters": 1}


async def test_a_tailoring_counts_also_when_it_is_tried_again(studio: Studio) -> None:
    studio.desk.go.clear()
    tailoring_id = await studio.tailoring("mine")
    await studio.tailorings.stop(ADA.id, tailoring_id)
    assert await studio.tailoring("mine") == tailoring_id
    assert await studio.used() == {"tailorings": 1}
    with pytest.raises(LimitReached, match="Today's tailoring is used up"):
        await studio.tailorings.retry(ADA.id, tailoring_id)
    with pytest.raises(LimitReached):
        await studio.tailoring("another")
    stored = await studio.tailorings.of(ADA.id)
    assert [(one.id, one.state) for one in stored] == [(tailoring_id, "cancelled")]
    assert await studio.used() == {"tailorings": 1}


async def test_a_review_and_the_analysis_of_a_posting_count_as_neither(studio: Studio) -> None:
    review = await studio.reviews.start(ADA.id, studio.resume_id, studio.posting_id)
    await studio.engine.wait(review.run_id)
    await studio.postings.start_analysis(ADA.id, studio.posting_id)
    assert await studio.used() == {}
