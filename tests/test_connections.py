"""Connections that keep the server waiting, and those that are too many: each is answered, and none stays."""

import contextlib
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from app.connections import RESERVE
from tests.running import Server

HEAD = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
PATIENCE = 60.0
IMPATIENT = """
import sys, uvicorn
from app.connections import Patience, limited
from tests.test_connections import answer
http = limited(int(sys.argv[2]), Patience(head=0.3, body=0.6, reader=0.5))
uvicorn.run(answer, port=int(sys.argv[1]), http=http, log_level="error", lifespan="off")
"""
BIG = b"x" * 50_000_000


async def answer(scope: dict[str, object], receive: object, send: object) -> None:
    """Reads what is sent and says how much it was; `/big` is answered by fifty megabytes."""
    assert callable(receive)
    assert callable(send)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message["body"]), message["more_body"]
    body = BIG if scope["path"] == "/big" else str(size).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class Impatient:
    """The small app in a process of its own, whose connections wait for parts of a second."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port = port
        self._process = process

    @property
    def connections(self) -> int:
        """How many are open."""
        return sum(one.status == psutil.CONN_ESTABLISHED for one in self._process.net_connections("tcp"))

    def connect(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        made.settimeout(PATIENCE)
        return made

    def wait_until_alone(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.connections:
            assert time.monotonic() < deadline, f"{self.connections} connections are open"
            time.sleep(0.01)


@contextlib.contextmanager
def serving(most: int) -> Iterator[Impatient]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", IMPATIENT, str(port), str(most)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1])
    try:
        made = Impatient(port, psutil.Process(process.pid))
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                made.connect().close()
                break
            except ConnectionRefusedError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
        yield made
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def impatient() -> Iterator[Impatient]:
    with serving(1_000) as made:
        yield made


def all_of(line: socket.socket) -> bytes:
    """Everything until the server closes."""
    return b"".join(iter(lambda: line.recv(65_536), b""))


def test_who_says_nothing_is_let_go_without_a_word(impatient: Impatient) -> None:
    with impatient.connect() as line:
        assert all_of(line) == b""


@pytest.mark.parametrize("sent", ["G", HEAD, HEAD + "X-More: a"])
def test_half_a_head_is_answered_that_it_came_too_late(impatient: Impatient, sent: str) -> None:
    with impatient.connect() as line:
        line.sendall(sent.encode())
        told = all_of(line)
    assert told.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"connection: close\r\n" in told
    assert told.endswith(b"The request did not arrive in time. Please send it again.")


def test_a_head_in_drips_does_not_move_the_end(impatient: Impatient) -> None:
    with impatient.connect() as line:
        line.sendall(HEAD.encode())
        line.settimeout(0.05)
        told = b""
        deadline = time.monotonic() + PATIENCE
        while not told:
            assert time.monotonic() < deadline
            line.sendall(b"X-Drip: 1\r\n")
            with contextlib.suppress(TimeoutError):
                told = line.recv(65_536)
    assert told.startswith(b"HTTP/1.1 408 ")


def test_half_a_body_is_answered_in_the_words_of_its_surface(impatient: Impatient) -> None:
    with impatient.connect() as line:
        line.sendall(b"POST /api/resumes HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nhalf")
        told = all_of(line)
    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"content-type: application/problem+json\r\n" in told
    assert b'"status":408' in told


def test_a_second_request_may_be_late_as_well_and_a_whole_one_is_served(impatient: Impatient) -> None:
    with impatient.connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nbody")
        served = line.recv(65_536)
        while not served.endswith(b"\r\n\r\n4") and (more := line.recv(65_536)):
            served += more
        line.sendall(HEAD.encode())
        told = all_of(line)
    assert served.startswith(b"HTTP/1.1 200 ")
    assert served.endswith(b"\r\n\r\n4")
    assert told.startswith(b"HTTP/1.1 408 ")


def test_a_reader_who_stopped_is_let_go(impatient: Impatient) -> None:
    with impatient.connect() as line:
        line.sendall(b"GET /big HTTP/1.1\r\nHost: here\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 200"
        impatient.wait_until_alone()


def test_a_slow_reader_gets_everything(impatient: Impatient) -> None:
    with impatient.connect() as line:
        line.sendall(b"GET /big HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        size = 0
        while part := line.recv(5_000_000, socket.MSG_WAITALL):
            size += len(part)
            time.sleep(0.1)
    assert size > len(BIG)


def test_one_too_many_is_told_to_come_back_and_probes_are_answered() -> None:
    with serving(3) as full, contextlib.ExitStack() as stack:
        held = [stack.enter_context(full.connect()) for _ in range(3)]
        for line in held:
            line.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\n")
        while full.connections < 3:
            time.sleep(0.01)
        with full.connect() as line:
            line.sendall(b"POST /api/resumes HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nbody")
            told = all_of(line)
        assert told.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert b"retry-after: 10\r\n" in told
        assert b'"code":"unavailable"' in told
        with full.connect() as line:
            line.sendall(f"{HEAD}Connection: close\r\n\r\n".encode())
            assert all_of(line).startswith(b"HTTP/1.1 200 ")


def test_the_server_takes_the_descriptors_it_may_and_keeps_some_in_reserve(data_dir: Path) -> None:
    hard = RESERVE + 100
    server = Server(data_dir, tex="off")
    server.before = ("prlimit", f"--nofile=128:{hard}")
    with server:
        limits = psutil.Process(server.pid).rlimit(resource.RLIMIT_NOFILE)
        assert limits == (hard, hard)
        with contextlib.ExitStack() as stack:
            held: list[socket.socket] = []
            deadline = time.monotonic() + PATIENCE
            while (answer := ask(server)) is None or answer.status_code != 503:
                assert time.monotonic() < deadline
                held += [stack.enter_context(connect(server)) for _ in range(50)]
            assert answer.headers["retry-after"] == "10"
            held += [stack.enter_context(connect(server)) for _ in range(2 * hard)]
            while ask(server, "/health/ready") is None:
                assert time.monotonic() < deadline
        while (answer := ask(server)) is None or answer.status_code != 200:
            assert time.monotonic() < deadline
        assert "Too many open files" not in server.log


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), PATIENCE)


def ask(server: Server, path: str = "/") -> httpx.Response | None:
    """The answer; None when so many wait that the server hangs up unheard."""
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(server.url + path, timeout=PATIENCE)
    return None
