"""An edited résumé over its file: LaTeX is written along, other files are kept."""

from app.documents.reader import read_resume
from app.documents.resume import Basics, ReadResume, Resume, Skill, Work
from app.resumes.editing import edited, movable_sections, only_here, with_section_order
from app.resumes.fields import apply_fields
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


async def test_an_edit_of_latex_is_written_into_its_place_and_nowhere_else() -> None:
    from app.documents.latex import read_latex

    document = read_latex(TEX)
    highlights = "Wrote the first program & published it, 50% of it in verse\nTranslated a memoir"
    after = apply_fields(document.resume, {"/work/0/highlights": highlights})
    edit = await edited(stored(document, TEX.encode()), after)
    assert edit.notes == []
    before, now = TEX.splitlines(), edit.source.decode().splitlines()
    changed = [(old, new) for old, new in zip(before, now, strict=True) if old != new]
    assert changed == [
        (
            r"  \item Wrote the first program, 100\% by hand",
            r"  \item Wrote the first program \& published it, 50\% of it in verse",
        )
    ]
    assert edit.document.resume.work[0].highlights[0] == "Wrote the first program & published it, 50% of it in verse"


async def test_what_cannot_be_written_into_latex_is_kept_beside_it_and_said_until_it_is_gone() -> None:
    from app.documents.latex import read_latex

    document = read_latex(TEX)
    after = apply_fields(document.resume, {"/basics/label": "Countess of Lovelace"})
    edit = await edited(stored(document, TEX.encode()), after)
    assert edit.source == TEX.encode()
    assert edit.document.resume.basics.label == "Countess of Lovelace"
    assert edit.notes == [only_here(edit.document)]
    assert "not in your LaTeX source: Label." in edit.notes[0]
    more = apply_fields(after, {"/work/0/location": "Paris"})
    again = await edited(stored(edit.document, edit.source), more)
    assert r"\hfill Paris" in again.source.decode()
    assert again.document.warnings.count(only_here(again.document)) == 1
    back = await edited(stored(again.document, again.source), apply_fields(more, {"/basics/label": ""}))
    assert only_here(back.document) == ""


async def test_an_edit_of_another_format_renews_what_may_be_moved() -> None:
    document = ReadResume(format="md", text="", resume=ada())
    edit = await edited(stored(document, b"# Ada"), apply_fields(ada(), {"/work/0/highlights": "A\nB\nC"}))
    bullets = [group for group in edit.document.groups if group.kind == "bullets"]
    assert [len(group.pointers) for group in bullets] == [3]


async def test_a_form_sent_back_as_it_was_changes_nothing() -> None:
    document = ReadResume(format="md", text="", resume=ada())
    after = apply_fields(ada(), {"/basics/name": "Ada  Lovelace", "/basics/url": ""})
    assert not (await edited(stored(document, b"# Ada"), after)).changed


async def test_sections_can_still_be_moved_after_an_edit_of_another_format() -> None:
    document = await read_resume(b"# Ada\n\n## Experience\n\n### Analyst, Works\n\n## Education\n\nHome\n", "ada.md")
    before = [group for group in document.groups if group.kind == "sections"]
    assert before
    edit = await edited(stored(document, b"# Ada"), apply_fields(document.resume, {"/basics/label": "Countess"}))
    assert edit.changed
    assert [group for group in edit.document.groups if group.kind == "sections"] == before


async def test_sections_of_another_format_move_and_new_ones_are_headed() -> None:
    document = await read_resume(b"# Ada\n\n## Experience\n\n### Analyst, Works\n\n## Education\n\nHome\n", "ada.md")
    added = await edited(stored(document, b""), apply_fields(document.resume, {"/awards/0/title": "Medal"}))
    assert movable_sections(added.document) == ["work", "education", "awards"]
    moved = await with_section_order(stored(added.document, b""), ["awards", "education", "work"])
    assert movable_sections(moved.document) == ["awards", "education", "work"]
    group = next(group for group in moved.document.groups if group.kind == "sections")
    assert [moved.document.sections[int(one.rpartition("/")[2])].key for one in group.pointers] == [
        "awards",
        "education",
        "work",
    ]
