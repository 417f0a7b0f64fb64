"""What is reported of a task to whoever measures: times, tokens, the fault; once, however it ended."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

import msgspec
import pytest

from app.llm import Delta
from tests.provider import KEY, Provider
from tests.provider.asking import RESUME_CANARY, Count, Write, opened
from tests.provider.behaviours import cut, failing, held, saying, stalling

WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])


@WIRES
async def test_a_task_that_is_done_is_reported_with_its_bill(provider: Provider, wire: str) -> None:
    async with opened(provider, wire) as at:
        await at.written()
        (report,) = at.reports
        assert report.usage == at.usage
    assert (report.task, report.model, report.fault) == ("write_note", f"{wire}/loopback-1", None)
    assert report.first_token is not None
    assert 0 < report.first_token <= report.seconds


async def test_the_first_token_is_when_it_came_and_not_when_the_answer_ended(provider: Provider) -> None:
    gate = provider.gate()
    provider.plan(held(gate, after=1))
    seen: list[str] = []

    def open_later(text: str) -> None:
        seen.append(text)
        if len(seen) == 2:
            gate.open()

    async with opened(provider, "openai") as at:
        await at.written(open_later)
        (report,) = at.reports
    assert report.first_token is not None
    assert report.first_token < report.seconds


@WIRES
async def test_a_fault_is_reported_by_its_kind_with_what_was_written_before_it(provider: Provider, wire: str) -> None:
    provider.plan(cut(after=3, orderly=True))
    async with opened(provider, wire) as at:
        outcome = await at.written()
        (report,) = at.reports
    assert outcome.error is not None
    assert report.fault == "incomplete"
    assert report.first_token is not None
    assert report.usage is not None


async def test_who_never_said_anything_has_no_first_token(provider: Provider) -> None:
    provider.usually = failing(401)
    async with opened(provider, "openai") as at:
        assert (await at.written()).error is not None
        (report,) = at.reports
    assert report.fault is not None
    assert (report.first_token, report.usage) == (None, None)


async def test_a_structured_task_that_is_repaired_is_reported_once(provider: Provider) -> None:
    provider.plan(saying('{"skills": "baking"}'))
    provider.usually = saying('{"skills": ["baking"], "years": 2}')
    async with opened(provider, "openai") as at:
        assert (await at.model.ask(Count())).years == 2
        (report,) = at.reports
    assert report.task == "count_skills"
    assert len(provider.requests) == 2


async def test_an_answer_that_stands_still_is_reported_as_that(provider: Provider) -> None:
    provider.plan(stalling(after=2))
    async with opened(provider, "openai", model_between_tokens_seconds="0.2") as at:
        outcome = await at.written()
        (report,) = at.reports
    assert outcome.error is not None
    assert report.fault == "stalled"


async def test_who_stops_an_answer_is_no_fault_of_the_model(provider: Provider) -> None:
    gate = provider.gate()
    provider.plan(held(gate, after=2))
    async with opened(provider, "openai") as at:
        async with aclosing(cast("AsyncGenerator[Delta, None]", at.model.stream(Write()))) as deltas:
            async for _ in deltas:
                break
        (report,) = at.reports
    assert report.fault == "stopped"
    assert report.first_token is not None


async def test_no_word_of_any_text_is_in_a_report(provider: Provider) -> None:
    async with opened(provider, "openai") as at:
        await at.written()
        told = msgspec.json.encode(at.reports).decode()
    assert "write_note" in told
    for secret in (KEY, RESUME_CANARY, provider.url):
        assert secret not in told
