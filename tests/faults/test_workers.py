"""Two servers and two workers on one PostgreSQL and one Redis: what a person began goes on whoever dies.

Each has a data folder of its own, as on machines of their own.
"""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import SAMPLES, Server, Visitor
from tests.services.postgres import PostgresCluster
from tests.services.processes import WorkerProgram
from tests.services.redis import RedisServer

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
PATIENCE = 120.0


class Installation:
    """Two servers and two workers, which share nothing but the database and Redis."""

    def __init__(self, folder: Path, database_url: str, redis_url: str, postgres: PostgresCluster) -> None:
        settings = {"database_url": database_url, "redis_url": redis_url, "take_over_seconds": "3", "max_running": "4"}
        self.database = database_url.partition("?")[0].rpartition("/")[2]
        self.postgres = postgres
        self.servers = [
            Server(folder / f"server{number}", rate_limit_per_minute="10000", **settings) for number in range(2)
        ]
        self.workers = [WorkerProgram(folder / f"worker{number}", **settings) for number in range(2)]
        self.folders = [folder / name for name in ("server0", "server1", "worker0", "worker1")]

    def ask(self, sql: str) -> str:
        return self.postgres.ask(sql, database=self.database)

    def worker_of(self, run: str) -> WorkerProgram | None:
        """Who makes the run now, by the name that it has said; None when it has ended meanwhile."""
        name = self.waited(
            "SELECT coalesce(worker, 'ended') FROM runs"
            f" WHERE id = '{run}' AND (ended_at IS NOT NULL OR state = 'running' AND worker IS NOT NULL)"
        )
        return next((worker for worker in self.workers if name in worker.log), None)

    def waited(self, sql: str) -> str:
        """The first answer that is not empty."""
        until = time.monotonic() + PATIENCE
        while not (answer := self.ask(sql)):
            assert time.monotonic() < until, sql
            time.sleep(0.02)
        return answer


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, postgres: PostgresCluster, redis_server: RedisServer
) -> Iterator[Installation]:
    url = postgres.migrated()
    made = Installation(tmp_path_factory.mktemp("installation"), url, redis_server.empty(), postgres)
    with made.servers[0], made.servers[1], made.workers[0], made.workers[1]:
        yield made
    postgres.drop(url)


def event_ids(url: str) -> list[int]:
    """The `id:` of each frame of a page's stream, to its end."""
    with httpx.stream("GET", url, timeout=PATIENCE) as answer:
        return [int(line.removeprefix("id: ")) for line in answer.iter_lines() if line.startswith("id: ")]


def begun(server: Server, number: int) -> str:
    with Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "new", "text": f"{BACKEND}\n{number}"}
        answer = visitor.submit("/tailorings", fields, file=SAMPLES / "jake_resume.tex")
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


def run_of(installation: Installation, path: str) -> str:
    return installation.ask(f"SELECT run_id FROM tailorings WHERE id = '{path.rpartition('/')[2]}'")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_goes_leaves_its_runs_to_the_other(installation: Installation, end: signal.Signals) -> None:
    """What is begun on one server is watched on the other, to its end, without a gap or a repeat."""
    going: WorkerProgram | None = None
    while going is None:
        path = begun(installation.servers[0], end)
        run = run_of(installation, path)
        going = installation.worker_of(run)
    going.send(end)
    assert event_ids(f"{installation.servers[1].url}{path}/events") == list(range(1, 8))
    state = installation.ask(f"SELECT state, count(*) FROM runs WHERE id = '{run}' GROUP BY state")
    assert state == "done|1"
    ends = f"SELECT count(*) FROM run_events WHERE run_id = '{run}' AND name = 'done'"
    assert installation.ask(ends) == "1"
    assert going.stop() == (0 if end is signal.SIGTERM else -signal.SIGKILL)
    going.start()


def test_a_server_that_is_killed_takes_no_run_with_it(installation: Installation) -> None:
    path = begun(installation.servers[0], 0)
    installation.servers[0].kill()
    assert event_ids(f"{installation.servers[1].url}{path}/events") == list(range(1, 8))
    installation.servers[0].start()
    assert event_ids(f"{installation.servers[0].url}{path}/events")[-1] == 7


def test_what_one_server_gave_another_takes_and_no_machine_keeps_anything(installation: Installation) -> None:
    """A form, an upload, a result and its PDF: nothing depends on which server, and nothing stays in a data folder."""
    one, other = installation.servers
    with Visitor(one) as visitor:
        token = visitor.token
        visitor.base_url = httpx.URL(other.url)
        fields = {"_csrf_token": token, "resume_id": "new", "posting_id": "new", "text": BACKEND}
        uploaded = {"resume_file": ("jake.tex", (SAMPLES / "jake_resume.tex").read_bytes())}
        answer = visitor.post("/tailorings", data=fields, files=uploaded)
        assert answer.status_code == 303, answer.text
        path = answer.headers["location"]
        assert event_ids(f"{one.url}{path}/events")[-1] == 7
        made = visitor.get(f"{path}/resume.pdf")
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF-")
        visitor.base_url = httpx.URL(one.url)
        assert visitor.get(f"{path}/resume.pdf").content == made.content
    assert [kept for folder in installation.folders for kept in folder.rglob("*")] == []
