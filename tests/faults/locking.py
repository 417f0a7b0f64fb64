"""Another process holds the database's lock while fifty people write.

`python -m tests.faults.locking --seconds 3 6` prints what each writer was answered when the lock was held for so long:
within the five seconds that a writer waits all of them get their turn, beyond them all are told when to come back. The
tests hold the lock for as long as they need it, whatever the clock says.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.protocols.chat import CHATS
from tests.running import Server

WRITERS = 50
_HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """A process of its own holds the lock until the block ends."""
    command = [sys.executable, "-c", _HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


@contextmanager
def writers(url: str) -> Iterator[list[httpx.Response]]:
    """Fifty people write at the same time; their answers, once the block has ended."""
    answers: list[httpx.Response] = []
    limits = httpx.Limits(max_connections=2 * WRITERS)
    with (
        httpx.Client(base_url=url, timeout=120, limits=limits) as client,
        ThreadPoolExecutor(WRITERS) as people,
    ):
        asked = [people.submit(client.post, CHATS, json={}) for _ in range(WRITERS)]
        yield answers
        answers += [one.result() for one in asked]


def written(url: str) -> int:
    """How many conversations there are."""
    return len(httpx.get(url + CHATS, params={"limit": 100}, timeout=120).json()["chats"])


def main() -> None:
    """A line for each length of time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, nargs="+", default=[3.0, 6.0])
    for seconds in parser.parse_args().seconds:
        with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "data", tex="off") as server:
            httpx.post(server.url + CHATS, json={}, timeout=120)
            with ExitStack() as asked, locked(server.data_dir / "foreword.sqlite3"):
                answers = asked.enter_context(writers(server.url))
                time.sleep(seconds)
            statuses = Counter(answer.status_code for answer in answers)
            wait = {answer.headers.get("retry-after") for answer in answers if answer.status_code == 503}
            slowest = max(answer.elapsed.total_seconds() for answer in answers)
            print(  # noqa: T201 - a command's figures
                f"{seconds:g} s: {dict(statuses)}, Retry-After {wait or 'none'}, slowest {slowest:.1f} s, "
                f"{written(server.url) - 1} written"
            )


if __name__ == "__main__":
    main()
