"""The events of Anthropic's messages (https://platform.claude.com/docs/en/build-with-claude/streaming)."""

from typing import Any

import msgspec

from app.llm.answering import Answering
from app.llm.decoding import decoded
from app.llm.events import DataLines
from app.llm.faults import Fault, fault_of_event
from app.llm.gathering import arguments_of


class _Usage(msgspec.Struct):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None


class _Message(msgspec.Struct):
    usage: _Usage | None = None


class _Part(msgspec.Struct):
    """A content block at its start, or a delta of one, or of the message."""

    type: str = ""
    text: str | None = None
    thinking: str | None = None
    partial_json: str | None = None
    id: str | None = None
    name: str | None = None
    input: Any = None
    stop_reason: str | None = None


class _Event(msgspec.Struct):
    type: str = ""
    index: int = 0
    delta: _Part | None = None
    content_block: _Part | None = None
    message: _Message | None = None
    usage: _Usage | None = None
    error: Any = None


_DECODER = msgspec.json.Decoder(_Event)


class AnthropicWire:
    """`feed` bytes, get text."""

    def __init__(self) -> None:
        self.answering = Answering()
        self._lines = DataLines()

    def feed(self, data: bytes) -> str:
        """An error that the provider reports inside the stream stands in `answering.fault`."""
        text = "".join([self._text(line) for line in self._lines.feed(data)])
        if self._lines.is_over:
            self.answering.fault = self.answering.fault or Fault("oversized")
        return text

    def close(self) -> str:
        """Half a line is no event: it is dropped by the decoder."""
        return "".join([self._text(line) for line in self._lines.close()])

    def _text(self, line: bytes) -> str:
        event = decoded(_DECODER, line)
        if event is None:
            return ""
        kind = event.type
        if kind == "content_block_delta" or kind == "content_block_start":
            return self._said(event.delta or event.content_block, event.index)
        if kind == "message_start" and event.message is not None:
            self._count(event.message.usage)
        elif kind == "message_delta":
            self._count(event.usage)
            if event.delta is not None and event.delta.stop_reason:
                self.answering.finish = event.delta.stop_reason.lower()
        elif kind == "message_stop":
            self.answering.ended = True
        elif kind == "error":
            self.answering.fault = self.answering.fault or fault_of_event(event.error)
        return ""

    def _said(self, part: _Part | None, index: int) -> str:
        if part is None:
            return ""
        if part.type.endswith("tool_use"):
            self.answering.has_tool = True
        if part.type == "tool_use":
            self.answering.calls.add(index, part.id or "", part.name or "", arguments_of(part.input))
        elif part.partial_json and index in self.answering.calls:
            self.answering.calls.add(index, "", "", part.partial_json)
        self.answering.thoughts += len(part.thinking or "")
        return part.text or ""

    def _count(self, usage: _Usage | None) -> None:
        """`input_tokens` leaves out what was read from a cache or written to one; both are part of the prompt."""
        if usage is None:
            return
        answering = self.answering
        if usage.input_tokens is not None:
            answering.cached_tokens = usage.cache_read_input_tokens or 0
            answering.stored_tokens = usage.cache_creation_input_tokens or 0
            answering.input_tokens = usage.input_tokens + answering.cached_tokens + answering.stored_tokens
        if usage.output_tokens is not None:
            answering.output_tokens = usage.output_tokens
