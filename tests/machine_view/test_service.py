"""Which PDF is looked at, for whom, and how often."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.machine_view.expected import Heading
from app.documents.machine_view.reader import machine_view
from app.documents.machine_view.results import MachineView
from app.documents.rendering import Renderer
from app.documents.resume import Resume
from app.errors import Conflict, NotFound, UnreadableDocument
from app.llm import Models
from app.machine_view import service
from app.machine_view.service import OWN_DESIGN, OWN_LATEX, OWN_PDF, MachineViews
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.streaming import Engine, SqliteStore
from app.tailoring.service import Tailorings
from tests.databases import new_database
from tests.documents.machine_view.papers import one_column, two_columns
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


class Studio:
    """The services over one database, and a count of the files that were looked at."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self.engine = engine
        self.renderer = Renderer()
        self.postings = Postings(database, engine, Models())
        self.resumes = Resumes(database, engine)
        self.tailorings = Tailorings(database, engine, self.resumes, self.postings, Models(), self.renderer)
        self.views = MachineViews(self.resumes, self.tailorings, self.renderer)
        self.looked: list[int] = []
        self.has_begun = asyncio.Event()

    async def read(self, data: bytes, filename: str) -> str:
        resume_id = await self.resumes.upload(ADA.id, data, filename)
        await self.resumes.read_now(ADA.id, resume_id)
        return resume_id

    async def tailored(self, resume_id: str) -> str:
        posting = await self.postings.add(ADA.id, parse_posting(BACKEND))
        stored = await self.tailorings.start(ADA.id, resume_id, posting.id)
        await self.engine.wait(stored.run_id)
        return stored.id


@pytest.fixture
async def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Studio]:
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    database = Database(path)
    engine = Engine(SqliteStore(path))
    made = Studio(database, engine)

    async def counted(pdf: bytes, resume: Resume, headings: Sequence[Heading] = ()) -> MachineView:
        made.looked.append(len(pdf))
        made.has_begun.set()
        return await machine_view(pdf, resume, headings)

    monkeypatch.setattr(service, "machine_view", counted)
    await engine.open()
    async with database.write() as connection:
        for user in (ADA, EVE):
            await add_user(connection, user, 0.0)
    yield made
    await engine.drain(1.0)
    await database.close()


async def test_latex_is_compiled_and_whole(studio: Studio) -> None:
    resume_id = await studio.read((SAMPLES / "jake_resume.tex").read_bytes(), "jake.tex")
    looked = await studio.views.of_resume(ADA.id, resume_id)
    assert (looked.made_by, looked.problem, looked.notes) == (OWN_LATEX, "", ())
    assert looked.view is not None
    assert {field.state for field in looked.view.fields} == {"found"}
    assert "Jake Ryan" in looked.view.written.text


async def test_latex_that_does_not_compile_is_shown_in_our_design_and_says_so(studio: Studio) -> None:
    source = (SAMPLES / "jake_resume.tex").read_bytes().replace(b"\\begin{document}", b"\\begin{document}\\nowhere ")
    looked = await studio.views.of_resume(ADA.id, await studio.read(source, "jake.tex"))
    assert looked.made_by == OWN_DESIGN
    assert "not compiled" in looked.notes[0]
    assert looked.view is not None


async def test_a_pdf_is_looked_at_as_it_came(studio: Studio) -> None:
    pdf = two_columns()
    looked = await studio.views.of_resume(ADA.id, await studio.read(pdf, "two.pdf"))
    assert (looked.made_by, studio.looked) == (OWN_PDF, [len(pdf)])
    assert looked.view is not None
    assert {"columns", "letterspaced"} <= {finding.kind for finding in looked.view.findings}
    assert len(looked.notes) == 1


async def test_an_edited_pdf_says_that_the_file_does_not_know(studio: Studio) -> None:
    resume_id = await studio.read(one_column(), "one.pdf")
    await studio.resumes.edit(ADA.id, resume_id, 1, {"/basics/name": "Wilhelmina Grünspan"})
    looked = await studio.views.of_resume(ADA.id, resume_id)
    assert looked.view is not None
    assert next(field for field in looked.view.fields if field.pointer == "/basics/name").state == "lost"
    assert any("edited" in note for note in looked.notes)


async def test_markdown_is_looked_at_as_it_would_be_printed(studio: Studio) -> None:
    resume_id = await studio.read((SAMPLES / "resume_plain.md").read_bytes(), "amara.md")
    looked = await studio.views.of_resume(ADA.id, resume_id)
    assert looked.made_by == OWN_DESIGN
    assert looked.view is not None
    assert {field.state for field in looked.view.fields} == {"found"}
    assert looked.view.order_written.tau == 1.0


@pytest.mark.parametrize(("sample", "made_by"), [("jake_resume.tex", OWN_LATEX), ("resume_plain.md", OWN_DESIGN)])
async def test_of_a_tailored_pdf_nothing_is_lost(studio: Studio, sample: str, made_by: str) -> None:
    tailoring_id = await studio.tailored(await studio.read((SAMPLES / sample).read_bytes(), sample))
    looked = await studio.views.of_tailoring(ADA.id, tailoring_id)
    assert looked.made_by == made_by
    assert looked.view is not None
    assert {field.state for field in looked.view.fields} == {"found"}
    assert (looked.view.order_written.tau, looked.view.order_across.tau) == (1.0, 1.0)


async def test_the_same_file_is_looked_at_once(studio: Studio) -> None:
    resume_id = await studio.read(one_column(), "one.pdf")
    first = await asyncio.gather(*(studio.views.of_resume(ADA.id, resume_id) for _ in range(5)))
    assert len(studio.looked) == 1
    assert await studio.views.of_resume(ADA.id, resume_id) == first[0]
    assert len(studio.looked) == 1
    await studio.resumes.edit(ADA.id, resume_id, 1, {"/basics/name": "Someone Else"})
    await studio.views.of_resume(ADA.id, resume_id)
    assert len(studio.looked) == 2


async def test_one_who_leaves_does_not_take_the_look_from_another(studio: Studio) -> None:
    resume_id = await studio.read(one_column(), "one.pdf")
    leaving = asyncio.create_task(studio.views.of_resume(ADA.id, resume_id))
    staying = asyncio.create_task(studio.views.of_resume(ADA.id, resume_id))
    await studio.has_begun.wait()
    leaving.cancel()
    assert (await staying).view is not None
    assert len(studio.looked) == 1


async def test_only_so_many_are_kept(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_KEPT", 1)
    one = await studio.read(one_column(), "one.pdf")
    two = await studio.read(two_columns(), "two.pdf")
    for resume_id in (one, two, one):
        await studio.views.of_resume(ADA.id, resume_id)
    assert len(studio.looked) == 3


async def test_a_file_that_the_other_reader_cannot_read_is_a_problem_and_not_an_error(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[int] = []

    async def refusing(pdf: bytes, resume: Resume, headings: Sequence[Heading] = ()) -> MachineView:
        refused.append(len(pdf) + len(headings) + len(resume.work))
        raise UnreadableDocument("A program that reads this PDF fails on it.")

    resume_id = await studio.read(one_column(), "one.pdf")
    monkeypatch.setattr(service, "machine_view", refusing)
    for _ in range(2):
        looked = await studio.views.of_resume(ADA.id, resume_id)
        assert (looked.view, looked.problem) == (None, "A program that reads this PDF fails on it.")
    assert len(refused) == 1


async def test_nobody_sees_a_neighbours_file(studio: Studio) -> None:
    resume_id = await studio.read((SAMPLES / "resume_plain.md").read_bytes(), "amara.md")
    tailoring_id = await studio.tailored(resume_id)
    with pytest.raises(NotFound):
        await studio.views.of_resume(EVE.id, resume_id)
    with pytest.raises(NotFound):
        await studio.views.of_tailoring(EVE.id, tailoring_id)
    await studio.views.of_resume(ADA.id, resume_id)
    with pytest.raises(NotFound):
        await studio.views.of_resume(EVE.id, resume_id)


async def test_what_is_not_ready_is_told_to_wait(studio: Studio) -> None:
    resume_id, _ = await studio.resumes.keep(ADA.id, one_column(), "one.pdf")
    with pytest.raises(Conflict):
        await studio.views.of_resume(ADA.id, resume_id)
