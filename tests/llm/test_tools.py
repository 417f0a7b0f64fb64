"""A model asks for tools over both wires: what it says, what it is told, and what is made of calls that are wrong."""

import json

import pytest

from app.llm import Message, ToolCall
from app.llm.calling import Caller
from tests.provider import Asked, Provider
from tests.provider.asking import LOOK_UP, Talk, opened
from tests.provider.behaviours import saying, thinking_first
from tests.provider.building import Behaviour
from tests.provider.calling import calling, in_characters
from tests.provider.fitting import SENTENCES
from tests.provider.rewriting import byte_by_byte, in_one_piece, written_otherwise
from tests.provider.wires import Call, Spoken

FOREIGN = "Grüße 🚀 日本語"
QUERY = Call("look_up", ('{"que', f'ry": "{FOREIGN}"}}'))
WIRES = pytest.mark.parametrize("wire", ["openai", "anthropic"])

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
"""LiteLLM's own types make pydantic warn when they are first used; the app keeps that out of its log."""


@pytest.fixture(params=["bytes", "wrapper"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to read a stream: the wire's bytes, and LiteLLM's wrapper, as when callbacks hear of each call."""
    if request.param == "wrapper":
        monkeypatch.setattr(Caller, "has_callbacks", True)


READERS = pytest.mark.usefixtures("reader")


def answered(talk: Talk, text: str, calls: list[ToolCall], *results: str) -> Talk:
    """The conversation after the turn and the results of its calls."""
    turn = Message("assistant", text, calls=tuple(calls))
    told = [Message("tool", result, result_of=call.id) for call, result in zip(calls, results, strict=False)]
    return Talk([*talk.later, turn, *told], talk.tools)


@WIRES
@READERS
async def test_text_then_calls_then_results_then_text(provider: Provider, wire: str) -> None:
    """Also with two calls at once; the results reach the model under the ids of their calls."""

    def script(asked: Asked) -> str | Spoken:
        if asked.results:
            return "Found: " + ", ".join(f"{key}={value}" for key, value in sorted(asked.results.items()))
        return Spoken("Let me look.", (QUERY, Call("fetch_page", ('{"url": "https://example.org"}',))))

    provider.script = script
    async with opened(provider, wire) as at:
        talk = Talk()
        first = await at.turn(talk)
        assert (first.text, first.error) == ("Let me look.", None)
        assert [(call.name, json.loads(call.arguments), call.problem) for call in first.calls] == [
            ("look_up", {"query": FOREIGN}, ""),
            ("fetch_page", {"url": "https://example.org"}, ""),
        ]
        one, two = (call.id for call in first.calls)
        second = await at.turn(answered(talk, first.text, first.calls, "two nights", ""))
        assert (second.text, second.calls, second.error) == (f"Found: {one}=two nights, {two}=(nothing)", [], None)
        assert [bill[2].task for bill in at.bills] == ["coach_reply"] * 2
    assert [exchange.asked.offered for exchange in provider.requests] == [["look_up", "fetch_page"]] * 2
    assert len(provider.requests) == 2


@WIRES
async def test_the_tools_are_told_with_their_schema(provider: Provider, wire: str) -> None:
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert (outcome.text, outcome.calls, outcome.error) == (SENTENCES, [], None)
    first = provider.requests[0].asked.body["tools"][0]
    told = first.get("function") or first
    assert (told["name"], told["description"]) == (LOOK_UP.name, LOOK_UP.description)
    assert (told.get("parameters") or told["input_schema"])["required"] == ["query"]


@WIRES
@READERS
@pytest.mark.parametrize(
    "behaviour",
    [
        calling(QUERY),
        calling(QUERY, text=["Let me ", "look."]),
        calling(in_characters(QUERY)),
        calling(QUERY, Call("fetch_page", ('{"url"', ': "x', '"}'))),
        in_one_piece(calling(in_characters(QUERY))),
    ],
)
async def test_a_call_is_whole_however_it_comes(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.turn()
        said, usage = provider.requests[0].said, at.usage
    assert outcome.error is None
    assert (outcome.calls[0].name, json.loads(outcome.calls[0].arguments)) == ("look_up", {"query": FOREIGN})
    assert [json.loads(call.arguments) for call in outcome.calls[1:]] in ([], [{"url": "x"}])
    assert (usage.input_tokens, usage.output_tokens, usage.estimated) == (said.input_tokens, said.output_tokens, False)


@WIRES
async def test_calls_may_be_mixed(provider: Provider, wire: str) -> None:
    """Their pieces belong together by their number. LiteLLM's own reader of Anthropic's stream cannot do that."""
    provider.plan(calling(QUERY, Call("fetch_page", ('{"url"', ': "x', '"}')), interleaved=True))
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [json.loads(call.arguments) for call in outcome.calls] == [{"query": FOREIGN}, {"url": "x"}]


@WIRES
async def test_a_call_is_whole_byte_by_byte(provider: Provider, wire: str) -> None:
    provider.script = lambda _: Spoken("So:", (QUERY,))
    provider.plan(byte_by_byte)
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert json.loads(outcome.calls[0].arguments) == {"query": FOREIGN}


@WIRES
@READERS
@pytest.mark.parametrize("pieces", [("",), ("{}",), ("", "", " ")])
async def test_no_arguments_are_an_empty_object(provider: Provider, wire: str, pieces: tuple[str, ...]) -> None:
    provider.plan(calling(Call("look_up", pieces)))
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [(call.arguments, call.problem) for call in outcome.calls] == [("{}", "")]


BROKEN = ['{"query": "nig', "[1, 2]", '"night"', "null", "{'query': 1}", '{"a": NaN}', '{"a":' * 5000, "{} {}"]


@WIRES
@pytest.mark.parametrize("arguments", BROKEN)
async def test_broken_arguments_are_a_problem_that_the_model_can_be_told(
    provider: Provider, wire: str, arguments: str
) -> None:
    provider.plan(calling(Call("look_up", (arguments,)), text=["Hm. "]))
    async with opened(provider, wire) as at:
        talk = Talk()
        outcome = await at.turn(talk)
        assert (outcome.text, outcome.error) == ("Hm. ", None)
        (call,) = outcome.calls
        assert call.arguments == "{}"
        assert call.problem.startswith("The arguments ")
        assert call.problem.endswith(".")
        assert (await at.turn(answered(talk, outcome.text, outcome.calls, call.problem))).text == SENTENCES
    assert provider.requests[1].asked.results == {call.id: call.problem}


@WIRES
@pytest.mark.parametrize("name", ["delete_all", "look up!", "", "Grüße" * 100, "functions.look_up"])
async def test_a_tool_that_was_not_offered_is_a_problem_too(provider: Provider, wire: str, name: str) -> None:
    provider.plan(calling(Call(name)))
    async with opened(provider, wire) as at:
        outcome = await at.turn()
        (call,) = outcome.calls
        assert "look_up, fetch_page" in call.problem
        assert call.name != "look_up"
        assert (await at.turn(answered(Talk(), "", outcome.calls, call.problem))).text == SENTENCES


@WIRES
async def test_ids_are_given_once_in_a_conversation(provider: Provider, wire: str) -> None:
    provider.usually = calling(Call("look_up", id="same"), Call("look_up", id="same"), Call("look_up", id="a b"))
    async with opened(provider, wire) as at:
        talk = Talk()
        ids: list[str] = []
        for _ in range(3):
            outcome = await at.turn(talk)
            assert outcome.error is None
            ids += [call.id for call in outcome.calls]
            talk = answered(talk, "", outcome.calls, "1", "2", "3")
    assert ids[0] == "same"
    assert len(set(ids)) == 9


@WIRES
async def test_what_no_text_may_hold_is_taken_out_of_arguments(provider: Provider, wire: str) -> None:
    provider.plan(calling(Call("look_up", ('{"query": "a\\ud83d', '\\ude00 b\\ud83d \\u0000c\nd", "\\udc00": [1.5]}'))))
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    (call,) = outcome.calls
    assert json.loads(call.arguments) == {"query": "a😀 b\ufffd c\nd", "\ufffd": [1.5]}
    call.arguments.encode()


@WIRES
async def test_without_tools_it_has_to_answer_in_words(provider: Provider, wire: str) -> None:
    """The conversation's own calls are still told, which Anthropic takes only with tools that may not be called."""
    provider.script = lambda asked: "In words." if not asked.offered else Spoken("", (QUERY,))
    async with opened(provider, wire) as at:
        talk = Talk()
        first = await at.turn(talk)
        last = answered(talk, "", first.calls, "two nights")
        outcome = await at.turn(Talk(last.later, ()))
        assert (outcome.text, outcome.error) == ("In words.", None)
        provider.plan(calling(QUERY, text=["So: "]))
        disobedient = await at.turn(Talk(last.later, ()))
    assert provider.requests[1].asked.results
    assert (disobedient.text, disobedient.calls) == ("So: ", [])
    assert disobedient.error is not None
    assert "tool" in disobedient.error.message


@WIRES
async def test_a_conversation_that_was_stopped_among_its_calls_goes_on(provider: Provider, wire: str) -> None:
    calls = (ToolCall("one", "look_up", '{"query": "x"}'), ToolCall("two", "look_up", "{}"))
    later = [
        Message("assistant", "", calls=calls),
        Message("tool", "here", result_of="one"),
        Message("tool", "again", result_of="one"),
        Message("tool", "of nothing", result_of="three"),
        Message("assistant", " "),
        Message("user", "Go on."),
    ]
    async with opened(provider, wire) as at:
        outcome = await at.turn(Talk(later))
    assert (outcome.text, outcome.error) == (SENTENCES, None)
    assert provider.requests[0].asked.results == {"one": "here", "two": "This was not carried out."}


@WIRES
@pytest.mark.parametrize(
    "behaviour",
    [saying("Plain. "), thinking_first("Which ", "tool?"), calling(QUERY, text=["<think>hm</think>", "Yes"])],
)
async def test_a_turn_may_be_text_or_both(provider: Provider, wire: str, behaviour: Behaviour) -> None:
    provider.plan(behaviour)
    async with opened(provider, wire) as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert outcome.text in {"Plain. ", SENTENCES, "Yes"}


async def test_calls_that_end_like_any_answer_are_calls(provider: Provider) -> None:
    """Some servers that are compatible with OpenAI say `stop`."""
    provider.script = lambda _: Spoken("", (QUERY,))
    provider.plan(
        written_otherwise(lambda frame: frame.replace(b'"finish_reason":"tool_calls"', b'"finish_reason":"stop"'))
    )
    async with opened(provider, "openai") as at:
        outcome = await at.turn()
    assert outcome.error is None
    assert [call.name for call in outcome.calls] == ["look_up"]
