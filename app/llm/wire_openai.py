"""The chunks of OpenAI's chat completions, which most hosts and local servers speak too."""

from typing import Any

import msgspec

from app.llm.answering import Answering
from app.llm.decoding import decoded
from app.llm.events import DataLines
from app.llm.faults import Fault, fault_of_event


class _Delta(msgspec.Struct):
    content: str | list[Any] | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    tool_calls: list[Any] | None = None
    function_call: Any = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Details(msgspec.Struct):
    cached_tokens: int | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Details | None = None


class _Chunk(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: Any = None


_DECODER = msgspec.json.Decoder(_Chunk)


class OpenAIWire:
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
        """Half a line is no chunk: it is dropped by the decoder."""
        return "".join([self._text(line) for line in self._lines.close()])

    def _text(self, line: bytes) -> str:
        if line == b"[DONE]":
            self.answering.ended = True
            return ""
        chunk = decoded(_DECODER, line)
        if chunk is None:
            return ""
        if chunk.error is not None:
            self.answering.fault = self.answering.fault or fault_of_event(chunk.error)
        if chunk.usage is not None:
            self._count(chunk.usage)
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if choice.finish_reason:
            self.answering.finish = choice.finish_reason.lower()
        return self._said(choice.delta) if choice.delta is not None else ""

    def _said(self, delta: _Delta) -> str:
        answering = self.answering
        if delta.tool_calls or delta.function_call:
            answering.has_tool = True
            answering.calls.add_openai(delta.tool_calls)
        if delta.refusal:
            answering.has_refusal = True
        answering.thoughts += len(delta.reasoning_content or delta.reasoning or "")
        if isinstance(delta.content, list):
            return self._parts(delta.content)
        return delta.content or ""

    def _parts(self, parts: list[Any]) -> str:
        """Mistral's reasoning models send a list: parts of type `text`, and of type `thinking`."""
        texts = []
        for part in parts:
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                texts.append(part["text"])
            else:
                self.answering.thoughts += 1
        return "".join(texts)

    def _count(self, usage: _Usage) -> None:
        answering = self.answering
        if usage.prompt_tokens is not None:
            answering.input_tokens = usage.prompt_tokens
        if usage.completion_tokens is not None:
            answering.output_tokens = usage.completion_tokens
        if usage.prompt_tokens_details is not None:
            answering.cached_tokens = usage.prompt_tokens_details.cached_tokens or 0
