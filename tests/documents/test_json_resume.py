"""JSON Resume files, and the place of each value in them."""

import json
from pathlib import Path

import msgspec
import pytest

from app.documents.extras import without_extras
from app.documents.reading.json_resume import read_json_resume
from app.documents.resume import OtherSection, Resume
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


def test_nulls_blank_texts_and_unknown_members_are_no_part_of_the_typed_value() -> None:
    read = read_json_resume('{"basics": {"name": "Jo", "label": " ", "email": null}, "skills": null, "x": {"y": [1]}}')
    assert msgspec.to_builtins(without_extras(read.resume)) == {"basics": {"name": "Jo"}}
    assert read.resume.extra == {"x": {"y": [1]}}
    assert read.resume.basics.extra == {"label": " "}
    assert set(read.places) == {"/basics/name"}
    assert read.warnings == []


def test_a_member_named_extra_is_as_unknown_as_any_other() -> None:
    read = read_json_resume('{"basics": {"name": "Jo", "extra": {"name": "Al"}}, "extra": [1]}')
    assert read.resume.basics.extra == {"extra": {"name": "Al"}}
    assert read.resume.extra == {"extra": [1]}
    assert set(read.places) == {"/basics/name"}


def test_what_only_foreword_names_is_read_where_it_fits_and_kept_where_it_does_not() -> None:
    ours = read_json_resume('{"basics": {"name": "Jo"}, "other": [{"title": "Patents", "lines": ["A lamp"], "no": 1}]}')
    assert ours.resume.other == [OtherSection(title="Patents", lines=["A lamp"], extra={"no": 1})]
    assert [section.key for section in ours.sections] == ["other"]
    for foreign in (3, None, "Patents", [{"name": "Patents"}], [3], {"title": "Patents"}):
        read = read_json_resume(json.dumps({"basics": {"name": "Jo"}, "other": foreign}))
        assert read.resume.other == []
        assert read.resume.extra == {"other": foreign}
    study = read_json_resume('{"education": [{"area": "Law", "location": {"city": "Bonn"}, "highlights": [1, 2]}]}')
    assert study.resume.education[0].extra == {"location": {"city": "Bonn"}, "highlights": [1, 2]}
    assert study.groups == []


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2021-03-15T08:00:00.000Z", "2021-03-15", "2021-03-15"),
        ("Jan 2021", "2021-01", "2021-01"),
        ("Present", None, None),
        ("heute", None, None),
        ("2021-13", "2021", "2021"),
        ("2023-02-30", "2023-02", "2023-02"),
        ("2019 - 2021", "2019", "2021"),
        ("soon", None, None),
        ("0001-01-01", None, None),
        ("12021", None, None),
    ],
)
def test_a_date_in_another_form_is_read_and_its_words_are_kept(
    written: str, start: str | None, end: str | None
) -> None:
    read = read_json_resume(json.dumps({"work": [{"name": "Acme", "startDate": written, "endDate": written}]}))
    job = read.resume.work[0]
    assert (job.start_date, job.end_date) == (start, end)
    assert job.extra == {"x-startDate": written, "x-endDate": written}
    assert any(written in warning for warning in read.warnings)


def test_a_member_that_stands_twice_is_said() -> None:
    read = read_json_resume('{"basics": {"name": "Jo", "name": "Al"}}')
    assert read.resume.basics.name == "Al"
    assert any("“name” stands twice" in warning for warning in read.warnings)


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
        ('{"basics": {"location": []}}', "“basics.location” must be an object, not a list"),
        ('{"work": [{"startDate": 2021}]}', "must be text, not a number"),
        ('{"work": [{"highlights": [null]}]}', "must be text, not"),
        ('{"basics": {"name": "Jo"}, "x": 18446744073709551616}', "number that is too long"),
        ('{"basics": {"name": "Jo"}, "x": 1e999}', "number that is too long"),
        ('{"basics": {"name": "Jo"}, "x": [NaN]}', "NaN is no number"),
        ('{"basics": {"name": "Jo\\ud83d"}}', "half of a character"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(source: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_json_resume(source)
