"""The provider speaks as the real ones do: read by the letter, by OpenAI's own client, and against real schemas."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import jsonschema
import msgspec
import openai
import pytest

from app.llm import prompt
from app.postings.results import ExtractedKeywords
from app.tailoring.results import MatchResult, ResumeAnalysis
from tests.provider import KEY, Asked, Provider
from tests.provider.behaviours import failing, finishing, saying, thinking_first, without_usage
from tests.provider.fitting import SENTENCES, default_answer
from tests.provider.speaking import PROMPT, Speaker


async def test_the_text_its_end_and_its_usage_are_told(speaker: Speaker, provider: Provider) -> None:
    events = await speaker.events()
    said = provider.requests[0].said
    assert speaker.text_of(events) == SENTENCES == said.text
    assert speaker.finish_of(events) == {"openai": "stop", "anthropic": "end_turn"}[speaker.wire]
    assert speaker.usage_of(events) == (said.input_tokens, said.output_tokens) == (4, len(said.pieces) + 1)


async def test_a_script_answers_what_was_asked(speaker: Speaker, provider: Provider) -> None:
    provider.script = lambda asked: f"{asked.model}: {asked.turns[-1].text.upper()}"
    assert speaker.text_of(await speaker.events()) == f"loopback-1: {PROMPT.upper()}"
    assert provider.requests[0].asked.key == KEY


async def test_the_answer_can_come_whole(speaker: Speaker, provider: Provider) -> None:
    body = {name: value for name, value in speaker.body().items() if name not in {"stream", "stream_options"}}
    answer = (await speaker.client.post(speaker.path, json=body)).json()
    content = answer["choices"][0]["message"]["content"] if speaker.wire == "openai" else answer["content"][0]["text"]
    assert content == SENTENCES
    assert set(answer["usage"].values()) >= {4, provider.requests[0].said.output_tokens}


async def test_the_order_of_events_is_anthropics(client: httpx.AsyncClient, provider: Provider) -> None:
    provider.plan(saying(["One", " two"]))
    events = await Speaker(client, "anthropic").events()
    assert [event["type"] for event in events] == [
        "message_start",
        "ping",
        "content_block_start",
        "content_block_delta",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


async def test_openais_own_client_reads_the_stream(provider: Provider) -> None:
    async with openai.AsyncOpenAI(base_url=f"{provider.url}/v1", api_key=KEY, max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="loopback-1",
            messages=[{"role": "user", "content": PROMPT}],
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = [chunk async for chunk in stream]
    assert "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices) == SENTENCES
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens == provider.requests[0].said.output_tokens
    assert all(chunk.usage is None for chunk in chunks[:-1])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, openai.AuthenticationError),
        (404, openai.NotFoundError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (529, openai.InternalServerError),
    ],
)
async def test_openais_own_client_reads_the_errors(
    provider: Provider, status: int, kind: type[openai.APIStatusError]
) -> None:
    provider.plan(failing(status, retry_after="7"))
    async with openai.AsyncOpenAI(base_url=f"{provider.url}/v1", api_key=KEY, max_retries=0) as client:
        with pytest.raises(kind, match=KEY) as caught:
            await client.chat.completions.create(model="m", messages=[{"role": "user", "content": PROMPT}])
    assert caught.value.response.headers["retry-after"] == "7"
    assert PROMPT in caught.value.message


async def test_a_moment_to_come_back_is_a_date_of_http(speaker: Speaker, provider: Provider) -> None:
    provider.plan(failing(429, until=3600))
    async with speaker.open() as response:
        assert response.status_code == 429
        moment = parsedate_to_datetime(response.headers["retry-after"])
    assert 3500 < (moment - datetime.now(UTC)).total_seconds() <= 3600


@pytest.mark.parametrize(
    ("finish", "at_openai", "at_anthropic"),
    [
        ("length", "length", "max_tokens"),
        ("filter", "content_filter", "refusal"),
        ("refusal", "stop", "refusal"),
        ("tool", "tool_calls", "tool_use"),
        (None, None, None),
    ],
)
async def test_every_end_has_its_own_name(
    speaker: Speaker, provider: Provider, finish: Any, at_openai: str | None, at_anthropic: str | None
) -> None:
    provider.plan(finishing(finish))
    expected = at_openai if speaker.wire == "openai" else at_anthropic
    assert speaker.finish_of(await speaker.events()) == expected


async def test_a_refusal_of_openai_is_no_text(client: httpx.AsyncClient, provider: Provider) -> None:
    provider.plan(finishing("refusal"))
    speaker = Speaker(client, "openai")
    events = await speaker.events()
    assert speaker.text_of(events) == ""
    assert "".join(event["choices"][0]["delta"].get("refusal") or "" for event in events if event["choices"])


async def test_usage_is_told_only_where_it_should_be(speaker: Speaker, provider: Provider) -> None:
    provider.plan(without_usage)
    assert speaker.usage_of(await speaker.events()) is None
    if speaker.wire == "openai":
        assert speaker.usage_of(await speaker.events(stream_options=None)) is None


async def test_thoughts_are_not_part_of_the_text(speaker: Speaker, provider: Provider) -> None:
    provider.plan(thinking_first("First", " this"))
    events = await speaker.events()
    assert speaker.text_of(events) == SENTENCES
    assert "First" in str(events)


async def test_a_request_that_the_real_ones_refuse_is_refused(speaker: Speaker, provider: Provider) -> None:
    wrong: dict[str, list[dict[str, Any]]] = {
        "openai": [{"messages": []}, {"stream": False}],
        "anthropic": [{"max_tokens": None}, {"messages": []}],
    }
    for more in wrong[speaker.wire]:
        async with speaker.open(**more) as response:
            assert response.status_code == 400
    system = [{"role": "system", "content": "x"}, {"role": "user", "content": "y"}]
    async with speaker.open(messages=system) as response:
        assert response.status_code == {"openai": 200, "anthropic": 400}[speaker.wire]
    speaker.client.headers["authorization"] = "Bearer another"
    async with speaker.open() as response:
        assert response.status_code == 401
    assert len(provider.requests) == 4


def as_openai_format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}}


def as_anthropic_format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def as_anthropic_tool(schema: dict[str, Any]) -> dict[str, Any]:
    tool = {"name": "answer", "input_schema": schema}
    return {"tools": [tool], "tool_choice": {"type": "tool", "name": "answer"}}


def as_openai_tool(schema: dict[str, Any]) -> dict[str, Any]:
    tool = {"type": "function", "function": {"name": "answer", "parameters": schema}}
    return {"tools": [tool], "tool_choice": {"type": "function", "function": {"name": "answer"}}}


@pytest.mark.parametrize("form", [as_openai_format, as_anthropic_format, as_anthropic_tool, as_openai_tool])
@pytest.mark.parametrize("answer", [ExtractedKeywords, ResumeAnalysis, MatchResult])
def test_the_default_answer_fits_the_schema_that_came_with_the_request(form: Any, answer: type) -> None:
    schema = msgspec.json.schema(answer)
    said = default_answer(Asked("/", {}, form(schema)))
    jsonschema.validate(msgspec.json.decode(said), schema)
    msgspec.json.decode(said, type=answer)


@pytest.mark.parametrize("answer", [ExtractedKeywords, ResumeAnalysis, MatchResult])
def test_the_default_answer_fits_the_schema_in_the_prompt(answer: type) -> None:
    messages = msgspec.to_builtins(prompt("List it.", answer, posting="We need a baker.\nNights and weekends."))
    asked = Asked("/", {}, {"messages": messages})
    assert asked.data == {"posting": "We need a baker.\nNights and weekends."}
    said = default_answer(asked)
    msgspec.json.decode(said, type=answer)
    assert "We need a baker." in said


async def test_a_tool_that_is_insisted_on_is_called(speaker: Speaker, provider: Provider) -> None:
    schema = {"type": "object", "properties": {"count": {"type": "integer", "minimum": 3}}, "required": ["count"]}
    form = as_openai_tool(schema) if speaker.wire == "openai" else as_anthropic_tool(schema)
    events = await speaker.events(**form)
    assert speaker.text_of(events) == ""
    assert called_with(events) == provider.requests[0].said.text == '{"count": 3}'
    assert speaker.finish_of(events) == {"openai": "stop", "anthropic": "tool_use"}[speaker.wire]


def called_with(events: list[dict[str, Any]]) -> str:
    deltas = [choice["delta"] for event in events for choice in event.get("choices", ())]
    calls = [call["function"]["arguments"] for delta in deltas for call in delta.get("tool_calls", ())]
    parts = [event["delta"].get("partial_json", "") for event in events if event.get("type") == "content_block_delta"]
    return "".join(calls + parts)


def test_who_waits_for_another_server_is_not_counted(provider: Provider) -> None:
    assert httpx.get(f"{provider.url}/health/ready").status_code == 404
    assert provider.requests == []
