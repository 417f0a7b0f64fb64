"""A line of the page, run as its reader would run it."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

TELL_STATUS = "curl() { command curl -sS -w '%{stderr}%{http_code}' \"$@\"; }"
"""The printed line stays as it is; the status goes to where errors go."""


class Printed(NamedTuple):
    """What a line printed, and the status that it was answered with."""

    text: str
    status: int


def run(line: str, folder: Path, **environment: str) -> Printed:
    """One line in a shell of its own."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{TELL_STATUS}\n{line}"],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return Printed(done.stdout, int(done.stderr))
