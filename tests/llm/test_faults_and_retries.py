"""How often the provider is asked: one policy of retries and fallbacks, and an end to it when the person leaves."""

import asyncio
from typing import Any

import pytest

from app.llm.library import library
from tests.provider import KEY, Asked, Provider
from tests.provider.asking import Count, Write, base_of, opened
from tests.provider.behaviours import (
    cut,
    endless_text,
    failing,
    failing_midway,
    finishing,
    hanging,
    held,
    ok,
    paced,
    resetting,
    stalling,
)
from tests.provider.building import Behaviour
from tests.provider.fitting import SENTENCES
from tests.provider.steps import Reply
from tests.provider.wires import Said, Wire

FOREIGN = "Grüße aus Zürich 🚀 — 日本語, שלום"
LONGER_THAN_ALL_RETRIES = 3.0
WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])


@WIRES
@pytest.mark.parametrize(
    "behaviour", [failing(429), failing(500), failing(529), resetting, cut(after=0, orderly=False)]
)
async def test_what_fails_before_the_text_is_tried_again(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour, behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.written()
        assert (outcome.text, outcome.error) == (SENTENCES, None)
        assert at.usage.input_tokens >= provider.requests[2].said.input_tokens
    assert len(provider.requests) == 3


@WIRES
async def test_a_short_wait_is_waited(provider: Provider, wire: str) -> None:
    provider.plan(failing(429, retry_after="1"))
    async with opened(provider, wire) as at:
        assert (await at.written()).text == SENTENCES
    first, second = provider.requests
    assert second.began - first.began >= 1


LONG_WAITS = [(failing(429, retry_after="75"), 75), (failing(429, until=3600), 3600)]


@WIRES
@pytest.mark.parametrize(("behaviour", "seconds"), LONG_WAITS)
async def test_a_long_wait_is_told_to_the_person(
    provider: Provider, wire: str, behaviour: Behaviour, seconds: float
) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert outcome.error is not None
    assert outcome.error.reason == "rate_limit"
    assert outcome.error.retry_after is not None
    assert seconds - 60 < outcome.error.retry_after <= seconds
    assert len(provider.requests) == 1


@WIRES
@pytest.mark.parametrize("wait", ["soon", "-5", "nan", "", "Thu, 01 Jan 1970 00:00:00 GMT", "²"])
async def test_a_wait_that_makes_no_sense_is_ignored(provider: Provider, wire: str, wait: str) -> None:
    provider.plan(failing(429, retry_after=wait))
    async with opened(provider, wire) as at:
        assert (await at.written()).text == SENTENCES
    assert len(provider.requests) == 2


def by_model(**behaviours: Behaviour) -> Behaviour:
    """A behaviour for each model, named with underscores."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return behaviours.get(asked.model.replace("-", "_"), ok)(wire, asked, said)

    return behave


def models_asked(provider: Provider) -> list[str]:
    return [exchange.asked.model for exchange in provider.requests]


@WIRES
@pytest.mark.parametrize(
    ("behaviour", "attempts"), [(failing(500), 3), (failing(429, retry_after="90"), 1), (failing(401), 1), (hanging, 3)]
)
async def test_another_model_answers_when_the_first_has_shown_nothing(
    provider: Provider, wire: str, behaviour: Behaviour, attempts: int
) -> None:
    provider.usually = by_model(loopback_1=behaviour)
    settings = {"model_fallbacks": f"{wire}/loopback-2", "model_first_token_seconds": "1"}
    async with opened(provider, wire, **settings) as at:
        outcome = await at.written()
        assert (outcome.text, outcome.error) == (SENTENCES, None)
        assert at.bills[-1][2].model == f"{wire}/loopback-2"
    assert models_asked(provider) == ["loopback-1"] * attempts + ["loopback-2"]


@WIRES
@pytest.mark.parametrize(
    "behaviour", [failing_midway(500, after=2), cut(after=2, orderly=True), stalling(after=2), finishing("length")]
)
async def test_no_other_model_answers_once_text_was_shown(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.usually = by_model(loopback_1=behaviour)
    settings = {"model_fallbacks": f"{wire}/loopback-2", "model_between_tokens_seconds": "1"}
    async with opened(provider, wire, **settings) as at:
        outcome = await at.written()
    assert outcome.text
    assert outcome.error is not None
    assert models_asked(provider) == ["loopback-1"]


async def test_the_fallback_may_be_another_provider(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_BASE", base_of(provider, "anthropic"))
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    provider.usually = by_model(loopback_1=failing(401))
    async with opened(provider, "openai", model_fallbacks="anthropic/claude-loopback") as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == (SENTENCES, None)
    assert [exchange.asked.path for exchange in provider.requests] == ["/v1/chat/completions", "/v1/messages"]


async def test_the_built_in_tools_may_be_the_fallback(provider: Provider) -> None:
    provider.usually = failing(401)
    async with opened(provider, "openai", model_fallbacks="builtin") as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == (Write().builtin(), None)


@WIRES
async def test_leaving_a_stream_leaves_the_provider(provider: Provider, wire: str) -> None:
    provider.plan(held(provider.gate(), after=2))
    async with opened(provider, wire) as at:
        stream = at.model.stream(Write())
        assert (await anext(stream)).text
        await stream.aclose()  # type: ignore[attr-defined]  # the port's streams are generators
        assert (await provider.closed(0)).ended is None
        assert at.usage.output_tokens >= 1
    assert len(provider.requests) == 1


@WIRES
@pytest.mark.parametrize("behaviour", [failing_midway(500, after=2), stalling(after=2), cut(after=2, orderly=False)])
async def test_a_structure_that_nobody_has_seen_is_asked_for_again(
    provider: Provider, wire: str, behaviour: Behaviour
) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire, model_between_tokens_seconds="1") as at:
        assert (await at.model.ask(Count())) is not None
    assert len(provider.requests) == 2


@WIRES
async def test_another_model_gives_the_structure_that_the_first_broke_off(provider: Provider, wire: str) -> None:
    provider.usually = by_model(loopback_1=stalling(after=2))
    settings = {"model_fallbacks": f"{wire}/loopback-2", "model_between_tokens_seconds": "1"}
    async with opened(provider, wire, **settings) as at:
        assert (await at.model.ask(Count())) is not None
    assert models_asked(provider) == ["loopback-1"] * 3 + ["loopback-2"]


async def test_loading_the_library_is_not_the_providers_time(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(provider, "openai", model_first_token_seconds="0.1") as at:
        known = await library()
        loading = asyncio.ensure_future(asyncio.sleep(LONGER_THAN_ALL_RETRIES))

        async def slow_library() -> Any:
            await asyncio.shield(loading)
            return known

        monkeypatch.setattr("app.llm.calling.library", slow_library)
        assert (await at.written()).text == SENTENCES
    assert len(provider.requests) == 1


@WIRES
@pytest.mark.parametrize("behaviour", [hanging, stalling(after=0), stalling(after=3), failing(429, retry_after="15")])
async def test_a_cancelled_task_leaves_the_provider(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        writing = asyncio.create_task(at.written())
        await provider.requested(1)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        if provider.requests[0].ended is None:
            assert (await provider.closed(0)).ended is None
    assert len(provider.requests) == 1


@WIRES
async def test_the_whole_answer_has_a_deadline_of_its_own(provider: Provider, wire: str) -> None:
    provider.plan(paced(0.1))
    provider.script = lambda _: "word " * 1000
    async with opened(provider, wire, model_seconds="1") as at:
        outcome = await at.written()
    assert outcome.error is not None
    assert outcome.error.reason == "timeout"
    assert (await provider.closed(0)).ended is None


@WIRES
async def test_an_answer_without_end_is_refused(provider: Provider, wire: str) -> None:
    provider.plan(endless_text)
    async with opened(provider, wire) as at:
        outcome = await at.written()
        assert outcome.error is not None
        assert not outcome.error.retry_after
        assert len(outcome.text) <= 400_000
        assert (await provider.closed(0)).ended is None
    assert len(provider.requests) == 1
