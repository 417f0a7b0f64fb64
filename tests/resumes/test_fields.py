"""Form fields named by JSON pointers, applied to a résumé or refused."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.resume import Basics, Education, OtherSection, Resume, Skill, Work
from app.errors import InvalidInput
from app.resumes.fields import apply_fields, emptied_entries, problem_with, text_in


def ada() -> Resume:
    return Resume(
        basics=Basics(name="Ada Lovelace", email="ada@example.org"),
        work=[Work(name="Engine Works", position="Analyst", highlights=["Wrote a program", "Translated"])],
        skills=[Skill(keywords=["Mathematics", "French"])],
        extra={"meta": {"theme": "", "tags": []}},
    )


def test_a_field_is_set_and_an_empty_one_removed() -> None:
    after = apply_fields(ada(), {"/basics/label": "Countess", "/basics/email": ""})
    assert after.basics.label == "Countess"
    assert after.basics.email is None


def test_lines_become_a_list() -> None:
    after = apply_fields(ada(), {"/work/0/highlights": "One\r\n\r\n  Two  words \r\n", "/skills/0/keywords": ""})
    assert after.work[0].highlights == ["One", "Two words"]
    assert after.skills == []


def test_a_section_of_another_kind_is_edited_as_lines() -> None:
    after = apply_fields(ada(), {"/other/0/title": "Patents", "/other/0/lines": "One\nTwo"})
    assert after.other == [OtherSection(title="Patents", lines=["One", "Two"])]


def test_an_entry_is_added_at_the_end_and_goes_when_all_its_fields_are_empty() -> None:
    added = apply_fields(ada(), {"/work/1/name": "Babbage & Co", "/education/0/institution": "Home"})
    assert [work.name for work in added.work] == ["Engine Works", "Babbage & Co"]
    assert added.education == [Education(institution="Home")]
    emptied = {"/work/0/name": "", "/work/0/position": "", "/work/0/highlights": ""}
    assert emptied_entries(added, emptied) == {"/work/0"}
    assert emptied_entries(added, {"/work/0/name": ""}) == set()
    assert [work.name for work in apply_fields(added, emptied).work] == ["Babbage & Co"]


def test_the_empty_entry_of_a_form_adds_nothing() -> None:
    assert apply_fields(ada(), {"/work/1/name": "", "/work/1/highlights": "", "/projects/0/name": " "}) == ada()


def test_members_of_other_schemas_are_neither_edited_nor_lost() -> None:
    assert apply_fields(ada(), {"/basics/label": "x"}).extra == {"meta": {"theme": "", "tags": []}}
    with pytest.raises(InvalidInput):
        apply_fields(ada(), {"/extra/meta/theme": "x"})


@pytest.mark.parametrize(
    "pointer", ["/work/7/name", "/work/x/name", "/basics/name/deeper", "basics/name", "/work/-1/name", "/work"]
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(InvalidInput):
        apply_fields(ada(), {pointer: "x"})


@pytest.mark.parametrize("pointer", ["/nothing", "/", "/basics/nothing"])
def test_a_name_that_a_resume_does_not_have_has_no_effect(pointer: str) -> None:
    assert apply_fields(ada(), {pointer: "x"}) == ada()


@pytest.mark.parametrize("text", ["gestern", "2026-13", "03/2021", "2021-3", "2021-02-30", "0000", "٢٠٢١"])
def test_a_date_that_is_none_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        apply_fields(ada(), {"/work/0/startDate": text})
    assert caught.value.field == "/work/0/startDate"


@pytest.mark.parametrize("text", ["1842", "1842-03", "1842-03-15"])
def test_a_date_is_kept_with_its_precision(text: str) -> None:
    assert apply_fields(ada(), {"/work/0/startDate": text}).work[0].start_date == text


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "JavaScript:0", "data:text/html,x", " vbscript:x", "file:///etc/passwd", "java.script:x"],
)
def test_a_link_that_would_run_something_is_refused(text: str) -> None:
    assert problem_with("/work/0/url", text) is not None


@pytest.mark.parametrize(
    "text", ["https://ada.example", "ada.example/x?y=1", "localhost:8000", "ada.example:80/x", "mailto:a@b.c", ""]
)
def test_a_link_is_kept(text: str) -> None:
    assert problem_with("/basics/url", text) is None


@pytest.mark.parametrize(
    ("text", "fine"),
    [("a@b.example", True), ("ä.ö+x@straße.de", True), ("a@b", False), ("a b@c.d", False), ("x", False)],
)
def test_an_address_is_one_or_refused(text: str, fine: bool) -> None:
    assert (problem_with("/basics/email", text) is None) is fine


def test_a_field_that_is_too_long_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        apply_fields(ada(), {"/basics/summary": "x" * 5_001})
    assert caught.value.field == "/basics/summary"


POINTERS = ["/basics/name", "/basics/email", "/work/0/name", "/work/0/highlights", "/skills/0/keywords"]


@given(st.sets(st.sampled_from(POINTERS)))
def test_what_the_form_was_given_changes_nothing(pointers: set[str]) -> None:
    tree = msgspec.to_builtins(ada())
    assert apply_fields(ada(), {pointer: text_in(tree, pointer) for pointer in pointers}) == ada()
