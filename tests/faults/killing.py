"""kill -9 at random moments, while several clients watch several runs of several kinds.

`python -m tests.faults.killing --times 100` does it so often and prints what came of it; the tests do it a few times.
After each kill the server is started again on the same folder, every client goes on from the last event that it saw,
and then asks for all of it once more: what it saw has to be that, without a gap and with nothing twice.
"""

import argparse
import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import httpx
import msgspec

from tests.databases import open_database
from tests.faults.watching import Client, Found
from tests.protocols.career import BACKEND, TAILOR, body, upload
from tests.protocols.chat import CHAT, CHATS
from tests.running import SAMPLES, Server, Visitor

PATIENCE = 120.0
LATEST_SECONDS = 0.5
_SETTINGS = {"tex": "off", "rate_limit_per_minute": "100000", "requests_per_minute": "1000000", "max_running": "64"}
_LONG = "Please tell me how I should prepare for an interview as a backend developer, step by step."


class Kill(msgspec.Struct, frozen=True):
    """What came of one: how each client fared, events seen before it, clients that it interrupted.

    `paid_twice`: steps that were done before it and done again; `runs`: rows by kind, all kills so far together.
    """

    found: list[Found]
    seen: int
    interrupted: int
    paid_twice: set[str]
    runs: dict[str, int]


def _remembered(database: Path) -> set[tuple[str, str]]:
    with open_database(database) as connection:
        return set(connection.execute("SELECT run_id, name FROM run_steps"))


def _rows(database: Path, query: str, *values: str) -> list[tuple[str, ...]]:
    with open_database(database) as connection:
        return connection.execute(query, values).fetchall()


class Killing:
    """A server that is killed again and again."""

    def __init__(self, server: Server, seed: int) -> None:
        self._server = server
        self._database = server.data_dir / "foreword.sqlite3"
        self._chance = random.Random(seed)
        self._resume = upload(server)
        self._number = 0

    def once(self) -> Kill:
        """Begin, watch, kill, start, go on."""
        self._number += 1
        clients = self._clients()
        asyncio.run(self._watch_until_killed(clients))
        for client in clients:
            client.before = len(client.seen)
        interrupted = sum(client.before > 0 and not client.has_ended for client in clients)
        before, read = _remembered(self._database), len(self._server.log)
        self._server.start()
        able = [client for client in clients if client.knows_where]
        found = asyncio.run(self._go_on(able))
        done = re.findall(r"(run_\w+): step=(\d) done", self._server.log[read:])
        again = {f"{run} step-{number}" for run, number in done if (run, f"step-{number}") in before}
        kinds = _rows(self._database, "SELECT kind, count(*) FROM runs GROUP BY kind")
        seen = sum(client.before for client in clients)
        return Kill(found, seen, interrupted, again, {kind: int(count) for kind, count in kinds})

    def _clients(self) -> list[Client]:
        """Two pages and two programs on a tailoring, and clients of four published protocols."""
        posting = f"{BACKEND}\n{self._number}"
        with Visitor(self._server) as visitor:
            fields = {"resume_id": "new", "posting_id": "new", "text": posting}
            path = visitor.submit("/tailorings", fields, file=SAMPLES / "resume_plain.md").headers["location"]
        tailoring = path.rpartition("/")[2]
        ((run,),) = _rows(self._database, "SELECT run_id FROM tailorings WHERE id = ?", tailoring)
        chat = httpx.post(self._server.url + CHATS, json={}, timeout=PATIENCE).json()["id"]
        wanted = body(self._resume) | {"jobDescription": posting}
        review = f"/optimization/stream/{self._resume}?fresh=1"
        return [
            *(Client("page", f"{path}/events?after=0") for _ in range(2)),
            *(Client("native", f"/api/runs/{run}/events") for _ in range(2)),
            *(Client("tutor chat", CHAT, {"message": f"{_LONG} {each}"}, opens=True) for each in range(2)),
            Client("agent chat", f"{CHATS}/{chat}/messages", {"message": _LONG, "stream": True}, opens=True),
            *(Client("optimisation", review, opens=True) for _ in range(2)),
            Client("career", TAILOR, wanted, opens=True),
        ]

    async def _watch_until_killed(self, clients: list[Client]) -> None:
        """The kill comes a moment after so many of them have heard something: half of them, or all, or between."""
        many = self._chance.randint(len(clients) // 2, len(clients))
        moment = self._chance.uniform(0, LATEST_SECONDS)
        async with self._http() as http, asyncio.TaskGroup() as tasks:
            for client in clients:
                tasks.create_task(client.watch(http))
            for begun in islice(asyncio.as_completed([client.begun.wait() for client in clients]), many):
                await begun
            await asyncio.sleep(moment)
            await asyncio.to_thread(self._server.kill)

    async def _go_on(self, clients: list[Client]) -> list[Found]:
        async with self._http() as http:
            return list(await asyncio.gather(*(client.go_on(http) for client in clients)))

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self._server.url, timeout=PATIENCE)


def kills(folder: Path, times: int, seed: int = 20261122) -> Iterator[Kill]:
    """So many kills of one server, one after the other."""
    with Server(folder / "data", **_SETTINGS) as server:
        killing = Killing(server, seed)
        for _ in range(times):
            yield killing.once()


def main() -> None:
    """A line for each kill that broke something, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args()
    sums, clients = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, kill in enumerate(kills(Path(folder), given.times, given.seed), 1):
            broken = [found for found in kill.found if not found.is_whole]
            if broken or kill.paid_twice:
                print(f"{number}: {broken} {kill.paid_twice}", flush=True)  # noqa: T201 - a command's figures
            clients.update(found.name for found in kill.found)
            sums["events seen before the kill"] += kill.seen
            sums["clients interrupted"] += kill.interrupted
            sums["gaps"] += sum(found.gaps for found in kill.found)
            sums["duplicates"] += sum(found.doubles for found in kill.found)
            sums["events that are not told again"] += sum(found.strangers for found in kill.found)
            sums["out of order"] += sum(not found.is_in_order for found in kill.found)
            sums["steps paid twice"] += len(kill.paid_twice)
            if number % 10 == 0 or number == given.times:
                print(f"{number} kills: {dict(clients)}; {dict(sums)}; runs {kill.runs}", flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
