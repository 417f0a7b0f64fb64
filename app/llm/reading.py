"""The text of one call, by the cheapest way that is known for its provider.

Three ways, of which the first two leave out LiteLLM's stream wrapper, most of its cost for a chunk:
bytes, where the provider's wire is known; the chunks that LiteLLM's reader for the provider makes, where those have
a known form; the wrapper for everything else, and wherever callbacks want to hear of each call.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from app.llm.answering import Answering, Wire
from app.llm.exchange import Exchange
from app.llm.wire_anthropic import AnthropicWire
from app.llm.wire_openai import OpenAIWire

_DRAIN_SECONDS = 0.05


async def texts(stream: Any, exchange: Exchange, answering: Answering, *, wrapped: bool) -> AsyncGenerator[str, None]:
    """Text as it comes; "" for a chunk without any. `answering` is filled in on the way."""
    chunks = stream.completion_stream
    if chunks is None:
        chunks = await stream.fetch_stream()
    wire = None if wrapped else _wire_of(chunks, exchange, answering)
    if wire is not None and exchange.response is not None:
        async for text in _by_bytes(exchange.response, wire):
            yield text
        return
    iterator = aiter(chunks)
    first = await anext(iterator, None)
    if first is None:
        return
    if wrapped or not _is_known(first):
        stream.completion_stream = _Watched(first, iterator, chunks, answering, exchange)
        async for chunk in stream:
            yield _wrapped_text(chunk, stream, answering, first)
        return
    yield absorb(first, answering, exchange)
    async for chunk in iterator:
        yield absorb(chunk, answering, exchange)


def _wire_of(chunks: Any, exchange: Exchange, answering: Answering) -> Wire | None:
    if exchange.response is None:
        return None
    from litellm.llms.anthropic.chat.handler import ModelResponseIterator
    from litellm.llms.openai.chat.gpt_transformation import OpenAIChatCompletionStreamingHandler
    from openai import AsyncStream

    wire: Wire
    if isinstance(chunks, AsyncStream | OpenAIChatCompletionStreamingHandler):
        wire = OpenAIWire()
    elif isinstance(chunks, ModelResponseIterator):
        wire = AnthropicWire()
    else:
        return None
    wire.answering = answering
    return wire


async def _by_bytes(response: Any, wire: Wire) -> AsyncIterator[str]:
    body = response.aiter_bytes() if "content-encoding" in response.headers else response.aiter_raw()
    async for data in body:
        yield wire.feed(data)
        if wire.answering.ended:
            await _drain(body)
            return
    yield wire.close()


async def _drain(body: AsyncIterator[bytes]) -> None:
    """What follows the last event is the end of the body; a connection read to its end can be used again."""
    with contextlib.suppress(Exception):
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for _ in body:
                pass


def _is_known(chunk: Any) -> bool:
    return "is_finished" in chunk if isinstance(chunk, dict) else hasattr(chunk, "choices")


def absorb(chunk: Any, answering: Answering, exchange: Exchange) -> str:
    """The text of a chunk as LiteLLM's readers make them: a dictionary of its own, or OpenAI's object."""
    if isinstance(chunk, dict):
        return _absorb_generic(chunk, answering, exchange)
    _count(getattr(chunk, "usage", None), answering)
    if not chunk.choices:
        return ""
    choice = chunk.choices[0]
    if choice.finish_reason:
        answering.finish = str(choice.finish_reason).lower()
    delta = choice.delta
    answering.thoughts += len(getattr(delta, "reasoning_content", None) or "")
    _gather(getattr(delta, "tool_calls", None), answering)
    if getattr(delta, "refusal", None):
        answering.has_refusal = True
    return str(delta.content or "")


def _absorb_generic(chunk: dict[str, Any], answering: Answering, exchange: Exchange) -> str:
    _count(chunk.get("usage"), answering)
    _gather([chunk["tool_use"]] if chunk.get("tool_use") else None, answering)
    finish = chunk.get("finish_reason")
    text = str(chunk.get("text") or "")
    invented = not text and exchange.tail.rstrip().endswith(b"[DONE]")
    if chunk.get("is_finished") and finish and not invented:
        answering.finish = str(finish).lower()
    return text


def _gather(pieces: Any, answering: Answering) -> None:
    if pieces:
        answering.has_tool = True
        answering.calls.add_openai(pieces)


def _count(usage: Any, answering: Answering) -> None:
    if not usage:
        return
    said = usage if isinstance(usage, dict) else vars(usage)
    given, made = said.get("prompt_tokens"), said.get("completion_tokens")
    if given:
        answering.input_tokens = int(given)
    if made:
        answering.output_tokens = int(made)


def _wrapped_text(chunk: Any, stream: Any, answering: Answering, first: Any) -> str:
    """From the wrapper text and tokens are taken; calls and the end only where its provider's chunks are opaque."""
    if not _is_known(first) and (reason := getattr(stream, "received_finish_reason", None)):
        answering.finish = str(reason).lower()
    _count(getattr(chunk, "usage", None), answering)
    if not chunk.choices:
        return ""
    delta = chunk.choices[0].delta
    if not _is_known(first):
        _gather(getattr(delta, "tool_calls", None), answering)
    return str(delta.content or "")


class _Watched:
    """The chunks for the wrapper, with a look at each as it passes."""

    def __init__(
        self, first: Any, rest: AsyncIterator[Any], chunks: Any, answering: Answering, exchange: Exchange
    ) -> None:
        self._first = first
        self._rest = rest
        self._chunks = chunks
        self._answering = answering
        self._exchange = exchange

    def __aiter__(self) -> "_Watched":
        return self

    async def __anext__(self) -> Any:
        chunk, self._first = self._first, None
        if chunk is None:
            chunk = await anext(self._rest)
        if _is_known(chunk):
            absorb(chunk, self._answering, self._exchange)
        return chunk

    async def aclose(self) -> None:
        close = getattr(self._chunks, "aclose", None) or getattr(self._chunks, "close", None)
        if close is not None:
            await close()
