"""What goes wrong in an installation: kill -9 each second, services that restart, a worker that is cut off for a while.

Whoever was killed is started again at once, as a supervisor would, and so is whoever has ended by itself because the
database was away. A start takes more than a second of work, so only who is up is killed, and one of its kind is left:
on two cores nothing would ever be done otherwise. All of them at once is a fault of its own.
"""

import asyncio
import random
import signal
import time
from collections import Counter
from itertools import cycle

import msgspec

from tests.faults.ledger import is_of
from tests.processes import Process
from tests.services.installation import PATIENCE, Installation
from tests.services.processes import WorkerProgram
from tests.services.redis import RedisServer

AWAY_SECONDS = 1.0
_LOOK_SECONDS = 0.05
_LOST = "is another worker's by now"


class CutOff(msgspec.Struct, frozen=True):
    """A worker that stood still: since when (unix seconds), its process, for how long, the runs that it had."""

    at: float
    pid: int
    seconds: float
    runs: tuple[str, ...]


class Upheaval:
    """`done` counts what was done; `worker_kills` are moments (unix seconds) and processes."""

    def __init__(
        self,
        installation: Installation,
        redis: RedisServer,
        seed: int,
        take_over_seconds: float,
        between_kills: float,
    ) -> None:
        self.done: Counter[str] = Counter()
        self.worker_kills: list[tuple[float, int]] = []
        self.cut_off: list[CutOff] = []
        self._installation = installation
        self._redis = redis
        self._chance = random.Random(seed)
        self._take_over_seconds = take_over_seconds
        self._between_kills = between_kills
        self._standing: WorkerProgram | None = None
        self._starting: dict[Process, asyncio.Task[None]] = {}

    async def rage(self, seconds: float, between_faults: float, faults: int) -> None:
        """For so long, and until so many greater faults are done.

        Each of those begins so many seconds after the last has ended, beside the kills, and is seen to its end.
        """
        until = time.monotonic() + seconds
        killing = asyncio.create_task(self._kill_for_ever())
        greater = cycle((self._restart_redis, self._cut_off, self._restart_postgres, self._kill_all))
        try:
            while time.monotonic() < until or faults > 0:
                await self._pause(between_faults, killing)
                await next(greater)()
                faults -= 1
        finally:
            killing.cancel()
            await asyncio.wait({killing})

    async def heal(self) -> None:
        """Everything runs again."""
        while any(not self._is_up(process) for process in self._installation.processes):
            self._start_who_ended()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _pause(self, seconds: float, killing: asyncio.Task[None]) -> None:
        """A fault of the killing itself is not waited for."""
        done, _ = await asyncio.wait({killing}, timeout=seconds)
        for task in done:
            task.result()

    async def _kill_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._between_kills)
            self._start_who_ended()
            up = [one for one in self._installation.processes if one is not self._standing and self._is_up(one)]
            kinds = Counter(map(type, up))
            victims = [one for one in up if kinds[type(one)] > 1]
            if victims:
                self._kill(self._chance.choice(victims))

    async def _kill_all(self) -> None:
        self.done["kill -9 of all at once"] += 1
        for process in self._installation.processes:
            self._kill(process)

    def _kill(self, victim: Process) -> None:
        if isinstance(victim, WorkerProgram):
            self.worker_kills.append((time.time(), victim.pid))
            self.done["kill -9 of a worker"] += 1
        else:
            self.done["kill -9 of a server"] += 1
        victim.kill()
        self._launch(victim)

    def _launch(self, process: Process) -> None:
        process.launch()
        starting = asyncio.create_task(asyncio.to_thread(process.wait_until_ready))
        starting.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._starting[process] = starting

    def _is_up(self, process: Process) -> bool:
        starting = self._starting.get(process)
        return process.is_running and (starting is None or (starting.done() and starting.exception() is None))

    def _start_who_ended(self) -> None:
        for process in self._installation.processes:
            if not process.is_running:
                self.done["ended by itself"] += 1
                self._launch(process)

    # A service ends with the thread that started it, so that is this one.

    async def _restart_redis(self) -> None:
        self.done["restart of Redis"] += 1
        await asyncio.to_thread(self._redis.stop)
        await asyncio.sleep(AWAY_SECONDS)
        self._redis.start()

    async def _restart_postgres(self) -> None:
        """As after a crash and as an administrator does it, in turns."""
        self.done["restart of PostgreSQL"] += 1
        how = signal.SIGINT if self.done["restart of PostgreSQL"] % 2 else signal.SIGQUIT
        await asyncio.to_thread(self._installation.postgres.stop, how)
        await asyncio.sleep(AWAY_SECONDS)
        self._installation.postgres.start()

    async def _cut_off(self) -> None:
        """Stop a worker that has runs until others have taken all of them, and wait until it knows.

        It is not killed meanwhile: what it does when it comes back is what this is about.
        """
        async with asyncio.timeout(PATIENCE):
            worker, runs = await self._stand_still()
            begun = time.time()
            pid, logged = worker.pid, len(worker.log)
            try:
                await asyncio.sleep(self._take_over_seconds)
                while await self._unfinished_of(pid):  # noqa: ASYNC110 - the database tells of nothing
                    await asyncio.sleep(_LOOK_SECONDS)
                self.cut_off.append(CutOff(begun, pid, time.time() - begun, tuple(runs)))
            finally:
                worker.send(signal.SIGCONT)
            while not all(f"run {run} {_LOST}" in worker.log[logged:] for run in runs):  # noqa: ASYNC110 - nor a log
                await asyncio.sleep(_LOOK_SECONDS)
        self._standing = None
        self.done["worker cut off"] += 1

    async def _stand_still(self) -> tuple[WorkerProgram, list[str]]:
        """A worker that stands still and has runs."""
        while True:
            worker = self._chance.choice(self._installation.workers)
            if worker.is_running and await self._unfinished_of(worker.pid):
                self._standing = worker
                worker.send(signal.SIGSTOP)
                runs = await self._unfinished_of(worker.pid)
                if runs:
                    return worker, runs
                worker.send(signal.SIGCONT)
                self._standing = None
            await asyncio.sleep(_LOOK_SECONDS)

    async def _unfinished_of(self, pid: int) -> list[str]:
        asked = "SELECT id, worker FROM runs WHERE state IN ('queued', 'running') AND worker IS NOT NULL"
        rows = await asyncio.to_thread(self._installation.ask, asked)
        found = [row.split("|") for row in rows.splitlines()]
        return [run for run, worker in found if is_of(worker, pid)]
