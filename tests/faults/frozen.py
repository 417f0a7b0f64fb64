"""A long stream, and people who ask for it and never read a byte."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from tests.databases import open_database

RUN_ID = "run_000000000000frozen"
EVENTS = 1_500
EVENT_BYTES = 4_096
_SMALLEST_BUFFER = 4_096


def write_long_run(database: Path) -> None:
    """A run of 6 MB that has ended."""
    subject = msgspec.json.encode({"tailoring_id": "tlr_frozen"})
    text = "x" * EVENT_BYTES
    with open_database(database) as connection:
        connection.execute("INSERT INTO users (id, name, created_at) VALUES ('usr_local', 'You', 1.0)")
        connection.execute(
            "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, started_at, ended_at, attempts)"
            " VALUES (?, 'tailoring', 'usr_local', 'done', ?, ?, 1.0, 1.0, 2.0, 1)",
            (RUN_ID, subject, EVENTS),
        )
        connection.executemany(
            "INSERT INTO run_events (run_id, seq, name, data) VALUES (?, ?, ?, ?)",
            [
                (RUN_ID, seq, "done" if seq == EVENTS else "progress", msgspec.json.encode({"step": 0, "text": text}))
                for seq in range(1, EVENTS + 1)
            ],
        )
    connection.close()


@contextmanager
def frozen_readers(port: int, number: int) -> Iterator[list[socket.socket]]:
    """So many sockets that ask for the run and read nothing, until the block ends."""
    asked = f"GET /api/runs/{RUN_ID}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with ExitStack() as opened:
        sockets = []
        for _ in range(number):
            one = opened.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALLEST_BUFFER)
            one.connect(("127.0.0.1", port))
            one.sendall(asked)
            sockets.append(one)
        yield sockets
