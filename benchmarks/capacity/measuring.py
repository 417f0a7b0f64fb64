"""Takes the measurements: one server on one core, then several processes that share a PostgreSQL and a Redis."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TypeVar

import msgspec

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.db.postgresql import dsn_of
from benchmarks.capacity.measurements import Measurements, SharedTrial, Trial
from benchmarks.report import machine
from benchmarks.startup import free_port
from benchmarks.stream_client import Figures
from benchmarks.stream_foreword import OWNER
from benchmarks.streams import IDLE_STREAMS, TRIAL_DEADLINE_SECONDS, trial, wait_until_open
from tests.services.postgres import PostgresCluster
from tests.services.redis import RedisServer

RATE = 30
POINTS = (10, 100, 1_000, 3_000)
CALIBRATION = ((5, 30), (20, 30), (30, 10), (30, 60), (200, 15), (200, 100), (400, 20), (400, 30), (1_500, 3))
"""Runs and tokens a second of trials from which the costs are taken: none of them is a point."""
PROCESSES = (1, 2, 4)
SHARED_RUNS = 80
SHARED_CALIBRATION = (20, 160)
TURNS = 3
CONNECTED_A_SECOND = 250
FREE_SECONDS = 1.0
T = TypeVar("T", Trial, SharedTrial)


def measure(conditions: str) -> Measurements:
    """All of it, some seven minutes."""
    loads = [*CALIBRATION, *((runs, RATE) for runs in POINTS)]
    alone = _least_disturbed(loads, _trial)
    with PostgresCluster() as cluster, RedisServer() as redis:
        shared_loads = [*((1, runs) for runs in SHARED_CALIBRATION), *((one, SHARED_RUNS) for one in PROCESSES)]
        shared = _least_disturbed(shared_loads, partial(_shared, cluster, redis))
    idle = trial("foreword", IDLE_STREAMS, 0)
    return Measurements(
        machine(), conditions, alone[: len(CALIBRATION)], alone[len(CALIBRATION) :],
        shared[: len(SHARED_CALIBRATION)], shared[len(SHARED_CALIBRATION) :],
        (idle.server_rss - idle.rss_before) / IDLE_STREAMS,
    )  # fmt: skip


def _least_disturbed(loads: Sequence[tuple[int, int]], measured: Callable[[int, int], T]) -> list[T]:
    """Of each load the trial whose tokens cost least.

    What else a machine does makes them dearer, never cheaper. It comes and goes by the minute, so all loads take turns.
    """
    turns = [[measured(*load) for load in loads] for _ in range(TURNS)]
    return [min(trials, key=lambda one: one.cpu_a_token) for trials in zip(*turns, strict=True)]


def _trial(runs: int, rate: int) -> Trial:
    seen = trial("foreword", runs, rate, FREE_SECONDS + runs / CONNECTED_A_SECOND)
    writer = seen.threads[1]
    print(f"  {runs} runs, {rate} tokens/s: p50 {seen.p50:.3f} s, p99 {seen.p99:.3f} s", file=sys.stderr)
    return Trial(
        runs, rate, seen.p50, seen.p99, seen.tokens, seen.events, sum(seen.threads) - writer, writer, seen.elapsed
    )


def _shared(cluster: PostgresCluster, redis: RedisServer, processes: int, runs: int) -> SharedTrial:
    url = cluster.migrated()
    asyncio.run(_add_owner(url))
    with ExitStack() as stack:
        where = (dsn_of(url), redis.empty())
        ports = [free_port() for _ in range(processes)]
        servers = [stack.enter_context(_program("serve", *where, str(port))) for port in ports]
        workers = [stack.enter_context(_program("work", *where)) for _ in range(processes)]
        for server, port in zip(servers, ports, strict=True):
            wait_until_open(server, port)
        for worker in workers:
            assert worker.stdout is not None
            worker.stdout.readline()
        seen = _read(ports, runs, [*(one.pid for one in [*servers, *workers]), cluster.pid, redis.pid])
    cluster.drop(url)
    of_servers, of_workers = sum(seen.cpus[:processes]), sum(seen.cpus[processes:-2])
    cpus = (of_servers, of_workers, seen.cpus[-2], seen.cpus[-1])
    print(f"  {processes} × (server, worker), {runs} runs: p50 {seen.p50:.3f} s, p99 {seen.p99:.3f} s", file=sys.stderr)
    return SharedTrial(processes, runs, RATE, seen.p50, seen.p99, seen.tokens, seen.events, cpus, seen.elapsed)


def _read(ports: list[int], runs: int, pids: list[int]) -> Figures:
    lists = [",".join(map(str, numbers)) for numbers in (ports, pids)]
    gate = FREE_SECONDS + runs / CONNECTED_A_SECOND * 4
    command = [sys.executable, "-m", "benchmarks.stream_client", lists[0], str(runs), str(RATE), lists[1], str(gate)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=TRIAL_DEADLINE_SECONDS)
    return msgspec.json.decode(done.stdout, type=Figures)


@contextmanager
def _program(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "benchmarks.stream_shared", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def _add_owner(url: str) -> None:
    database = Database(url)
    async with database.write() as connection:
        await add_user(connection, User(OWNER, OWNER), time.time())
    await database.close()
