"""A client that speaks both wire formats and reads them by the letter, for the provider's own tests."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx

from tests.provider import wire_anthropic, wire_openai

PROMPT = "Say something about Zürich."


class Speaker:
    """One wire format over one HTTP client."""

    def __init__(self, client: httpx.AsyncClient, wire: str) -> None:
        self.wire = wire
        self.client = client
        self.path = wire_openai.PATH if wire == "openai" else wire_anthropic.PATH

    def body(self, **more: Any) -> dict[str, Any]:
        """A request that streams, with its usage asked for."""
        own = {"stream_options": {"include_usage": True}} if self.wire == "openai" else {"max_tokens": 500}
        turns = [{"role": "user", "content": PROMPT}]
        return {"model": "loopback-1", "messages": turns, "stream": True} | own | more

    def open(self, **more: Any) -> AbstractAsyncContextManager[httpx.Response]:
        """Send the request; the answer is read by `events` or by hand."""
        return self.client.stream("POST", self.path, json=self.body(**more))

    async def events(self, **more: Any) -> list[dict[str, Any]]:
        """All events of one answer but OpenAI's `[DONE]`."""
        async with self.open(**more) as response:
            assert response.status_code == 200
            return [event async for event in events_of(response)]

    def text_of(self, events: list[dict[str, Any]]) -> str:
        """The visible text, halves of surrogate pairs put together."""
        if self.wire == "openai":
            pieces = [choice["delta"].get("content") or "" for event in events for choice in event["choices"]]
        else:
            pieces = [event["delta"].get("text", "") for event in events if event["type"] == "content_block_delta"]
        return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def finish_of(self, events: list[dict[str, Any]]) -> str | None:
        """The provider's own reason for the end."""
        if self.wire == "openai":
            reasons = [choice["finish_reason"] for event in events for choice in event["choices"]]
        else:
            reasons = [event["delta"].get("stop_reason") for event in events if event["type"] == "message_delta"]
        return next((str(reason) for reason in reasons if reason), None)

    def usage_of(self, events: list[dict[str, Any]]) -> tuple[int, int] | None:
        """Tokens in and out, as the provider billed them."""
        if self.wire == "openai":
            told = [event["usage"] for event in events if event.get("usage")]
            return (told[-1]["prompt_tokens"], told[-1]["completion_tokens"]) if told else None
        first, last = events[0]["message"], events[-2]
        return (first["usage"]["input_tokens"], last["usage"]["output_tokens"]) if "usage" in first else None


async def events_of(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    """Each event's payload, as it arrives."""
    async for line in response.aiter_lines():
        data = line.removeprefix("data:").strip()
        if line.startswith("data:") and data != "[DONE]":
            yield json.loads(data)
