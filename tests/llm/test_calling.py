"""The way to the provider: whose wire, whose client, and what never happens on it."""

from typing import Any

import pytest

from app.llm import Models
from app.llm.calling import Caller
from tests.provider import Asked, Provider
from tests.provider.asking import Count, Counted, Write, base_of, model_settings, opened
from tests.provider.behaviours import (
    Behaviour,
    cut,
    ending_at_once,
    failing,
    finishing,
    ok,
    saying,
    stalling,
)
from tests.provider.fitting import SENTENCES
from tests.provider.rewriting import written_otherwise
from tests.provider.steps import Reply
from tests.provider.wire_openai import DONE
from tests.provider.wires import Said, Wire

COMPATIBLE = [
    "openai",
    "groq",
    "deepseek",
    "mistral",
    "openrouter",
    "hosted_vllm",
    "together_ai",
    "xai",
    "fireworks_ai",
    "perplexity",
    "lm_studio",
    "nvidia_nim",
    "cerebras",
]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
"""LiteLLM's own types make pydantic warn when they are first used; the app keeps that out of its log."""


@pytest.mark.parametrize("name", COMPATIBLE)
async def test_a_compatible_provider_is_called_once_by_our_client(provider: Provider, name: str) -> None:
    settings = {"model": f"{name}/some-model", "model_api_base": base_of(provider, "openai")}
    async with opened(provider, "openai", **settings) as at:
        outcome = await at.written()
        assert (outcome.text, outcome.error) == (SENTENCES, None)
        provider.plan(failing(400))
        assert (await at.written()).error is not None
    assert [exchange.asked.headers.get("accept-encoding") for exchange in provider.requests] == ["identity"] * 2


WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])
WRAPPED = pytest.mark.usefixtures("wrapped")


@pytest.fixture
def wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """LiteLLM's wrapper reads, as it does when somebody wants to hear of each call."""
    monkeypatch.setattr(Caller, "has_callbacks", True)


@WRAPPED
@WIRES
async def test_the_wrapper_reads_the_same_text_and_usage(provider: Provider, wire: str) -> None:
    async with opened(provider, wire) as at:
        outcome = await at.written()
        assert (outcome.text, outcome.error) == (SENTENCES, None)
        said = provider.requests[0].said
        assert (at.usage.input_tokens, at.usage.output_tokens) == (said.input_tokens, said.output_tokens)


@WRAPPED
@WIRES
@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (finishing(None), "internal"),
        (cut(after=3, orderly=True), "internal"),
        (ending_at_once(DONE), "internal"),
        (finishing("length"), "too_long"),
        (finishing("filter"), "refused"),
        (stalling(after=3), "timeout"),
        (failing(401), "internal"),
    ],
)
async def test_the_wrapper_believes_no_end_that_the_provider_did_not_give(
    provider: Provider, wire: str, behaviour: Behaviour, reason: str
) -> None:
    provider.usually = behaviour
    async with opened(provider, wire, model_between_tokens_seconds="1") as at:
        outcome = await at.written()
        assert outcome.error is not None
        assert outcome.error.reason == reason
    assert len(provider.requests) == 1


@WRAPPED
@WIRES
async def test_a_hundred_and_fifty_equal_chunks_are_text_to_the_wrapper_too(provider: Provider, wire: str) -> None:
    provider.plan(saying(["ha ha "] * 150))
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == ("ha ha " * 150, None)


def without_reason(frame: bytes) -> bytes:
    """An event that does not say why the answer ends."""
    return frame.replace(b'"stop"', b"null")


@pytest.mark.parametrize("behaviour", [written_otherwise(without_reason), ending_at_once(DONE)])
async def test_litellms_readers_are_not_believed_either(provider: Provider, behaviour: Behaviour) -> None:
    provider.usually = behaviour
    async with opened(provider, "openai", model="openrouter/a/b", model_api_base=base_of(provider, "openai")) as at:
        outcome = await at.written()
    assert outcome.text in {"", SENTENCES}
    assert outcome.error is not None
    assert outcome.error.reason == "internal"


def redirecting(_wire: Wire, asked: Asked, _said: Said) -> Reply:
    """To the same place, where a good answer would wait."""
    return Reply(status=307, headers={"location": asked.path})


@WIRES
async def test_a_redirect_is_not_followed(provider: Provider, wire: str) -> None:
    provider.plan(redirecting)
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert outcome.error is not None
    assert (outcome.error.reason, outcome.error.retryable) == ("internal", False)
    assert len(provider.requests) == 1


@WIRES
async def test_no_proxy_of_the_environment_is_asked(
    provider: Provider, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with opened(provider, wire) as at:
        assert (await at.written()).text == SENTENCES


def knowing_no(option: str) -> Behaviour:
    """A server that is compatible with what OpenAI once was."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        known = failing(400, f"Extra inputs are not permitted: {option}") if option in asked.body else ok
        return known(wire, asked, said)

    return behave


async def test_an_option_that_a_server_does_not_know_is_left_out_from_then_on(provider: Provider) -> None:
    provider.usually = knowing_no("stream_options")
    async with opened(provider, "openai") as at:
        first, second = await at.written(), await at.written()
        assert (first.text, second.text) == (SENTENCES, SENTENCES)
        assert at.bills[0][2].estimated
    assert len(provider.requests) == 3


async def test_a_known_model_is_told_the_schema_strictly(provider: Provider) -> None:
    provider.plan(saying('{"skills": [], "years": 7}'))
    async with opened(provider, "openai", model="openai/gpt-4o-mini") as at:
        assert await at.model.ask(Count()) == Counted([], 7)
    form = provider.requests[0].asked.body["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["additionalProperties"] is False


async def test_the_limit_of_tokens_is_told(provider: Provider) -> None:
    async with opened(provider, "openai", model_max_tokens="77") as at:
        await at.written()
    assert 77 in provider.requests[0].asked.body.values()


async def test_a_task_is_a_span_without_a_word_of_its_text(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry import trace

    spans: list[dict[str, Any]] = []

    class Span(trace.NonRecordingSpan):
        def __init__(self, name: str, attributes: dict[str, Any]) -> None:
            super().__init__(trace.INVALID_SPAN_CONTEXT)
            self.attributes = {"name": name, **attributes}

        def set_attribute(self, key: str, value: Any) -> None:
            self.attributes[key] = value

        def end(self, *_time: int | None) -> None:
            spans.append(self.attributes)

    class Tracer(trace.NoOpTracer):
        def start_span(self, name: str, *_args: Any, **kwargs: Any) -> trace.Span:
            return Span(name, kwargs["attributes"])

    monkeypatch.setattr(trace, "get_tracer", lambda _name: Tracer())
    async with opened(provider, "openai") as at:
        await at.written()
        provider.usually = failing(401)
        await at.written()
        said = provider.requests[0].said
    good, bad = spans
    assert good["name"] == "chat openai/loopback-1"
    assert (good["gen_ai.usage.input_tokens"], good["gen_ai.usage.output_tokens"]) == (
        said.input_tokens,
        said.output_tokens,
    )
    assert good["gen_ai.response.finish_reasons"] == ["stop"]
    assert bad["error.type"] == "key_refused"
    assert Write().about not in str(spans)


async def test_a_client_that_was_closed_can_be_opened_again(provider: Provider) -> None:
    models = Models(model_settings(provider, "openai"))
    await models.warm()
    await models.close()
    assert (await models.test("openai/loopback-1")).ok
    await models.close()
