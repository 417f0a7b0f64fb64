"""What a turn with tools leaves behind: a span and a bill, and no word of what was asked for in any log or error."""

import logging
from typing import Any

import pytest

from app.llm import Message
from tests.provider import KEY, Provider
from tests.provider.asking import LOOK_UP, RESUME_CANARY, Talk, opened
from tests.provider.behaviours import failing
from tests.provider.building import Behaviour
from tests.provider.calling import calling, ending_in_calls
from tests.provider.wires import Call

ARGUED = "canary-argument-91ac"
FOUND = "canary-result-0d3e"
QUERY = Call("look_up", (f'{{"query": "{ARGUED}"}}',))
WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])
OUTCOMES = [
    calling(QUERY),
    calling(Call("look_up", (f'{{"query": "{ARGUED}',))),
    calling(Call(f"tool_{ARGUED}")),
    calling(*[QUERY] * 100),
    ending_in_calls([], after=2, calls=[QUERY]),
    failing(400),
    failing(500),
]


@WIRES
@pytest.mark.parametrize("behaviour", OUTCOMES)
async def test_nobody_reads_arguments_or_results_in_logs_or_errors(
    provider: Provider,
    wire: str,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    async with opened(provider, wire) as at:
        first = calling(QUERY)
        provider.plan(first)
        calls = (await at.turn()).calls
        provider.usually = behaviour
        later = [Message("assistant", "", calls=tuple(calls)), Message("tool", FOUND, result_of=calls[0].id)]
        outcome = await at.turn(Talk(later))
    shown = "".join(capfd.readouterr()) + caplog.text
    if outcome.error is not None:
        shown += outcome.error.message + "".join(map(str, outcome.error.args))
    assert caplog.records
    for secret in (KEY, KEY[-8:], RESUME_CANARY, ARGUED, FOUND, provider.url):
        assert secret not in shown


@WIRES
async def test_a_turn_is_a_span_without_a_word_of_its_text(
    provider: Provider, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opentelemetry import trace

    spans: list[dict[str, Any]] = []

    class Span(trace.NonRecordingSpan):
        def set_attribute(self, key: str, value: Any) -> None:
            spans[-1][key] = value

    class Tracer(trace.NoOpTracer):
        def start_span(self, name: str, *_args: Any, **kwargs: Any) -> trace.Span:
            spans.append({"name": name, **kwargs["attributes"]})
            return Span(trace.INVALID_SPAN_CONTEXT)

    monkeypatch.setattr(trace, "get_tracer", lambda _name: Tracer())
    provider.plan(calling(QUERY))
    async with opened(provider, wire) as at:
        await at.turn()
        said, usage = provider.requests[0].said, at.usage
    (span,) = spans
    assert (span["name"], span["foreword.task"]) == (f"chat {wire}/loopback-1", "coach_reply")
    assert span["gen_ai.response.finish_reasons"] == [{"openai": "tool_calls", "anthropic": "tool_use"}[wire]]
    assert span["gen_ai.usage.output_tokens"] == usage.output_tokens == said.output_tokens
    assert ARGUED not in str(spans)
    assert LOOK_UP.description not in str(spans)


@WIRES
async def test_the_settings_know_a_conversation_by_its_name(provider: Provider, wire: str) -> None:
    async with opened(provider, wire, model_tasks=f"coach_reply={wire}/loopback-7") as at:
        assert (await at.turn()).error is None
        assert at.usage.model == f"{wire}/loopback-7"
    async with opened(provider, wire, model_tasks="coach_reply=builtin") as at:
        assert [call.name for call in (await at.turn()).calls] == ["look_up"]
        assert at.bills == []
    assert [exchange.asked.model for exchange in provider.requests] == ["loopback-7"]
