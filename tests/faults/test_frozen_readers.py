"""Five hundred readers who never read: they cost little, and nobody else waits for them."""

import signal
from pathlib import Path

import httpx
import psutil

from tests.databases import new_database
from tests.faults.frozen import EVENTS, RUN_ID, frozen_readers, write_long_run
from tests.running import Server

READERS = 500
MOST_BYTES = 100_000_000


def read_all(server: Server) -> int:
    """How many events somebody gets who reads."""
    with httpx.stream("GET", f"{server.url}/api/runs/{RUN_ID}/events", timeout=120) as answer:
        return sum(line.startswith("id: ") for line in answer.iter_lines())


def test_readers_who_never_read_cost_little_and_keep_nobody_waiting(data_dir: Path) -> None:
    database = data_dir / "foreword.sqlite3"
    new_database(database)
    write_long_run(database)
    with Server(data_dir, tex="off") as server:
        memory = psutil.Process(server.pid)
        assert [read_all(server) for _ in range(3)] == [EVENTS] * 3
        before = memory.memory_info().rss
        with frozen_readers(server.port, READERS) as sockets:
            # Each has its answer's head, so all of them are being written to.
            for one in sockets:
                assert one.recv(12) == b"HTTP/1.1 200"
            assert read_all(server) == EVENTS
            more = memory.memory_info().rss - before
            assert more < MOST_BYTES, f"{more:,} bytes for {READERS} readers"
            assert read_all(server) == EVENTS
            assert server.stop() == -signal.SIGTERM
        assert "Application shutdown complete" in server.log
