"""Each format made from the same résumé is read into the same `Resume`."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from app.documents.reader import read_resume
from app.documents.resume import ReadResume, Resume
from tests.documents.people import AMARA, AMARA_SHEET, JAKE, JAKE_SHEET, Sheet
from tests.documents.sheets import as_docx, as_json, as_md, as_pdf, as_txt

SAMPLES = Path(__file__).parents[1] / "samples"
MAKERS: dict[str, Callable[[Sheet], bytes]] = {"txt": as_txt, "md": as_md, "docx": as_docx, "pdf": as_pdf}
PEOPLE = {"amara": (AMARA, AMARA_SHEET), "jake": (JAKE, JAKE_SHEET)}


def straight(read: ReadResume) -> Resume:
    """The documented normalisation: typographic apostrophes, which Typst sets by itself, as typed ones."""
    text = msgspec.json.encode(read.resume).decode().replace("’", "'")
    return msgspec.json.decode(text, type=Resume)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", MAKERS)
async def test_a_format_gives_the_expected_resume(person: str, kind: str) -> None:
    expected, sheet = PEOPLE[person]
    read = await read_resume(MAKERS[kind](sheet), f"resume.{kind}")
    wanted = straight(ReadResume(kind, "", expected))
    assert msgspec.to_builtins(straight(read)) == msgspec.to_builtins(wanted)
    assert read.format == kind


@pytest.mark.parametrize("person", PEOPLE)
async def test_json_resume_is_read_back_unchanged(person: str) -> None:
    expected, _ = PEOPLE[person]
    read = await read_resume(as_json(expected), "resume.json")
    assert read.resume == expected


async def test_the_markdown_sample_is_read_whole() -> None:
    read = await read_resume((SAMPLES / "resume_plain.md").read_bytes(), "resume_plain.md")
    assert msgspec.to_builtins(read.resume) == msgspec.to_builtins(AMARA)
    assert read.warnings == []


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", MAKERS)
async def test_every_value_has_a_place_that_holds_it(person: str, kind: str) -> None:
    _, sheet = PEOPLE[person]
    read = await read_resume(MAKERS[kind](sheet), f"resume.{kind}")
    values = dict(atoms("", msgspec.to_builtins(read.resume)))
    assert set(values) == set(read.places)
    for pointer, value in values.items():
        span = read.places[pointer]
        shown = "".join(char for char in read.text[span.start : span.end] if char.isalnum())
        if not pointer.endswith(("Date", "/network", "/url")):
            assert (
                "".join(char for char in value if char.isalnum()) == shown or value in read.text[span.start : span.end]
            )


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", MAKERS)
async def test_groups_hold_whole_blocks_in_source_order(person: str, kind: str) -> None:
    expected, sheet = PEOPLE[person]
    read = await read_resume(MAKERS[kind](sheet), f"resume.{kind}")
    kinds = {group.kind for group in read.groups}
    assert {"sections", "entries", "bullets", "skills"} <= kinds
    for group in read.groups:
        assert len(group.spans) == len(group.pointers) > 1
        assert all(before.end <= after.start for before, after in pairwise(group.spans))
    bullets = next(group for group in read.groups if group.pointers[0] == "/work/0/highlights/0")
    for span, text in zip(bullets.spans, expected.work[0].highlights, strict=True):
        block = read.text[span.start : span.end]
        assert block.rstrip().endswith(text[-12:].split()[-1])
        assert block[0] in "•*-"


def atoms(pointer: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in atoms(f"{pointer}/{key}", inner)]
    if isinstance(value, list):
        return [pair for index, inner in enumerate(value) for pair in atoms(f"{pointer}/{index}", inner)]
    return [(pointer, str(value))]
