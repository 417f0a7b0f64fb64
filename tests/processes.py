"""One process of Foreword's, as the tests start, end and read it."""

import os
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tests import nursery

START_SECONDS = 60.0


class Process(ABC):
    """It can be killed, ended and started again on the same data folder; its log goes on."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.log_path = data_dir.parent / f"{data_dir.name}.log"
        self.settings = settings
        self._process: nursery.Program | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Its number."""
        return self.program.pid

    @property
    def program(self) -> nursery.Program:
        """What was launched last."""
        assert self._process is not None
        return self._process

    @property
    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """Everything that it has logged."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def logged(self, words: str) -> str:
        """The first log line with these words, waited for: a request's line is written after its answer is sent."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            line = next((line for line in self.log.splitlines() if words in line), None)
            if line is not None:
                return line
            time.sleep(0.01)
        raise AssertionError(f"nothing in the log says {words!r}")

    def start(self) -> None:
        """Start, and wait until it is ready."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start, without waiting for what comes of it."""
        with self.log_path.open("ab") as log:
            self._process = self._launched(log)

    @abstractmethod
    def _launched(self, log: BinaryIO) -> nursery.Program:
        """A new process that writes to `log`."""

    @abstractmethod
    def wait_until_ready(self) -> None:
        """Wait until one that was launched says that it is ready."""

    def send(self, number: signal.Signals) -> None:
        """A signal, without waiting for what comes of it."""
        self.program.send_signal(number)

    def kill(self) -> None:
        """kill -9."""
        self.program.kill()
        self.program.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        if self._process is None:
            return 0
        if self.is_running:
            self.send(signal.SIGTERM)
        return self.program.wait()


def environment_of(data_dir: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings and no others."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("FOREWORD_", "PYTHONDONT"))}
    chosen = {f"FOREWORD_{name.upper()}": value for name, value in settings.items()}
    return inherited | {"FOREWORD_DATA_DIR": str(data_dir)} | chosen
