"""A real Redis for the tests, which may be ended and started again and forgets everything then."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 60.0
_BETWEEN_LOOKS = 0.01
_DATABASES = 10_000


def program() -> str:
    """`redis-server`, or Valkey's."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    assert found, "Redis is not installed: sh tools/system_packages.sh install"
    return found


class RedisServer:
    """Runs until the block ends, reached by a socket in a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="foreword-redis-"))
        self._socket = self.folder / "redis.sock"
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
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
        """Start it, empty, and wait until it answers. It ends with the process that started it."""
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "dir": str(self.folder),
            "save": "",
            "databases": str(_DATABASES),
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        with (self.folder / "server.log").open("ab") as log:
            command = ["setpriv", "--pdeathsig", "KILL", program(), *words]
            self._server = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._server.poll() is None, (self.folder / "server.log").read_text(encoding="utf-8")
            assert time.monotonic() < until
            time.sleep(_BETWEEN_LOOKS)

    def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it as a crash would."""
        if self._server is None:
            return
        self._server.send_signal(how)
        self._server.wait()
        self._server = None

    def empty(self) -> str:
        """The URL of a database that nobody has used."""
        return f"unix://{self._socket}?db={next(self._numbers)}"

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as asking:
            try:
                asking.connect(str(self._socket))
            except OSError:
                return False
            asking.sendall(b"PING\r\n")
            return asking.recv(16) == b"+PONG\r\n"
