"""A deploy under load: SIGTERM to a Foreword behind nginx while people watch, then a new one on the same folder.

`python -m tests.faults.deploying --times 10` does it again and again and prints a line for each; the tests do it twice.
Half of what is watched are tailorings, which go on in the next process; the others are replies, which end with the old
one. All wait for a model that says nothing more until the new process is there.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path

import httpx
import msgspec

from tests.protocols.chat import CHAT
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held
from tests.proxies.fronts import Nginx
from tests.running import SAMPLES, Server, Visitor

STREAMS = 200
RUNS = 4
PATIENCE = 120.0
_PAUSE = 1.0
_ENDS = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted", "app:end", "error"})
_PATIENT = {
    "model_first_token_seconds": "300",
    "model_between_tokens_seconds": "300",
    "max_running": "64",
    "rate_limit_per_minute": "1000",
    "requests_per_minute": "100000",
}


class Deploy(msgspec.Struct, frozen=True):
    """What came of one: seconds until the process was gone, its log, how each stream ended, what came twice or not."""

    seconds: float
    log: str
    endings: dict[str, int]
    broken: list[str]


class Watchers:
    """Everybody who watches. `live` is set once all of them have been answered."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.live = asyncio.Event()
        self.endings: Counter[str] = Counter()
        self.broken: list[str] = []
        self.runs: asyncio.Queue[str] = asyncio.Queue()
        self._url = url
        self._client = client
        self._answered = 0

    async def chat(self) -> None:
        """A reply, over the request that asked for it: it cannot be resumed there, so it has to end in an event."""
        name = run = ""
        async with self._client.stream("POST", self._url + CHAT, json={"message": "Hello."}) as answer:
            async for event, number in _frames(answer):
                name = event
                if not run:
                    run = number.partition(":")[0]
                    self.runs.put_nowait(f"/api/runs/{run}/events")
                    self._count()
        self.endings[f"chat: {name}"] += 1
        if name not in _ENDS:
            self.broken.append(f"{run} ended after {name!r}")

    async def follow(self, path: str) -> None:
        """A page or a program that comes back by itself, from the last event that it knows."""
        seen: list[int] = []
        name = ""
        for attempt in cycle([0, 1]):
            headers = {"Last-Event-ID": str(seen[-1])} if seen else {}
            try:
                async with self._client.stream("GET", self._url + path, headers=headers) as answer:
                    if answer.status_code == 200:
                        if not seen and attempt == 0:
                            self._count()
                        async for name, number in _frames(answer):
                            if number and not (name in _ENDS and seen and int(number) == seen[-1]):
                                seen.append(int(number))
            except httpx.TransportError:
                pass
            if name in _ENDS:
                break
            await asyncio.sleep(_PAUSE)
        self.endings[f"{path.split('/')[1]}: {name}"] += 1
        if seen != sorted(set(seen)) or ("/api/" in path and seen != list(range(1, len(seen) + 1))):
            self.broken.append(f"{path}: {seen}")

    def _count(self) -> None:
        self._answered += 1
        if self._answered == STREAMS:
            self.live.set()


async def _frames(answer: httpx.Response) -> AsyncIterator[tuple[str, str]]:
    """Name and id of each event as it comes."""
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
            continue
        if "data" in fields:
            yield fields.get("event", ""), fields.get("id", "")
        fields = {}


def _tailorings(server: Server) -> list[str]:
    posting = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
    with Visitor(server) as visitor:
        begun = []
        for number in range(RUNS):
            fields = {"resume_id": "new", "posting_id": "new", "text": f"{posting}\n{number}"}
            answer = visitor.submit("/tailorings", fields, file=SAMPLES / "resume_plain.md")
            begun.append(f"{answer.headers['location']}/events")
    return begun


async def _deploy(server: Server, nginx: Nginx, provider: Provider) -> Deploy:
    gate = provider.gate()
    provider.usually = held(gate, after=1)
    pages = await asyncio.to_thread(_tailorings, server)
    limits = httpx.Limits(max_connections=2 * STREAMS)
    async with (
        httpx.AsyncClient(verify=nginx.trust, timeout=PATIENCE, limits=limits) as client,
        asyncio.timeout(3 * PATIENCE),
        asyncio.TaskGroup() as tasks,
    ):
        watchers = Watchers(nginx.url, client)
        for _ in range(RUNS):
            tasks.create_task(watchers.chat())
        replies = [await watchers.runs.get() for _ in range(RUNS)]
        paths = cycle([path for pair in zip(pages, replies, strict=True) for path in pair])
        for _ in range(STREAMS - RUNS):
            tasks.create_task(watchers.follow(next(paths)))
        await watchers.live.wait()
        begun = time.monotonic()
        await asyncio.to_thread(server.stop)
        seconds = time.monotonic() - begun
        gate.open()
        await asyncio.to_thread(server.start)
    return Deploy(seconds, server.log, dict(watchers.endings), watchers.broken)


def deploys(folder: Path, times: int, **more: str) -> list[Deploy]:
    """So many deploys, one after the other, of one server behind one nginx. `more` are settings."""
    with Provider() as provider:
        settings = model_variables(provider, "openai", trusted_proxies="127.0.0.1", tex="off", **_PATIENT, **more)
        with Server(folder / "data", **settings) as server, Nginx(folder, server.port) as nginx:
            return [asyncio.run(_deploy(server, nginx, provider)) for _ in range(times)]


def main() -> None:
    """A line for each deploy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        for number, deploy in enumerate(deploys(Path(folder), times), 1):
            told = ", ".join(f"{count} {ending}" for ending, count in sorted(deploy.endings.items()))
            print(f"{number}: gone in {deploy.seconds:.1f} s; {told}; broken: {deploy.broken or 'none'}")  # noqa: T201


if __name__ == "__main__":
    main()
