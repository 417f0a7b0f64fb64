"""Nobody reads, changes or removes what belongs to somebody else; absent and foreign are told the same."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.rendering import Renderer
from app.errors import NotFound
from app.letters.service import Letters, LetterWishes
from app.llm import Models
from app.postings.service import Postings, parse_posting
from app.resumes.editor import Wish
from app.resumes.service import Resumes
from app.reviews.service import Reviews
from app.streaming import Engine, SqliteStore
from app.tailoring.service import Tailorings
from tests.databases import new_database
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


async def nothing() -> None:
    """Whoever joins a review is asked nothing."""


class Studio:
    """The services over one database, with something of Ada's in each."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self.engine = engine
        self.postings = Postings(database, engine, Models())
        self.resumes = Resumes(database, engine)
        self.tailorings = Tailorings(
            database, engine, self.resumes, self.postings, Models(), Renderer(tex_enabled=False)
        )
        self.reviews = Reviews(database, engine, self.resumes, self.postings, Models(), Renderer(tex_enabled=False))
        self.letters = Letters(database, engine, self.resumes, self.postings, Models())
        self.letter_id = self.letter_run = ""
        self.review_id = self.review_run = self.finding_id = ""
        self.resume_id = self.posting_id = self.tailoring_id = self.tailoring_run = ""

    async def fill(self) -> None:
        """Ada's résumé, posting and finished tailoring."""
        source = (SAMPLES / "resume_plain.md").read_bytes()
        self.resume_id = await self.resumes.upload(ADA.id, source, "ada.md")
        self.posting_id = (await self.postings.add(ADA.id, parse_posting(BACKEND))).id
        stored = await self.tailorings.start(ADA.id, self.resume_id, self.posting_id)
        self.tailoring_id, self.tailoring_run = stored.id, stored.run_id
        await self.engine.wait(stored.run_id)
        review = await self.reviews.start(ADA.id, self.resume_id, self.posting_id)
        self.review_id, self.review_run = review.id, review.run_id
        await self.engine.wait(review.run_id)
        letter = await self.letters.start(ADA.id, self.resume_id, self.posting_id, LetterWishes())
        self.letter_id, self.letter_run = letter.id, letter.run_id
        await self.engine.wait(letter.run_id)
        self.finding_id = (await self.reviews.get(ADA.id, review.id)).found[0].id


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    path = tmp_path / "rows.sqlite3"
    new_database(path)
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
    assert [item.state for item in await studio.reviews.of(ADA.id)] == ["done"]
    assert [item.state for item in await studio.letters.of(ADA.id)] == ["done"]
    assert (await studio.letters.of_run(ADA.id, studio.letter_run)).id == studio.letter_id
    assert (await studio.tailorings.pdf(ADA.id, studio.tailoring_id)).startswith(b"%PDF-")


async def test_nobody_else_sees_it_in_a_list(studio: Studio) -> None:
    assert await studio.resumes.of(EVE.id) == []
    assert await studio.postings.of(EVE.id) == []
    assert await studio.tailorings.of(EVE.id) == []
    assert await studio.reviews.of(EVE.id) == []
    assert await studio.letters.of(EVE.id) == []


ATTEMPTS: dict[str, Callable[[Studio], Awaitable[object]]] = {
    "read a résumé": lambda s: s.resumes.get(EVE.id, s.resume_id),
    "read it now": lambda s: s.resumes.read_now(EVE.id, s.resume_id),
    "read it again": lambda s: s.resumes.retry(EVE.id, s.resume_id),
    "edit a résumé": lambda s: s.resumes.edit(EVE.id, s.resume_id, 1, {"/basics/name": "Eve"}),
    "open the editor": lambda s: s.resumes.editor.open(EVE.id, s.resume_id),
    "save from the editor": lambda s: s.resumes.editor.save(
        EVE.id, s.resume_id, Wish(version=1, fields={"/basics/name": "Eve"})
    ),
    "delete a résumé": lambda s: s.resumes.delete(EVE.id, s.resume_id),
    "read a posting": lambda s: s.postings.get(EVE.id, s.posting_id),
    "delete a posting": lambda s: s.postings.delete(EVE.id, s.posting_id),
    "analyse a posting": lambda s: s.postings.start_analysis(EVE.id, s.posting_id),
    "stop an analysis": lambda s: s.postings.stop(EVE.id, s.posting_id),
    "read a tailoring": lambda s: s.tailorings.get(EVE.id, s.tailoring_id),
    "read a result": lambda s: s.tailorings.result(EVE.id, s.tailoring_id),
    "read a PDF": lambda s: s.tailorings.pdf(EVE.id, s.tailoring_id),
    "see a page": lambda s: s.tailorings.page_image(EVE.id, s.tailoring_id, 1),
    "stop a tailoring": lambda s: s.tailorings.stop(EVE.id, s.tailoring_id),
    "try it again": lambda s: s.tailorings.retry(EVE.id, s.tailoring_id),
    "delete a tailoring": lambda s: s.tailorings.delete(EVE.id, s.tailoring_id),
    "read a review": lambda s: s.reviews.get(EVE.id, s.review_id),
    "read a review's PDF": lambda s: s.reviews.pdf(EVE.id, s.review_id),
    "see a review's page": lambda s: s.reviews.page_image(EVE.id, s.review_id, 1),
    "stop a review": lambda s: s.reviews.stop(EVE.id, s.review_id),
    "go on with a review": lambda s: s.reviews.retry(EVE.id, s.review_id),
    "keep a review's copy": lambda s: s.reviews.keep(EVE.id, s.review_id),
    "delete a review": lambda s: s.reviews.delete(EVE.id, s.review_id),
    "accept a suggestion": lambda s: s.reviews.decisions.accept(EVE.id, s.review_id, s.finding_id, 0),
    "edit a suggestion": lambda s: s.reviews.decisions.edit(EVE.id, s.review_id, s.finding_id, 0, "Mine"),
    "reject a suggestion": lambda s: s.reviews.decisions.reject(EVE.id, s.review_id, s.finding_id, 0),
    "undo a suggestion": lambda s: s.reviews.decisions.undo(EVE.id, s.review_id, s.finding_id, 0),
    "remove a claim": lambda s: s.reviews.decisions.remove_claim(EVE.id, s.review_id, s.finding_id, 0, 0),
    "accept them all": lambda s: s.reviews.decisions.accept_supported(EVE.id, s.review_id),
    "review a foreign résumé": lambda s: s.reviews.start(EVE.id, s.resume_id),
    "join a foreign review": lambda s: s.reviews.join(EVE.id, s.resume_id, s.posting_id, starting=nothing),
    "add a line to a résumé": lambda s: s.resumes.add_line(EVE.id, s.resume_id, "/work/0", "Mine."),
    "take up a tailoring's run": lambda s: s.tailorings.of_run(EVE.id, s.tailoring_run),
    "read a letter": lambda s: s.letters.read(EVE.id, s.letter_id),
    "take up a letter's run": lambda s: s.letters.of_run(EVE.id, s.letter_run),
    "stop a letter": lambda s: s.letters.stop(EVE.id, s.letter_id),
    "write a letter's rest": lambda s: s.letters.write_rest(EVE.id, s.letter_id),
    "try a letter again": lambda s: s.letters.retry(EVE.id, s.letter_id),
    "rewrite a paragraph": lambda s: s.letters.rewrite(EVE.id, s.letter_id, "opening", "rewrite"),
    "rephrase a paragraph": lambda s: s.letters.rephrase(EVE.id, s.letter_id, "opening", 1, 0, 1),
    "edit a paragraph": lambda s: s.letters.revisions.edit(EVE.id, s.letter_id, "opening", 1, "Mine"),
    "restore a paragraph": lambda s: s.letters.revisions.restore(EVE.id, s.letter_id, "opening", 1),
    "take a claim out": lambda s: s.letters.revisions.remove(EVE.id, s.letter_id, "opening", 1, 0, 1),
    "delete a letter": lambda s: s.letters.delete(EVE.id, s.letter_id),
    "write from a foreign résumé": lambda s: s.letters.start(EVE.id, s.resume_id, s.posting_id, LetterWishes()),
    "tailor a foreign résumé": lambda s: s.tailorings.start(EVE.id, s.resume_id, s.posting_id),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
async def test_a_foreign_thing_is_not_found(studio: Studio, attempt: str) -> None:
    with pytest.raises(NotFound):
        await ATTEMPTS[attempt](studio)
    assert (await studio.resumes.get(ADA.id, studio.resume_id)).version == 1
    assert (await studio.tailorings.get(ADA.id, studio.tailoring_id)).state == "done"
    assert (await studio.reviews.get(ADA.id, studio.review_id)).version == 1
    letter = await studio.letters.read(ADA.id, studio.letter_id)
    assert [len(part.versions) for part in letter.parts] == [1] * 5


async def test_the_same_file_of_two_people_is_kept_twice(studio: Studio) -> None:
    source = (SAMPLES / "resume_plain.md").read_bytes()
    assert await studio.resumes.upload(ADA.id, source, "ada.md") == studio.resume_id
    assert await studio.resumes.upload(EVE.id, source, "eve.md") != studio.resume_id


async def test_a_foreign_run_names_no_review(studio: Studio) -> None:
    assert await studio.reviews.by_run(ADA.id, studio.review_run) is not None
    assert await studio.reviews.by_run(EVE.id, studio.review_run) is None
