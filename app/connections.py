"""Connections that cost no more than they may: how many there are, and how long each may keep us waiting.

uvicorn waits for ever for the rest of a request and for a reader who reads nothing, and where no descriptor is left the
kernel's queue answers in its stead. Here a half-sent request is answered 408 after a time (RFC 9110, 15.5.9), a reader
who stopped is let go, and a connection too many is answered 503 with `Retry-After` while descriptors are still left for
the database, for files and for compilers. Probes (`/health/`) are answered always.
"""

import asyncio
import resource
from typing import Final

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.web.programs import is_for_programs, media_type_of, refusal

TOO_MANY: Final = "The server has as many connections as it can serve. Please try again in a moment."
TOO_SLOW: Final = "The request did not arrive in time. Please send it again."
RETRY_AFTER_SECONDS: Final = 10
MOST_DESCRIPTORS: Final = 65_536
RESERVE: Final = 256
"""Descriptors that no connection takes: the database's, files', and those of compilers and readers."""
_LEAST_CONNECTIONS: Final = 64
_OVER: Final = RESERVE // 2
"""So many connections too many are heard before they are refused; those beyond are refused unheard."""
_LINGER_SECONDS: Final = 2.0


class Patience(msgspec.Struct, frozen=True):
    """Seconds: for a request's head from its first byte (from the connection's beginning for the first one), for its
    body, and for a reader to take anything of what was written.
    """

    head: float = 20.0
    body: float = 600.0
    reader: float = 300.0


def raise_descriptors() -> int:
    """Let this process open as many descriptors as the system allows it; how many connections there may be then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < highest:
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, hard))
        soft = highest
    most = MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft
    return max(_LEAST_CONNECTIONS, most - RESERVE)


class Connection(HttpToolsProtocol):
    """uvicorn's, with an end to its patience. `limited` gives the figures."""

    patience = Patience()
    most = MOST_DESCRIPTORS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the base class does
        super().connection_made(transport)
        over = len(self.connections) - self.most
        self._is_one_too_many = over > 0
        self._is_refused = False
        self._has_begun = False
        self._timer: asyncio.TimerHandle | None = None
        self._reader_timer: asyncio.TimerHandle | None = None
        self._left = 0
        if over > _OVER:
            self._is_refused = True
            transport.write(_answer("/", 503, TOO_MANY, RETRY_AFTER_SECONDS))
            transport.close()
        else:
            self._wait_for_request(_LINGER_SECONDS if self._is_one_too_many else self.patience.head)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_for_request(None)
        self._wait_for_reader(is_stuck=False)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self._is_refused:
            super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._has_begun = True
        self._wait_for_request(_LINGER_SECONDS if self._is_one_too_many else self.patience.head)

    def on_headers_complete(self) -> None:
        if self._is_one_too_many and not self.url.startswith(b"/health/"):
            self._refuse(503, TOO_MANY, RETRY_AFTER_SECONDS)
            return
        super().on_headers_complete()
        self._wait_for_request(self.patience.body)

    def on_body(self, body: bytes) -> None:
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._is_refused:
            return
        super().on_message_complete()
        self._has_begun = False
        self._wait_for_request(None)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._wait_for_reader(is_stuck=True)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._wait_for_reader(is_stuck=True)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait_for_reader(is_stuck=True)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._wait_for_reader(is_stuck=self.transport.is_closing())

    def _wait_for_request(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._too_slow)

    def _wait_for_reader(self, *, is_stuck: bool) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
        self._left = self.transport.get_write_buffer_size()
        self._reader_timer = self.loop.call_later(self.patience.reader, self._reader_stopped) if is_stuck else None

    def _reader_stopped(self) -> None:
        """Nothing was taken for so long, or too little for the transport to tell: then it is waited for again."""
        if self.transport.get_write_buffer_size() < self._left:
            self._wait_for_reader(is_stuck=True)
        else:
            self.transport.abort()

    def _too_slow(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if not self._has_begun and not is_answering:
            # Nothing was asked: browsers open such a connection ahead of need.
            self.transport.close()
        elif is_answering and (self.cycle.response_started or not self.cycle.more_body):
            # An answer is under way, and this is what comes behind its request.
            self._wait_for_request(self.patience.body)
        else:
            self._refuse(408, TOO_SLOW)

    def _refuse(self, status: int, sentence: str, retry_after: int | None = None) -> None:
        """Answer without the app, then hear the client out for a moment: a close at once would reset what it reads."""
        self._is_refused = True
        self._unset_keepalive_if_required()
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        path = self.url.partition(b"?")[0].decode("latin-1")
        self.transport.write(_answer(path, status, sentence, retry_after))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._wait_for_request(None)
        self._timer = self.loop.call_later(_LINGER_SECONDS, self.transport.abort)


def limited(most: int, patience: Patience | None = None) -> type[Connection]:
    """Connections of which there are so many at most."""
    return type("LimitedConnection", (Connection,), {"most": most, "patience": patience or Patience()})


def _answer(path: str, status: int, sentence: str, retry_after: int | None) -> bytes:
    kind, body = "text/plain; charset=utf-8", sentence.encode()
    if is_for_programs(path):
        kind, body = media_type_of(path), msgspec.json.encode(refusal(path, status, sentence))
    wait = "" if retry_after is None else f"retry-after: {retry_after}\r\n"
    fields = (
        f"content-type: {kind}\r\ncontent-length: {len(body)}\r\ncache-control: no-store\r\n{wait}connection: close"
    )
    return STATUS_LINE[status] + fields.encode() + b"\r\n\r\n" + body
