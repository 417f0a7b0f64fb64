"""Editing a structured résumé by form fields named by JSON pointers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.reader import read_resume
from app.documents.resume import Basics, Education, ReadResume, Resume, Skill, Work
from app.errors import InvalidInput
from app.resumes.editing import apply_fields, changed_texts, edit_resume, texts_of
from app.resumes.models import StoredResume

TEX = r"""\documentclass{article}
\begin{document}
\begin{center}
{\Huge Ada Lovelace} \\ ada@example.org
\end{center}
\section{Experience}
\textbf{Analyst} \hfill 1842 -- 1843 \\
\textit{Engine Works} \hfill London
\begin{itemize}
  \item Wrote the first program, 100\% by hand
  \item Translated a memoir
\end{itemize}
\section{Skills}
Mathematics, French, Punched cards
\end{document}
"""


def ada() -> Resume:
    return Resume(
        basics=Basics(name="Ada Lovelace", email="ada@example.org"),
        work=[Work(name="Engine Works", position="Analyst", highlights=["Wrote a program", "Translated"])],
        skills=[Skill(keywords=["Mathematics", "French"])],
    )


def stored(document: ReadResume, source: bytes) -> StoredResume:
    return StoredResume(
        id="res_1",
        owner="usr_1",
        title="Ada",
        filename=f"ada.{document.format}",
        format=document.format,
        source=source,
        original=None,
        state="ready",
        problem=None,
        document=document,
        run_id=None,
        version=1,
        created_at=0.0,
        updated_at=0.0,
    )


def test_a_field_is_set_and_an_empty_one_removed() -> None:
    after = apply_fields(ada(), {"/basics/label": "Countess", "/basics/email": ""})
    assert after.basics.label == "Countess"
    assert after.basics.email is None


def test_lines_become_a_list() -> None:
    after = apply_fields(ada(), {"/work/0/highlights": "One\r\n\r\n  Two  words \r\n", "/skills/0/keywords": ""})
    assert after.work[0].highlights == ["One", "Two words"]
    assert after.skills == []


def test_an_entry_is_added_at_the_end_and_goes_when_all_its_fields_are_empty() -> None:
    added = apply_fields(ada(), {"/work/1/name": "Babbage & Co", "/education/0/institution": "Home"})
    assert [work.name for work in added.work] == ["Engine Works", "Babbage & Co"]
    assert added.education == [Education(institution="Home")]
    removed = apply_fields(added, {"/work/0/name": "", "/work/0/position": "", "/work/0/highlights": ""})
    assert [work.name for work in removed.work] == ["Babbage & Co"]


def test_the_empty_entry_of_a_form_adds_nothing() -> None:
    assert apply_fields(ada(), {"/work/1/name": "", "/work/1/highlights": "", "/projects/0/name": " "}) == ada()


@pytest.mark.parametrize(
    "pointer", ["/work/7/name", "/work/x/name", "/basics/name/deeper", "basics/name", "/work/-1/name", "/work"]
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(InvalidInput):
        apply_fields(ada(), {pointer: "x"})


@pytest.mark.parametrize("pointer", ["/nothing", "/", "/basics/nothing"])
def test_a_name_that_a_resume_does_not_have_has_no_effect(pointer: str) -> None:
    assert apply_fields(ada(), {pointer: "x"}) == ada()


@pytest.mark.parametrize("text", ["gestern", "2026-13", "03/2021", "2021-3"])
def test_a_date_that_is_none_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        apply_fields(ada(), {"/work/0/startDate": text})
    assert caught.value.field == "/work/0/startDate"


@pytest.mark.parametrize("text", ["1842", "1842-03", "1842-03-15"])
def test_a_date_is_kept_with_its_precision(text: str) -> None:
    assert apply_fields(ada(), {"/work/0/startDate": text}).work[0].start_date == text


def test_a_field_that_is_too_long_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        apply_fields(ada(), {"/basics/summary": "x" * 5_001})
    assert caught.value.field == "/basics/summary"


@given(st.sets(st.sampled_from(sorted(pointer for pointer in texts_of(ada()) if not pointer[-1].isdigit()))))
def test_what_the_form_was_given_changes_nothing(pointers: set[str]) -> None:
    fields = {pointer: texts_of(ada())[pointer] for pointer in pointers}
    assert apply_fields(ada(), fields) == ada()


def test_changed_texts_are_found_by_pointer() -> None:
    after = apply_fields(ada(), {"/work/0/highlights": "Wrote a program\nTranslated a memoir"})
    assert changed_texts(ada(), after) == {"/work/0/highlights/1": "Translated a memoir"}
    assert changed_texts(ada(), apply_fields(ada(), {"/basics/label": "new"})) is None


async def test_an_edit_of_latex_is_written_into_its_place_and_nowhere_else() -> None:
    from app.documents.latex import read_latex

    document = read_latex(TEX)
    highlights = "Wrote the first program & published it, 50% of it in verse\nTranslated a memoir"
    edit = await edit_resume(stored(document, TEX.encode()), {"/work/0/highlights": highlights})
    assert edit.notes == []
    before, after = TEX.splitlines(), edit.source.decode().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        (
            r"  \item Wrote the first program, 100\% by hand",
            r"  \item Wrote the first program \& published it, 50\% of it in verse",
        )
    ]
    assert edit.document.resume.work[0].highlights[0] == "Wrote the first program & published it, 50% of it in verse"


async def test_what_cannot_be_written_into_latex_is_kept_beside_it_and_said() -> None:
    from app.documents.latex import read_latex

    document = read_latex(TEX)
    edit = await edit_resume(stored(document, TEX.encode()), {"/basics/label": "Countess of Lovelace"})
    assert edit.source == TEX.encode()
    assert edit.document.resume.basics.label == "Countess of Lovelace"
    assert "could not be written into the LaTeX source" in edit.notes[0]


async def test_an_edit_of_another_format_renews_what_may_be_moved() -> None:
    document = ReadResume(format="md", text="", resume=ada())
    edit = await edit_resume(stored(document, b"# Ada"), {"/work/0/highlights": "A\nB\nC"})
    bullets = [group for group in edit.document.groups if group.kind == "bullets"]
    assert [len(group.pointers) for group in bullets] == [3]


async def test_a_form_sent_back_as_it_was_changes_nothing() -> None:
    document = ReadResume(format="md", text="", resume=ada())
    edit = await edit_resume(stored(document, b"# Ada"), {"/basics/name": "Ada  Lovelace", "/basics/url": ""})
    assert not edit.changed


async def test_sections_can_still_be_moved_after_an_edit_of_another_format() -> None:
    document = await read_resume(b"# Ada\n\n## Experience\n\n### Analyst, Works\n\n## Education\n\nHome\n", "ada.md")
    before = [group for group in document.groups if group.kind == "sections"]
    assert before
    edit = await edit_resume(stored(document, b"# Ada"), {"/basics/label": "Countess"})
    assert edit.changed
    assert [group for group in edit.document.groups if group.kind == "sections"] == before
