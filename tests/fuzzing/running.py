"""Runs cases in children that may die or hang, and goes on after the case that did it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

HANG_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that was not read soundly; `made again by tests.fuzzing.mutations.case(kind, seed, number)`."""

    kind: str
    seed: int
    number: int
    said: str


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
        hung = False

        def kill() -> None:
            nonlocal hung
            hung = True
            child.kill()

        watch = threading.Timer(HANG_SECONDS * 2, kill)
        watch.start()
        for line in child.stdout:
            watch.cancel()
            watch = threading.Timer(HANG_SECONDS, kill)
            watch.start()
            word, number, *said = line.rstrip("\n").split(" ", 2)
            yield word, int(number), said[0] if said else ""
        watch.cancel()
        problem = child.stderr.read()
    if child.returncode != 0:
        yield "died", -1, "it hung" if hung else f"exit {child.returncode}: {problem.strip()[-300:]}"
