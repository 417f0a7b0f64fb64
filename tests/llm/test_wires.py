"""What the providers' bytes mean, wherever they are cut."""

import json
from typing import Any

import pytest

from app.llm.events import MAX_LINE_BYTES, DataLines
from app.llm.faults import Fault
from app.llm.wire_anthropic import AnthropicWire
from app.llm.wire_openai import OpenAIWire


def said(**delta: Any) -> bytes:
    return b"data: " + json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}).encode() + b"\n\n"


def event(**fields: Any) -> bytes:
    return b"data: " + json.dumps(fields).encode() + b"\n\n"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_are_found_wherever_the_bytes_are_cut(size: int) -> None:
    body = b": comment\r\nevent: x\r\ndata: one\r\n\r\ndata:two\n\nid: 7\ndata:  three \n\ndata: four"
    lines = DataLines()
    found = [line for at in range(0, len(body), size) for line in lines.feed(body[at : at + size])]
    assert found == [b"one", b"two", b"three"]
    assert lines.close() == [b"four"]


def test_a_line_without_end_is_let_go() -> None:
    lines = DataLines()
    assert lines.feed(b"data: good\ndata: ") == [b"good"]
    for _ in range(MAX_LINE_BYTES // 1_000_000 + 1):
        lines.feed(b"x" * 1_000_000)
    assert lines.is_over
    assert len(lines._rest) <= MAX_LINE_BYTES


def test_an_openai_stream_is_read_with_its_reason_and_its_tokens() -> None:
    wire = OpenAIWire()
    text = wire.feed(said(role="assistant", content="") + said(content="Dear ") + said(content="team"))
    text += wire.feed(event(choices=[{"index": 0, "delta": {}, "finish_reason": "stop"}]))
    details = {"cached_tokens": 4}
    usage = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11, "prompt_tokens_details": details}
    text += wire.feed(event(choices=[], usage=usage) + b"data: [DONE]\n\n")
    answering = wire.answering
    assert (text, answering.finish, answering.ended) == ("Dear team", "stop", True)
    assert (answering.input_tokens, answering.output_tokens, answering.cached_tokens) == (9, 2, 4)


def test_done_is_no_reason() -> None:
    wire = OpenAIWire()
    assert wire.feed(b"data: [DONE]\n\n") == ""
    assert wire.answering.finish is None


@pytest.mark.parametrize(
    "line",
    [
        b"data: <html>",
        b"data: {",
        b"data: null",
        b"data: 7",
        b"data: []",
        b'data: {"choices": 7}',
        b"data: " + b"[" * 9999,
    ],
)
def test_what_is_no_chunk_is_no_text(line: bytes) -> None:
    for wire in (OpenAIWire(), AnthropicWire()):
        assert wire.feed(line + b"\n\n") == ""
        assert (wire.answering.finish, wire.answering.fault) == (None, None)


def test_broken_utf_8_costs_a_character_and_not_the_text() -> None:
    assert OpenAIWire().feed(said(content="caf").replace(b"caf", b"caf\xe9 au lait")) == "caf� au lait"


def test_reasoning_and_tools_and_refusals_are_no_text() -> None:
    wire = OpenAIWire()
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "Yes"}]
    assert wire.feed(said(reasoning_content="let me see") + said(content=parts)) == "Yes"
    assert wire.answering.thoughts > len("let me see")
    assert (wire.answering.has_tool, wire.answering.has_refusal) == (False, False)
    assert wire.feed(said(tool_calls=[{"index": 0}]) + said(refusal="I cannot")) == ""
    assert (wire.answering.has_tool, wire.answering.has_refusal) == (True, True)


def test_an_error_comes_behind_the_text_before_it() -> None:
    wire = OpenAIWire()
    assert wire.feed(said(content="Dear ") + event(error={"code": "rate_limit_exceeded"})) == "Dear "
    assert isinstance(wire.answering.fault, Fault)
    assert wire.answering.fault.kind == "rate_limited"


def test_an_anthropic_stream_is_read_with_its_reason_and_its_tokens() -> None:
    wire = AnthropicWire()
    usage = {"input_tokens": 9, "output_tokens": 1, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2}
    text = wire.feed(event(type="message_start", message={"usage": usage}) + event(type="ping"))
    text += wire.feed(event(type="content_block_start", index=0, content_block={"type": "text", "text": ""}))
    text += wire.feed(event(type="content_block_delta", delta={"type": "thinking_delta", "thinking": "hm"}))
    text += wire.feed(event(type="content_block_delta", delta={"type": "text_delta", "text": "Dear team"}))
    ending = event(type="message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 3})
    text += wire.feed(ending + event(type="message_stop"))
    answering = wire.answering
    assert (text, answering.finish, answering.ended) == ("Dear team", "end_turn", True)
    assert (answering.input_tokens, answering.output_tokens) == (16, 3)
    assert (answering.cached_tokens, answering.stored_tokens, answering.thoughts) == (5, 2, 2)


def test_an_anthropic_tool_and_an_anthropic_error_are_seen() -> None:
    wire = AnthropicWire()
    wire.feed(event(type="content_block_start", content_block={"type": "tool_use", "name": "x"}))
    wire.feed(event(type="error", error={"type": "overloaded_error"}))
    assert wire.answering.has_tool
    assert wire.answering.fault is not None
    assert wire.answering.fault.kind == "overloaded"
