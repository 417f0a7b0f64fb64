"""Changes of a résumé that has no source to write into: the structured value changes, what was read stays beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.latex import read_latex
from app.documents.pointing import list_at, text_at, with_item, with_text, without_item
from app.documents.resume import Group, ReadResume, Resume, Section, Skill, Span, Work
from app.documents.rewording import Change, plain, reword, reword_texts
from app.errors import AppError, Conflict, InvalidInput
from tests.documents.latex_files import document

SECTIONS = Group("sections", ("/sections/0", "/sections/1"), (Span(0, 1), Span(1, 2)))


def ada() -> ReadResume:
    resume = Resume(
        work=[Work(name="Engine Works", position="Analyst", highlights=["Wrote a program", "Translated", "Taught"])],
        skills=[Skill(name="Arts", keywords=["Poetry", "Music"])],
    )
    sections = [Section("work", "Work", Span(0, 1)), Section("skills", "Arts", Span(1, 2))]
    places = {"/work/0/highlights/0": Span(0, 1)}
    return ReadResume("md", "# Ada", resume, places, sections, [SECTIONS])


CHANGES = (
    Change(kind="replace", pointer="/work/0/highlights/0", before="Wrote a program", after="Wrote the first program"),
    Change(kind="replace", pointer="/work/0/position", before="Analyst", after="Engineer"),
    Change(kind="remove", pointer="/work/0/highlights/1", before="Translated"),
    Change(kind="add_keyword", pointer="/skills/0", after="Logic"),
    Change(kind="remove", pointer="/skills/0/keywords/0", before="Poetry"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_made_in_the_structure_alone(change: Change) -> None:
    made = reword(ada(), change)
    assert made.text == "# Ada"
    assert made.places == {}
    assert SECTIONS in made.groups
    assert made.resume != ada().resume


def test_the_resume_that_was_given_is_left_as_it_was() -> None:
    given_read = ada()
    for change in CHANGES:
        reword(given_read, change)
    assert given_read == ada()


@pytest.mark.parametrize(
    "pointer",
    ["", "/", "/work/0/highlights/9", "/work/x/name", "/work/0/highlights", "/nothing", "/work/0/url", "/" * 99],
)
def test_a_pointer_that_names_no_text_is_refused(pointer: str) -> None:
    with pytest.raises((Conflict, InvalidInput)):
        reword(ada(), Change(kind="replace", pointer=pointer, before="", after="x"))
    with pytest.raises(InvalidInput):
        with_text(ada().resume, pointer, "x")
    with pytest.raises((Conflict, InvalidInput)):
        reword(ada(), Change(kind="remove", pointer=pointer, before=""))
    with pytest.raises(InvalidInput):
        reword(ada(), Change(kind="add_keyword", pointer=pointer, after="x"))


def test_values_are_read_and_changed_by_pointer() -> None:
    resume = ada().resume
    assert text_at(resume, "/work/0/position") == "Analyst"
    assert text_at(resume, "/work/0/highlights") is None
    assert list_at(resume, "/skills/0/keywords") == ["Poetry", "Music"]
    assert list_at(resume, "/skills/0/name") is None
    assert with_item(resume, "/skills/0/keywords/1", "Logic").skills[0].keywords == ["Poetry", "Logic", "Music"]
    assert without_item(resume, "/skills/0/keywords/1").skills[0].keywords == ["Poetry"]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_written_cleanly_or_refused(before: str, after: str) -> None:
    read = ReadResume("txt", "", Resume(work=[Work(highlights=[before, "x"])]))
    change = Change(kind="replace", pointer="/work/0/highlights/0", before=before, after=after)
    try:
        made = reword(read, change)
    except AppError:
        return
    assert made.resume.work[0].highlights[0] == plain(after)
    assert made.resume.work[0].highlights[1] == "x"


def test_several_texts_are_written_at_once_or_none() -> None:
    body = "{\\Huge Ada Lovelace}\n\\section{Skills}\nTongues: French, \\textbf{Latin}\\\\\nArts: Poetry, Music\n"
    read = read_latex(document(body))
    after = reword_texts(read, {"/skills/0/keywords/1": "Greek", "/skills/1/keywords/0": "R&D"})
    assert "Tongues: French, \\textbf{Greek}\\\\\nArts: R\\&D, Music" in after.text
    for texts in ({"/skills/0/keywords/1": "a, b"}, {"/skills/9/name": "x"}, {"/skills/0/keywords/1": "\x00"}):
        with pytest.raises(InvalidInput):
            reword_texts(read, texts)
