"""SIGTERM with two hundred live streams behind nginx: each goes on or ends with a clear event, and the process goes."""

from pathlib import Path

from tests.faults.deploying import RUNS, STREAMS, deploys

TIMES = 2
MOST_SECONDS = 10.0


def test_every_stream_goes_on_or_ends_with_a_clear_event(tmp_path: Path) -> None:
    done = deploys(tmp_path, TIMES, shutdown_seconds="1")
    assert len(done) == TIMES
    for deploy in done:
        assert deploy.broken == []
        assert sum(deploy.endings.values()) == STREAMS
        assert deploy.endings["chat: error"] == RUNS
        assert set(deploy.endings) == {"chat: error", "api: interrupted", "tailorings: app:end"}
        assert deploy.seconds < MOST_SECONDS
    assert done[-1].log.count("Application shutdown complete") == TIMES
    assert "Traceback" not in done[-1].log
