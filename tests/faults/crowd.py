"""People who begin runs on any server of an installation and follow them on any other, while things go wrong.

Each sends a request again, under the same key, until it is answered, and comes back to a stream from the last event
that it saw. What it saw is compared with what is told from the beginning once everything is over.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.watching import BROKEN_LINE, NOT_NOW, Client, Found, compare
from tests.protocols.career import BACKEND
from tests.running import SAMPLES
from tests.services.installation import PATIENCE, Installation

_FOLLOWERS = 2
_PAUSE_SECONDS = 0.1
_LONGEST_LINE_SECONDS = 2.0
_RESUME = (SAMPLES / "resume_plain.md").read_bytes()

Begin = Callable[[], Awaitable[tuple[str, list[str]]]]


class Refused(Exception):
    """An answer that nobody may get who asks for what is his, whatever goes wrong."""


class Crowd:
    """`runs` are those that were begun; `broken` what the servers answered that they never may."""

    def __init__(self, installation: Installation, seed: int) -> None:
        self.runs: Counter[str] = Counter()
        self.followed: list[Client] = []
        self.broken: list[str] = []
        self.requests = 0
        self.requests_again = 0
        self.lines = 0
        self.over = asyncio.Event()
        self._urls = [server.url for server in installation.servers]
        self._chance = random.Random(seed)
        self._servers: list[httpx.AsyncClient] = []
        self._resume = ""

    async def come(self, stack: AsyncExitStack) -> None:
        """Open what they ask by, and bring the résumé that is tailored."""
        for url in self._urls:
            opened = httpx.AsyncClient(base_url=url, timeout=PATIENCE)
            self._servers.append(await stack.enter_async_context(opened))
        document = await self._ask("/api/resumes", files={"file": ("resume.md", _RESUME)})
        self._resume = document["id"]
        await self._follow_all("reading", document["run_id"], [])

    async def go_on(self) -> None:
        """One of them: begins one thing after the other, each once the last one has ended, until it is over."""
        while not self.over.is_set():
            kind, begin = self._chance.choice(list(self._beginnings()))
            try:
                run_id, pages = await begin()
                await self._follow_all(kind, run_id, pages)
            except Refused as refused:
                self.broken.append(str(refused))

    async def compared(self) -> list[Found]:
        """What each saw beside what is told now; to be asked when all runs have ended."""
        again: dict[str, Any] = {}
        for client in self.followed:
            if client.path not in again:
                again[client.path] = await client.hear_again(self._any())
        return [compare(client.name, client.seen, again[client.path]) for client in self.followed]

    def _beginnings(self) -> Iterator[tuple[str, Begin]]:
        mark = uuid4().hex

        async def read() -> tuple[str, list[str]]:
            content = _RESUME + f"\n\nInterests: {mark}\n".encode()
            document = await self._ask("/api/resumes", files={"file": ("resume.md", content)})
            return document["run_id"], []

        async def analyse() -> tuple[str, list[str]]:
            posting = await self._ask("/api/postings", json={"text": f"{BACKEND}\n{mark}"})
            document = await self._ask(f"/api/postings/{posting['id']}/analysis", json={})
            return document["run_id"], []

        async def tailor() -> tuple[str, list[str]]:
            wanted = {"resume_id": self._resume, "posting": {"text": f"{BACKEND}\n{mark}"}}
            document = await self._ask("/api/tailorings", json=wanted)
            return document["run_id"], [f"/tailorings/{document['id']}/events?after=0"]

        yield from (("reading", read), ("analysis", analyse), ("tailoring", tailor))

    async def _ask(self, path: str, **sent: Any) -> Any:
        """A POST that is sent again, under its key, to whoever answers."""
        headers = {"Idempotency-Key": uuid4().hex}
        self.requests += 1
        while True:
            with suppress(*BROKEN_LINE):
                answer = await self._any().post(path, headers=headers, **sent)
                if answer.is_success:
                    return answer.json()
                if answer.status_code != NOT_NOW:
                    raise Refused(f"POST {path} was answered by {answer.status_code} {answer.text[:300]}")
            self.requests_again += 1
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _follow_all(self, kind: str, run_id: str, pages: list[str]) -> None:
        if not run_id:
            raise Refused(f"a {kind} was taken in without a run")
        self.runs[run_id] += 1
        paths = [f"/api/runs/{run_id}/events"] * _FOLLOWERS + pages
        clients = [Client(f"{kind} {path}", path) for path in paths]
        self.followed += clients
        await asyncio.gather(*(self._follow(client) for client in clients))

    async def _follow(self, client: Client) -> None:
        """By lines that break by themselves too, to one server after the other."""
        while not client.has_ended:
            self.lines += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._chance.uniform(0, _LONGEST_LINE_SECONDS)):
                    await client.watch(self._any())
            if not client.has_ended:
                await asyncio.sleep(_PAUSE_SECONDS)

    def _any(self) -> httpx.AsyncClient:
        return self._chance.choice(self._servers)
