"""A real Foreword in a process of its own, on a real port, for the tests to talk to."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests import nursery
from tests.databases import new_database

START_SECONDS = 60.0
BETWEEN_LOOKS = 0.05
SAMPLES = Path(__file__).parent / "samples"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look until it is so; `what` is said of it if it never is.

    There is a pause between two looks: who looks without one takes the time away from what they wait for.
    """
    deadline = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"this has not come about: {what}"
        time.sleep(BETWEEN_LOOKS)


def environment_of(data_dir: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings and no others."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("FOREWORD_", "PYTHONDONT"))}
    chosen = {f"FOREWORD_{name.upper()}": value for name, value in settings.items()}
    return inherited | {"FOREWORD_DATA_DIR": str(data_dir)} | chosen


class Server:
    """One `foreword serve`; it can be killed and started again on the same port and data folder.

    `before` is a command that runs the server, with its arguments.
    """

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = data_dir.parent / f"{data_dir.name}.log"
        self.before: tuple[str, ...] = ()
        self._settings = settings
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
        """The server's process."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """Everything the server has logged."""
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

    def wait_until_idle(self) -> None:
        """Wait until everything that was begun has ended."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with closing(sqlite3.connect(self.data_dir / "foreword.sqlite3")) as rows:
                if rows.execute("SELECT count(*) FROM runs WHERE ended_at IS NULL").fetchone() == (0,):
                    return
            time.sleep(0.02)
        raise AssertionError("something that a test began goes on after it")

    def start(self) -> None:
        """Start and wait until it is ready."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start, without waiting for what comes of it."""
        if not self.data_dir.exists() and "database_url" not in self._settings:
            new_database(self.data_dir / "foreword.sqlite3")
        environment = environment_of(self.data_dir, {"port": str(self.port), **self._settings})
        with self.log_path.open("ab") as log:
            self._process = nursery.start(["serve"], environment, log, self.before)

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait()

    def wait_until_ready(self) -> None:
        """Wait until a server that was launched says that it is ready."""
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            ended = self._process.poll()
            if ended is not None:
                raise AssertionError(f"the server ended with {ended}:\n{self.log}")
            # It listens when it has nearly begun: until then a connection costs less than a client.
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                break
            time.sleep(0.02)
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/ready").status_code == 200:
                    return
            time.sleep(0.02)
        raise AssertionError(f"the server was not ready in {START_SECONDS} s:\n{self.log}")


class Visitor(httpx.Client):
    """A browser without scripts: keeps cookies, sends the forms' token."""

    def __init__(self, server: Server) -> None:
        super().__init__(base_url=server.url, timeout=60)

    @property
    def token(self) -> str:
        """The CSRF token of a fresh form."""
        found = re.search(r'name="_csrf_token" value="([^"]+)"', self.get("/postings").text)
        assert found is not None
        return found.group(1)

    def ended(self, path: str) -> str:
        """The page when it no longer asks to be loaded again, as its `<noscript>` refresh does."""
        page = ""

        def is_still() -> bool:
            nonlocal page
            page = self.get(path).text
            return 'http-equiv="refresh"' not in page

        wait_until(is_still, f"{path} is a page at rest")
        return page

    def submit(self, path: str, fields: dict[str, str] | None = None, file: Path | None = None) -> httpx.Response:
        """Send a form; multipart when a file goes with it."""
        data = {"_csrf_token": self.token, **(fields or {})}
        if file is None:
            return self.post(path, data=data)
        return self.post(path, data=data, files={"resume_file": (file.name, file.read_bytes())})

    def submit_multipart(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Send a multipart form without a file."""
        data = {"_csrf_token": self.token, **fields}
        return self.post(path, files={name: (None, value) for name, value in data.items()})
