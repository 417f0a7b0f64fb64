"""Any words in any line of any template: they are written as they are or refused, and undone to the byte."""

import contextlib
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.latex import read_latex
from app.documents.latex.symbols import joined_ligatures
from app.documents.pointing import with_text
from app.documents.resume import ReadResume
from app.documents.rewording import Change, Reworded, TextEdit, plain, reword, undo
from app.errors import AppError, Conflict
from app.resumes.editing import texts_of
from tests.documents.latex_files import ALL, at_pointer

READINGS = {path.stem: read_latex(path.read_text(encoding="utf-8")) for path in ALL}
LINES = [
    (name, pointer, text)
    for name, reading in sorted(READINGS.items())
    for pointer, text in texts_of(reading.resume).items()
    if "/highlights/" in pointer or "/keywords/" in pointer or pointer.endswith(("/summary", "/position", "/name"))
]
BULLETS = [line for line in LINES if "/highlights/" in line[1]]
WORDS = st.one_of(
    st.sampled_from(
        [
            "Python",
            "a&b",
            "50%",
            "#1",
            "$x_1$",
            "{y}",
            "\\cmd",
            "~",
            "^",
            "<|>",
            "[z]",
            "--",
            "''",
            "é",
            "名",
            "“q”",
            "*",
        ]
    ),
    st.text(min_size=1, max_size=8),
)


@st.composite
def rewordings(draw: st.DrawFn) -> tuple[ReadResume, Change]:
    """A line of a template with some of its words replaced, left out or doubled."""
    name, pointer, before = draw(st.sampled_from(LINES))
    words = before.split()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words) - 1))
        words[at : at + draw(st.integers(0, 2))] = draw(st.lists(WORDS, max_size=2))
        if not words:
            words = [""]
    return READINGS[name], Change(kind="replace", pointer=pointer, before=before, after=" ".join(words))


@settings(max_examples=250, deadline=None)
@given(rewordings())
def test_a_rewording_changes_one_value_and_is_undone_to_the_byte(case: tuple[ReadResume, Change]) -> None:
    reading, change = case
    with contextlib.suppress(AppError):
        made = reword(reading, change)
        expected = joined_ligatures(plain(change.after))
        assert made.read.resume == with_text(reading.resume, change.pointer, expected)
        (edit,) = made.edits
        assert made.read.text[: edit.start] == reading.text[: edit.start]
        assert made.read.text.endswith(reading.text[edit.end :])
        undone(made.read, change, made.edits, reading)


def undone(now: ReadResume, change: Change, edits: tuple[TextEdit, ...], reading: ReadResume) -> None:
    """An undo may not be refused: AppError would be taken for a refused change."""
    try:
        back = undo(now, change, edits)
    except AppError as error:
        raise AssertionError(error.message) from error
    assert back.read == reading


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BULLETS), st.sampled_from(["Built", "Sold", "Wrote", "Ran"]))
def test_ordinary_words_can_be_written_into_every_bullet(line: tuple[str, str, str], verb: str) -> None:
    name, pointer, before = line
    after = re.sub(r"^\w+", verb, before)
    if "Relevant Coursework" in before or after == before:
        return
    made = reword(READINGS[name], Change(kind="replace", pointer=pointer, before=before, after=after))
    assert at_pointer(made.read.resume, pointer) == after


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(READINGS)), st.data())
def test_several_changes_are_undone_in_any_order(name: str, data: st.DataObject) -> None:
    reading = READINGS[name]
    lines = [line for line in BULLETS if line[0] == name] or [line for line in LINES if line[0] == name]
    chosen = data.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1, max_size=4))
    now = reading
    made: list[tuple[Change, tuple[TextEdit, ...]]] = []
    for number, (_, pointer, before) in enumerate(chosen):
        change = Change(kind="replace", pointer=pointer, before=before, after=f"{before} again{number}")
        with contextlib.suppress(AppError):
            result = reword(now, change)
            made.append((change, result.edits))
            now = result.read
    for change, edits in data.draw(st.permutations(made)):
        now = undo(now, change, edits).read
    assert now == reading


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LINES), st.sampled_from(LINES))
def test_a_removal_beside_another_change_is_undone_to_the_byte_or_is_a_conflict(
    line: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    reading = READINGS[line[0]]
    change = Change(kind="remove", pointer=line[1], before=line[2])
    with contextlib.suppress(AppError):
        made = reword(reading, change)
        now = made.read
        between: tuple[Change, Reworded] | None = None
        if other[0] == line[0]:
            with contextlib.suppress(AppError):
                later = Change(kind="replace", pointer=other[1], before=other[2], after=f"{other[2]} again")
                between = (later, reword(now, later))
                now = between[1].read
        try:
            now = undo(now, change, made.edits).read
        except Conflict:
            assert between is not None
            return
        if between is not None:
            now = undo(now, between[0], between[1].edits).read
        assert now == reading
