"""JSON Resume in and out: any valid file comes out as the same JSON value, and what was changed is all that changed."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.editing import Reorder, reorder_resume
from app.documents.extras import without_extras
from app.documents.json_resume_export import json_resume_file, to_json_resume
from app.documents.reader import read_resume
from app.documents.reading.json_members import _OURS, _members_of
from app.documents.reading.json_resume import read_json_resume
from app.documents.resume import Basics, OtherSection, Part, ReadResume, Resume, Work
from app.documents.rewording import Change, reword
from app.tailoring.pipeline import inject
from app.tailoring.results import Move, ReorderPlan

SAMPLES = Path(__file__).parents[1] / "samples"
SAMPLE = json.loads((SAMPLES / "jsonresume.sample.json").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((SAMPLES / "jsonresume.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)

TEXTS = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(["", " ", "2021"]))
NAMES = st.one_of(
    st.sampled_from(["extra", "other", "location", "highlights", "x-startDate", "start_date", "a/b~", "", "title"]),
    TEXTS,
)
NUMBERS = st.one_of(
    st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False, allow_infinity=False), st.just(1.0), st.just(-0.0)
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
DATES = st.one_of(
    st.dates().filter(lambda day: 1000 <= day.year < 3000).map(lambda day: day.isoformat()),
    st.builds("{}-{:02}".format, st.integers(1000, 2999), st.integers(1, 12)),
    st.integers(1000, 2999).map(str),
)


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value that a part of the schema allows, with members of objects that it does not name."""
    if schema.get("$ref") == "#/definitions/iso8601":
        return DATES
    if schema["type"] == "array":
        return st.lists(values_of(schema["items"]), max_size=3)
    if schema["type"] == "string":
        return TEXTS
    known = schema.get("properties", {})
    unknown = st.dictionaries(NAMES.filter(lambda name: name not in known), ANYTHING, max_size=2)
    members = st.fixed_dictionaries({}, optional={name: values_of(inner) for name, inner in known.items()})
    return st.builds(lambda first, second: {**first, **second}, unknown, members)


FILES = values_of(SCHEMA).map(lambda file: {**file, "basics": {**file.get("basics", {}), "name": "Jo Doe"}})


def same(one: Any, other: Any) -> bool:
    """Equal as JSON, in which `1`, `1.0` and `true` are three values."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def stored(read: ReadResume) -> ReadResume:
    """As it comes out of the reading process and the database."""
    carried = msgspec.msgpack.decode(msgspec.msgpack.encode(read), type=ReadResume)
    return msgspec.json.decode(msgspec.json.encode(carried), type=ReadResume)


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_any_valid_file_comes_out_as_the_same_value(file: dict[str, Any]) -> None:
    VALIDATOR.validate(file)
    read = stored(read_json_resume(json.dumps(file)))
    assert same(json.loads(json_resume_file(read.resume)), file)
    assert read.warnings == []


@settings(max_examples=40, deadline=None)
@given(FILES)
def test_what_may_be_shown_has_nothing_of_the_unknown_members(file: dict[str, Any]) -> None:
    resume = read_json_resume(json.dumps(file)).resume
    shown = without_extras(resume)

    def look(part: Part) -> None:
        assert part.extra == {}
        for name in part.__struct_fields__:
            value = getattr(part, name)
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, Part):
                    look(inner)

    look(shown)
    assert without_extras(shown) == shown


async def test_the_published_sample_comes_out_as_it_went_in() -> None:
    read = await read_resume(json.dumps(SAMPLE).encode(), "resume.json")
    out = json_resume_file(read.resume)
    assert same(json.loads(out), SAMPLE)
    assert out.startswith(b'{\n  "basics"')
    assert (await read_resume(out, "again.json")).resume == read.resume


def test_our_own_members_are_those_that_the_schema_does_not_name() -> None:
    ours: set[tuple[type[Part], str]] = set()
    for name, member in _members_of(Resume).items():
        if name not in SCHEMA["properties"]:
            ours.add((Resume, name))
            assert member.part is not None
            ours |= {(member.part, inner) for inner in _members_of(member.part)}
            continue
        schema = SCHEMA["properties"][name].get("items", SCHEMA["properties"][name])
        assert member.part is not None
        ours |= {(member.part, inner) for inner in _members_of(member.part) if inner not in schema["properties"]}
    assert ours == _OURS


def with_ids(file: dict[str, Any]) -> dict[str, Any]:
    """The file with a member of another program's in each of its entries."""
    copy: dict[str, Any] = json.loads(json.dumps(file))
    for key, value in copy.items():
        for at, entry in enumerate(value if isinstance(value, list) else []):
            entry["extra"] = {"id": f"{key}-{at}"}
    return copy


def file_of(amara: ReadResume) -> dict[str, Any]:
    return with_ids(to_json_resume(amara.resume)) | {"$schema": "https://example.org/schema", "meta": {"version": 1.0}}


def test_unknown_members_stay_with_their_entries_when_those_change_places(amara: ReadResume) -> None:
    file = file_of(amara)
    read = stored(read_json_resume(json.dumps(file)))
    backwards = [
        Reorder(group, tuple(reversed(range(len(group.pointers)))))
        for group in read.groups
        if group.kind in {"entries", "skill_groups"}
    ]
    assert len(backwards) > 1
    out = to_json_resume(reorder_resume(read.resume, backwards))
    moved = {one.group.pointers[0].split("/")[1] for one in backwards}
    assert same(out, {key: value[::-1] if key in moved else value for key, value in file.items()})


def test_a_tailored_file_keeps_them_too(amara: ReadResume) -> None:
    file = file_of(amara)
    read = stored(read_json_resume(json.dumps(file)))
    at = next(i for i, group in enumerate(read.groups) if group.pointers[0] == "/work/0")
    turned = tuple(reversed(range(len(read.groups[at].pointers))))
    move = Move(kind="entries", group=at, pointer="/work", label="Experience", order=turned, reason="They ask for it.")
    assert same(to_json_resume(inject(read, ReorderPlan((move,))).resume), file | {"work": file["work"][::-1]})


def test_a_reworded_line_is_all_that_differs(amara: ReadResume) -> None:
    file = file_of(amara)
    before = file["work"][0]["highlights"][0]
    change = Change(kind="replace", pointer="/work/0/highlights/0", before=before, after="Ran the payout service.")
    after = reword(stored(read_json_resume(json.dumps(file))), change)
    file["work"][0]["highlights"][0] = "Ran the payout service."
    assert same(to_json_resume(after.resume), file)


def test_what_the_schema_does_not_name_may_be_null() -> None:
    file = {
        "basics": {"name": "Jo", "label": "", "email": "jo@example.org", "mood": None},
        "volunteer": [{"location": None}],
        "education": [{"location": None, "highlights": None}],
        "other": [{"title": None, "lines": ["A lamp"]}, {"title": "", "lines": []}],
    }
    out = to_json_resume(read_json_resume(json.dumps(file)).resume)
    assert same(out, file)
    assert list(out["basics"]) == list(file["basics"])


def test_a_blank_of_the_file_gives_way_to_a_value() -> None:
    resume = read_json_resume('{"basics": {"name": "Jo", "label": ""}, "work": []}').resume
    resume.basics.label, resume.work = "Nurse", [Work(name="Ward 9")]
    assert to_json_resume(resume) == {"basics": {"name": "Jo", "label": "Nurse"}, "work": [{"name": "Ward 9"}]}


def test_a_name_that_ours_now_needs_is_given_up_by_the_files_own_value() -> None:
    resume = read_json_resume('{"basics": {"name": "Jo"}, "other": 3, "x-other": 4}').resume
    resume.other = [OtherSection(title="Patents", lines=["A lamp"])]
    out = to_json_resume(resume)
    assert out == {
        "basics": {"name": "Jo"},
        "other": [{"title": "Patents", "lines": ["A lamp"]}],
        "x-x-other": 3,
        "x-other": 4,
    }
    assert same(to_json_resume(read_json_resume(json.dumps(out)).resume), out)


@pytest.mark.parametrize("written", ["2021-13", "2021-02-31", "Present", "soon", "March 2021", "0099", "2021-3"])
def test_a_date_that_the_schema_refuses_never_comes_out(written: str) -> None:
    out = to_json_resume(Resume(work=[Work(name="Acme", start_date=written, end_date=written)]))
    VALIDATOR.validate(out)
    assert "-13" not in out["work"][0].get("startDate", "")
    assert out["work"][0]["x-endDate"] == written
    assert same(to_json_resume(read_json_resume(json.dumps(out)).resume), out)


def test_a_resume_of_another_format_is_a_valid_file(amara: ReadResume, jake: ReadResume) -> None:
    for read in (amara, jake):
        out = to_json_resume(read.resume)
        VALIDATOR.validate(out)
        assert read_json_resume(json.dumps(out)).resume == read.resume
    assert to_json_resume(Resume(basics=Basics())) == {}
