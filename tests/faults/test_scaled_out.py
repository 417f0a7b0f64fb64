"""Two servers and two workers on one PostgreSQL and one Redis: what a person began goes on whoever dies.

Each has a data folder of its own, as on machines of their own. One after the other, then all in a short run of
`scaled_out`, and what its judgement would find.
"""

import signal
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from tests.faults.ledger import Ledger, Paid, Said, Taking, broken, take_over_seconds
from tests.faults.scaled_out import SETTINGS, Shape, scaled_out
from tests.running import SAMPLES, Server, Visitor
from tests.services.installation import PATIENCE, Installation
from tests.services.postgres import PostgresCluster
from tests.services.processes import WorkerProgram
from tests.services.redis import RedisServer

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
OLD, NEW = "host-11-a", "host-22-b"


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, postgres: PostgresCluster, redis_server: RedisServer
) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("installation")
    with Installation(folder, postgres, redis_server.empty(), servers=2, workers=2, **SETTINGS) as running:
        yield running


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


def worker_of(installation: Installation, run: str) -> WorkerProgram | None:
    """Who makes the run now, by the name that it has said; None when it has ended meanwhile."""
    name = installation.waited(
        "SELECT coalesce(worker, 'ended') FROM runs"
        f" WHERE id = '{run}' AND (ended_at IS NOT NULL OR state = 'running' AND worker IS NOT NULL)"
    )
    return next((worker for worker in installation.workers if name in worker.log), None)


def run_of(installation: Installation, path: str) -> str:
    return installation.ask(f"SELECT run_id FROM tailorings WHERE id = '{path.rpartition('/')[2]}'")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_goes_leaves_its_runs_to_the_other(installation: Installation, end: signal.Signals) -> None:
    """What is begun on one server is watched on the other, to its end, without a gap or a repeat."""
    going: WorkerProgram | None = None
    while going is None:
        path = begun(installation.servers[0], end)
        run = run_of(installation, path)
        going = worker_of(installation, run)
    going.send(end)
    assert event_ids(f"{installation.servers[1].url}{path}/events") == list(range(1, 8))
    assert going.program.wait() == (0 if end is signal.SIGTERM else -signal.SIGKILL)
    state = installation.ask(f"SELECT state, count(*) FROM runs WHERE id = '{run}' GROUP BY state")
    assert state == "done|1"
    ends = f"SELECT count(*) FROM run_events WHERE run_id = '{run}' AND name = 'done'"
    assert installation.ask(ends) == "1"
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


def test_no_run_is_lost_doubled_or_written_to_by_two(installation: Installation, redis_server: RedisServer) -> None:
    shape = Shape(seconds=8, faults=3, between_faults=0.5, between_kills=2.5, people=2, seed=20261122)
    came = scaled_out(installation, redis_server, shape)
    assert came.broken == []
    assert came.done.keys() >= {"restart of Redis", "restart of PostgreSQL", "worker cut off"}
    assert sum(times for fault, times in came.done.items() if fault.startswith("kill -9")) > 0
    assert came.figures["runs that changed hands"] > 0
    assert came.figures["events that they saw"] > 2 * came.figures["events in the log"] > 0
    assert came.take_overs


def noted() -> Ledger:
    """A run that was begun by one worker and ended by another."""
    first = Taking(at=1.0, run_id="r", epoch=1, process=OLD)
    second = Taking(at=5.0, run_id="r", epoch=2, process=NEW)
    events = [
        Said(at=2.0, run_id="r", epoch=1, process=OLD, seq=1, name="progress"),
        Said(at=6.5, run_id="r", epoch=2, process=NEW, seq=2, name="progress"),
        Said(at=7.0, run_id="r", epoch=2, process=NEW, seq=3, name="done"),
    ]
    step = Paid(at=2.0, run_id="r", epoch=1, process=OLD, name="read")
    return Ledger([first, second], events, [step], {"r": "done"})


def test_a_run_that_changed_hands_in_order_breaks_nothing() -> None:
    assert broken(noted()) == []
    assert take_over_seconds(noted(), [(3.0, 11)]) == [3.5]
    assert take_over_seconds(noted(), [(3.0, 22), (0.5, 11), (8.0, 22)]) == []


def test_a_word_of_a_worker_that_had_lost_its_run_is_found() -> None:
    for late in (
        Said(at=6.0, run_id="r", epoch=2, process=OLD, seq=2, name="progress"),
        Paid(at=6.0, run_id="r", epoch=2, process=OLD, name="write"),
    ):
        ledger = noted()
        if isinstance(late, Said):
            ledger.events[1] = late
        else:
            ledger.steps.append(late)
        assert broken(ledger) == [f"{OLD} wrote {late.name} to r, which {NEW} had as 2"]


def test_a_second_end_no_end_and_a_gap_are_found() -> None:
    doubled = noted()
    doubled.events.append(Said(at=8.0, run_id="r", epoch=2, process=NEW, seq=4, name="failed"))
    assert broken(doubled) == ["r is done and said progress, progress, done, failed"]
    open_ended = msgspec.structs.replace(noted(), states={"r": "running"})
    assert broken(open_ended) == ["r is running and said progress, progress, done"]
    torn = noted()
    del torn.events[1]
    assert broken(torn) == ["r has the numbers [1, 3]"]


def test_a_step_that_is_paid_twice_is_found() -> None:
    ledger = noted()
    ledger.steps.append(Paid(at=6.0, run_id="r", epoch=2, process=NEW, name="read"))
    assert broken(ledger) == ["read of r was paid for under [1, 2]"]


def test_a_run_that_failed_though_it_was_not_killed_each_time_is_found() -> None:
    failing = msgspec.structs.replace(noted(), states={"r": "failed"}, failures={"r": "internal"})
    failing.events[2] = msgspec.structs.replace(failing.events[2], name="failed")
    assert broken(failing) == ["r failed as internal when it had been taken 2 times"]
    given_up = msgspec.structs.replace(failing, failures={"r": "crash_loop"})
    assert broken(given_up) == ["r failed as crash_loop when it had been taken 2 times"]
    third, fourth = (Taking(at=5.0 + epoch, run_id="r", epoch=epoch, process=NEW) for epoch in (3, 4))
    given_up.takings.extend((third, fourth))
    assert broken(given_up) == []
