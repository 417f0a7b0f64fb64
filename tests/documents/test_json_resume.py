"""JSON Resume files, and the place of each value in them."""

import json
from pathlib import Path

import msgspec
import pytest

from app.documents.reading.json_resume import read_json_resume
from app.documents.resume import Resume
from app.errors import InvalidInput

SAMPLE = (Path(__file__).parents[1] / "samples" / "jsonresume.sample.json").read_text(encoding="utf-8")


def test_the_published_sample_is_read_whole_and_each_place_holds_its_value() -> None:
    read = read_json_resume(SAMPLE)
    assert read.resume.work[0].position == "CEO/President"
    assert read.resume.basics.location is not None
    assert read.resume.basics.location.postal_code == "CA 94115"
    assert read.resume.basics.image is None
    for pointer, span in read.places.items():
        value = json.loads(SAMPLE)
        for name in pointer.split("/")[1:]:
            value = value[int(name) if isinstance(value, list) else name]
        assert json.loads(f'"{read.text[span.start : span.end]}"') == value
    assert len(read.places) > 80


def test_groups_are_whole_members_whose_exchange_keeps_the_json_valid() -> None:
    read = read_json_resume(SAMPLE)
    kinds = {group.kind for group in read.groups}
    assert kinds == {"sections", "bullets", "skill_groups", "skills"}
    sections = read.groups[0]
    first, second = sections.spans[0], sections.spans[1]
    text = read.text
    swapped = (
        text[: first.start]
        + text[second.start : second.end]
        + text[first.end : second.start]
        + text[first.start : first.end]
        + text[second.end :]
    )
    assert msgspec.json.decode(swapped, type=Resume) == msgspec.json.decode(text, type=Resume)


def test_nulls_and_blank_texts_are_absent_and_other_members_are_ignored() -> None:
    read = read_json_resume('{"basics": {"name": "Jo", "label": " ", "email": null}, "skills": null, "x": {"y": [1]}}')
    assert msgspec.to_builtins(read.resume) == {"basics": {"name": "Jo"}}
    assert set(read.places) == {"/basics/name"}


def test_escapes_and_odd_names_do_not_move_places() -> None:
    source = '{ "a/b~c": "\\"}]", "basics" : {"name":"J\\u00f6 \\"Doe\\""} }'
    read = read_json_resume(source)
    assert read.resume.basics.name == 'Jö "Doe"'
    span = read.places["/basics/name"]
    assert source[span.start : span.end] == 'J\\u00f6 \\"Doe\\"'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{"work": 3}', "“work” must be a list, not a number"),
        ('{"basics": {"name": []}}', "“basics.name” must be text, not a list"),
        ("[]", "the whole file must be an object"),
        ('{"basics": {}}', "no résumé in this JSON"),
        ('{"a": 1,}', "line 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(source: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_json_resume(source)
