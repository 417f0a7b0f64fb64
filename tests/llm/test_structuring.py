"""Answers with a form."""

from typing import Annotated, Any, Literal

import msgspec
import pytest

from app.llm.structuring import asked_again, parsed, strict_schema


class Line(msgspec.Struct):
    text: str
    kind: Literal["must", "nice"] = "must"


class Found(msgspec.Struct):
    lines: list[Line]
    years: Annotated[int, msgspec.Meta(ge=0)] | None = None
    default: str = "enum"


class Free(msgspec.Struct):
    counts: dict[str, int]


def objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    here = [node] if node.get("type") == "object" else []
    return here + [found for value in node.values() for found in objects(value)]


def test_a_strict_schema_is_closed_and_requires_everything() -> None:
    schema = strict_schema(Found)
    assert schema is not None
    assert schema["type"] == "object"
    assert len(objects(schema)) == 2
    for found in objects(schema):
        assert found["additionalProperties"] is False
        assert found["required"] == list(found["properties"])
    assert set(schema["properties"]) == {"lines", "years", "default"}
    assert "default" not in schema["properties"]["years"]
    assert schema["$defs"]["Line"]["properties"]["kind"]["enum"] == ["must", "nice"]


@pytest.mark.parametrize("answer", [list[Line], dict[str, int], Free, str])
def test_what_cannot_be_told_strictly_is_left_to_the_prompt(answer: Any) -> None:
    assert strict_schema(answer) is None


GOOD = '{"text": "Ward {3}", "kind": "nice"}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}```",
        f"Here it is:\n\n```JSON\n{GOOD}\n```\nGood luck!",
        f"Here it is: {GOOD} Anything else?",
        f"\ufeff{GOOD}",
    ],
)
def test_the_answer_is_found_in_what_was_written(text: str) -> None:
    assert parsed(text, Line) == Line("Ward {3}", "nice")


@pytest.mark.parametrize(
    "text", ["", "no", "{", '{"text": 7}', f"[{GOOD}, {GOOD}]", '{"text": "a", "kind": "other"}', "null"]
)
def test_what_does_not_fit_is_no_answer(text: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        parsed(text, Line)


def test_the_model_is_shown_what_it_wrote_and_what_is_wrong() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        parsed('```json\n{"text": 7}\n```', Line)
    again = asked_again(({"role": "user", "content": "Find."},), "x" * 50_000, caught.value)
    assert [message["role"] for message in again] == ["user", "assistant", "user"]
    assert "$.text" in again[-1]["content"]
    assert len(again[1]["content"]) < 20_000
