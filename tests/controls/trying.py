"""A copy of the tree in which one control at a time is taken away, and what its tests say then."""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec
import psutil

from tests.controls.noting import NOTES
from tests.controls.tables import ROOT, Control

_MADE_BY_SETUP = ("node_modules", "static/vendor")
_PYTEST = (
    *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
    *("-p", "pytest_asyncio.plugin", "-p", "tests.controls.noting"),
)
# The copy's compiled files are kept, or each run would compile all of it.
_NOT_PASSED_ON = ("FOREWORD_", "PYTEST_", "PYTHONDONTWRITEBYTECODE")
_UNTOUCHED_SECONDS = 1_800.0


class Noted(msgspec.Struct, frozen=True):
    """How a phase of a test ended; `kind` is the name of the error."""

    test: str
    outcome: str
    kind: str


class Trial(msgspec.Struct, frozen=True):
    """What became of one control's tests without it. `said` is empty when all of them failed as they must."""

    control: Control
    said: str
    seconds: float

    @property
    def is_seen(self) -> bool:
        """Whether the tests notice that the control is gone."""
        return not self.said


class Copy:
    """The tree's files, as git knows them, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written = 0
        listing = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for name in filter(None, listing.decode().split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        for name in _MADE_BY_SETUP:
            if (ROOT / name).exists():
                (folder / name).symlink_to(ROOT / name)

    def untouched(self, tests: Iterable[str]) -> list[str]:
        """What is wrong with these tests before anything is taken away."""
        wanted = sorted(set(tests))
        noted = self._run(wanted, seconds=_UNTOUCHED_SECONDS, gigabytes=0)
        failed = {note.test for note in noted if note.outcome != "passed"}
        never = [test for test in wanted if not any(_is(note, test) for note in noted)]
        return [*(f"{test} fails as it is" for test in sorted(failed)), *(f"{test} is not there" for test in never)]

    def without(self, control: Control) -> Trial:
        """Take a control away, run its tests, and put it back."""
        path = self.folder / control.file
        source = path.read_text(encoding="utf-8")
        started = time.monotonic()
        self._write(path, control.without(source))
        try:
            noted = self._run(control.tests, seconds=control.seconds, gigabytes=control.gigabytes)
        finally:
            self._write(path, source)
        said = "; ".join(filter(None, (judged(control, test, noted) for test in control.tests)))
        return Trial(control, said, time.monotonic() - started)

    def _write(self, path: Path, text: str) -> None:
        """Python compares a compiled file by whole seconds and size, so each text gets a second of its own."""
        path.write_text(text, encoding="utf-8")
        self._written += 1
        second = int(time.time()) - 1_000_000 + self._written
        os.utime(path, (second, second))

    def _run(self, tests: Iterable[str], *, seconds: float, gigabytes: int) -> list[Noted]:
        notes = self.folder / "notes.jsonl"
        notes.write_text("")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_PASSED_ON)}
        given = {"PYTHONPATH": str(self.folder), NOTES: str(notes), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        process = subprocess.Popen(
            [*_limited(gigabytes), *_PYTEST, *tests],
            cwd=self.folder,
            env=kept | given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(process)
        found = [msgspec.convert(json.loads(line), Noted) for line in notes.read_text(encoding="utf-8").splitlines()]
        return [*found, Noted("", "failed", "time")] if process.returncode < 0 else found


def judged(control: Control, test: str, noted: Iterable[Noted]) -> str:
    """What is wrong with a test that had to fail without its control; nothing when it did."""
    kinds = {note.kind for note in noted if note.outcome == "failed" and (_is(note, test) or not note.test)}
    broken = [note.test for note in noted if note.kind == "collection"]
    if broken:
        return f"{broken[0]} could not be read"
    if control.by in kinds:
        return ""
    return f"{test} fails by {', '.join(sorted(kinds))}, not by {control.by}" if kinds else f"{test} passes without it"


def _is(note: Noted, test: str) -> bool:
    return note.test == test or note.test.startswith(f"{test}[")


def _limited(gigabytes: int) -> list[str]:
    """What a control kept in bounds may be without any: its tests are not to take the machine with them."""
    if not gigabytes:
        return []
    given = gigabytes * 1024**3
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = given if hard == resource.RLIM_INFINITY else min(given, hard)
    return ["prlimit", f"--as={most}", "--"]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what the tests have started too: servers and browsers."""
    started = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    for child in started:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
