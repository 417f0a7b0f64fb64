"""A stream that can be resumed ends after a time, and its client comes back to where it was.

A connection that is hours old outlives deploys, proxies' tables and the fairness between processes. It ends behind a
whole frame, so its client goes on with `Last-Event-ID` and has neither a gap nor anything twice. Not all of them at
once: the time is up to a tenth shorter, and the pause that is asked for differs. Streams that answer a `POST` cannot be
resumed by the documents that define them (`protocols.md`); they are not cut.
"""

import random
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any

from litestar import Litestar, Request
from litestar.response import Stream
from litestar.response.base import ASGIResponse

from app.web.sse import HEADERS, PAGE_HEADERS, close, frame, retry_frame

STATE = "stream_seconds"
"""Where the app keeps the longest time that a stream lasts; 0 or nothing: as long as it likes."""
AGAIN = "app:again"
"""Tells a page that its stream ends on purpose."""
_SHORTEST = 0.9
_PAUSE_MS = (50, 400)


class ResumableStream(Stream):
    """Server-Sent Events whose client knows how to come back: a page's, or the native API's.

    `chunks` are whole frames, and a request with `Last-Event-ID` goes on behind them.
    """

    def __init__(self, chunks: AsyncIterator[bytes], *, page: bool = False) -> None:
        super().__init__(chunks, media_type="text/event-stream", headers=dict(PAGE_HEADERS if page else HEADERS))
        self._is_page = page
        self._chunks = chunks

    def to_asgi_response(self, app: Litestar | None, request: Request[Any, Any, Any], **given: Any) -> ASGIResponse:
        """As Litestar's, for as long as this app lets a stream last."""
        seconds: float = request.app.state.get(STATE, 0.0)
        if seconds:
            self.iterator = Recycled(self._chunks, seconds, page=self._is_page)
        return super().to_asgi_response(app, request, **given)


class Recycled(AsyncIterator[bytes]):
    """The chunks until `seconds` are over, then a word on when to come back.

    It ends behind a chunk that comes after that time; pings see to it that one does. Never behind its beginning (one
    chunk, for a page also what brings it up to date): whoever comes back is always told something new.
    """

    __slots__ = ("_beginning", "_chunks", "_is_over", "_is_page", "_until")

    def __init__(self, chunks: AsyncIterator[bytes], seconds: float, *, page: bool = False) -> None:
        self._chunks = chunks
        self._until = time.monotonic() + seconds * random.uniform(_SHORTEST, 1.0)  # noqa: S311 - spreads load, hides nothing
        self._is_page = page
        self._beginning = 2 if page else 1
        self._is_over = False

    def __anext__(self) -> Awaitable[bytes]:
        if self._is_over or (self._beginning < 0 and time.monotonic() >= self._until):
            return self._end()
        self._beginning -= 1
        return anext(self._chunks)

    async def _end(self) -> bytes:
        if self._is_over:
            raise StopAsyncIteration
        self._is_over = True
        await close(self._chunks)
        return _come_back(page=self._is_page)

    async def aclose(self) -> None:
        """Let go of the chunks."""
        await close(self._chunks)


def _come_back(*, page: bool) -> bytes:
    pause = random.randint(*_PAUSE_MS)  # noqa: S311 - as above
    # htmx takes the pause from a frame that is an event; programs take it from any.
    return b"retry: %d\n" % pause + frame("1", event=AGAIN) if page else retry_frame(pause)
