"""Runs cases in children that may die or hang, and goes on after the case that did it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

HANG_SECONDS = 30.0
"""Of processor time for one case; a case that waits for something else is given up after `WAITS` times as long."""
WAITS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that was not read soundly; `made again by tests.fuzzing.mutations.case(kind, seed, number)`."""

    kind: str
    seed: int
    number: int
    said: str


class _Watch:
    """Kills a child that takes too much processor time, or stands still, since it last said something.

    A busy machine may take minutes for what an idle one does in seconds, so the clock on the wall decides only late.
    """

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self.hung = False
        self._child = child
        self._process = psutil.Process(child.pid)
        self._from = 0.0
        self._start(waited=0)

    def rest(self) -> None:
        """The child has said something."""
        self._timer.cancel()
        self._start(waited=0)

    def end(self) -> None:
        """The child has nothing more to say."""
        self._timer.cancel()

    def _start(self, waited: int) -> None:
        if waited == 0:
            self._from = self._used()
        self._timer = threading.Timer(HANG_SECONDS, self._look, (waited + 1,))
        self._timer.daemon = True
        self._timer.start()

    def _look(self, waited: int) -> None:
        if waited < WAITS and self._used() - self._from < HANG_SECONDS / 2:
            self._start(waited)
        elif self._child.poll() is None:
            self.hung = True
            self._child.kill()

    def _used(self) -> float:
        try:
            return float(sum(self._process.cpu_times()[:2]))
        except psutil.Error:
            return 0.0


def findings(kind: str, seed: int, first: int, count: int) -> Iterator[Finding]:
    """Judge `count` cases from `first` on."""
    end = first + count
    while first < end:
        last, died = first - 1, ""
        for word, number, said in _judged(kind, seed, first, end - first):
            last = number if word != "died" else last
            died = said if word == "died" else died
            if word == "found":
                yield Finding(kind, seed, number, said)
        if not died:
            return
        yield Finding(kind, seed, last, died)
        first = max(last, first) + 1


def _judged(kind: str, seed: int, first: int, count: int) -> Iterator[tuple[str, int, str]]:
    command = [sys.executable, "-m", "tests.fuzzing.judging", kind, str(seed), str(first), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        watch = _Watch(child)
        for line in child.stdout:
            watch.rest()
            word, number, *said = line.rstrip("\n").split(" ", 2)
            yield word, int(number), said[0] if said else ""
        watch.end()
        problem = child.stderr.read()
    if child.returncode != 0:
        yield "died", -1, "it hung" if watch.hung else f"exit {child.returncode}: {problem.strip()[-300:]}"
