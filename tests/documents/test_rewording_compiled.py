"""Accepted suggestions in a real document: it still compiles, only those lines differ, and undo restores the bytes."""

import difflib
from datetime import date

import pytest

from app.documents.latex import read_latex
from app.documents.rendering import Renderer
from app.documents.rewording import Change, TextEdit, reword, undo
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_skills
from app.tailoring.suggesting.results import Suggestion
from app.tailoring.suggesting.rules import suggest
from tests.documents.latex_files import SAMPLES, TEMPLATES, read
from tests.documents.rendering.test_tex_compile import text_of

DAY = date(2025, 1, 1)
COMPILED = ("plain_hfill", "two_columns", "two_argument_items", "lebenslauf", "table_rows", "own_commands")


@pytest.fixture
async def renderer() -> Renderer:
    made = Renderer()
    assert (await made.prove()).ok
    return made


def line_changes(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith(("- ", "+ "))]


async def test_ten_accepted_suggestions_compile_touch_their_lines_alone_and_are_undone(renderer: Renderer) -> None:
    jake = read("jake")
    posting = extract_keywords((SAMPLES / "job_backend.txt").read_text(encoding="utf-8"))
    found = suggest(jake.resume, posting, match_skills(jake.resume, posting, DAY), today=DAY)
    changes = [one.change for one in found if isinstance(one, Suggestion)][:10]
    assert len(changes) == 10
    now = jake
    made: list[tuple[Change, tuple[TextEdit, ...]]] = []
    for change in changes:
        result = reword(now, change)
        made.append((change, result.edits))
        now = result.read
    lines = {change.pointer if "/keywords/" not in change.pointer else change.pointer[:9] for change in changes}
    assert len(line_changes(jake.text, now.text)) == 2 * len(lines)
    pdf = await renderer.from_latex(now.text)
    assert pdf.pages == 1
    assert all(one.after in " ".join(text_of(pdf.pdf).split()) for one in changes if len(one.after) < 30)
    for change, edits in made[::2] + made[1::2]:
        now = undo(now, change, edits).read
    assert now.text == (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMPILED)
async def test_every_kind_of_change_compiles_in_other_templates(name: str, renderer: Renderer) -> None:
    now = read_latex((TEMPLATES / f"{name}.tex").read_text(encoding="utf-8"))
    for index in range(len(now.resume.skills)):
        now = reword(now, Change(kind="add_keyword", pointer=f"/skills/{index}", after="R&D_50% #1")).read
    for index, job in enumerate(now.resume.work):
        for number, line in enumerate(job.highlights):
            at = f"/work/{index}/highlights/{number}"
            after = f"{line} ~ 50% of $9 & <x> {{y}} C# a_b \\ ^ [z]"
            now = reword(now, Change(kind="replace", pointer=at, before=line, after=after)).read
        if len(job.highlights) > 1:
            first = now.resume.work[index].highlights[0]
            now = reword(now, Change(kind="remove", pointer=f"/work/{index}/highlights/0", before=first)).read
    pdf = await renderer.from_latex(now.text)
    assert "50%" in text_of(pdf.pdf).replace(" ", "")
