"""SIGTERM in the middle: open streams end with a hint to come back, the work goes on after the restart."""

import signal
import threading
from pathlib import Path

import httpx

from tests.faults.tailored import BACKEND, event_ids, remembered_steps, run_of, steps_logged
from tests.pages.tailoring import slow_tex
from tests.running import Server, Visitor


def test_a_restart_in_the_middle_loses_nothing_and_leaves_nobody_waiting(data_dir: Path, tmp_path: Path) -> None:
    with Server(data_dir) as server, Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
        path = visitor.submit("/tailorings", fields, file=slow_tex(tmp_path)).headers["location"]
        seen: list[int] = []
        stopped: list[int] = []
        stopper = threading.Thread(target=lambda: stopped.append(server.stop()))
        with httpx.stream("GET", f"{server.url}{path}/events", timeout=60) as answer:
            for identity in event_ids(answer):
                seen.append(identity)
                if identity == 6:
                    stopper.start()
        stopper.join()
        assert seen == [1, 2, 3, 4, 5, 6]
        assert stopped == [-signal.SIGTERM]
        assert "Application shutdown complete" in server.log
        run_id = run_of(data_dir, path)
        before, logged = remembered_steps(data_dir, run_id), len(server.log)
        assert before == {f"step-{number}" for number in range(5)}
        server.start()
        with httpx.stream("GET", f"{server.url}{path}/events", headers={"Last-Event-ID": "6"}, timeout=60) as answer:
            assert list(event_ids(answer)) == [7]
        assert steps_logged(server.log[logged:], run_id) == ["step-5"]


def test_an_idle_server_ends_in_order(data_dir: Path) -> None:
    with Server(data_dir) as server:
        assert httpx.get(f"{server.url}/health/ready").status_code == 200
        assert server.stop() == -signal.SIGTERM
        assert "Application shutdown complete" in server.log
        assert "Traceback" not in server.log


def test_a_second_server_on_the_same_folder_is_refused(data_dir: Path) -> None:
    with Server(data_dir) as server:
        other = Server(data_dir)
        other.log_path = data_dir.parent / "other.log"
        try:
            other.start()
        except AssertionError:
            pass
        else:
            other.stop()
        assert "Another Foreword is already serving" in other.log
        assert httpx.get(f"{server.url}/health/ready").status_code == 200
