"""What goes wrong while a model asks for tools: one outcome each, the text that was shown kept, no half call given."""

import asyncio
import json
from dataclasses import dataclass

import pytest

from app.llm import Delta
from tests.provider import Provider
from tests.provider.asking import Outcome, Talk, opened
from tests.provider.behaviours import breaking_when, failing, hanging, held, paced, saying
from tests.provider.building import Behaviour
from tests.provider.calling import calling, ending_in_calls, in_characters
from tests.provider.fitting import SENTENCES
from tests.provider.steps import Cut, Drip, Hang, Reset
from tests.provider.wires import Call, Spoken

WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])
IMPATIENT = {"model_first_token_seconds": "1", "model_between_tokens_seconds": "1"}
QUERY = Call("look_up", ('{"query"', ': "night', ' shifts"}'))
TEXT = ("Let me ", "look. ")
SHOWN = "".join(TEXT)


@dataclass(frozen=True)
class Fault:
    """A behaviour and what is to come of it when text was shown before the call."""

    behaviour: Behaviour
    reason: str
    retryable: bool = True


def after_name(*steps: Hang | Cut | Reset | Drip) -> Behaviour:
    return ending_in_calls(steps, after=1, text=TEXT, calls=[QUERY])


def amid_arguments(*steps: Hang | Cut | Reset | Drip) -> Behaviour:
    return ending_in_calls(steps, after=3, text=TEXT, calls=[QUERY])


def behind_arguments(*steps: Hang | Cut | Reset | Drip) -> Behaviour:
    return ending_in_calls(steps, after=4, text=TEXT, calls=[QUERY])


FAULTS = {
    "hangs after the name": Fault(after_name(Hang()), "timeout"),
    "drips comments after the name": Fault(after_name(Drip(b": ping\n\n", 0.05)), "timeout"),
    "hangs amid arguments": Fault(amid_arguments(Hang()), "timeout"),
    "cut after the name": Fault(after_name(Cut()), "internal"),
    "cut amid arguments": Fault(amid_arguments(Cut()), "internal"),
    "reset amid arguments": Fault(amid_arguments(Reset()), "internal"),
    "ends amid arguments": Fault(amid_arguments(), "internal"),
    "ends behind arguments without a reason": Fault(behind_arguments(), "internal"),
    "never gives a reason": Fault(calling(QUERY, text=TEXT, finish=None), "internal"),
    "reaches its limit": Fault(calling(QUERY, text=TEXT, finish="length"), "too_long", retryable=False),
    "is filtered": Fault(calling(QUERY, text=TEXT, finish="filter"), "refused", retryable=False),
}


@WIRES
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_a_broken_turn_keeps_its_text_and_gives_no_call(provider: Provider, wire: str, fault: Fault) -> None:
    gate = provider.gate()
    provider.usually = breaking_when(gate, fault.behaviour)
    async with opened(provider, wire, model_fallbacks=f"{wire}/loopback-2", **IMPATIENT) as at:
        outcome = await at.turn(seen=lambda text: gate.open() if text == SHOWN else None)
        assert (outcome.text, outcome.calls) == (SHOWN, [])
        assert outcome.error is not None
        assert (outcome.error.reason, outcome.error.retryable) == (fault.reason, fault.retryable)
        assert at.usage.output_tokens > 0
    assert len(provider.requests) == 1


ENDLESS = (
    b'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"%b"}}]}}]}\n\n'
    b'data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"%b"}}\n\n'
) % ((b"x" * 50,) * 2)
"""A piece of arguments for either wire, which each reads and the other leaves."""
FLOODS = {
    "a hundred calls": calling(*[Call("look_up", ('{"query": "x"}',))] * 100, text=TEXT),
    "megabytes of arguments": calling(Call("look_up", ('{"query": "', *["x" * 50_000] * 60, '"}')), text=TEXT),
    "one huge piece": calling(Call("look_up", ('{"query": "' + "x" * 1_000_000 + '"}',)), text=TEXT),
    "a huge name": calling(Call("x" * 1_000_000), text=TEXT),
    "arguments without end": ending_in_calls([Drip(ENDLESS, 0)], after=1, text=TEXT, calls=[QUERY]),
}


@WIRES
@pytest.mark.parametrize("behaviour", FLOODS.values(), ids=FLOODS.keys())
async def test_a_flood_is_an_error(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.usually = behaviour
    async with opened(provider, wire) as at:
        outcome = await at.turn()
        assert (outcome.text, outcome.calls) == (SHOWN, [])
        assert outcome.error is not None
        assert "far larger" in outcome.error.message
    assert len(provider.requests) == 1


@WIRES
async def test_arguments_that_come_slowly_put_the_deadline_off(provider: Provider, wire: str) -> None:
    provider.script = lambda _: Spoken("", (in_characters(Call("look_up", ('{"query": "night"}',))),))
    provider.plan(paced(0.1))
    async with opened(provider, wire, **IMPATIENT) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [call.arguments for call in outcome.calls] == ['{"query": "night"}']
    assert len(provider.requests) == 1


@WIRES
async def test_sixteen_calls_are_no_flood(provider: Provider, wire: str) -> None:
    long = json.dumps({"query": "x" * 10_000})
    provider.plan(calling(*[Call("look_up", (long,), id=f"id-{number}") for number in range(16)]))
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [call.id for call in outcome.calls] == [f"id-{number}" for number in range(16)]


BEFORE_ANYTHING = [
    failing(500),
    failing(429),
    hanging,
    ending_in_calls([Cut()], after=1, calls=[QUERY]),
    ending_in_calls([Reset()], after=3, calls=[QUERY]),
    ending_in_calls([Hang()], after=3, calls=[QUERY]),
]


@WIRES
@pytest.mark.parametrize("behaviour", BEFORE_ANYTHING)
async def test_what_breaks_before_anything_was_shown_is_tried_again(
    provider: Provider, wire: str, behaviour: Behaviour
) -> None:
    """A half call was shown to nobody. Only the whole one of the second attempt is given, and one bill is written."""
    provider.script = lambda _: Spoken("", (QUERY,))
    provider.plan(behaviour)
    async with opened(provider, wire, **IMPATIENT) as at:
        outcome = await at.turn()
        assert at.usage.task == "coach_reply"
    assert outcome.error is None
    assert [json.loads(call.arguments) for call in outcome.calls] == [{"query": "night shifts"}]
    assert len(provider.requests) == 2


@WIRES
async def test_another_model_takes_the_turn(provider: Provider, wire: str) -> None:
    provider.script = lambda asked: Spoken("", (QUERY,)) if asked.model == "loopback-2" else "unused"
    provider.plan(failing(401))
    async with opened(provider, wire, model_fallbacks=f"{wire}/loopback-2") as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [call.name for call in outcome.calls] == ["look_up"]


@WIRES
async def test_the_rules_take_the_turn_when_no_model_can(provider: Provider, wire: str) -> None:
    provider.usually = failing(401)
    async with opened(provider, wire, model_fallbacks="builtin") as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [(call.name, call.id) for call in outcome.calls] == [("look_up", "call_1")]


NO_TOOLS = [
    failing(400, "registry.ollama.ai/library/gemma:2b does not support tools"),
    failing(404, "No endpoints found that support tool use."),
    failing(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
]


@WIRES
@pytest.mark.parametrize("behaviour", NO_TOOLS)
async def test_a_model_that_cannot_use_tools_is_said_to(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is not None
    assert "cannot use tools" in outcome.error.message
    assert not outcome.error.retryable


@WIRES
async def test_leaving_a_turn_leaves_the_provider(provider: Provider, wire: str) -> None:
    provider.script = lambda _: Spoken(SENTENCES, (QUERY,))
    provider.plan(held(provider.gate(), after=2))
    async with opened(provider, wire) as at:
        turn = at.model.converse(Talk())
        first = await anext(turn)
        assert isinstance(first, Delta)
        await turn.aclose()  # type: ignore[attr-defined]  # the port's streams are generators
        assert (await provider.closed(0)).ended is None
        assert at.usage.output_tokens >= 1
    assert len(provider.requests) == 1


@WIRES
@pytest.mark.parametrize("after", [1, 3])
async def test_a_cancelled_turn_leaves_the_provider(provider: Provider, wire: str, after: int) -> None:
    provider.plan(ending_in_calls([Hang()], after=after, calls=[QUERY]))
    async with opened(provider, wire) as at:
        turning: asyncio.Task[Outcome] = asyncio.create_task(at.turn())
        await provider.requested(1)
        turning.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turning
        assert (await provider.closed(0)).ended is None
    assert len(provider.requests) == 1


@WIRES
async def test_usage_of_calls_that_is_not_told_is_estimated(provider: Provider, wire: str) -> None:
    provider.plan(saying(["Yes. "], tells_usage=False))
    provider.usually = ending_in_calls(
        [], after=4, calls=[Call("look_up", ('{"query": "', "night shifts " * 50, '"}'))]
    )
    async with opened(provider, wire) as at:
        assert (await at.turn()).error is None
        assert (await at.turn()).error is not None
        text, call = (bill[2] for bill in at.bills)
    assert text.estimated
    assert call.estimated
    assert text.input_tokens > 80
    assert 100 <= call.output_tokens <= 400
