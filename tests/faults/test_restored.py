"""The data folder as it was yesterday, under people who have seen more: they are told to start over, not half of it."""

import os
import re
import signal
import sqlite3
from pathlib import Path

import httpx

from app.streaming.sqlite_log import SELECT_EVENTS
from tests.commands.test_backup import command
from tests.faults.tailored import BACKEND, event_ids, run_of, steps_logged
from tests.pages.tailoring import slow_tex
from tests.running import Server, Visitor

LAST = 7


def events_in(data_dir: Path, run_id: str) -> int:
    connection = sqlite3.connect(data_dir / "foreword.sqlite3")
    try:
        events = connection.execute(SELECT_EVENTS, {"run_id": run_id, "after": 0, "limit": LAST}).fetchall()
    finally:
        connection.close()
    return len(events)


def begin_and_freeze(server: Server, folder: Path) -> str:
    """A tailoring whose server stands still while its log is young; a busy machine may need several."""
    rounds = 12_000_000
    with Visitor(server) as visitor:
        while True:
            fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
            path = visitor.submit("/tailorings", fields, file=slow_tex(folder, rounds)).headers["location"]
            os.kill(server.pid, signal.SIGSTOP)
            if events_in(server.data_dir, run_of(server.data_dir, path)) < LAST - 2:
                return str(path)
            os.kill(server.pid, signal.SIGCONT)
            rounds += 1


def last_id_in(stream: str) -> str:
    """From where a browser goes on once this has ended."""
    return str(re.findall(r"^id: (\d+)$", stream, re.MULTILINE)[-1])


def test_whoever_has_seen_more_than_the_restored_log_starts_over(data_dir: Path, tmp_path: Path) -> None:
    archive = tmp_path / "yesterday.zip"
    with Server(data_dir) as server:
        path = begin_and_freeze(server, tmp_path)
        try:
            run_id = run_of(data_dir, path)
            assert command(data_dir, "backup", str(archive)).returncode == 0
        finally:
            os.kill(server.pid, signal.SIGCONT)
        with httpx.stream("GET", f"{server.url}{path}/events", timeout=120) as answer:
            assert list(event_ids(answer))[-1] == LAST
        server.stop()
        assert command(data_dir, "restore", "--force", str(archive)).returncode == 0
        logged = len(server.log)
        server.start()
        cursor = {"Last-Event-ID": str(LAST)}
        page = httpx.get(f"{server.url}{path}/events", headers=cursor, timeout=60).text
        settled = httpx.get(f"{server.url}{path}/events", headers={"Last-Event-ID": last_id_in(page)}, timeout=60).text
        program = httpx.get(f"{server.url}/api/runs/{run_id}/events", headers=cursor, timeout=60).text
        run = httpx.get(f"{server.url}/api/runs/{run_id}").json()
        assert run["state"] == "interrupted"
        assert steps_logged(server.log[logged:], run_id) == [], "yesterday's work is not begun by itself"
        server.stop()
        server.start()
        assert httpx.get(f"{server.url}/api/runs/{run_id}").json() == run
    assert page.startswith("retry: ")
    assert "event: app:reset" in page
    assert "event: app:end" in settled
    assert program.count("event: reset") == 1
    assert '"state":"interrupted"' in program
