"""A LaTeX source is brought to what the structured résumé says, and nothing else in it changes."""

import difflib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from app.documents.latex import read_latex
from app.documents.latex.redating import redated
from app.documents.latex.updating import Updated, updated, with_sections
from app.documents.resume import ReadResume, Resume
from tests.running import SAMPLES

TEX = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
Change = Callable[[Any], object]


@pytest.fixture(scope="module")
def read() -> ReadResume:
    return read_latex(TEX)


def changed(read: ReadResume, change: Change) -> Updated:
    tree = msgspec.to_builtins(read.resume)
    change(tree)
    wanted = msgspec.convert(tree, Resume)
    done = updated(read, wanted)
    assert done.read.resume == wanted
    return done


def difference(after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.unified_diff(TEX.split("\n"), after.split("\n"), lineterm="", n=0))[2:]
    return (
        [line[1:].strip() for line in lines if line.startswith("-")],
        [line[1:].strip() for line in lines if line.startswith("+")],
    )


def test_a_bullet_is_added_in_the_manner_of_its_neighbours(read: ReadResume) -> None:
    done = changed(read, lambda tree: tree["work"][0]["highlights"].insert(1, "Saved 40% & more"))
    assert done.missing == []
    assert difference(done.read.text) == ([], [r"\resumeItem{Saved 40\% \& more}"])


def test_a_bullet_and_a_keyword_are_removed(read: ReadResume) -> None:
    def change(tree: Any) -> None:
        del tree["work"][0]["highlights"][1]
        del tree["skills"][0]["keywords"][0]

    done = changed(read, change)
    assert done.missing == []
    gone, come = difference(done.read.text)
    assert len(gone) == 2
    assert come == [r"\textbf{Languages}{: Python, C/C++, SQL (Postgres), JavaScript, HTML/CSS, R} \\"]


def test_an_entry_moves_whole_and_comes_back_to_the_byte(read: ReadResume) -> None:
    done = changed(read, lambda tree: tree["work"].insert(0, tree["work"].pop(2)))
    assert done.missing == []
    assert sorted(done.read.text.split("\n")) == sorted(TEX.split("\n"))
    assert updated(done.read, read.resume).read.text == TEX


def test_an_entry_is_added_and_removed(read: ReadResume) -> None:
    entry = {
        "name": "Mill & Sons",
        "position": "Cook",
        "location": "Leeds",
        "startDate": "2021",
        "highlights": ["Ran it"],
    }
    done = changed(read, lambda tree: tree["work"].append(entry))
    assert done.missing == []
    _, come = difference(done.read.text)
    assert r"{Mill \& Sons}{Leeds}" in come
    assert r"{Cook}{2021 -- Present}" in come
    back = updated(done.read, read.resume)
    assert back.missing == []
    assert read_latex(back.read.text).resume == read.resume


def test_dates_are_written_as_the_others_are(read: ReadResume) -> None:
    done = changed(read, lambda tree: tree["work"][2].update(startDate="2018-11", endDate="2020-02"))
    assert done.missing == []
    assert difference(done.read.text)[1] == ["{Artificial Intelligence Research Assistant}{Nov 2018 -- Feb 2020}"]


@pytest.mark.parametrize(
    ("written", "start", "end", "expected"),
    [
        ("Aug. 2018 -- May 2021", "2019-09", "2020-10", "Sep. 2019 -- Oct. 2020"),
        ("September 2018 to March 2019", "2018-09", None, "September 2018 to Present"),
        ("09/2018 - 03/2019", "2018-10", "2019-03", "10/2018 - 03/2019"),
        ("2018 -- present", "2017", None, "2017 -- present"),
        ("May 2021", "2020-06", "2020-06", "Jun 2020"),
        ("seit Mai 2019", "2020-06", None, None),
        ("2018 -- 2020", "2018-03", "2020", None),
        ("2018 -- 2020", "2018-03-04", "2020", None),
    ],
)
def test_the_notation_of_a_date_is_kept(written: str, start: str, end: str | None, expected: str | None) -> None:
    assert redated(written, start, end) == expected


def test_what_has_no_place_is_named_and_all_else_is_written(read: ReadResume) -> None:
    def change(tree: Any) -> None:
        tree["basics"]["label"] = "Engineer"
        tree["work"][0]["position"] = "Research Lead"

    done = changed(read, change)
    assert done.missing == ["/basics/label"]
    assert difference(done.read.text) == (
        ["{Undergraduate Research Assistant}{June 2020 -- Present}"],
        ["{Research Lead}{June 2020 -- Present}"],
    )


def test_half_an_entry_is_not_written_at_all(read: ReadResume) -> None:
    done = changed(read, lambda tree: tree["work"].append({"name": "Mill"}))
    assert done.missing == ["/work/3"]
    assert done.read.text == TEX


def test_places_and_groups_of_what_is_only_structured_are_not_made_up(read: ReadResume) -> None:
    done = changed(read, lambda tree: tree["work"].insert(0, {"name": "Mill"}))
    assert done.read.text == TEX
    for pointer, span in read.places.items():
        if pointer.startswith("/work/0/"):
            assert done.read.places[pointer.replace("/work/0/", "/work/1/")] == span
    assert not any(pointer.startswith("/work/0") for pointer in done.read.places)
    entries = [group for group in done.read.groups if group.kind == "entries" and "work" in group.pointers[0]]
    assert [group.pointers for group in entries] == [("/work/1", "/work/2", "/work/3")]


def test_sections_move_whole(read: ReadResume) -> None:
    done = with_sections(read, ["skills", "work", "education", "projects"])
    assert done is not None
    assert [section.key for section in done.sections] == ["skills", "work", "education", "projects"]
    assert sorted(done.text.split("\n")) == sorted(TEX.split("\n"))
    back = with_sections(done, ["education", "work", "projects", "skills"])
    assert back is not None
    assert back.text == TEX


POINTERS = [
    f"/{key}/0/{name}" for key in ("work", "education", "projects") for name in ("position", "name", "location")
]


@pytest.mark.parametrize("pointer", [*POINTERS, "/education/0/institution", "/education/0/studyType", "/skills/0/name"])
def test_a_value_is_taken_out_exactly_or_not_at_all(read: ReadResume, pointer: str) -> None:
    def change(tree: Any) -> None:
        _, key, index, name = pointer.split("/")
        tree[key][int(index)].pop(name, None)

    done = changed(read, change)
    assert done.read.text == TEX or read_latex(done.read.text).resume == done.read.resume
    assert (done.missing == []) == (read_latex(done.read.text).resume == done.read.resume)
