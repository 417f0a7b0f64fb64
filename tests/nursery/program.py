"""`python -m tests.nursery.program N`: reads in what all need, then forks a `foreword` for each request at socket N.

A request is one message: JSON `{"arguments": […], "environment": {…}, "before": […]}` with two descriptors beside it.
`before` is empty, or a module whose `prepare` is called first, and what it is called with. The first descriptor is a
pipe that is told the process's number and, when it has ended, its exit status, a line each; the second is its log.
When the socket is closed, what still runs is killed.
"""

import gc
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module

import app
from app import asgi
from app.cli import main
from app.documents.evidence import check_text
from app.documents.resume import Resume
from app.llm.library import load
from app.postings.keywords import extract_keywords
from app.web.markdown import render

MOST_BYTES = 192 * 1024
_BESIDES = (
    "aiosqlite",
    "alembic.command",
    "anyio._backends._asyncio",
    "litellm.llms.anthropic.chat.handler",
    "litellm.llms.openai.chat.gpt_transformation",
    "litellm.llms.openai_like.json_loader",
    "pygments.lexers.scripting",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
)
"""What a server or a call imports by itself when it first needs it."""


class _Nursery:
    """The processes that were forked, and the pipes that hear of their end."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._told: dict[int, int] = {}
        self._woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def work(self) -> Callable[[], None]:
        """Fork whatever is asked for. It returns once in each process, with what that process has to do next."""
        while True:
            ready, _, _ = select.select([self._requests.fileno(), self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._tell_of_endings()
            if self._requests.fileno() in ready:
                message, descriptors, *_ = socket.recv_fds(self._requests, MOST_BYTES, 2)
                if not message:
                    return self._end
                status, log = descriptors
                pid = os.fork()
                if pid == 0:
                    self._forget(status)
                    return lambda: _be_foreword(log, **json.loads(message))
                self._told[pid] = status
                os.close(log)
                os.write(status, f"{pid}\n".encode())

    def _tell_of_endings(self) -> None:
        while self._told:
            pid, ended = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            status = self._told.pop(pid)
            os.write(status, f"{os.waitstatus_to_exitcode(ended)}\n".encode())
            os.close(status)

    def _forget(self, status: int) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._requests.close()
        for descriptor in (status, *self._told.values()):
            os.close(descriptor)

    def _end(self) -> None:
        for pid in self._told:
            os.kill(pid, signal.SIGKILL)


def _leave_nothing_for_later() -> None:
    """A server makes ready, while nothing happens, what a person needs next: a test's would do it beside its test."""
    asgi.WARM_AFTER_SECONDS = 1e6


def _modules_of_foreword() -> list[str]:
    found = [module.name for module in pkgutil.walk_packages(app.__path__, "app.")]
    return [name for name in found if not name.startswith("app.migrations") and not name.endswith("__main__")]


def _read_words() -> None:
    """What a server reads for its first check, posting and count of tokens. No thread may begin here: none is kept."""
    load().token_counter(model="gpt-4o", text="ready")
    check_text("I led 3 people.", Resume())
    extract_keywords("We look for a baker. You have 3 years of experience.")
    render("ready")


def _be_foreword(log: int, arguments: list[str], environment: dict[str, str], before: list[str]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(log)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["foreword", *arguments]
    if before:
        module, *given = before
        import_module(module).prepare(*given)
    main()


if __name__ == "__main__":
    load()
    for name in (*_modules_of_foreword(), *_BESIDES):
        import_module(name)
    _read_words()
    _leave_nothing_for_later()
    gc.collect()
    gc.freeze()
    _Nursery(socket.socket(fileno=int(sys.argv[1]))).work()()
