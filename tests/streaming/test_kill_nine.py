"""Real kills at random moments: what was seen stays, and nothing comes twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.streaming.killed_process import EVENTS, EVENTS_PER_STEP

KILLS = 10
ROOT = Path(__file__).parents[2]


def _start(folder: Path, after: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.streaming.killed_process"]
    arguments = [str(folder / "runs.sqlite3"), str(folder / "worked"), str(after)]
    return subprocess.Popen(command + arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ})


def _remembered(folder: Path) -> set[str]:
    connection = sqlite3.connect(folder / "runs.sqlite3")
    try:
        return {name for (name,) in connection.execute("SELECT name FROM run_steps")}
    finally:
        connection.close()


def _worked(folder: Path) -> Counter[str]:
    return Counter((folder / "worked").read_text().splitlines())


def test_kills_at_random_moments_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    moments = random.Random(seed)
    seen: list[str] = []
    remembered: set[str] = set()
    counted: Counter[str] = Counter()
    for _ in range(KILLS):
        process = _start(tmp_path, len(seen))
        assert process.stdout is not None
        seen += [process.stdout.readline() for _ in range(moments.randrange(1, EVENTS // KILLS))]
        process.send_signal(signal.SIGKILL)
        seen += [line for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        process.wait()
        for name in remembered:
            assert _worked(tmp_path)[name] == counted[name], f"{name} was done again (seed {seed})"
        remembered, counted = _remembered(tmp_path), _worked(tmp_path)
    last = _start(tmp_path, len(seen))
    seen += last.communicate()[0].splitlines(keepends=True)
    assert last.returncode == 0
    assert all(_worked(tmp_path)[name] == counted[name] for name in remembered), f"seed {seed}"
    expected = [f"{number} n {number}\n" for number in range(1, EVENTS + 1)] + [f"{EVENTS + 1} done {{}}\n"]
    assert seen == expected, f"seed {seed}"
    assert _remembered(tmp_path) == {f"step {number}" for number in range(1, EVENTS + 1, EVENTS_PER_STEP)}
