"""nginx and Caddy in front of a server, by the very files that `docs/proxies` gives to people.

Only what cannot be the same on every machine is replaced: addresses, ports, the name and the certificate. A line that
is to be replaced and is not there is an error, so a file that changes cannot leave the tests behind.
"""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import psutil

from tests.accounts.https import make_certificate
from tests.running import free_port

SHIPPED = Path(__file__).parents[2] / "docs" / "proxies"
ADDRESS = "127.0.0.1"
NAME = "jobs.example.org"
PATIENCE = 60.0
WORKERS = 2
_BETWEEN_LOOKS = 0.02
_CERTIFICATES = f"/etc/letsencrypt/live/{NAME}"
_NGINX = """
daemon off;
worker_processes {workers};
{outside}
pid {folder}/nginx.pid;
error_log {folder}/error.log notice;
{user}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {beside}
    include {folder}/foreword.conf;
}}
"""


def swapped(text: str, *replacements: tuple[str, str]) -> str:
    """`text` with each of the replacements, which must have something to replace."""
    for old, new in replacements:
        assert old in text, f"docs/proxies no longer says {old!r}"
        text = text.replace(old, new)
    return text


class Front:
    """A proxy that listens with TLS at `port` and sends all on to `upstream_port`."""

    name: str
    http2 = True

    def __init__(self, folder: Path, upstream_port: int) -> None:
        self.folder = folder
        self.upstream_port = upstream_port
        self.port = free_port()
        self.plain_port = free_port()
        self.url = f"https://{ADDRESS}:{self.port}"
        self.certificate = make_certificate(folder)
        self.trust = ssl.create_default_context(cafile=str(self.certificate))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with (self.folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), stdout=log, stderr=log, env=self.environment())
        _wait_until(self._listens, f"{self.name} does not listen")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE)

    @property
    def pid(self) -> int:
        """The proxy's first process."""
        assert self._process is not None
        return self._process.pid

    def command(self) -> list[str]:
        """How it is started."""
        raise AssertionError("each proxy says how")

    def environment(self) -> dict[str, str]:
        """What it is started with."""
        return dict(os.environ)

    def client(self, *, http2: bool = False, **more: str) -> httpx.Client:
        """Somebody who comes through the proxy; `more` are headers."""
        return httpx.Client(base_url=self.url, http2=http2, verify=self.trust, headers=more, timeout=PATIENCE)

    def _listens(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "output.log").read_text(encoding="utf-8")
        try:
            socket.create_connection((ADDRESS, self.port), timeout=PATIENCE).close()
        except OSError:
            return False
        return True


class Nginx(Front):
    """What an administrator may have had before: `beside` are lines of the `http` block, `outside` of the main file.

    Without `http2` it speaks HTTP/1.1 only, as one that was set up long ago.
    """

    name = "nginx"

    def __init__(
        self, folder: Path, upstream_port: int, *, beside: str = "", outside: str = "", http2: bool = True
    ) -> None:
        super().__init__(folder, upstream_port)
        self.http2 = http2
        self._beside = beside
        self._outside = outside

    def command(self) -> list[str]:
        """The main file is the test's, the site's is the shipped one."""
        site = (SHIPPED / "nginx.conf").read_text(encoding="utf-8")
        without_ipv6 = "".join(line for line in site.splitlines(keepends=True) if "listen [::]" not in line)
        (self.folder / "foreword.conf").write_text(
            swapped(
                without_ipv6,
                ("server 127.0.0.1:8000;", f"server 127.0.0.1:{self.upstream_port};"),
                ("listen 80;", f"listen {ADDRESS}:{self.plain_port};"),
                ("listen 443 ssl http2;", f"listen {ADDRESS}:{self.port} ssl{' http2' * self.http2};"),
                (f"server_name {NAME};", f"server_name {ADDRESS};"),
                (f"{_CERTIFICATES}/fullchain.pem", str(self.certificate)),
                (f"{_CERTIFICATES}/privkey.pem", str(self.certificate)),
            ),
            encoding="utf-8",
        )
        user = "user root;" if os.geteuid() == 0 else ""
        main = self.folder / "nginx.conf"
        settings = _NGINX.format(
            workers=WORKERS, folder=self.folder, user=user, beside=self._beside, outside=self._outside
        )
        main.write_text(settings, encoding="utf-8")
        return [_program("nginx"), "-e", str(self.folder / "error.log"), "-c", str(main)]

    def workers(self) -> set[int]:
        """The processes that serve, those that only finish what they have begun among them."""
        return {child.pid for child in psutil.Process(self.pid).children()}

    def reload(self) -> set[int]:
        """`nginx -s reload`; the workers that are new, once they are there."""
        before = self.workers()
        os.kill(self.pid, signal.SIGHUP)
        _wait_until(lambda: len(self.workers() - before) == WORKERS, "nginx has started no new workers")
        return self.workers() - before

    def wait_until_only(self, workers: set[int]) -> None:
        """Wait until all others have finished what they had begun, and have gone."""
        _wait_until(lambda: self.workers() == workers, "nginx's old workers do not go")


class Caddy(Front):
    """Caddy, which is not to fetch a certificate for a name that nobody has; `inside` is a line of the site's block."""

    name = "caddy"

    def __init__(self, folder: Path, upstream_port: int, *, inside: str = "") -> None:
        super().__init__(folder, upstream_port)
        self._inside = inside

    def command(self) -> list[str]:
        """The site's file is the shipped one, with options that keep Caddy to its ports."""
        site = swapped(
            (SHIPPED / "Caddyfile").read_text(encoding="utf-8"),
            (f"\n{NAME} {{", f"\n{self.url} {{\n\ttls {self.certificate} {self.certificate}\n\t{self._inside}"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.upstream_port}"),
            ("grace_period 10s", "grace_period 1s\n\tadmin off\n\tauto_https disable_redirects"),
        )
        main = self.folder / "Caddyfile"
        main.write_text(site, encoding="utf-8")
        return [_program("caddy"), "run", "--adapter", "caddyfile", "--config", str(main)]

    def environment(self) -> dict[str, str]:
        """Caddy keeps what it makes in the test's folder."""
        homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(self.folder))
        return dict(os.environ) | homes


def _wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        time.sleep(_BETWEEN_LOOKS)


def _program(name: str) -> str:
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    assert path is not None, f"{name} is not installed; `make test` installs it where it may"
    return path
