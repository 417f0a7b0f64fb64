"""Programs of Foreword for the tests, forked from one process that has read in what they all need.

A `foreword serve` reads its libraries for a second, and one with a model for five, of which the tests start hundreds.
What is forked runs the same command with the environment it is given, in a process of its own that can be stopped and
killed; only its imports were made and its word lists read before, and it makes nothing ready while it is idle.
`tests/test_cli.py` and `tests/test_warming.py` start the command as a person does.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Protocol

_nursery: "Nursery | None" = None


class Program(Protocol):
    """What the tests need of a process, as `subprocess.Popen` has it."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def send_signal(self, sig: int, /) -> None: ...
    def kill(self) -> None: ...


class Forked:
    """A process that the nursery has forked, for any thread; `status` is the pipe on which its end is told."""

    def __init__(self, status: IO[bytes]) -> None:
        self._status = status
        self._ended: int | None = None
        self._reading = threading.RLock()
        self._told = select.poll()
        self._told.register(status, select.POLLIN)
        self.pid = int(status.readline())

    def poll(self) -> int | None:
        """Its exit status, or nothing while it runs."""
        with self._reading:
            if self._ended is None and self._told.poll(0):
                self.wait()
            return self._ended

    def wait(self) -> int:
        """Its exit status; minus the signal that killed it."""
        with self._reading:
            if self._ended is None:
                self._ended = int(self._status.readline())
                self._status.close()
            return self._ended

    def send_signal(self, sig: int) -> None:
        """A signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        """kill -9."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The process that forks; started with the first program that is asked for."""

    def __init__(self) -> None:
        self._requests, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process: subprocess.Popen[bytes] | None = None

    def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], log: IO[bytes], before: Sequence[str] = ()
    ) -> Forked:
        """`foreword` with these arguments, this environment and nothing else of this process's.

        `before` is a module whose `prepare` is called first, and what it is called with.
        """
        if self._process is None:
            number = self._theirs.fileno()
            command = [sys.executable, "-m", "tests.nursery.program", str(number)]
            self._process = subprocess.Popen(command, pass_fds=(number,))
            self._theirs.close()
        reading, writing = os.pipe()
        asked = {"arguments": list(arguments), "environment": dict(environment), "before": list(before)}
        message = json.dumps(asked).encode()
        socket.send_fds(self._requests, [message], [writing, log.fileno()])
        os.close(writing)
        return Forked(os.fdopen(reading, "rb", buffering=0))

    def close(self) -> None:
        """End it, and all that it has forked."""
        self._requests.close()
        self._theirs.close()
        if self._process is not None:
            self._process.wait()


@contextlib.contextmanager
def nursery() -> Iterator[None]:
    """Within it programs are forked; without it each is started anew, as a person starts it."""
    global _nursery
    _nursery = Nursery()
    try:
        yield
    finally:
        _nursery.close()
        _nursery = None


def start(
    arguments: Sequence[str], environment: Mapping[str, str], log: IO[bytes], before: Sequence[str] = ()
) -> Program:
    """`foreword` with these arguments; `before` is a command that runs it, with its arguments.

    One that is a module of Python's (`python -m MODULE …`) is forked too: its `prepare` does there what its `main` does
    before it runs the command.
    """
    is_module = tuple(before[:2]) == (sys.executable, "-m")
    if _nursery is not None and (is_module or not before):
        return _nursery.fork(arguments, environment, log, before[2:])
    command = [*before, sys.executable, "-c", "from app.cli import main; main()", *arguments]
    return subprocess.Popen(command, env=dict(environment), stdout=log, stderr=log)
