"""Forms in the chat: what a model may ask for, what an answer has to be, and the way there and back."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.tutor.forms_asked import Asked, Field, Form, answer_text, answers_in, checked_form, chosen_in, form_of
from app.tutor.models import Message, Step

FORM = Form(
    "About the job",
    (
        Field("title", "Job title", required=True),
        Field("posting", "The posting", "textarea"),
        Field("since", "Since", "date"),
        Field("hours", "Hours a week", "number"),
        Field("level", "Level", "select", ("B1", "B2")),
        Field("tools", "Tools", "multiselect", ("SQL", "Word, Excel", "Git")),
        Field("remote", "Remote?", "checkbox"),
    ),
)
FULL = {
    "title": "Baker",
    "posting": "We look for:\n\n- **Job title**: a baker\n  twice indented\nApply now.",
    "since": "2026-03-31",
    "hours": "37,5",
    "level": "B2",
    "tools": ["Git", "SQL"],
    "remote": "on",
}


def asked(**more: Any) -> str:
    return json.dumps({"title": "T", "fields": [{"name": "a", "label": "A", "type": "text"}]} | more)


def message_with(*steps: Step) -> Message:
    return Message(1, "m", "c", None, "assistant", "", "complete", "", "", "", 0, 0, (), steps, 0.0)


def test_an_answer_reads_as_markdown_and_goes_back() -> None:
    text = answer_text(FORM, FULL)
    assert text.split("\n")[:4] == [
        "- **Job title**: Baker",
        "- **The posting**: We look for:",
        "",
        "  - **Job title**: a baker",
    ]
    values = answers_in(FORM, text)
    assert values == FULL | {"tools": "SQL; Git", "remote": "yes"}
    assert chosen_in(values["tools"]) == ("SQL", "Git")


def test_what_is_left_out_is_empty_on_the_way_back() -> None:
    text = answer_text(FORM, {"title": " Baker \r\n"})
    assert text == "- **Job title**: Baker\n- **Remote?**: no"
    assert answers_in(FORM, text) == dict.fromkeys(FULL, "") | {"title": "Baker", "remote": "no"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("title", "x" * 501),
        ("posting", "x" * 12_001),
        ("since", "31.3.2026"),
        ("since", "20260331"),
        ("since", "2026-02-30"),
        ("hours", "many"),
        ("level", "C1"),
        ("level", ["B1", "B2"]),
        ("tools", ["SQL", "Java"]),
    ],
)
def test_a_value_that_does_not_fit_is_named_by_its_field(field: str, value: str | list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        answer_text(FORM, FULL | {field: value})
    assert refused.value.field == field


def test_a_required_tick_and_an_empty_form_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        answer_text(Form("T", (Field("ok", "I agree", "checkbox", required=True),)), {"ok": "off"})
    assert refused.value.field == "ok"
    with pytest.raises(InvalidInput, match="at least one"):
        answer_text(Form("T", (Field("a", "A"),)), {"a": " "})


def test_all_answers_together_fit_into_a_message() -> None:
    form = Form("T", tuple(Field(f"f{number}", f"F{number}", "textarea") for number in range(3)))
    with pytest.raises(InvalidInput) as refused:
        answer_text(form, {"f0": "x" * 9_000, "f1": "y" * 9_001, "f2": "z" * 2_000})
    assert refused.value.field == "f1"


@pytest.mark.parametrize("text", ["Hello", "", "Job title: Baker", "Well.\n- **Job title**: Baker", "- **Other**: x"])
def test_a_message_of_another_kind_answers_nothing(text: str) -> None:
    assert answers_in(FORM, text) == {}


def test_an_answer_that_a_program_wrote_need_not_be_indented() -> None:
    values = answers_in(
        FORM, "- **Job title**: Baker\n- **The posting**: We look for\na baker.\n\nApply.\n- **Since**: now"
    )
    assert (values["posting"], values["since"]) == ("We look for\na baker.\n\nApply.", "now")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=3, max_size=3))
def test_every_free_text_comes_back(texts: list[str]) -> None:
    form = Form("T", tuple(Field(name, label, "textarea") for name, label in (("a", "A"), ("b", "A: x?"), ("c", "C"))))
    given_texts = dict(zip("abc", texts, strict=True))
    try:
        text = answer_text(form, given_texts)
    except InvalidInput:
        assert not any(one.replace("\0", "").strip() for one in texts)
        return
    back = answers_in(form, text)
    for name, typed in given_texts.items():
        plain = typed.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        assert [line.rstrip() for line in back[name].split("\n")] == [
            line.rstrip() if line.strip() else "" for line in plain.split("\n")
        ]


def test_a_models_form_is_tidied() -> None:
    fields = [
        {"name": "a", "label": " **A\nB** ", "type": "text", "options": ["x"]},
        {"name": "b", "label": "C", "type": "multiselect", "options": ["x; y", " ", "z", "z"]},
    ]
    form = checked_form(asked(title="  ", fields=fields, intro="i" * 700))
    assert [field.label for field in form.fields] == ["A B", "C"]
    assert [field.options for field in form.fields] == [(), ("x, y", "z")]
    assert (form.title, form.submit, len(form.intro)) == ("Please fill in", "Send", 600)


@pytest.mark.parametrize(
    "arguments",
    [
        "{}",
        "[]",
        asked(fields=[]),
        asked(fields=[{"name": f"a{number}", "label": f"A{number}"} for number in range(9)]),
        asked(fields=[{"name": "a", "label": "A"}, {"name": "A", "label": "B"}]),
        asked(fields=[{"name": "a", "label": "A"}, {"name": "b", "label": "a"}]),
        asked(fields=[{"name": "1", "label": "A"}]),
        asked(fields=[{"name": "a", "label": " ** "}]),
        asked(fields=[{"name": "a", "label": "A", "type": "password"}]),
        asked(fields=[{"name": "a", "label": "A", "type": "select", "options": [" "]}]),
        asked(fields=[{"name": "a", "label": "A", "onclick": "x"}]),
    ],
)
def test_a_form_that_cannot_be_shown_is_refused_in_a_sentence(arguments: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_form(arguments)
    assert refused.value.message.endswith((".", "]`", "'")) or "form that was described" in refused.value.message


def test_the_form_of_a_message_is_that_of_its_last_form_step() -> None:
    shown = Step(id="s", type="consultant_request_form", success=True, data=msgspec.to_builtins(Asked(FORM)))
    other = Step(id="t", type="consultant_lookup", success=True, data={"found": []})
    broken = Step(id="u", type="consultant_request_form", success=True, data={"form": 7})
    failed = msgspec.structs.replace(shown, success=False)
    assert form_of(message_with(other, shown)) == FORM
    assert form_of(message_with(other)) is None
    assert form_of(message_with(broken)) is None
    assert form_of(message_with(failed)) is None
