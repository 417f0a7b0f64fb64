"""A process that waits for its job: used once, gone when nobody keeps it, and never in the way."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from app.documents.limited_process import Limits, end_limited, run_limited
from app.documents.reader import SPARE_READER, read_resume
from app.documents.spare_process import SpareProcess

JOB = """
import os, resource, sys
from app.documents.frames import ANSWER, take_output, write_frame

warmed = False

def warm():
    global warmed
    warmed = True

def main():
    out = take_output()
    data = sys.stdin.buffer.read()
    limits = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    write_frame(out, ANSWER, repr((os.getpid(), warmed, limits, data)).encode())
"""
WARMED = """
import sys
from app.documents.reading import worker

worker.warm()
formats = {"reading.pdf": "pdf", "reading.docx": "docx", "latex": "latex", "typst": "typst"}
print(*sorted(name for module, name in formats.items() if f"app.documents.{module}" in sys.modules))
"""
LIMITS = Limits(memory_bytes=256 * 1024 * 1024, cpu_seconds=4)


@pytest.fixture
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SpareProcess:
    (tmp_path / "waiting_job.py").write_text(textwrap.dedent(JOB))
    monkeypatch.syspath_prepend(str(tmp_path))
    return SpareProcess("waiting_job", LIMITS)


async def answer(spare: SpareProcess, data: bytes) -> tuple[int, bool, object, bytes]:
    told = await run_limited("waiting_job", data, lambda _note: None, LIMITS, spare.take)
    spare.refill()
    found: tuple[int, bool, object, bytes] = eval(told, {"__builtins__": {}})  # noqa: S307 # the test's own words
    return found


async def test_it_is_warm_limited_and_used_once(spare: SpareProcess) -> None:
    async with spare.kept():
        first = await answer(spare, b"one")
        second = await answer(spare, b"two")
    limits = ((256 * 1024 * 1024,) * 2, (4, 5))
    assert first[1:] == (True, limits, b"one")
    assert second[1:] == (True, limits, b"two")
    assert first[0] != second[0]
    assert not psutil.pid_exists(first[0])


async def test_who_comes_right_after_gets_one_that_is_on_its_way(spare: SpareProcess) -> None:
    async with spare.kept():
        told = await asyncio.gather(*(answer(spare, bytes([number])) for number in range(3)))
    assert sorted(data for *_, data in told) == [b"\0", b"\1", b"\2"]
    assert all(warmed for _, warmed, *_ in told)
    assert len({pid for pid, *_ in told}) == 3


async def test_one_that_died_waiting_is_not_used(spare: SpareProcess) -> None:
    async with spare.kept():
        process = spare._waiting
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        assert (await answer(spare, b"still"))[1:2] == (False,)
        assert (await answer(spare, b"again"))[1:2] == (True,)


async def test_one_that_cannot_be_started_keeps_nothing_from_going_on(
    spare: SpareProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with spare.kept():
        monkeypatch.setattr(sys, "executable", "/nowhere/at/all")
        taken = spare.take()
        assert taken is not None
        assert spare.take() is None
        assert "no process of waiting_job can be kept waiting" in caplog.text
        await end_limited(taken)


async def test_nothing_is_left_when_it_is_kept_no_longer(spare: SpareProcess) -> None:
    before = set(psutil.Process().children())
    async with spare.kept():
        assert len(set(psutil.Process().children()) - before) == 1
    assert set(psutil.Process().children()) <= before
    spare.refill()
    assert spare.take() is None


async def test_the_next_one_starts_when_one_is_taken(spare: SpareProcess) -> None:
    async with spare.kept():
        taken = spare.take()
        assert taken is not None
        following = spare.take()
        await end_limited(taken)
        assert following is not None
        assert following.pid != taken.pid
        await end_limited(following)


def test_another_loop_does_not_get_the_process_of_this_one(spare: SpareProcess) -> None:
    async def kept_here() -> None:
        async with spare.kept():
            assert await asyncio.to_thread(asyncio.run, elsewhere())

    async def elsewhere() -> bool:
        spare.refill()
        return spare.take() is None

    asyncio.run(kept_here())


async def test_a_resume_is_read_by_the_waiting_reader() -> None:
    source = b"# Ada Lovelace\n\nada@example.org\n\n## Skills\n\nPython, SQL\n"
    async with SPARE_READER.kept():
        waiting = SPARE_READER._waiting
        assert waiting is not None
        read = await read_resume(source, "ada.md")
        assert read.resume.basics.name == "Ada Lovelace"
        assert waiting.returncode is not None
        assert SPARE_READER._waiting is not waiting
        os.kill(SPARE_READER._waiting.pid if SPARE_READER._waiting else 0, 0)


@pytest.mark.parametrize(("request_bytes", "is_whole"), [(b"md      # Ada Lovelace", False), (b"", True)])
def test_a_file_that_comes_while_its_reader_warms_waits_for_no_other_format(
    request_bytes: bytes, *, is_whole: bool
) -> None:
    """Silent until the reader is warm, or there before it begins."""
    receiving, sending = os.pipe()
    with os.fdopen(receiving, "rb") as request, os.fdopen(sending, "wb") as file:
        file.write(request_bytes)
        file.flush()
        warmed = subprocess.run([sys.executable, "-c", WARMED], stdin=request, check=True, capture_output=True)
    assert warmed.stdout.split() == ([b"docx", b"latex", b"pdf", b"typst"] if is_whole else [])
