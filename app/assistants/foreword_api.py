"""A running Foreword, as the tools ask it: over its native API (`docs/api.md`), in the name of a key's owner."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self
from uuid import uuid4

import httpx
import httpx_sse

from app.errors import AppError, Unavailable

JsonObject = dict[str, Any]
ENDED = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted"})
_ATTEMPTS = 8
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 8.0
_SILENCE_SECONDS = 60.0


class Refused(AppError):
    """Foreword refused; the message is its own sentence."""

    code = "refused"


class ForewordApi:
    """One connection to one Foreword. `url` is the address that people use, `key` a key with the scopes it needs."""

    def __init__(self, url: str, key: str) -> None:
        self.url = url.rstrip("/")
        headers = {"Accept": "application/json", **({"x-api-key": key} if key else {})}
        limits = httpx.Timeout(_SILENCE_SECONDS, connect=10.0)
        self._http = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=limits, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def get(self, path: str, params: Mapping[str, str | int] | None = None) -> JsonObject:
        """What stands at a path.

        Raises:
            Refused: with Foreword's own sentence.
            Unavailable: nobody answers at this address.
        """
        return _answer(await self._send("GET", path, params=params))

    async def post(self, path: str, body: JsonObject | None = None) -> JsonObject:
        """Begin something; it begins once, also when the line breaks and it is sent again. Raises as `get` does."""
        once = {"Idempotency-Key": uuid4().hex}
        try:
            return _answer(await self._send("POST", path, json=body, headers=once))
        except Unavailable:
            return _answer(await self._send("POST", path, json=body, headers=once))

    async def events(self, run_id: str) -> AsyncIterator[tuple[str, JsonObject]]:
        """The events of a run to its end, each once, by name and data; a line that breaks is taken up again."""
        seen, failures = 0, 0
        while failures <= _ATTEMPTS:
            with contextlib.suppress(httpx.TransportError):
                async for event in self._line(run_id, seen):
                    if event is None:
                        return
                    seen, failures = int(event.id or seen), 0
                    yield event.event, _object(event.data)
                    if event.event in ENDED:
                        return
            # A line may also end in good order before the last event: the server restarts, and the run goes on then.
            await asyncio.sleep(min(_FIRST_PAUSE_SECONDS * 2**failures, _LONGEST_PAUSE_SECONDS))
            failures += 1
        raise _nobody(self.url)

    async def _line(self, run_id: str, after: int) -> AsyncIterator[httpx_sse.ServerSentEvent | None]:
        """The events after one; None when there are none to come."""
        place = {"Last-Event-ID": str(after)} if after else {}
        path = f"/api/runs/{run_id}/events"
        async with httpx_sse.aconnect_sse(self._http, "GET", path, headers=place) as line:
            if line.response.status_code == httpx.codes.NO_CONTENT:
                yield None
                return
            if line.response.status_code != httpx.codes.OK:
                await line.response.aread()
                _answer(line.response)
            async for event in line.aiter_sse():
                yield event

    async def _send(self, method: str, path: str, **sent: Any) -> httpx.Response:
        try:
            return await self._http.request(method, path, **sent)
        except httpx.TransportError as error:
            raise _nobody(self.url) from error


def _answer(response: httpx.Response) -> JsonObject:
    body = _object(response.text)
    if response.is_success:
        return body
    raise Refused(str(body.get("detail") or f"Foreword answered with status {response.status_code}."))


def _object(text: str) -> JsonObject:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {"value": found}


def _nobody(url: str) -> Unavailable:
    return Unavailable(f"No Foreword answers at {url}. Start it with `make run`, or give its address with --url.")
