"""A printing press that a test holds: a compilation that is at work for as long as somebody wants to look at it."""

import contextlib
import fcntl
import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Server

_SCRIPT = """#!/bin/sh
case "$*" in *" resume.tex") {flock} --shared {gate} true ;; esac
exec {bwrap} "$@"
"""


class Press:
    """Stands before bubblewrap on a server's PATH: while it is held no compilation begins its real work.

    The program waits in the kernel for a lock, so that a run which only has to take a while takes no processor time.
    """

    def __init__(self, folder: Path) -> None:
        self._gate = folder / "gate"
        self._gate.touch()
        programs = {name: shlex.quote(_found(name)) for name in ("flock", "bwrap")}
        script = folder / "bin" / "bwrap"
        script.parent.mkdir()
        script.write_text(_SCRIPT.format(gate=shlex.quote(str(self._gate)), **programs), encoding="utf-8")
        script.chmod(0o755)
        self._path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """What is to be compiled within waits until the end."""
        with self._gate.open("rb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def serving(self, data_dir: Path) -> Iterator[Server]:
        """A server that prints here."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("PATH", self._path)
            with Server(data_dir, rate_limit_per_minute="10000") as running:
                yield running


def _found(name: str) -> str:
    path = shutil.which(name)
    assert path is not None, f"{name} is not installed"
    return path
