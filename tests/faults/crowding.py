"""Ten thousand connections to one Foreword: all are answered, the server stays small, and pages come meanwhile.

`python -m tests.faults.crowding --connections 10000` prints what they were answered; the tests do it with 300. Seven in
ten ask for a live stream from a handful of addresses and stay, the others say nothing, or half of a request. A visitor
at an address of his own reads a page all the time.
"""

import argparse
import asyncio
import contextlib
import resource
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import psutil

from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held
from tests.running import Server

ADDRESSES = tuple(f"127.0.0.{number}" for number in range(11, 17))
VISITOR = "127.0.0.99"
PATIENCE = 300.0
_AT_A_TIME = 100
_PAUSE = 0.1
_SPARE = 200
_BROKEN = "reset without an answer"


class Crowd(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `answers`: for each thing sent, how many had which status. Memory in bytes, pages in seconds.

    `pages`: how long each of the visitor's pages took; `others`: statuses of his that were not 200.
    """

    answers: dict[str, Counter[str]]
    before: int
    within: int
    descriptors: int
    pages: list[float]
    others: list[int]
    came_back: int

    def percentile(self, share: float) -> float:
        """Of the visitor's pages."""
        return sorted(self.pages)[int(share * (len(self.pages) - 1))]


class Wishes:
    """Everybody who connects. `met` is set once each of them has been answered or let go."""

    def __init__(self, port: int, path: str, number: int) -> None:
        self.answers: dict[str, Counter[str]] = {}
        self.met = asyncio.Event()
        self._port = port
        self._path = path
        self._open = number
        self._connecting = asyncio.Semaphore(_AT_A_TIME)

    async def one(self, number: int, wish: str) -> None:
        """Connect, send what there is to send, and stay until the server hangs up."""
        status = _BROKEN
        answers = self.answers.setdefault(wish, Counter())
        try:
            async with self._line(ADDRESSES[number % len(ADDRESSES)]) as (reader, writer):
                writer.write(self._sent(wish))
                head = await reader.readline()
                status = head.split()[1].decode() if head else "closed"
                self._count(answers, status)
                while await reader.read(65_536):
                    pass
        except OSError as error:
            if status == _BROKEN:
                self._count(answers, f"{_BROKEN}: {type(error).__name__}")

    def _count(self, answers: Counter[str], status: str) -> None:
        answers[status] += 1
        self._open -= 1
        if not self._open:
            self.met.set()

    def _sent(self, wish: str) -> bytes:
        head = f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n".encode()
        return {"a stream": head + b"\r\n", "half a head": head, "nothing": b""}[wish]

    @contextlib.asynccontextmanager
    async def _line(self, address: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        async with self._connecting:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(address, 0))
        try:
            yield reader, writer
        finally:
            writer.transport.abort()


def wishes(number: int, quiet: float) -> list[str]:
    """What each of so many wants; of `quiet`, a share of them, half say nothing and half not all."""
    slow = round(number * quiet)
    return ["half a head", "nothing"] * (slow // 2) + ["a stream"] * (number - 2 * (slow // 2))


async def _visit(url: str, until: asyncio.Event, pages: list[float], others: list[int]) -> None:
    transport = httpx.AsyncHTTPTransport(local_address=VISITOR)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, transport=transport) as client:
        while not until.is_set():
            began = time.monotonic()
            answer = await client.get("/resumes")
            pages.append(time.monotonic() - began)
            if answer.status_code != 200:
                others.append(answer.status_code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), _PAUSE)


async def _crowd(server: Server, path: str, number: int, quiet: float) -> Crowd:
    process = psutil.Process(server.pid)
    before, everybody = process.memory_info().rss, Wishes(server.port, path, number)
    pages: list[float] = []
    others: list[int] = []
    async with asyncio.timeout(2 * PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(_visit(server.url, everybody.met, pages, others))
        lines = [tasks.create_task(everybody.one(each, wish)) for each, wish in enumerate(wishes(number, quiet))]
        await everybody.met.wait()
        within, descriptors = process.memory_info().rss, process.num_fds()
        for line in lines:
            line.cancel()
    return Crowd(
        answers=everybody.answers,
        before=before,
        within=within,
        descriptors=descriptors,
        pages=pages,
        others=others,
        came_back=await _places_again(server.url, path),
    )


async def _places_again(url: str, path: str) -> int:
    """The status of a stream that is asked for when all have gone; again until there is a place, for as long as it
    takes.
    """
    deadline = time.monotonic() + PATIENCE
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
        while True:
            async with client.stream("GET", path) as answer:
                if answer.status_code == 200 or time.monotonic() > deadline:
                    return answer.status_code
            await asyncio.sleep(_PAUSE)


def crowd(folder: Path, number: int, quiet: float = 0.3, **settings: str) -> Crowd:
    """So many connections to a server with these settings."""
    _take_descriptors(number)
    with Provider() as provider:
        patience = {
            "model_first_token_seconds": "3600",
            "model_between_tokens_seconds": "3600",
            "model_seconds": "7200",
        }
        settings = model_variables(provider, "openai", tex="off", log_level="warning", **patience, **settings)
        with Server(folder / "data", requests_per_minute="1000000", **settings) as server:
            gate = provider.gate()
            provider.usually = held(gate, after=1)
            path = _events_of_a_held_reply(server.url)
            for _ in range(20):
                httpx.get(f"{server.url}/resumes", timeout=PATIENCE)
            done = asyncio.run(_crowd(server, path, number, quiet))
            gate.open()
            return done


def _events_of_a_held_reply(url: str) -> str:
    made = httpx.post(f"{url}/api/conversations", json={"title": "Crowded"}, timeout=PATIENCE).json()
    message = {"text": "Hello."}
    reply = httpx.post(f"{url}/api/conversations/{made['id']}/messages", json=message, timeout=PATIENCE).json()
    return f"/api/runs/{reply['run_id']}/events"


def _take_descriptors(number: int) -> None:
    """As many as all these clients need, in this process.

    Raises:
        SystemExit: the system does not let it have them.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number + _SPARE
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise SystemExit(f"{number} connections take {wanted} descriptors; `ulimit -Hn` says {hard}.")
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def main() -> None:
    """What they were answered, and what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    number = parser.parse_args().connections
    with tempfile.TemporaryDirectory() as folder:
        done = crowd(Path(folder), number)
    for wish, answers in sorted(done.answers.items()):
        told = ", ".join(f"{count} {status}" for status, count in sorted(answers.items()))
        print(f"{wish}: {told}")  # noqa: T201 - a command's figures
    grown = (done.within - done.before) / number / 1024
    print(  # noqa: T201 - as above
        f"server: {done.before / 1e6:.0f} MB before, {done.within / 1e6:.0f} MB within ({grown:.1f} kB a connection), "
        f"{done.descriptors} descriptors\n"
        f"{len(done.pages)} pages meanwhile: p50 {done.percentile(0.5) * 1000:.0f} ms, "
        f"p95 {done.percentile(0.95) * 1000:.0f} ms, slowest {max(done.pages) * 1000:.0f} ms; "
        f"not 200: {done.others or 'none'}\n"
        f"a stream when all had gone: {done.came_back}"
    )


if __name__ == "__main__":
    main()
