"""What a call leaves behind: a bill that is right, structured answers of their type, and no secret in a log."""

import logging
from typing import Any

import pytest

from app.errors import ModelError
from tests.provider import KEY, Provider
from tests.provider.asking import RESUME_CANARY, Count, Counted, opened
from tests.provider.behaviours import (
    cut,
    failing,
    failing_midway,
    finishing,
    ok,
    resetting,
    saying,
    stalling,
    without_usage,
)
from tests.provider.building import Behaviour

FOREIGN = "Grüße aus Zürich 🚀 — 日本語, שלום"
WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])


@WIRES
async def test_usage_is_the_providers_and_its_cost_follows(provider: Provider, wire: str) -> None:
    async with opened(provider, wire, model_prices=f"{wire}/loopback-1=1000000/2000000") as at:
        await at.written()
        said, usage = provider.requests[0].said, at.usage
    assert (usage.task, usage.model, usage.estimated) == ("write_note", f"{wire}/loopback-1", False)
    assert (usage.input_tokens, usage.output_tokens) == (said.input_tokens, said.output_tokens)
    assert usage.cost == pytest.approx(said.input_tokens + 2 * said.output_tokens)


@pytest.mark.parametrize(
    ("wire", "name", "price"),
    [("openai", "gpt-4o-mini", (0.15, 0.60)), ("anthropic", "claude-sonnet-4-5-20250929", (3.0, 15.0))],
)
async def test_a_model_that_litellm_knows_has_its_price(
    provider: Provider, wire: str, name: str, price: tuple[float, float]
) -> None:
    async with opened(provider, wire, model=f"{wire}/{name}") as at:
        await at.written()
        said, usage = provider.requests[0].said, at.usage
    assert provider.requests[0].asked.model == name
    assert usage.cost == pytest.approx((said.input_tokens * price[0] + said.output_tokens * price[1]) / 1_000_000)


@WIRES
async def test_usage_that_is_not_told_is_estimated(provider: Provider, wire: str) -> None:
    provider.plan(without_usage)
    async with opened(provider, wire) as at:
        await at.written()
        usage = at.usage
    assert usage.estimated
    assert usage.cost is None
    assert 20 <= usage.input_tokens <= 200
    assert 15 <= usage.output_tokens <= 40


@WIRES
@pytest.mark.parametrize("behaviour", [cut(after=10, orderly=True), failing_midway(500, after=10), finishing("length")])
async def test_what_failed_midway_is_billed_too(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        assert (await at.written()).error is not None
        assert at.usage.input_tokens > 0
        assert at.usage.output_tokens >= 8


SAID = "canary-answer-55b0"
LEAKS = [failing(401), failing(429, retry_after="60"), failing(500), failing_midway(500, after=1), finishing(None), ok]


@WIRES
@pytest.mark.parametrize("behaviour", [*LEAKS, resetting, saying(SAID, finish="tool"), saying([SAID, "x" * 3_000_000])])
async def test_nobody_reads_keys_or_texts_in_logs_or_errors(
    provider: Provider,
    wire: str,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.script = lambda _: f"{SAID} and more"
    provider.usually = behaviour
    async with opened(provider, wire) as at:
        outcome = await at.written()
        told = await at.models.test(at.model.name)
    shown = "".join(capfd.readouterr()) + caplog.text + told.message
    if outcome.error is not None:
        shown += outcome.error.message + "".join(map(str, outcome.error.args))
    assert caplog.records
    for secret in (KEY, KEY[-8:], RESUME_CANARY, SAID, provider.url):
        assert secret not in shown


RIGHT = '{"skills": ["baking", "night shifts"], "years": 7}'


@WIRES
@pytest.mark.parametrize("text", [RIGHT, f"```json\n{RIGHT}\n```", f"```\n{RIGHT}```\n", f"\n\n {RIGHT}"])
async def test_a_structured_answer_is_of_its_type(provider: Provider, wire: str, text: str) -> None:
    provider.plan(saying(text))
    async with opened(provider, wire) as at:
        assert await at.model.ask(Count()) == Counted(["baking", "night shifts"], 7)
        assert at.usage.task == "count_skills"
    (exchange,) = provider.requests
    assert exchange.asked.schema is not None
    assert exchange.asked.data == {"resume": Count().about}


@WIRES
@pytest.mark.parametrize("wrong", ['{"skills": "baking"}', "I cannot count.", '{"skills": ["baking"', "", "null"])
async def test_a_wrong_structure_is_repaired_once(provider: Provider, wire: str, wrong: str) -> None:
    provider.plan(saying(wrong or " "), saying(RIGHT))
    async with opened(provider, wire) as at:
        assert await at.model.ask(Count()) == Counted(["baking", "night shifts"], 7)
        first, second = provider.requests
        assert at.usage.input_tokens == first.said.input_tokens + second.said.input_tokens
    assert len(second.asked.turns) > len(first.asked.turns)
    assert wrong.strip() in second.asked.prompt


@WIRES
async def test_a_structure_that_stays_wrong_is_an_error_that_names_it(provider: Provider, wire: str) -> None:
    provider.usually = saying('{"skills": "baking", "years": 7}')
    async with opened(provider, wire) as at:
        with pytest.raises(ModelError) as caught:
            await at.model.ask(Count())
        assert (caught.value.reason, caught.value.retryable) == ("internal", True)
        assert at.usage.input_tokens == sum(exchange.said.input_tokens for exchange in provider.requests)
    assert len(provider.requests) == 2


@WIRES
@pytest.mark.parametrize(
    ("behaviour", "reason", "requests"),
    [(failing(500), "internal", 3), (finishing("length"), "too_long", 1), (stalling(after=1), "timeout", 3)],
)
async def test_a_structured_task_meets_the_same_faults(
    provider: Provider, wire: str, behaviour: Behaviour, reason: str, requests: int
) -> None:
    provider.usually = behaviour
    settings: dict[str, Any] = {"model_first_token_seconds": "1", "model_between_tokens_seconds": "1"}
    async with opened(provider, wire, **settings) as at:
        with pytest.raises(ModelError) as caught:
            await at.model.ask(Count())
    assert caught.value.reason == reason
    assert len(provider.requests) == requests
