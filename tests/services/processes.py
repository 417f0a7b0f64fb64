"""Real processes of one installation that share a database and a Redis: servers, and workers."""

import signal
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests import nursery
from tests.running import START_SECONDS, environment_of


class WorkerProgram:
    """One `foreword worker`; it can be killed, stopped for a while, and started again."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.log_path = data_dir.parent / f"{data_dir.name}.log"
        self._environment = environment_of(data_dir, settings)
        self._process: nursery.Program | None = None
        self._logged_before = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The worker's process, which is a part of its name."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """Everything that it has logged."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start, and wait until it takes runs."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start, without waiting for what comes of it."""
        with self.log_path.open("ab") as log:
            self._logged_before = log.tell()
            self._process = nursery.start(["worker"], self._environment, log)

    def wait_until_ready(self) -> None:
        """Wait until one that was launched takes runs."""
        assert self._process is not None
        until = time.monotonic() + START_SECONDS
        while b"takes runs" not in self.log_path.read_bytes()[self._logged_before :]:
            assert self._process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.02)

    def send(self, number: signal.Signals) -> None:
        """A signal, without waiting for what comes of it."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """kill -9."""
        self.send(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait()
