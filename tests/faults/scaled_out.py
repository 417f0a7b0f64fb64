"""Three servers and two workers while everything dies in turn: no run is lost, nobody hears anything twice.

`python -m tests.faults.scaled_out --seconds 120` starts a PostgreSQL and a Redis of its own, lets people begin and
follow runs for so long while processes are killed, services restart and workers are cut off, waits until all has ended,
and compares what each person saw, what the log has and what PostgreSQL itself noted. It prints what it found and ends
with 1 if a promise was broken. The tests do it for some seconds.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec

from tests.faults import ledger
from tests.faults.crowd import Crowd
from tests.faults.upheaval import Upheaval
from tests.faults.watching import Found
from tests.services.installation import Installation
from tests.services.postgres import PostgresCluster
from tests.services.redis import RedisServer

TAKE_OVER_SECONDS = 3.0
SETTINGS = {
    "take_over_seconds": str(TAKE_OVER_SECONDS),
    "max_running": "4",
    "tex": "off",
    "rate_limit_per_minute": "100000",
    "requests_per_minute": "1000000",
}


class Came(msgspec.Struct, frozen=True):
    """What came of it. `broken`: a sentence for each promise that was not kept; `take_overs` in seconds."""

    broken: list[str]
    done: dict[str, int]
    figures: dict[str, int]
    take_overs: list[float]
    cut_offs: list[float]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How long it rages, and for at least so many greater faults; seconds between two, and between two kills."""

    seconds: float
    faults: int
    between_faults: float
    between_kills: float
    people: int
    seed: int = 20261122


def scaled_out(installation: Installation, redis: RedisServer, shape: Shape) -> Came:
    """All of it, with an installation in which nothing goes on and which the ledger does not know yet."""
    # What was committed has to be there after a crash of the server too, which the other tests do without.
    installation.ask(f"ALTER DATABASE {installation.database} SET synchronous_commit TO on")
    return asyncio.run(_live(installation, redis, shape))


async def _live(installation: Installation, redis: RedisServer, shape: Shape) -> Came:
    since = ledger.install(installation)
    crowd = Crowd(installation, shape.seed)
    upheaval = Upheaval(installation, redis, shape.seed, TAKE_OVER_SECONDS, shape.between_kills)
    async with AsyncExitStack() as stack:
        await crowd.come(stack)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(shape.people):
                tasks.create_task(crowd.go_on())
            await upheaval.rage(shape.seconds, shape.between_faults, shape.faults)
            crowd.over.set()
            await upheaval.heal()
        found = await crowd.compared()
    noted = ledger.read(installation, since)
    lost = [*upheaval.worker_kills, *((cut.at, cut.pid) for cut in upheaval.cut_off)]
    return Came(
        [*crowd.broken, *ledger.broken(noted), *_unlike(found), *_unasked(crowd.runs, noted.states)],
        dict(upheaval.done),
        _figures(crowd, noted),
        ledger.take_over_seconds(noted, lost),
        [cut.seconds for cut in upheaval.cut_off],
    )


def _unlike(found: list[Found]) -> list[str]:
    return [f"what was heard is not what is told: {one}" for one in found if not one.is_whole]


def _unasked(begun: Counter[str], states: dict[str, str]) -> list[str]:
    """A request that is sent again under its key begins one run, and the one that it was told."""
    return [
        *(f"{run} was lost" for run in begun if run not in states),
        *(f"{run} was begun by no request that was answered" for run in states if run not in begun),
        *(f"{run} was begun by {times} requests" for run, times in begun.items() if times > 1),
    ]


def _figures(crowd: Crowd, noted: ledger.Ledger) -> dict[str, int]:
    owners = Counter(taking.run_id for taking in noted.takings)
    ends = sorted(Counter(noted.states.values()).items())
    return {
        "requests": crowd.requests,
        "requests sent again": crowd.requests_again,
        "runs": len(noted.states),
        **{f"runs that ended as {state}": times for state, times in ends},
        "runs that changed hands": sum(times > 1 for times in owners.values()),
        "events in the log": len(noted.events),
        "steps paid": len({(step.run_id, step.name) for step in noted.steps}),
        "followers": len(crowd.followed),
        "lines that they opened": crowd.lines,
        "events that they saw": sum(len(client.seen) for client in crowd.followed),
    }


def _told(came: Came) -> str:
    rows = {name: str(figure) for name, figure in {**came.done, **came.figures}.items()}
    for name, seconds in (("taken over", sorted(came.take_overs)), ("cut off", sorted(came.cut_offs))):
        if seconds:
            p95 = seconds[min(len(seconds) - 1, round(0.95 * len(seconds)))]
            rows[f"{name}, median / p95 / max of {len(seconds)}, s"] = (
                f"{statistics.median(seconds):.1f} / {p95:.1f} / {seconds[-1]:.1f}"
            )
    rows["promises broken"] = str(len(came.broken))
    width = max(map(len, rows))
    return "\n".join([*(f"{name:<{width}}  {figure}" for name, figure in rows.items()), *came.broken])


def main() -> int:
    """Print what came of it; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args()
    begun = time.monotonic()
    shape = Shape(seconds=given.seconds, faults=4, between_faults=7, between_kills=1, people=4, seed=given.seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        PostgresCluster() as postgres,
        RedisServer() as redis,
        Installation(Path(folder), postgres, redis.empty(), servers=3, workers=2, **SETTINGS) as installation,
    ):
        came = scaled_out(installation, redis, shape)
    print(f"{_told(came)}\n{time.monotonic() - begun:.0f} s in all")  # noqa: T201 - a command's figures
    return int(bool(came.broken))


if __name__ == "__main__":
    sys.exit(main())
