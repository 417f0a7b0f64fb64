"""A child process from its start until nothing of it is left, whenever and however often its user is cancelled.

asyncio's subprocesses do not promise that (decision 45), so the pipes and the waiting are held here. Whatever has to
be done at once (starting, killing, closing) is done without awaiting, so that no cancellation comes in between.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL
_CHUNK_BYTES = 64 * 1024


class ChildProcess:
    """The leader of a session of its own, started; `output` is what it writes to its `stdout` or else its `stderr`.

    Only one of them may be a pipe, and somebody has to read it: nothing makes the child wait. Raises OSError where it
    cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        stdin: int = DEVNULL,
        stdout: int = DEVNULL,
        stderr: int = DEVNULL,
    ) -> None:
        self.output = asyncio.StreamReader()
        self.returncode: int | None = None
        self._loop = asyncio.get_running_loop()
        self._gone: asyncio.Future[int] = self._loop.create_future()
        self._unsent = memoryview(b"")
        self._process = subprocess.Popen(
            command, env=env, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=0, start_new_session=True
        )
        self._input, self._output = self._process.stdin, self._process.stdout or self._process.stderr
        try:
            threading.Thread(target=self._notice_its_end, name=f"child {self.pid}", daemon=True).start()
        except RuntimeError as error:
            self._stop()
            self._process.wait()
            raise OSError("no thread can be started to wait for a process") from error
        self._listen()

    @property
    def pid(self) -> int:
        """Also the number of its process group."""
        return self._process.pid

    def send(self, data: bytes) -> None:
        """All that it will ever be told, in the background; whether it listens shows in what it answers."""
        if self._input is not None:
            os.set_blocking(self._input.fileno(), False)
            self._unsent = memoryview(data)
            self._loop.add_writer(self._input.fileno(), self._write)

    async def wait(self, seconds: float | None = None) -> int | None:
        """Its return code once it has ended and its output too, or None after so many seconds."""
        await asyncio.wait({self._gone}, timeout=seconds)
        return self.returncode if self._gone.done() else None

    async def end(self) -> int:
        """Kill the group, close the pipes, and wait until the child is gone; its return code, negative for a signal.

        Who is cancelled while waiting has killed and closed nevertheless.
        """
        self._stop()
        return await asyncio.shield(self._gone)

    def _stop(self) -> None:
        if self.returncode is None:
            self._kill_group()
        self._close_input()
        self._close_output()

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def _listen(self) -> None:
        if self._output is None:
            self.output.feed_eof()
        else:
            os.set_blocking(self._output.fileno(), False)
            self._loop.add_reader(self._output.fileno(), self._read)

    def _read(self) -> None:
        if self._output is None:
            return
        try:
            data = os.read(self._output.fileno(), _CHUNK_BYTES)
        except BlockingIOError:
            return
        if data:
            self.output.feed_data(data)
        else:
            self._close_output()

    def _write(self) -> None:
        if self._input is None:
            return
        try:
            sent = os.write(self._input.fileno(), self._unsent)
        except BlockingIOError:
            return
        except OSError:
            sent = len(self._unsent)
        self._unsent = self._unsent[sent:]
        if not self._unsent:
            self._close_input()

    def _close_input(self) -> None:
        if self._input is not None:
            self._loop.remove_writer(self._input.fileno())
            self._input.close()
            self._input = None

    def _close_output(self) -> None:
        if self._output is not None:
            self._loop.remove_reader(self._output.fileno())
            self._output.close()
            self._output = None
            self.output.feed_eof()
        self._be_gone()

    def _notice_its_end(self) -> None:
        returncode = self._process.wait()
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._exited, returncode)

    def _exited(self, returncode: int) -> None:
        """Children of its own are not to outlive it: as long as there is one, the group's number is nobody else's."""
        self.returncode = returncode
        self._kill_group()
        self._close_input()
        self._be_gone()

    def _be_gone(self) -> None:
        if self.returncode is not None and self._output is None and not self._gone.done():
            self._gone.set_result(self.returncode)
