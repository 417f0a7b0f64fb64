"""Server-Sent Events on the wire (WHATWG HTML, section 9.2 "Server-sent events").

Frames end in LF LF only: htmx's parser breaks when the network splits a CRLF (`pages.md`, "What bites" 2). CR, LF and
CRLF inside a value start a new `data:` line, so no text can make a frame; NUL is taken out because an `id` that
holds it is ignored by browsers; lone surrogates become U+FFFD because they have no UTF-8.
"""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Generic, TypeVar

from litestar.response import Stream

T = TypeVar("T")

HEADERS = {
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",
}
PAGE_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
COMMENT_PING = b": ping\n\n"
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def frame(data: str, *, event: str | None = None, id: str | int | None = None) -> bytes:  # noqa: A002 - the field's name
    """One event as bytes, ending in a blank line."""
    lines = []
    if event is not None:
        lines.append(f"event: {_one_line(event)}")
    if id is not None:
        lines.append(f"id: {_one_line(str(id))}")
    lines.extend(f"data: {line}" for line in _LINE_END.split(data.replace("\0", "")))
    return _SURROGATE.sub("\ufffd", "\n".join(lines) + "\n\n").encode()


def json_frame(data: bytes, *, event: str | None = None, id: str | int | None = None) -> bytes:  # noqa: A002
    """One event whose data is JSON already encoded on a single line."""
    head = b"" if event is None else b"event: " + event.encode() + b"\n"
    if id is not None:
        head += b"id: " + str(id).encode() + b"\n"
    return head + b"data: " + data + b"\n\n"


def retry_frame(milliseconds: int) -> bytes:
    """Tell the client how long to wait before it connects again."""
    return f"retry: {milliseconds}\n\n".encode()


def _one_line(value: str) -> str:
    return _LINE_END.sub(" ", value).replace("\0", "")


def frames(
    batches: AsyncIterator[Sequence[T]],
    encode: Callable[[T], bytes],
    *,
    ping: bytes = COMMENT_PING,
    retry_ms: int | None = 500,
) -> AsyncIterator[bytes]:
    """Write down what a run says: all frames of a wake-up in one send, a ping for an empty batch.

    `retry_ms` is for clients that connect again by themselves; a stream that answers a POST has none.
    """
    return _Frames(batches, encode, ping, retry_ms)


class _Frames(AsyncIterator[bytes], Generic[T]):
    """No generator: of this there is one for each open stream, and a generator costs 300 bytes more."""

    __slots__ = ("_batches", "_encode", "_ping", "_retry_ms")

    def __init__(
        self, batches: AsyncIterator[Sequence[T]], encode: Callable[[T], bytes], ping: bytes, retry_ms: int | None
    ) -> None:
        self._batches = batches
        self._encode = encode
        self._ping = ping
        self._retry_ms = retry_ms

    async def __anext__(self) -> bytes:
        if self._retry_ms is not None:
            retry, self._retry_ms = retry_frame(self._retry_ms), None
            return retry
        batch = await anext(self._batches)
        return b"".join(map(self._encode, batch)) if batch else self._ping

    async def aclose(self) -> None:
        """Let go of what is followed."""
        await close(self._batches)


async def close(chunks: object) -> None:
    """End an iterator that can be ended."""
    end = getattr(chunks, "aclose", None)
    if end is not None:
        await end()


def event_stream(chunks: AsyncIterator[bytes]) -> Stream:
    """The response that carries `chunks` as they come; `recycling.py` has the one that may end and be resumed."""
    return Stream(chunks, media_type="text/event-stream", headers=dict(HEADERS))
