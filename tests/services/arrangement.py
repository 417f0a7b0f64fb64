"""What compose.yaml arranges, started by hand: its commands, settings, secrets and health checks, without containers.

Only what containers bring is replaced: host names and ports by ports of loopback, paths inside a container by paths of
the test's folder, programs by those that are installed here. What is to be replaced and is not there is an error.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from tests.accounts.https import make_certificate
from tests.proxies.fronts import swapped
from tests.running import free_port
from tests.services.postgres import ROLE, PostgresCluster, programs
from tests.services.redis import program as redis_program

ROOT = Path(__file__).parents[2]
NAME = "jobs.foreword.test"
PATIENCE = 120.0
_BETWEEN_LOOKS = 0.1
_VARIABLE = re.compile(r"\$\{DOMAIN(?::\?[^}]*)?\}")


def read(name: str) -> str:
    """A file of the tree."""
    return (ROOT / name).read_text(encoding="utf-8")


def arranged() -> dict[str, Any]:
    """compose.yaml, with the name that people use filled in."""
    found: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(NAME, read("compose.yaml")))
    return found


def image_environment() -> dict[str, str]:
    """What Foreword's image sets, `PATH` excepted."""
    last_stage = read("Dockerfile").rpartition("\nFROM ")[2].replace("\\\n", " ")
    lines = re.findall(r"^ENV (.+)$", last_stage, re.MULTILINE)
    pairs = (pair.split("=", 1) for line in lines for pair in line.split())
    return {name: value for name, value in pairs if name != "PATH"}


def image_health_check() -> list[str]:
    """How Foreword's image asks whether a server is well."""
    (found,) = re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", read("Dockerfile").replace("\\\n", " "), re.MULTILINE)
    words: list[str] = json.loads(found)
    return words


class Arrangement:
    """Runs until the block ends. A service starts when those that it waits for are well, as `--wait` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.services: dict[str, dict[str, Any]] = arranged()["services"]
        names = ("database", "valkey", "app", "metrics", "caddy", "http", "admin")
        self.ports = {name: free_port() for name in names}
        self.secrets = self._secrets()
        self.certificate = make_certificate(folder)
        self._closing = ExitStack()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        waits = {name: service.get("depends_on", {}) for name, service in self.services.items()}
        with ExitStack() as closing:
            for name in TopologicalSorter(waits).static_order():
                start: Callable[[], object] = getattr(self, f"_start_{name}", partial(self._run, name))
                self._closing = closing
                start()
                self._wait_until_well(name)
            self._closing = closing.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def log(self, service: str) -> str:
        """Everything that a service has said."""
        return (self.folder / f"{service}.log").read_text(encoding="utf-8", errors="replace")

    def environment(self, service: str) -> dict[str, str]:
        """What a service is told: by its image and by the file, and by nobody else."""
        here = {name: os.environ[name] for name in ("PATH", "SSL_CERT_FILE") if name in os.environ}
        told = {name: self._here(str(value)) for name, value in self.services[service].get("environment", {}).items()}
        if self.services[service]["image"] == "foreword":
            data = self.folder / service
            data.mkdir(exist_ok=True)
            here |= image_environment() | {"FOREWORD_DATA_DIR": str(data), "FOREWORD_PORT": str(self.ports["app"])}
        if service == "caddy":
            here |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(self.folder))
        return here | told

    def is_well(self, service: str) -> bool:
        """Ask as the file does, or the image."""
        asked = self.services[service].get("healthcheck", {}).get("test") or ["CMD", *image_health_check()]
        words = ["sh", "-c", asked[1]] if asked[0] == "CMD-SHELL" else asked[1:]
        if words[0] == "wget":
            words = ["curl", "--fail", "--silent", "--output", "/dev/null", words[-1]]
        command = [_installed(words[0]), *map(self._here, words[1:])]
        done = subprocess.run(command, env=self.environment(service), capture_output=True, check=False)
        return done.returncode == 0

    def _secrets(self) -> dict[str, Path]:
        """Made by the script that people are told to run; addresses in them lead to loopback."""
        kept = self.folder / "secrets"
        subprocess.run(["sh", str(ROOT / "docs/compose/secrets.sh"), str(kept)], check=True)
        for name, host in (("database_url", "database:5432"), ("redis_url", "valkey:6379")):
            address = f"127.0.0.1:{self.ports[host.partition(':')[0]]}"
            (kept / name).write_text(swapped((kept / name).read_text("ascii"), (f"@{host}/", f"@{address}/")), "ascii")
        return {name: self.folder / secret["file"] for name, secret in arranged()["secrets"].items()}

    def _here(self, text: str) -> str:
        """The same for this machine: addresses, ports and paths."""
        for port, name in (("9464", "metrics"), ("2019", "admin")):
            text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{self.ports[name]}")
        for there, here in (
            ("172.31.250.2", "127.0.0.1"),
            ("/etc/caddy/Caddyfile", str(self.folder / "Caddyfile")),
            ("--port=5432", f"--port={self.ports['database']}"),
            ("valkey-cli", _installed("valkey-cli")),
        ):
            text = text.replace(there, here)
        text = re.sub(r"(?<![\w.])6379(?!\w)", str(self.ports["valkey"]), text)
        return re.sub(r"/run/secrets/(\w+)", lambda found: str(self.secrets[found[1]]), text)

    def _run(self, service: str, *more: str) -> None:
        command = [self._here(word) for word in self.services[service]["command"]]
        command = [*_program(command[0]), *command[1:], *more]
        with (self.folder / f"{service}.log").open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command], env=self.environment(service), stdout=log, stderr=log
            )
        self._processes[service] = process
        self._closing.callback(process.wait)
        self._closing.callback(process.terminate)

    def _start_database(self) -> None:
        """What the image's entrypoint does: a cluster that asks for passwords, then the file that is laid there."""
        cluster = self._closing.enter_context(PostgresCluster(self.ports["database"]))
        given = self.folder / "database.sql"
        given.write_text(self._here(read(_source(self.services["database"], "initdb.d"))), encoding="utf-8")
        cluster.ask(f"DROP ROLE {ROLE}")
        cluster.carry_out(given)

    def _start_valkey(self) -> None:
        self._run("valkey", "--bind", "127.0.0.1", "--dir", str(self.folder))

    def _start_caddy(self) -> None:
        """Caddy is not to fetch a certificate for a name that nobody has."""
        ports = f"http_port {self.ports['http']}\n\thttps_port {self.ports['caddy']}\n\tauto_https disable_redirects"
        given = swapped(
            read(_source(self.services["caddy"], "Caddyfile")),
            ("grace_period 10s", f"grace_period 1s\n\tadmin 127.0.0.1:{self.ports['admin']}\n\t{ports}"),
            ("{$DOMAIN} {", f"{{$DOMAIN}} {{\n\ttls {self.certificate} {self.certificate}"),
            ("dynamic a app 8000", f"dynamic a 127.0.0.1 {self.ports['app']}"),
        )
        (self.folder / "Caddyfile").write_text(given, encoding="utf-8")
        self._run("caddy")

    def _wait_until_well(self, service: str) -> None:
        until = time.monotonic() + PATIENCE
        while not self.is_well(service):
            process = self._processes.get(service)
            assert process is None or process.poll() is None, f"{service} has ended:\n{self.log(service)}"
            assert time.monotonic() < until, f"{service} is not well:\n{self.log(service)}"
            time.sleep(_BETWEEN_LOOKS)


def _source(service: Mapping[str, Any], target: str) -> str:
    """The file that is laid into the container under a path with `target` in it."""
    (config,) = (config for config in service["configs"] if target in config["target"])
    found: str = arranged()["configs"][config["source"]]["file"]
    return found


def _program(name: str) -> list[str]:
    if name == "foreword":
        return [sys.executable, "-c", "from app.cli import main; main()"]
    return [redis_program() if name == "valkey-server" else _installed(name)]


def _installed(name: str) -> str:
    """Where a program is here; Redis answers for Valkey, and PostgreSQL's are off the PATH."""
    if name == "python":
        return sys.executable
    others = {"valkey-cli": ("valkey-cli", "redis-cli"), "pg_isready": (str(programs() / "pg_isready"),)}
    places = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/sbin"))
    found = next((path for other in others.get(name, (name,)) if (path := shutil.which(other, path=places))), None)
    assert found is not None, f"{name} is not installed; `make test` installs it where it may"
    return found
