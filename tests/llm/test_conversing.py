"""The built-in model runs the same loop by rules; and what comes in pieces is put together as hosts number it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.llm import BuiltinModel, Conversation, Delta, Message, ToolCall
from app.llm.answering import Answering
from app.llm.checking import checked
from app.llm.exchange import Exchange
from app.llm.gathering import MAX_CALLS, CallPieces, Gathered
from app.llm.reading import absorb
from app.llm.turns import tools_of, turns_of
from tests.provider.asking import Talk


def test_a_plain_class_is_a_conversation() -> None:
    assert isinstance(Talk(), Conversation)


async def test_the_rules_ask_for_tools_and_read_their_results() -> None:
    model = BuiltinModel()
    (call,) = [piece async for piece in model.converse(Talk())]
    assert call == ToolCall("call_1", "look_up", '{"query": "night shifts"}')
    later = [Message("assistant", "", calls=(call,)), Message("tool", "two", result_of=call.id)]
    assert [piece async for piece in model.converse(Talk(later))] == [Delta("By rule: ['two']")]


class Careless(Talk):
    """Rules with mistakes in them."""

    closed = False

    async def builtin(self) -> AsyncIterator[Delta | ToolCall]:
        try:
            yield ToolCall("call_1", "look_up", "{")
            yield Delta("Well.")
            yield ToolCall("call_1", "drop_tables", "{}")
        finally:
            self.closed = True


async def test_calls_by_rules_are_checked_like_any() -> None:
    pieces = [piece async for piece in BuiltinModel().converse(Careless())]
    first, text, second = pieces
    assert isinstance(first, ToolCall)
    assert isinstance(second, ToolCall)
    assert (first.arguments, text) == ("{}", Delta("Well."))
    assert first.problem.startswith("The arguments are not valid JSON")
    assert second.problem.startswith("There is no tool called drop_tables.")
    assert first.id != second.id


async def test_leaving_the_rules_ends_them() -> None:
    talk = Careless()
    turn = BuiltinModel().converse(talk)
    await anext(turn)
    assert not talk.closed
    await turn.aclose()
    assert talk.closed


def piece(**fields: Any) -> dict[str, Any]:
    function = {name: fields.pop(name) for name in ("name", "arguments") if name in fields}
    return {**fields, "function": function}


A = ("a", "look_up", "{}")
B = ("b", "fetch", '{"url": 1}')
NUMBERINGS: dict[str, list[dict[str, Any]]] = {
    "by number": [
        piece(index=0, id="a", name="look_up", arguments=""),
        piece(index=1, id="b", name="fetch", arguments='{"url"'),
        piece(index=0, arguments="{}"),
        piece(index=1, arguments=": 1}"),
    ],
    "all of one number": [
        piece(index=0, id="a", name="look_up", arguments="{}"),
        piece(index=0, id="b", name="fetch", arguments='{"url": 1}'),
    ],
    "without numbers": [
        piece(id="a", name="look_up", arguments="{}"),
        piece(id="b", name="fetch", arguments='{"url"'),
        piece(arguments=": 1}"),
    ],
    "id and name each time": [
        piece(index=0, id="a", name="look_up", arguments="{"),
        piece(index=0, id="a", name="look_up", arguments="}"),
        piece(index=1, id="b", name="fetch", arguments='{"url": 1}'),
    ],
    "id after the name": [
        piece(index=0, name="look_up"),
        piece(index=0, id="a", arguments="{}"),
        piece(index=1, id="b", name="fetch", arguments='{"url": 1}'),
    ],
    "arguments as an object": [
        piece(index=0, id="a", name="look_up", arguments={}),
        piece(index=1, id="b", name="fetch", arguments={"url": 1}),
    ],
}


@pytest.mark.parametrize("pieces", NUMBERINGS.values(), ids=NUMBERINGS.keys())
def test_pieces_belong_to_their_call_however_they_are_numbered(pieces: list[dict[str, Any]]) -> None:
    gathered = CallPieces()
    for one in pieces:
        gathered.add_openai([one])
    calls = checked(gathered.calls, ("look_up", "fetch"), ())
    assert [(call.id, call.name, call.arguments, call.problem) for call in calls] == [(*A, ""), (*B, "")]


@pytest.mark.parametrize(
    "pieces", [7, "x", {}, [7, None, "x"], [{}], [{"function": 7}], [{"index": "0", "id": 4}], [[]]]
)
def test_what_is_no_piece_does_no_harm(pieces: Any) -> None:
    gathered = CallPieces()
    gathered.add_openai(pieces)
    assert all(call.problem for call in checked(gathered.calls, ("look_up",), ()))


def test_no_more_than_the_limit_is_kept() -> None:
    gathered = CallPieces()
    for number in range(MAX_CALLS):
        gathered.add(number, f"id-{number}", "look_up", "x" * 10_000)
    over = [gathered.is_over]
    gathered.add(MAX_CALLS, "one-more", "look_up", "{}")
    over.append(gathered.is_over)
    for _ in range(100):
        gathered.add(0, "", "", "x" * 10_000)
    assert over == [False, True]
    assert len(gathered.text) < 250_000


def test_blanks_are_no_progress() -> None:
    gathered = CallPieces()
    gathered.add(0, "a", "look_up", "")
    before = gathered.progress
    gathered.add(0, "", "", "  \n")
    assert (gathered.progress, gathered.length) == (before, before + 3)


def test_litellms_own_chunks_bring_calls() -> None:
    """Its readers for providers whose wire is not read here give a dictionary, or OpenAI's object."""
    answering = Answering()
    call = {"id": "a", "index": 0, "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
    chunk = {"text": "", "tool_use": call, "is_finished": True, "finish_reason": "tool_calls"}
    assert absorb(chunk, answering, Exchange()) == ""
    assert (answering.finish, answering.has_tool) == ("tool_calls", True)
    assert [(found.id, found.name, found.arguments) for found in answering.calls.calls] == [A]


@pytest.mark.parametrize("call_id", ["x__thought__CiQBjz/+==", "toolu_01A", "call_" + "x" * 3000])
def test_a_providers_id_comes_back_as_it_was(call_id: str) -> None:
    (call,) = checked([Gathered(call_id, "look_up", ["{}"])], ("look_up",), ())
    assert call.id == call_id


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "-Infinity"])
def test_a_number_that_no_json_may_hold_is_a_problem_or_none_of_it(number: str) -> None:
    (call,) = checked([Gathered("a", "look_up", [f'{{"query": {number}}}'])], ("look_up",), ())
    assert call.problem
    assert call.arguments == "{}"


def test_no_tools_and_none_used_are_no_tools() -> None:
    assert tools_of((), [Message("user", "Hello")]) == ((), False)


def test_a_prompt_without_calls_is_told_as_it_is() -> None:
    assert turns_of([Message("system", "a"), Message("user", "b"), Message("assistant", "c")]) == (
        {"role": "system", "content": "a"},
        {"role": "user", "content": "b"},
        {"role": "assistant", "content": "c"},
    )


def test_a_turn_that_failed_before_its_first_word_is_left_out() -> None:
    messages = [Message("user", "a"), Message("assistant", " "), Message("user", "b")]
    assert [turn["content"] for turn in turns_of(messages)] == ["a", "b"]
