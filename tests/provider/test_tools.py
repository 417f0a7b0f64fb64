"""The provider asks for tools as the real ones do, and refuses what they refuse."""

import json
from typing import Any

import openai
import pytest
from openai.lib.streaming.chat import ChatCompletionStreamState

from tests.provider import KEY, Asked, Provider
from tests.provider.calling import calling
from tests.provider.speaking import PROMPT, Speaker
from tests.provider.wires import Call, Spoken

CALLS = (Call("look_up", ('{"q"', ": 1}")), Call("fetch", ('{"url": ', '"x"}')))
SCHEMA = {"type": "object", "properties": {"q": {"type": "integer"}}}


def tools(speaker: Speaker, **more: Any) -> list[dict[str, Any]]:
    """Two tools as this wire format describes them."""
    field = "parameters" if speaker.wire == "openai" else "input_schema"
    described: list[dict[str, Any]] = [
        {"name": name, "description": "d", field: SCHEMA} | more for name in ("look_up", "fetch")
    ]
    return [{"type": "function", "function": one} for one in described] if speaker.wire == "openai" else described


def called(speaker: Speaker, call_id: str = "a", name: str = "look_up") -> dict[str, Any]:
    """An assistant's turn with one call."""
    if speaker.wire == "openai":
        function = {"name": name, "arguments": "{}"}
        return {"role": "assistant", "tool_calls": [{"id": call_id, "type": "function", "function": function}]}
    return {"role": "assistant", "content": [{"type": "tool_use", "id": call_id, "name": name, "input": {}}]}


def result(speaker: Speaker, call_id: str = "a") -> dict[str, Any]:
    """The turn that answers it."""
    if speaker.wire == "openai":
        return {"role": "tool", "tool_call_id": call_id, "content": "one"}
    return {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call_id, "content": "one"}]}


USER = {"role": "user", "content": PROMPT}


def arguments_of(events: list[dict[str, Any]]) -> list[str]:
    """The arguments of each call, by its number."""
    found: dict[int, str] = {}
    for event in events:
        for choice in event.get("choices", ()):
            for piece in choice["delta"].get("tool_calls", ()):
                found[piece["index"]] = found.get(piece["index"], "") + piece["function"]["arguments"]
        if event.get("type") == "content_block_delta" and "partial_json" in event["delta"]:
            found[event["index"]] = found.get(event["index"], "") + event["delta"]["partial_json"]
    return list(found.values())


@pytest.mark.parametrize("interleaved", [False, True])
async def test_text_comes_before_calls_in_pieces(speaker: Speaker, provider: Provider, *, interleaved: bool) -> None:
    provider.plan(calling(*CALLS, text=["Let me ", "look."], interleaved=interleaved))
    events = await speaker.events(tools=tools(speaker))
    assert speaker.text_of(events) == "Let me look."
    assert arguments_of(events) == ['{"q": 1}', '{"url": "x"}']
    assert speaker.finish_of(events) == {"openai": "tool_calls", "anthropic": "tool_use"}[speaker.wire]


async def test_a_script_answers_by_the_results(speaker: Speaker, provider: Provider) -> None:
    def script(asked: Asked) -> str | Spoken:
        return f"{asked.results}" if asked.results else Spoken("", CALLS[:1])

    provider.script = script
    assert arguments_of(await speaker.events(tools=tools(speaker))) == ['{"q": 1}']
    messages = [USER, called(speaker), result(speaker)]
    assert speaker.text_of(await speaker.events(tools=tools(speaker), messages=messages)) == "{'a': 'one'}"
    assert provider.requests[1].asked.offered == ["look_up", "fetch"]


async def test_calls_can_come_whole(speaker: Speaker, provider: Provider) -> None:
    provider.script = lambda _: Spoken("Well.", CALLS)
    body = {name: value for name, value in speaker.body().items() if name not in {"stream", "stream_options"}}
    answer = (await speaker.client.post(speaker.path, json=body | {"tools": tools(speaker)})).json()
    if speaker.wire == "openai":
        message = answer["choices"][0]["message"]
        assert message["content"] == "Well."
        assert [call["function"]["arguments"] for call in message["tool_calls"]] == ['{"q": 1}', '{"url": "x"}']
    else:
        assert [part.get("input") for part in answer["content"]] == [None, {"q": 1}, {"url": "x"}]


def wrong_requests(speaker: Speaker) -> dict[str, dict[str, Any]]:
    """Each with one mistake that the real provider answers with 400."""
    field = "parameters" if speaker.wire == "openai" else "input_schema"
    good = tools(speaker)
    return {
        "a name with a space": {"tools": tools(speaker, name="look up")},
        "two of one name": {"tools": [*good, good[0]]},
        "no schema": {"tools": tools(speaker, **{field: None})},
        "a schema of an array": {"tools": tools(speaker, **{field: {"type": "array"}})},
        "a schema that is none": {"tools": tools(speaker, **{field: {"type": "object", "required": 7}})},
        "a call without result": {"tools": good, "messages": [USER, called(speaker), USER]},
        "a call at the end": {"tools": good, "messages": [USER, called(speaker)]},
        "a result without call": {"tools": good, "messages": [USER, result(speaker)]},
        "another's result": {"tools": good, "messages": [USER, called(speaker), result(speaker, "b")]},
        "a call without name": {"tools": good, "messages": [USER, called(speaker, name=""), result(speaker)]},
        "a call without id": {"tools": good, "messages": [USER, called(speaker, ""), result(speaker, "")]},
    }


async def test_what_the_real_ones_refuse_is_refused(speaker: Speaker) -> None:
    async with speaker.open(tools=tools(speaker), messages=[USER, called(speaker), result(speaker), USER]) as response:
        assert response.status_code == 200
    for name, more in wrong_requests(speaker).items():
        async with speaker.open(**more) as response:
            assert response.status_code == 400, name


async def test_what_only_one_of_them_refuses(speaker: Speaker) -> None:
    """Anthropic wants tools for a conversation with calls, ids of few characters, each once; OpenAI short ids."""
    twice = [USER, called(speaker), result(speaker), called(speaker), result(speaker)]
    good = tools(speaker)
    anthropic_only: list[dict[str, Any]] = [
        {"messages": [USER, called(speaker), result(speaker)]},
        {"tools": good, "messages": twice},
        {"tools": good, "messages": [USER, called(speaker, "a.b"), result(speaker, "a.b")]},
    ]
    long = "x" * 41
    openai_only: list[dict[str, Any]] = [
        {"tool_choice": "auto"},
        {"tools": good, "messages": [USER, called(speaker, long), result(speaker, long)]},
    ]
    for refusing, requests in (("anthropic", anthropic_only), ("openai", openai_only)):
        for more in requests:
            async with speaker.open(**more) as response:
                assert response.status_code == (400 if speaker.wire == refusing else 200), more


async def test_openais_own_client_reads_the_calls(provider: Provider) -> None:
    provider.plan(calling(*CALLS))
    state: ChatCompletionStreamState[None] = ChatCompletionStreamState()
    async with openai.AsyncOpenAI(base_url=f"{provider.url}/v1", api_key=KEY, max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="loopback-1", messages=[{"role": "user", "content": PROMPT}], stream=True
        )
        async for chunk in stream:
            state.handle_chunk(chunk)
    choice = state.get_final_completion().choices[0]
    calls = [call for call in choice.message.tool_calls or [] if call.type == "function"]
    assert [(call.id, call.function.name, json.loads(call.function.arguments)) for call in calls] == [
        ("call_loopback_0", "look_up", {"q": 1}),
        ("call_loopback_1", "fetch", {"url": "x"}),
    ]
    assert choice.finish_reason == "tool_calls"
