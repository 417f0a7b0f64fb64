"""What a child may take, and that nothing of it is left."""

import asyncio
import os
import resource
import signal
import textwrap
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.documents import limited_process
from app.documents.child_process import ChildProcess
from app.documents.limited_process import JobFailed, Limits, ProcessFailed, run_limited

HEAD = """
import os, resource, sys, time
from app.documents.frames import ANSWER, FAILURE, NOTE, take_output, write_frame

def main():
    out = take_output()
    data = sys.stdin.buffer.read()
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A module of the test's own (its body is the parameter), importable by the child."""
    (tmp_path / "a_job.py").write_text(HEAD + textwrap.indent(textwrap.dedent(request.param), "    "))
    monkeypatch.syspath_prepend(str(tmp_path))
    return "a_job"


def ignore(note: str) -> None:
    del note


@pytest.mark.parametrize(
    "job", ["write_frame(out, NOTE, b'half')\nwrite_frame(out, ANSWER, data[::-1])"], indirect=True
)
async def test_notes_and_the_answer_arrive(job: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    notes: list[str] = []
    assert await run_limited(job, b"abc" * 100_000, notes.append) == b"cba" * 100_000
    assert notes == ["half"]


@pytest.mark.parametrize(
    "job", ["print('noise', flush=True)\nos.write(1, b'noise')\nwrite_frame(out, ANSWER, b'ok')"], indirect=True
)
async def test_what_a_library_prints_is_no_part_of_the_answer(job: str) -> None:
    assert await run_limited(job, b"", ignore) == b"ok"


@pytest.mark.parametrize("job", ["write_frame(out, FAILURE, b'why')"], indirect=True)
async def test_a_failure_carries_its_words(job: str) -> None:
    with pytest.raises(JobFailed) as caught:
        await run_limited(job, b"", ignore)
    assert caught.value.payload == b"why"


REPORT = """
names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE")
limits = [resource.getrlimit(getattr(resource, name)) for name in names]
write_frame(out, ANSWER, repr((limits, os.getsid(0) == os.getpid(), sorted(os.environ))).encode())
"""


@pytest.mark.parametrize("job", [REPORT], indirect=True)
async def test_limits_session_and_environment_are_applied(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOREWORD_SECRET", "canary")
    answer = await run_limited(job, b"", ignore)
    limits, own_session, environment = eval(answer, {"__builtins__": {}})  # noqa: S307 # the test's own words
    half_a_gigabyte = 512 * 1024 * 1024
    assert limits == [(half_a_gigabyte,) * 2, (10, 11), (48, 48), (0, 0), (0, 0)]
    assert own_session
    assert "FOREWORD_SECRET" not in environment


@pytest.mark.parametrize("job", ["x = bytearray(1 << 30)\nwrite_frame(out, ANSWER, b'got it')"], indirect=True)
async def test_more_memory_than_allowed_is_not_given(job: str) -> None:
    with pytest.raises(ProcessFailed) as caught:
        await run_limited(job, b"", ignore)
    assert caught.value.reason == "crash"


@pytest.mark.parametrize("job", ["while True: pass"], indirect=True)
async def test_cpu_time_is_bounded(job: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ProcessFailed) as caught:
        await run_limited(job, b"", ignore, Limits(cpu_seconds=1, wall_seconds=60))
    assert caught.value.reason == "time"
    assert f"ended with code {-signal.SIGXCPU}" in caplog.text, "it was the wall clock"


@pytest.mark.parametrize(
    "job",
    ["with open(data, 'wb') as file:\n    file.write(b'x' * 100)\nwrite_frame(out, ANSWER, b'wrote')"],
    indirect=True,
)
async def test_nothing_can_be_written_to_disk(job: str, tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(ProcessFailed):
        await run_limited(job, str(target).encode(), ignore)
    assert target.stat().st_size == 0


@pytest.mark.parametrize("job", ["write_frame(out, ANSWER, b'x' * 5000)"], indirect=True)
async def test_a_long_answer_is_not_read(job: str) -> None:
    with pytest.raises(ProcessFailed) as caught:
        await run_limited(job, b"", ignore, Limits(answer_bytes=4999))
    assert caught.value.reason == "size"


SLEEPER = """
if os.fork() == 0:
    time.sleep(30)
write_frame(out, NOTE, str(os.getpid()).encode())
time.sleep(30)
"""


@pytest.mark.parametrize("job", [SLEEPER], indirect=True)
async def test_the_wall_clock_ends_the_whole_group(job: str) -> None:
    group: list[str] = []
    async with asyncio.timeout(15):
        with pytest.raises(ProcessFailed) as caught:
            await run_limited(job, b"", group.append, Limits(wall_seconds=1.0))
    assert caught.value.reason == "time"
    assert survivors(int(group[0])) == []


@pytest.mark.parametrize("job", [SLEEPER], indirect=True)
async def test_cancelling_ends_the_whole_group(job: str) -> None:
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(run_limited(job, b"", started.set_result))
    pid = int(await started)
    running.cancel()
    async with asyncio.timeout(15):
        with pytest.raises(asyncio.CancelledError):
            await running
    assert survivors(pid) == []


@pytest.mark.parametrize("job", ["write_frame(out, ANSWER, b'pid')"], indirect=True)
async def test_at_most_three_run_at_once(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = most = 0

    class Counted(ChildProcess):
        def __init__(self, *arguments: Any, **pipes: Any) -> None:
            nonlocal alive, most
            super().__init__(*arguments, **pipes)
            alive += 1
            most = max(most, alive)

        async def end(self) -> int:
            nonlocal alive
            returncode = await super().end()
            alive -= 1
            return returncode

    monkeypatch.setattr(limited_process, "ChildProcess", Counted)
    answers = await asyncio.gather(*(run_limited(job, b"", ignore) for _ in range(8)))
    assert answers == [b"pid"] * 8
    assert most == 3


def test_this_process_keeps_its_own_limits() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def survivors(group: int) -> list[psutil.Process]:
    """Processes of a group that do not end: what was killed may still be on its way out, so that is waited for."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid and os.getpgid(process.pid) == group:
                found.append(process)
        except ProcessLookupError:
            continue
    return psutil.wait_procs(found, timeout=10)[1]
