"""Any words in any line of any template: they are written as they are or refused, and nothing else changes."""

import contextlib
import re
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.latex import read_latex
from app.documents.latex.symbols import joined_ligatures
from app.documents.pointing import with_text, without_item
from app.documents.resume import ReadResume, Resume
from app.documents.rewording import Change, plain, reword
from app.errors import AppError
from tests.documents.latex_files import ALL, at_pointer


def texts_of(resume: Resume) -> dict[str, str]:
    """Every text of the résumé by its JSON pointer."""
    texts: dict[str, str] = {}

    def walk(node: object, pointer: str) -> None:
        if isinstance(node, str):
            texts[pointer] = node
        elif isinstance(node, dict):
            for key, item in node.items():
                walk(item, f"{pointer}/{key}")
        elif isinstance(node, list):
            for index, item in enumerate(node):
                walk(item, f"{pointer}/{index}")

    walk(msgspec.to_builtins(resume), "")
    return texts


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
def test_a_rewording_changes_one_value_and_no_other_byte(case: tuple[ReadResume, Change]) -> None:
    reading, change = case
    with contextlib.suppress(AppError):
        made = reword(reading, change)
        expected = joined_ligatures(plain(change.after))
        assert made.resume == with_text(reading.resume, change.pointer, expected)
        place = reading.places[change.pointer]
        assert made.text[: place.start] == reading.text[: place.start]
        assert made.text.endswith(reading.text[place.end :])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BULLETS), st.sampled_from(["Built", "Sold", "Wrote", "Ran"]))
def test_ordinary_words_can_be_written_into_every_bullet(line: tuple[str, str, str], verb: str) -> None:
    name, pointer, before = line
    after = re.sub(r"^\w+", verb, before)
    if "Relevant Coursework" in before or after == before:
        return
    made = reword(READINGS[name], Change(kind="replace", pointer=pointer, before=before, after=after))
    assert at_pointer(made.resume, pointer) == after


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(READINGS)), st.data())
def test_several_changes_give_the_same_source_in_any_order(name: str, data: st.DataObject) -> None:
    reading = READINGS[name]
    lines = [line for line in BULLETS if line[0] == name] or [line for line in LINES if line[0] == name]
    chosen = data.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1, max_size=4))
    changes = [
        Change(kind="replace", pointer=pointer, before=before, after=f"{before} again{number}")
        for number, (_, pointer, before) in enumerate(chosen)
    ]
    possible = [change for change in changes if after_all(reading, [change]) is not None]
    now = after_all(reading, possible)
    if now is None:
        return
    assert after_all(reading, data.draw(st.permutations(possible))) == now
    for change in possible:
        assert at_pointer(now.resume, change.pointer) == change.after


def after_all(reading: ReadResume, changes: Sequence[Change]) -> ReadResume | None:
    """The résumé with all changes made, one after another; None when one is refused."""
    now = reading
    for change in changes:
        try:
            now = reword(now, change)
        except AppError:
            return None
    return now


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LINES))
def test_a_removal_cuts_one_piece_out_and_adds_nothing(line: tuple[str, str, str]) -> None:
    name, pointer, before = line
    reading = READINGS[name]
    with contextlib.suppress(AppError):
        made = reword(reading, Change(kind="remove", pointer=pointer, before=before))
        assert made.resume == without_item(reading.resume, pointer)
        pairs = enumerate(zip(reading.text, made.text, strict=False))
        head = next((at for at, (old, new) in pairs if old != new), len(made.text))
        assert reading.text.endswith(made.text[head:])
