"""Every kind of change in real documents: they still compile."""

import pytest

from app.documents.latex import read_latex
from app.documents.rendering import Renderer
from app.documents.rewording import Change, reword
from tests.documents.latex_files import TEMPLATES
from tests.documents.rendering.test_tex_compile import text_of

COMPILED = ("plain_hfill", "two_columns", "two_argument_items", "lebenslauf", "table_rows", "own_commands")


@pytest.fixture
async def renderer() -> Renderer:
    made = Renderer()
    assert (await made.prove()).ok
    return made


@pytest.mark.parametrize("name", COMPILED)
async def test_every_kind_of_change_compiles_in_other_templates(name: str, renderer: Renderer) -> None:
    now = read_latex((TEMPLATES / f"{name}.tex").read_text(encoding="utf-8"))
    for index in range(len(now.resume.skills)):
        now = reword(now, Change(kind="add_keyword", pointer=f"/skills/{index}", after="R&D_50% #1"))
    for index, job in enumerate(now.resume.work):
        for number, line in enumerate(job.highlights):
            at = f"/work/{index}/highlights/{number}"
            after = f"{line} ~ 50% of $9 & <x> {{y}} C# a_b \\ ^ [z]"
            now = reword(now, Change(kind="replace", pointer=at, before=line, after=after))
        if len(job.highlights) > 1:
            first = now.resume.work[index].highlights[0]
            now = reword(now, Change(kind="remove", pointer=f"/work/{index}/highlights/0", before=first))
    pdf = await renderer.from_latex(now.text)
    assert "50%" in text_of(pdf.pdf).replace(" ", "")
