"""Clients that watch runs over a line that breaks, each by the words of its surface, and remember what they saw."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import httpx
import msgspec

_ENDS = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted", "app:end", "error", "complete", "[DONE]"})
_PIECES = {"chunk": "content", "response.output_text.delta": "delta", "section": "content"}
_OF_A_REQUEST = "request_id"
NOT_NOW = 503


class NotNow(Exception):
    """The server cannot answer at the moment and says so; one comes back."""


BROKEN_LINE = (httpx.TransportError, httpx.StreamError, NotNow)


class Frame(msgspec.Struct, frozen=True):
    """One event as it came."""

    id: str
    name: str
    data: str

    @property
    def number(self) -> tuple[int, int]:
        """Its place in its run: the event's number, and which part of it; a whole one comes behind its parts."""
        number, _, part = self.id.rpartition(":")[2].partition(".")
        return int(number), int(part) if part else 1_000

    @property
    def is_end(self) -> bool:
        """Whether nothing comes behind it."""
        if self.name:
            return self.name in _ENDS
        return self.data in _ENDS or (self.data[:1] == "{" and json.loads(self.data).get("type") in _ENDS)


class Client:
    """One that asks once and then, when its line was broken, from the last event that it knows.

    `path` and `body` are what it asks; a `body` makes it a POST. `seen` is everything in the order in which it came;
    `begun` is set with the first of it, or where nothing comes.
    """

    def __init__(self, name: str, path: str, body: dict[str, Any] | None = None, *, opens: bool = False) -> None:
        self.name = name
        self.seen: list[Frame] = []
        self.before = 0
        self.begun = asyncio.Event()
        self.path = path
        self._body = body
        self._opens = opens

    @property
    def run_id(self) -> str:
        """The run that it watches, known from what it saw; "" where an address names it or nothing was seen."""
        return self.seen[0].id.rpartition(":")[0] if self.seen else ""

    @property
    def has_ended(self) -> bool:
        """Whether it saw the end."""
        return any(frame.is_end for frame in self.seen)

    @property
    def knows_where(self) -> bool:
        """Whether it can ask again: its address names the run, or an event did."""
        return not self._opens or bool(self.run_id)

    async def watch(self, http: httpx.AsyncClient) -> None:
        """Until the stream ends or the line breaks."""
        cursor = {"Last-Event-ID": self.seen[-1].id} if self.seen else {}
        try:
            async for frame in self._frames(http, cursor):
                self.seen.append(frame)
                self.begun.set()
        except BROKEN_LINE:
            pass
        finally:
            self.begun.set()

    async def go_on(self, http: httpx.AsyncClient) -> "Found":
        """See the rest, then all of it again from the beginning, and compare."""
        if not self.has_ended:
            await self.watch(http)
        return compare(self.name, self.seen, await self.hear_again(http))

    async def hear_again(self, http: httpx.AsyncClient) -> list[Frame]:
        """All of it from the beginning, by the same address."""
        start = f"{self.run_id}:0" if self._opens else "0"
        return [frame async for frame in self._frames(http, {"Last-Event-ID": start})]

    async def _frames(self, http: httpx.AsyncClient, cursor: dict[str, str]) -> AsyncIterator[Frame]:
        method = "GET" if self._body is None else "POST"
        headers = {"Accept": "text/event-stream", **cursor}
        async with http.stream(method, self.path, json=self._body, headers=headers) as answer:
            if answer.status_code == NOT_NOW:
                raise NotNow
            assert answer.status_code in {200, 204}, (self.name, answer.status_code, await answer.aread())
            fields: dict[str, str] = {}
            async for line in answer.aiter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = f"{fields[name]}\n{value}" if name == "data" and name in fields else value
                    continue
                if "data" in fields and (
                    "id" in fields or fields["data"] == "[DONE]" or "error" in fields["data"][:40]
                ):
                    yield Frame(fields.get("id", ""), fields.get("event", ""), fields["data"])
                fields = {}


class Found(msgspec.Struct, frozen=True):
    """How what a client saw differs from what is told again: what is missing, what came twice, what was never so."""

    name: str
    gaps: int
    doubles: int
    strangers: int
    is_in_order: bool

    @property
    def is_whole(self) -> bool:
        """Whether it does not differ at all."""
        return self.is_in_order and not (self.gaps or self.doubles or self.strangers)


def compare(name: str, seen: list[Frame], again: list[Frame]) -> Found:
    """Both as things that do not depend on how many pieces of text were told in one frame."""
    numbers = [frame.number for frame in seen if frame.id]
    doubles = sum(later <= earlier for earlier, later in pairwise(numbers))
    things, all_things = _things(seen), _things(again)
    missing, strange = Counter(all_things), Counter(things)
    missing.subtract(things)
    strange.subtract(all_things)
    return Found(name, sum((+missing).values()), doubles, sum((+strange).values()), is_in_order=things == all_things)


def _things(frames: list[Frame]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for frame in frames:
        payload = json.loads(frame.data) if frame.data[:1] == "{" else {}
        kind = str(payload.get("type", ""))
        if kind in _PIECES:
            found += [(kind, payload.get("section", ""), letter) for letter in payload[_PIECES[kind]]]
        elif kind:
            payload.pop(_OF_A_REQUEST, None)
            found.append((kind, json.dumps(payload, sort_keys=True)))
        else:
            found.append((frame.id, frame.name, frame.data))
    return found
