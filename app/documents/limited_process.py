"""Running a Python module on hostile bytes in a process that cannot take more than it was given.

One process a job, never used twice; one may be started before its job comes (`app.documents.spare_process`). The
child limits itself before it imports or reads anything (address space, CPU, files, core), has a session of its own, no
environment and its standard output kept apart from whatever a library prints. The parent bounds the wall time and the
answer, and kills the whole process group on the way out.
"""

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.documents.child_process import PIPE, ChildProcess
from app.documents.frames import ANSWER, FAILURE, HEADER_BYTES, NOTE

_log = logging.getLogger(__name__)

_MOST_AT_ONCE = 3
_BOOT = """
import json, resource, sys
given = json.loads(sys.argv[1])
for name, pair in given["limits"].items():
    resource.setrlimit(getattr(resource, name), pair)
sys.path[:] = given["path"]
import importlib
module = importlib.import_module(given["module"])
if given["warm"]:
    module.warm()
module.main()
"""


class Limits(msgspec.Struct, frozen=True):
    """`memory_bytes` of address space, CPU and wall time in seconds, the largest answer, open files."""

    memory_bytes: int = 512 * 1024 * 1024
    cpu_seconds: int = 10
    wall_seconds: float = 10.0
    answer_bytes: int = 32 * 1024 * 1024
    open_files: int = 48

    def as_rlimits(self) -> dict[str, tuple[int, int]]:
        """Names and (soft, hard) for `resource.setrlimit`; nothing may be written to a file.

        The CPU's hard limit is a second later, so that the signal says which limit it was.
        """
        return {
            "RLIMIT_AS": (self.memory_bytes, self.memory_bytes),
            "RLIMIT_CPU": (self.cpu_seconds, self.cpu_seconds + 1),
            "RLIMIT_NOFILE": (self.open_files, self.open_files),
            "RLIMIT_FSIZE": (0, 0),
            "RLIMIT_CORE": (0, 0),
        }


class ProcessFailed(Exception):
    """The child gave no answer; `reason` is "time", "size" or "crash" (which running out of memory may look like)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class JobFailed(Exception):
    """The child's own answer is a failure, as the bytes that it wrote."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("the job failed")
        self.payload = payload


Spare = Callable[[], ChildProcess | None]
_slots: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


async def run_limited(
    module: str,
    request: bytes,
    on_note: Callable[[str], None],
    limits: Limits | None = None,
    spare: Spare | None = None,
) -> bytes:
    """The answer of `module.main()` to `request`, in a process of its own; three at most run at once.

    `main` reads the request from standard input to its end and answers in frames (`app.documents.frames`): notes,
    passed to `on_note`, then one answer or failure. `spare` may give a process of that module and those limits that
    `start_limited` began earlier. Raises `ProcessFailed` or `JobFailed`.
    """
    bounds = limits or Limits()
    async with _slot():
        child = (spare() if spare else None) or start_limited(module, bounds)
        try:
            async with asyncio.timeout(bounds.wall_seconds):
                return await _converse(child, request, on_note, bounds)
        except TimeoutError as error:
            raise ProcessFailed("time") from error
        finally:
            await end_limited(child)


def start_limited(module: str, limits: Limits, *, warm: bool = False) -> ChildProcess:
    """A process that waits for its one request; a `warm` one calls the module's `warm()` before. Raises OSError."""
    given = json.dumps({"limits": limits.as_rlimits(), "path": _import_path(), "module": module, "warm": warm})
    return ChildProcess(
        [sys.executable, "-I", "-S", "-c", _BOOT, given],
        env={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        stdin=PIPE,
        stdout=PIPE,
    )


async def end_limited(child: ChildProcess) -> None:
    """Let nothing be left of it."""
    returncode = await child.end()
    if returncode not in {0, -signal.SIGKILL}:
        _log.warning("a document reader ended with code %s", returncode)


async def _converse(child: ChildProcess, request: bytes, on_note: Callable[[str], None], bounds: Limits) -> bytes:
    child.send(request)
    try:
        while True:
            kind, payload = await _receive(child.output, bounds.answer_bytes)
            if kind == ANSWER:
                return payload
            if kind == FAILURE:
                raise JobFailed(payload)
            on_note(payload.decode("ascii", "replace"))
    except asyncio.IncompleteReadError as error:
        raise ProcessFailed("time" if await child.wait() == -signal.SIGXCPU else "crash") from error


async def _receive(output: asyncio.StreamReader, most: int) -> tuple[bytes, bytes]:
    header = await output.readexactly(HEADER_BYTES)
    length = int.from_bytes(header[1:], "big")
    if length > most or header[:1] not in {NOTE, ANSWER, FAILURE}:
        raise ProcessFailed("size")
    return header[:1], await output.readexactly(length)


def _slot() -> asyncio.Semaphore:
    loop = asyncio.get_running_loop()
    if loop not in _slots:
        for closed in [other for other in _slots if other.is_closed()]:
            del _slots[closed]
        _slots[loop] = asyncio.Semaphore(_MOST_AT_ONCE)
    return _slots[loop]


def _import_path() -> list[str]:
    """This process's own import path, made absolute: it holds for a wheel and for a checkout, in any directory."""
    return [str(Path(entry).resolve()) for entry in sys.path if entry and Path(entry).exists()]
