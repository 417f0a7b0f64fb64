"""A worker of an installation whose servers and workers share a database and a Redis."""

import time
from pathlib import Path
from typing import BinaryIO

from tests import nursery
from tests.processes import START_SECONDS, Process, environment_of


class WorkerProgram(Process):
    """One `foreword worker`."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        super().__init__(data_dir, **settings)
        self._logged_before = 0

    def _launched(self, log: BinaryIO) -> nursery.Program:
        self._logged_before = log.tell()
        return nursery.start(["worker"], environment_of(self.data_dir, self.settings), log)

    def wait_until_ready(self) -> None:
        """Wait until one that was launched takes runs."""
        until = time.monotonic() + START_SECONDS
        while b"takes runs" not in self.log_path.read_bytes()[self._logged_before :]:
            assert self.program.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.02)
