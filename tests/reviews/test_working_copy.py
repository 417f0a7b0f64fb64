"""The working copy: composed from the beginning, whatever the order, and exactly what it was when all is undone."""

import asyncio
import difflib
import itertools
import random

import pytest

from app.documents.reader import read_resume
from app.documents.resume import ReadResume
from app.documents.rewording import Change
from app.errors import Conflict, InvalidInput
from app.reviews.working_copy import compose
from tests.running import SAMPLES

PROBLEMS = "/work/1/highlights/1"


@pytest.fixture(scope="module")
def base() -> ReadResume:
    return asyncio.run(read_resume((SAMPLES / "jake_resume.tex").read_bytes(), "jake_resume.tex"))


def replace(base: ReadResume, pointer: str, old: str, new: str) -> Change:
    _, key, entry, _, line = pointer.split("/")
    before = getattr(base.resume, key)[int(entry)].highlights[int(line)]
    assert old in before
    return Change(kind="replace", pointer=pointer, before=before, after=before.replace(old, new))


@pytest.fixture
def changes(base: ReadResume) -> list[Change]:
    tools = base.resume.projects[0].highlights[1]
    return [
        replace(base, "/work/0/highlights/0", "Developed", "Built"),
        replace(base, "/work/0/highlights/1", "React", "React.js"),
        replace(base, PROBLEMS, "students, faculty and staff", "students & staff (50%)"),
        replace(base, PROBLEMS, "Assess and troubleshoot", "Assessed and solved"),
        replace(base, "/work/2/highlights/0", "The Legend of Zelda", "Zelda"),
        Change(kind="add_keyword", pointer="/skills/0", after="C#"),
        Change(kind="remove", pointer="/projects/0/highlights/1", before=tools),
        replace(base, "/projects/0/highlights/3", "Used", "Ran"),
    ]


def lines_that_differ(before: str, after: str) -> set[int]:
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    blocks = [range(first, max(last, first)) for tag, first, last, _, _ in matcher.get_opcodes() if tag != "equal"]
    return set(itertools.chain.from_iterable(blocks))


def test_nothing_accepted_is_the_beginning_itself(base: ReadResume) -> None:
    assert compose(base, []) is base


def test_any_order_gives_the_same_bytes(base: ReadResume, changes: list[Change]) -> None:
    wanted = compose(base, changes).text
    shuffled = random.Random(7)
    for _ in range(3):
        order = shuffled.sample(changes, len(changes))
        assert compose(base, order).text == wanted


def test_only_the_lines_of_the_changes_differ(base: ReadResume, changes: list[Change]) -> None:
    after = compose(base, changes)
    touched = {base.text.count("\n", 0, base.places[change.pointer].start) for change in changes if change.before}
    listed = {number for number, line in enumerate(base.text.splitlines()) if r"\textbf{Languages}" in line}
    assert lines_that_differ(base.text, after.text) == touched | listed
    assert r"\emph{Zelda}" in after.text
    assert after.resume.skills[0].keywords[-1] == "C#"
    assert len(after.resume.projects[0].highlights) == len(base.resume.projects[0].highlights) - 1


def test_a_pointer_means_the_beginning_also_after_a_removal(base: ReadResume, changes: list[Change]) -> None:
    after = compose(base, changes)
    assert after.resume.projects[0].highlights[2].startswith("Ran ")


def test_taking_any_one_out_leaves_what_the_others_make(base: ReadResume, changes: list[Change]) -> None:
    for number in range(len(changes)):
        rest = changes[:number] + changes[number + 1 :]
        assert compose(base, rest).text != compose(base, changes).text
    assert compose(base, []).text == base.text


def test_two_changes_of_one_line_are_both_made(base: ReadResume, changes: list[Change]) -> None:
    assert compose(base, changes).resume.work[1].highlights[1] == (
        "Assessed and solved computer problems brought by students & staff (50%)"
    )


def test_a_line_is_not_both_reworded_and_removed(base: ReadResume, changes: list[Change]) -> None:
    gone = Change(kind="remove", pointer=PROBLEMS, before=base.resume.work[1].highlights[1])
    with pytest.raises(Conflict, match="very line"):
        compose(base, [*changes, gone])


def test_a_line_that_is_not_there_is_refused(base: ReadResume) -> None:
    with pytest.raises(Conflict):
        compose(base, [Change(kind="replace", pointer=PROBLEMS, before="Something else", after="Anything")])
    with pytest.raises((Conflict, InvalidInput)):
        compose(base, [Change(kind="replace", pointer="/work/9/highlights/0", before="x", after="y")])
