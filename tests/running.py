"""A real Foreword in a process of its own, on a real port, for the tests to talk to."""

import contextlib
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import httpx

from tests import nursery
from tests.databases import new_database, open_database
from tests.processes import START_SECONDS, Process, environment_of

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


class Server(Process):
    """One `foreword serve`, always on the same port. `before` is a command that runs it, with its arguments."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        super().__init__(data_dir, **settings)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.before: tuple[str, ...] = ()

    def wait_until_idle(self) -> None:
        """Wait until everything that was begun has ended."""
        with open_database(self.data_dir / "foreword.sqlite3") as rows:
            unfinished = "SELECT count(*) FROM runs WHERE ended_at IS NULL"
            wait_until(lambda: rows.execute(unfinished).fetchone() == (0,), "everything that a test began has ended")

    def _launched(self, log: BinaryIO) -> nursery.Program:
        if not self.data_dir.exists() and "database_url" not in self.settings:
            new_database(self.data_dir / "foreword.sqlite3")
        environment = environment_of(self.data_dir, {"port": str(self.port), **self.settings})
        return nursery.start(["serve"], environment, log, self.before)

    def wait_until_ready(self) -> None:
        """Wait until a server that was launched says that it is ready."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            ended = self.program.poll()
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
