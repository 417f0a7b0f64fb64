"""A proxy on loopback that damages lines on command: cuts, silence, refusals, wrong answers.

Each request has a connection of its own, and a body ends with it. So a cut looks like an orderly end to the browser,
which then has read exactly the bytes before the cut; `abrupt` resets the connection instead.
"""

import contextlib
import http.client
import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import msgspec

from tests.pages.faults import Answer, Change, Cut, Drip, Fault, Hold, Silence

PATIENCE = 30.0
_RESET = struct.pack("ii", 1, 0)
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date"})


class Seen(msgspec.Struct, frozen=True):
    """A request as the browser sent it."""

    method: str
    target: str
    last_event_id: str | None


class Proxy:
    """Stands between the browser and one server. `requests` is all that the browser asked for."""

    def __init__(self, upstream_port: int) -> None:
        self.requests: list[Seen] = []
        self._upstream_port = upstream_port
        self._changed = threading.Condition()
        self._plans: list[tuple[str, deque[Fault]]] = []
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port: int = self._listener.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.refuse()

    def plan(self, ending: str, faults: Iterable[Fault]) -> None:
        """The next requests whose path ends so meet these faults, one each; those after them meet none."""
        with self._changed:
            self._plans.append((ending, deque(faults)))

    def refuse(self) -> None:
        """Cut every line and let nobody connect."""
        self._listener.shutdown()
        self._listener.server_close()
        self.cut()

    def accept(self) -> None:
        """Listen again, on the same port."""
        self._listener = self._listen(self.port)

    def cut(self) -> None:
        """End every open connection now."""
        with self._changed:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def seen(self, ending: str) -> list[Seen]:
        """The requests whose path ends so."""
        with self._changed:
            return [seen for seen in self.requests if _path(seen.target).endswith(ending)]

    def wait(self, ending: str, count: int) -> list[Seen]:
        """Wait until that many requests have come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.seen(ending)) >= count, PATIENCE), self.requests
        return self.seen(ending)

    def wait_until_met(self) -> None:
        """Wait until every planned fault has been met."""
        with self._changed:
            assert self._changed.wait_for(lambda: not any(faults for _, faults in self._plans), PATIENCE), self._plans

    def _listen(self, port: int) -> ThreadingHTTPServer:
        listener = _Listener(("127.0.0.1", port), _handler(self))
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        return listener

    def opened(self, connection: socket.socket) -> None:
        """A browser's connection begins."""
        with self._changed:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """A browser's connection is over."""
        with self._changed:
            self._open.discard(connection)

    def met(self, seen: Seen) -> Fault | None:
        """Write a request down; the fault that it is to meet."""
        with self._changed:
            self.requests.append(seen)
            self._changed.notify_all()
            for ending, faults in self._plans:
                if faults and _path(seen.target).endswith(ending):
                    return faults.popleft()
        return None

    def ask(self, method: str, target: str, headers: dict[str, str], body: bytes) -> http.client.HTTPConnection:
        """Send the request on."""
        connection = http.client.HTTPConnection("127.0.0.1", self._upstream_port)
        connection.request(method, target, body or None, headers)
        return connection


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close without saying goodbye first, so that a connection set to reset does reset."""
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that breaks is what this is for."""


def _path(target: str) -> str:
    return target.partition("?")[0]


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        owner = proxy

    return Handler


class _Handler(BaseHTTPRequestHandler):
    owner: Proxy
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.owner.opened(self.connection)

    def finish(self) -> None:
        self.owner.closed(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self.close_connection = True
        fault = self.owner.met(Seen(self.command, self.path, self.headers.get("Last-Event-ID")))
        # Read also where nobody is asked: a connection that is closed with something unread takes its answer with it.
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if isinstance(fault, Answer):
            self._answer(fault)
            return
        if isinstance(fault, Hold):
            fault.released.wait(PATIENCE)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
        headers["Accept-Encoding"] = "identity"
        upstream = self.owner.ask(self.command, self.path, headers, body)
        try:
            self._relay(upstream.getresponse(), fault)
        finally:
            upstream.close()

    do_POST = do_GET  # noqa: N815 - the base class asks for these names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing: `Proxy.requests` is the log."""

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if answer.retry_after is not None:
            self.send_header("Retry-After", str(answer.retry_after))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)

    def _relay(self, response: http.client.HTTPResponse, fault: Fault | None) -> None:
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        if isinstance(fault, Change):
            self.wfile.write(re.sub(fault.old, lambda _: fault.new, response.read()))
        elif isinstance(fault, Cut | Silence):
            _pass_some(response, fault, self.wfile.write)
            self._end_badly(fault)
        else:
            _pass(response, self.wfile.write, fault.size if isinstance(fault, Drip) else 65536)

    def _end_badly(self, fault: Cut | Silence) -> None:
        if isinstance(fault, Silence):
            self.connection.recv(1)
        elif fault.abrupt:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)


def _pass(response: http.client.HTTPResponse, write: Callable[[bytes], object], size: int) -> None:
    while chunk := response.read1(size):
        write(chunk)


def _pass_some(response: http.client.HTTPResponse, fault: Cut | Silence, write: Callable[[bytes], object]) -> None:
    passed, held = 0, b""
    while chunk := response.read1(65536):
        held += chunk
        ready = _ready(held, fault.marker) if fault.marker else min(len(held), fault.after - passed)
        write(held[:ready])
        passed, held = passed + ready, held[ready:]
        if passed == fault.after or (fault.marker and held.startswith(fault.marker)):
            return
    write(held)


def _ready(held: bytes, marker: bytes) -> int:
    """How much can be sent with no byte of the marker, or of what may become it."""
    place = held.find(marker)
    if place >= 0:
        return place
    begun = next((size for size in range(len(marker) - 1, 0, -1) if held.endswith(marker[:size])), 0)
    return len(held) - begun
