"""Calls as models make them: strict about arguments, clear about what is wrong, and never an exception."""

import asyncio
import logging

import pytest

from app.llm import ToolCall
from tests.tutor.tools.boxes import FETCH, LOOKUP, RETRIEVE, SEARCH, Boxes
from tests.tutor.world import ADA


async def said(boxes: Boxes, name: str, arguments: str, problem: str = "") -> str:
    """The sentence with which a call is refused."""
    session = boxes.box.session(ADA.id, "con_1", ())
    result = await session.carry_out(ToolCall("1", name, arguments, problem))
    assert not result.success
    assert result.data == {"problem": result.text}
    return result.text


@pytest.mark.parametrize("name", [RETRIEVE, LOOKUP, FETCH])
@pytest.mark.parametrize(
    "arguments",
    [
        "{}", "[]", "null", '{"query": 1}', '{"query": ""}', '{"query": "x", "kinds": "resume"}', '{"url": ""}',
        '{"query": "x", "kinds": ["password"]}', '{"query": "x", "in": "everybody"}', '{"query": "x", "x": 1}', "",
        "{", '{"query": "' + "x" * 401 + '"}', '{"url": "' + "x" * 4_001 + '"}', '{"query": "\\ud800', "[" * 5_000,
        '{"query": "x", "kinds": ["resume","resume","resume","resume","resume"]}', " " * 9_000 + '{"query": "x"}',
    ],
)  # fmt: skip
async def test_arguments_that_do_not_fit_are_refused_in_a_sentence(boxes: Boxes, name: str, arguments: str) -> None:
    sentence = await said(boxes, name, arguments)
    assert sentence.startswith("The arguments ")
    assert len(sentence) < 400
    assert boxes.box.session(ADA.id, "con_1", ()).why(ToolCall("1", name, arguments)) == "Using a tool"


async def test_a_call_with_a_problem_is_not_carried_out(boxes: Boxes) -> None:
    assert await said(boxes, LOOKUP, "{}", "No such tool was offered.") == "No such tool was offered."


@pytest.mark.parametrize("name", ["delete_everything", SEARCH, "", "x" * 500])
async def test_what_is_not_offered_is_not_there(boxes: Boxes, name: str) -> None:
    assert await said(boxes, name, '{"query": "x"}') == "There is no such tool."


def test_what_is_offered_is_told_in_json_schema(boxes: Boxes) -> None:
    offered = {tool.name: tool.parameters for tool in boxes.made(search_url="http://127.0.0.1:8888").tools}
    assert list(offered) == [RETRIEVE, LOOKUP, FETCH, SEARCH]
    for schema in offered.values():
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) & {"owner", "user"} == set()
    assert offered[LOOKUP]["properties"]["in"]["enum"] == ["attachments", "conversations", "everywhere", "mistakes"]
    assert offered[LOOKUP]["properties"]["in"]["type"] == "string"
    assert offered[RETRIEVE]["required"] == offered[LOOKUP]["required"] == ["query"]
    assert [tool.name for tool in boxes.box.tools] == [RETRIEVE, LOOKUP, FETCH]


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        (RETRIEVE, '{"query": "SQL"}', "Searching your documents for “SQL”"),
        (LOOKUP, '{"query": "SQL", "in": "mistakes"}', "Looking through your mistakes for “SQL”"),
        (LOOKUP, '{"query": "a\\u0000\\n\\u202eb"}', "Looking through what you said and learned before for “a b”"),
        (FETCH, '{"url": "https://a.example/x"}', "Reading https://a.example/x"),
        (SEARCH, '{"query": "Oven Ltd"}', "Searching the web for “Oven Ltd”"),
    ],
)
def test_it_says_what_it_does(boxes: Boxes, name: str, arguments: str, why: str) -> None:
    assert boxes.box.session(ADA.id, "con_1", ()).why(ToolCall("1", name, arguments)) == why


async def test_a_defect_of_ours_is_a_result_and_a_line_in_the_log(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(boxes.box.lookups, "find", broken)
    with caplog.at_level(logging.ERROR):
        assert "error in Foreword" in await said(boxes, LOOKUP, '{"query": "secret"}')
    assert LOOKUP in caplog.text
    assert "secret" not in caplog.text


async def test_cancelling_goes_through(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()

    async def hanging(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(boxes.box.lookups, "find", hanging)
    working = asyncio.create_task(
        boxes.box.session(ADA.id, "con_1", ()).carry_out(ToolCall("1", LOOKUP, '{"query": "x"}'))
    )
    await begun.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
