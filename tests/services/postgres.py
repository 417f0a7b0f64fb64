"""A real PostgreSQL for the tests: a cluster of their own in a temporary folder, reached by a socket in that folder.

It may lose everything when the machine stops (`fsync` is off), which is what makes it quick. A database for a test is a
copy of one that was migrated once, so that it takes milliseconds. PostgreSQL refuses to run as root; then it is started
as `nobody`.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from app.db import migrate

ROLE = "foreword"
"""Whom Foreword signs in as: neither a superuser nor one whom row-level security lets pass."""
_ADMIN = "postgres"
_TEMPLATE = "migrated"
_INSTALLED = Path("/usr/lib/postgresql")
_PATIENCE = 60.0
_BETWEEN_LOOKS = 0.02
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "120",
    "autovacuum": "off",
    "logging_collector": "off",
    "log_destination": "stderr",
}


def programs() -> Path:
    """The folder of `initdb` and `postgres`, which Debian keeps off the PATH."""
    found = shutil.which("initdb")
    if found is not None and shutil.which("postgres", path=str(Path(found).resolve().parent)):
        return Path(found).resolve().parent
    versions = sorted(_INSTALLED.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    assert versions, "PostgreSQL is not installed: sh tools/system_packages.sh install"
    return versions[-1].parent


class PostgresCluster:
    """Runs until the block ends. Databases are made by `empty` and `migrated`; each gives the URL of a new one.

    With a `port` it listens there on loopback as well, and asks whoever comes that way for a password.
    """

    def __init__(self, port: int | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="foreword-pg-"))
        self._port = port
        self._programs = programs()
        self._log = self.folder / "server.log"
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None
        self._has_template = False

    def __enter__(self) -> Self:
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody")
        auth = ("--auth-local=trust", "--auth-host=scram-sha-256")
        self._run("initdb", *auth, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--username", _ADMIN)
        self.start()
        self.ask(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._server is not None
        return self._server.pid

    def start(self) -> None:
        """Start the server and wait until it answers."""
        by_tcp = {} if self._port is None else {"listen_addresses": "127.0.0.1"}
        options = [word for name, value in (_OPTIONS | by_tcp).items() for word in ("-c", f"{name}={value}")]
        command = self._as_nobody("postgres", "-k", str(self.folder), *options)
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(command, env=self.environment(), stderr=log, cwd=self.folder)
        asking = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder), "-U", _ADMIN, "-d", _ADMIN]
        until = time.monotonic() + _PATIENCE
        while subprocess.run(asking, env=self.environment(), check=False).returncode:
            assert self._server.poll() is None, self._log.read_text(encoding="utf-8")
            assert time.monotonic() < until, self._log.read_text(encoding="utf-8")
            time.sleep(_BETWEEN_LOOKS)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it as a crash would, or gently: SIGTERM waits for those who are connected, SIGINT does not."""
        if self._server is None:
            return
        self._server.send_signal(how)
        self._server.wait()
        self._server = None

    def empty(self) -> str:
        """A new database without a table; its URL as `FOREWORD_DATABASE_URL` takes it."""
        return self._created("template0")

    def migrated(self) -> str:
        """A new database with the newest schema and no rows."""
        if not self._has_template:
            self._create(_TEMPLATE, "template0")
            migrate(self.url(_TEMPLATE))
            self._has_template = True
        return self._created(_TEMPLATE)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = url.partition("?")[0].rpartition("/")[2]
        self.ask(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        """The address of a database for Foreword's role."""
        return f"postgresql+asyncpg://{ROLE}@/{name}?host={self.folder}"

    def ask(self, *statements: str, database: str = _ADMIN) -> str:
        """Run statements as the superuser, one after the other; what they answer, a row a line, columns by `|`."""
        return self._psql(database, *(word for statement in statements for word in ("-c", statement)))

    def carry_out(self, file: Path) -> None:
        """Run a file of statements and of psql's own commands as the superuser."""
        self._psql(_ADMIN, "-f", str(file))

    def _psql(self, database: str, *words: str) -> str:
        asked = subprocess.run(
            [
                self._programs / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1",
                "-h", self.folder, "-U", _ADMIN, "-d", database, *words,
            ],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert asked.returncode == 0, asked.stderr
        return asked.stdout.strip()

    def _created(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._create(name, template)
        return self.url(name)

    def _create(self, name: str, template: str) -> None:
        self.ask(f'CREATE DATABASE "{name}" OWNER {ROLE} TEMPLATE {template} STRATEGY WAL_LOG')

    def _run(self, program: str, *arguments: str) -> None:
        command = self._as_nobody(program, *arguments)
        done = subprocess.run(
            command, env=self.environment(), cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def _as_nobody(self, program: str, *arguments: str) -> list[str]:
        """It ends with the process that started it, however that ends."""
        change = ["--reuid=nobody", "--clear-groups"] if os.getuid() == 0 else []
        return ["setpriv", *change, "--pdeathsig", "QUIT", str(self._programs / program), *arguments]

    def environment(self) -> dict[str, str]:
        """What its programs are told."""
        told = {"PGDATA": str(self.folder / "data"), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return told if self._port is None else told | {"PGPORT": str(self._port)}
