"""Real LiteLLM and a provider that misbehaves: each fault has its one documented outcome, on both wire formats."""

import asyncio
import re
from dataclasses import dataclass

import pytest

from tests.provider import Provider, wire_anthropic, wire_openai
from tests.provider.asking import base_of, opened
from tests.provider.behaviours import (
    breaking_when,
    cut,
    dripping,
    empty,
    ending_at_once,
    endless_line,
    failing,
    failing_midway,
    finishing,
    half_an_event,
    hanging,
    page_of_html,
    resetting,
    resetting_midway,
    saying,
    stalling,
    with_huge_event,
)
from tests.provider.building import Behaviour
from tests.provider.fitting import SENTENCES
from tests.provider.rewriting import in_one_piece
from tests.provider.steps import Cut, Hang
from tests.running import free_port

IMPATIENT = {"model_first_token_seconds": "1", "model_between_tokens_seconds": "1"}
ATTEMPTS = 3
ALL = -1


@dataclass(frozen=True)
class Fault:
    """A behaviour and what is to come of it.

    `kept` pieces of the text arrive. `is_left`: the connection is closed before the provider has done with it.
    Otherwise either side may be the first: who has read the fault need not read on.
    """

    behaviour: Behaviour
    reason: str
    retryable: bool = True
    kept: int = 0
    requests: int = 1
    is_left: bool = False


FAULTS = {
    "429": Fault(failing(429), "rate_limit", requests=ATTEMPTS),
    "500": Fault(failing(500), "internal", requests=ATTEMPTS),
    "503": Fault(failing(503), "internal", requests=ATTEMPTS),
    "529": Fault(failing(529), "internal", requests=ATTEMPTS),
    "400": Fault(failing(400), "internal", retryable=False),
    "401": Fault(failing(401), "internal", retryable=False),
    "403": Fault(failing(403), "internal", retryable=False),
    "404": Fault(failing(404), "internal", retryable=False),
    "reset": Fault(resetting, "internal", requests=ATTEMPTS),
    "reset midway": Fault(resetting_midway(after=3), "internal", kept=3),
    "hang": Fault(hanging, "timeout", requests=ATTEMPTS, is_left=True),
    "stall": Fault(stalling(after=3), "timeout", kept=3, is_left=True),
    "stall before text": Fault(stalling(after=0), "timeout", requests=ATTEMPTS, is_left=True),
    "drip": Fault(dripping(after=3), "timeout", kept=3, is_left=True),
    "drip before text": Fault(dripping(after=0), "timeout", requests=ATTEMPTS, is_left=True),
    "half an event": Fault(half_an_event(after=3, then=Hang()), "timeout", kept=3, is_left=True),
    "half an event, then closed": Fault(half_an_event(after=3, then=Cut()), "internal", kept=3),
    "half an event, then the end": Fault(half_an_event(after=3, then=None), "internal", kept=3),
    "cut": Fault(cut(after=3, orderly=True), "internal", kept=3),
    "cut, connection closed": Fault(cut(after=3, orderly=False), "internal", kept=3),
    "cut before text": Fault(cut(after=0, orderly=False), "internal", requests=ATTEMPTS),
    "no finish": Fault(finishing(None), "internal", kept=ALL),
    "error midway": Fault(failing_midway(500, after=3), "internal", kept=3),
    "error midway, gathered": Fault(in_one_piece(failing_midway(500, after=3)), "internal", kept=3),
    "rate limit midway": Fault(failing_midway(429, after=3), "rate_limit", kept=3),
    "nothing": Fault(empty, "internal"),
    "HTML": Fault(page_of_html, "internal"),
    "[DONE] with nothing": Fault(ending_at_once(wire_openai.DONE), "internal"),
    "message_stop with nothing": Fault(ending_at_once(wire_anthropic.STOP), "internal"),
    "length": Fault(finishing("length"), "too_long", retryable=False, kept=ALL),
    "filter": Fault(finishing("filter"), "refused", retryable=False, kept=ALL),
    "endless line": Fault(endless_line, "internal", is_left=True),
    "20 MB": Fault(with_huge_event(20_000_000, after=3), "internal", kept=3, is_left=True),
}


@pytest.fixture(scope="module", autouse=True)
def first_call() -> None:
    """LiteLLM's first call takes a second or more, which is no fault of the provider."""

    async def call() -> None:
        with Provider() as running:
            for wire in ("openai", "anthropic"):
                async with opened(running, wire) as at:
                    assert (await at.written()).error is None

    asyncio.run(call())


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_has_its_documented_outcome(provider: Provider, wire: str, name: str) -> None:
    fault, gate = FAULTS[name], provider.gate()
    pieces = re.findall(r"\S+\s*", SENTENCES)
    kept = "".join(pieces if fault.kept == ALL else pieces[: fault.kept])
    provider.usually = breaking_when(gate, fault.behaviour)
    async with opened(provider, wire, **IMPATIENT) as at:
        outcome = await at.written(lambda text: gate.open() if text == kept else None)
        assert outcome.error is not None
        assert (outcome.error.reason, outcome.error.retryable) == (fault.reason, fault.retryable)
        assert outcome.text == kept
        assert len(provider.requests) == fault.requests
        for index in range(fault.requests if fault.is_left else 0):
            assert (await provider.closed(index)).ended is None
        provider.usually = saying(SENTENCES)
        again = await at.written()
        assert (again.text, again.error) == (SENTENCES, None)
    assert len(provider.requests) == fault.requests + 1


QUOTA = "You exceeded your current quota, please check your plan and billing details."
WORDS = [
    (failing(429, QUOTA, kind="insufficient_quota"), "rate_limit", False),
    (failing(400, "Your credit balance is too low to access the API."), "rate_limit", False),
    (
        failing(400, "This model's maximum context length is 8192 tokens.", kind="context_length_exceeded"),
        "too_long",
        False,
    ),
    (failing(400, "prompt is too long: 210000 tokens > 200000 maximum"), "too_long", False),
    (failing(413, "Request exceeds the maximum size", kind="request_too_large"), "too_long", False),
    (failing(302, "Found"), "internal", False),
]


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
@pytest.mark.parametrize(("behaviour", "reason", "retryable"), WORDS)
async def test_an_error_means_what_its_words_say(
    provider: Provider, wire: str, behaviour: Behaviour, reason: str, retryable: bool
) -> None:
    provider.usually = behaviour
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert outcome.error is not None
    assert (outcome.error.reason, outcome.error.retryable) == (reason, retryable)
    assert len(provider.requests) == 1


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_an_error_of_20_mb_is_an_error_like_others(provider: Provider, wire: str) -> None:
    provider.plan(failing(500, "x" * 20_000_000))
    async with opened(provider, wire) as at:
        outcome = await at.written()
    assert (outcome.text, outcome.error) == (SENTENCES, None)
    assert provider.requests[0].ended is None


@pytest.mark.parametrize("wire", ["openai", "anthropic"])
async def test_a_provider_that_is_not_there_is_named_as_such(provider: Provider, wire: str) -> None:
    nowhere = base_of(provider, wire).replace(str(provider.port), str(free_port()))
    async with opened(provider, wire, model_api_base=nowhere) as at:
        outcome = await at.written()
        told = await at.models.test(at.model.name)
    assert outcome.error is not None
    assert (outcome.error.reason, outcome.error.retryable) == ("internal", True)
    assert "FOREWORD_MODEL_API_BASE" in outcome.error.message
    assert not told.ok
    assert "FOREWORD_MODEL_API_BASE" in told.message
