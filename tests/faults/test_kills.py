"""kill -9 at random moments of a tailoring: nothing is lost, doubled or paid for twice."""

import random
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx

from tests.running import SAMPLES, Server, Visitor

KILLS = 20
RUN_SECONDS = 0.9
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


def event_ids(answer: httpx.Response) -> Iterator[int]:
    """The `id:` of each frame as it arrives."""
    for line in answer.iter_lines():
        if line.startswith("id: "):
            yield int(line.removeprefix("id: "))


def remembered_steps(data_dir: Path, run_id: str) -> set[str]:
    with sqlite3.connect(data_dir / "foreword.sqlite3") as connection:
        return {name for (name,) in connection.execute("SELECT name FROM run_steps WHERE run_id = ?", (run_id,))}


def run_of(data_dir: Path, path: str) -> str:
    with sqlite3.connect(data_dir / "foreword.sqlite3") as connection:
        query = "SELECT run_id FROM tailorings WHERE id = ?"
        (run_id,) = connection.execute(query, (path.rpartition("/")[2],)).fetchone()
    return str(run_id)


def steps_logged(log: str, run_id: str) -> list[str]:
    return [f"step-{number}" for number in re.findall(rf"{run_id}: step=(\d) done", log)]


def watch_until_killed(server: Server, path: str, moment: float) -> list[int]:
    """The ids seen by a client whose server is killed `moment` seconds after it began to watch."""
    seen: list[int] = []
    killer = threading.Timer(moment, server.kill)
    killer.start()
    with suppress(httpx.TransportError), httpx.stream("GET", f"{server.url}{path}/events", timeout=30) as answer:
        seen.extend(event_ids(answer))
    killer.join()
    return seen


def test_twenty_kills_at_random_moments(data_dir: Path) -> None:
    chance = random.Random(20261121)
    interrupted = 0
    with Server(data_dir) as server, Visitor(server) as visitor:
        for number in range(KILLS):
            fields = {"resume_id": "new", "posting_id": "new", "text": f"{BACKEND}\n{number}"}
            path = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex").headers["location"]
            seen = watch_until_killed(server, path, chance.uniform(0, RUN_SECONDS))
            run_id = run_of(data_dir, path)
            before, paid = remembered_steps(data_dir, run_id), len(server.log)
            interrupted += len(before) < 6
            server.start()
            cursor = {"Last-Event-ID": str(seen[-1])} if seen else {}
            with httpx.stream("GET", f"{server.url}{path}/events", headers=cursor, timeout=60) as answer:
                seen.extend(
                    identity for identity in event_ids(answer) if not seen or identity != seen[-1] or identity < 7
                )
            assert seen == list(range(1, 8)), f"kill {number}"
            assert not before & set(steps_logged(server.log[paid:], run_id)), f"kill {number}"
            assert remembered_steps(data_dir, run_id) == {f"step-{step}" for step in range(6)}
            with sqlite3.connect(data_dir / "foreword.sqlite3") as connection:
                count = connection.execute("SELECT count(*) FROM runs WHERE kind = 'tailoring'").fetchone()
            assert count == (number + 1,)
    assert interrupted > 0, "no kill came while a run was under way"
