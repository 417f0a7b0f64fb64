"""A child on both event loops that serve: what it is told and says, and that nothing of it is left."""

import asyncio
import gc
import os
import signal
import sys
import textwrap
import threading
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import psutil
import pytest
import uvloop

from app.documents.child_process import DEVNULL, PIPE, ChildProcess

Run = Callable[[Coroutine[Any, Any, None]], None]
NOBODY: dict[str, str] = {}


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Run:
    """Runs to the end on that loop, which is closed; whatever is left open is an error."""

    def in_its_loop(work: Coroutine[Any, Any, None]) -> None:
        with warnings.catch_warnings(record=True) as left:
            warnings.simplefilter("always", ResourceWarning)
            with asyncio.Runner(loop_factory=request.param) as runner:
                runner.run(work)
            gc.collect()
        assert [str(one.message) for one in left] == []

    return in_its_loop


def child(program: str, **pipes: int) -> ChildProcess:
    pipes = pipes or {"stdin": PIPE, "stdout": PIPE}
    return ChildProcess([sys.executable, "-I", "-c", textwrap.dedent(program)], NOBODY, **pipes)


def pipes_open() -> set[str]:
    """Of this process, by the numbers that the system gives them."""
    found = set()
    for one in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(one.readlink()))
        except FileNotFoundError:
            continue
    return {one for one in found if one.startswith("pipe:")}


def test_it_hears_all_and_says_all(run: Run) -> None:
    async def talk() -> None:
        echo = child("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])")
        request = bytes(range(256)) * 20_000
        echo.send(request)
        assert await echo.output.read() == request[::-1]
        assert await echo.wait() == 0
        assert await echo.end() == 0

    run(talk())


def test_what_it_complains_of_is_output_where_that_is_the_pipe(run: Run) -> None:
    async def complain() -> None:
        failing = child("import sys; print('lost'); sys.exit('sorry')", stderr=PIPE)
        assert await failing.output.read() == b"sorry\n"
        assert await failing.wait() == 1

    run(complain())


def test_without_a_pipe_its_end_is_noticed(run: Run) -> None:
    async def end() -> None:
        silent = child("raise SystemExit(7)", stdin=DEVNULL)
        assert await silent.wait() == 7
        assert await silent.output.read() == b""

    run(end())


def test_it_is_waited_for_as_long_as_wanted(run: Run) -> None:
    async def wait() -> None:
        endless = child("import signal; signal.pause()")
        assert await endless.wait(0.01) is None
        assert endless.returncode is None
        assert await endless.end() == -signal.SIGKILL == endless.returncode

    run(wait())


def test_what_cannot_be_run_is_an_error_at_once(run: Run) -> None:
    async def start() -> None:
        before = pipes_open()
        with pytest.raises(FileNotFoundError):
            ChildProcess(["/nowhere/at/all"], NOBODY, stdin=PIPE, stdout=PIPE)
        assert pipes_open() == before

    run(start())


def test_without_a_thread_to_wait_for_it_no_child_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def start() -> None:
        pipes, children = pipes_open(), psutil.Process().children()
        with pytest.raises(OSError, match="no thread can be started"):
            child("import signal; signal.pause()")
        assert pipes_open() == pipes
        assert psutil.Process().children() == children

    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    run(start())


def test_a_child_that_does_not_listen_is_no_error(run: Run) -> None:
    async def send() -> None:
        deaf = child("import os; os.close(0); print('deaf')")
        deaf.send(bytes(1 << 20))
        assert await deaf.output.read() == b"deaf\n"
        assert await deaf.wait() == 0

    run(send())


FLOOD = "import os\nwhile True: os.write(1, bytes(65536))"


def test_a_child_that_never_stops_talking_can_be_ended(run: Run) -> None:
    """asyncio stops reading when nobody reads what came, and its `wait` then waits for an end that it never reads."""

    async def end() -> None:
        before = pipes_open()
        flooding = child(FLOOD)
        await flooding.output.readexactly(4 * 65536)
        async with asyncio.timeout(30):
            assert await flooding.end() == -signal.SIGKILL
        assert pipes_open() == before

    run(end())


LEAVES_A_CHILD = """
import os, signal
ready, says_so = os.pipe()
if os.fork() == 0:
    os.close(1)
    os.write(says_so, b"x")
    signal.pause()
os.read(ready, 1)
os.write(1, b"%d\\n" % os.getpid())
"""


def test_its_own_children_do_not_outlive_it(run: Run) -> None:
    async def end() -> None:
        leader = child(LEAVES_A_CHILD)
        group = int(await leader.output.readline())
        assert await leader.wait() == 0
        left = [one for one in psutil.process_iter() if _group_of(one.pid) == group]
        assert psutil.wait_procs(left, timeout=30)[1] == []

    run(end())


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


HOLDS_ITS_OUTPUT = """
import os, signal
if os.fork() == 0:
    os.setsid()
    os.write(1, b"%d\\n" % os.getpid())
    signal.pause()
signal.pause()
"""


def test_one_that_left_the_group_and_holds_the_output_keeps_nobody_waiting(run: Run) -> None:
    async def end() -> None:
        leader = child(HOLDS_ITS_OUTPUT)
        escaped = int(await leader.output.readline())
        try:
            async with asyncio.timeout(30):
                assert await leader.end() == -signal.SIGKILL
        finally:
            os.kill(escaped, signal.SIGKILL)

    run(end())


async def _cancelled_once(task: asyncio.Task[None]) -> None:
    task.cancel()


async def _cancelled_while_it_ends(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()


@pytest.mark.parametrize("cancelled", [_cancelled_once, _cancelled_while_it_ends])
@pytest.mark.parametrize("steps", range(4))
def test_however_its_user_is_cancelled_the_pipes_are_closed(
    run: Run, cancelled: Callable[[asyncio.Task[None]], Awaitable[None]], steps: int
) -> None:
    async def use() -> None:
        flooding = child(FLOOD)
        try:
            flooding.send(bytes(1 << 20))
            while True:
                await flooding.output.readexactly(65536)
        finally:
            await flooding.end()

    async def cancel() -> None:
        before = pipes_open()
        using = asyncio.create_task(use())
        for _ in range(steps):
            await asyncio.sleep(0)
        await cancelled(using)
        with pytest.raises(asyncio.CancelledError):
            await using
        assert pipes_open() == before

    run(cancel())
