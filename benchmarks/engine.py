"""The engine without HTTP: producer, commit, follow. `python -m benchmarks.engine [--quick]`.

Prints the CPU time of an event when producers run as fast as they can, how many live runs (30 events/s each) one
process carries with a p99 lateness of at most 100 ms, what an idle follower weighs, and how long a run of 10,000
events takes to replay. CPU time is that of all threads of the process, the producers' included.
"""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec

from app.streaming import Emit, Engine, Event, Finish, Kind, Run, RunContext, RunState, SqliteStore
from app.streaming.events import Ending, LogEntry
from benchmarks.report import Row

TEXT = "sixty bytes of text, about what a model says in one breath"
RATE = 30.0
LATE_SECONDS = 0.1
START_SECONDS = 2.0
REPLAYS = 5
REPLAYED_EVENTS = 10_000
OTHER_RUNS = 1_000
OTHER_EVENTS = 200


class Wanted(msgspec.Struct):
    """Input of a run: how many events, and how many in a second (0: as fast as possible)."""

    events: int
    rate: float


async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
    """Events that hold the time at which they were due."""
    wanted = msgspec.json.decode(context.input, type=Wanted)
    due = time.perf_counter()
    for number in range(wanted.events):
        if wanted.rate:
            due += 1 / wanted.rate
            await asyncio.sleep(due - time.perf_counter())
        yield Emit("text", (due, number, TEXT))
    yield Finish()


async def _read(engine: Engine, run_id: str, lateness: list[tuple[float, float]] | None) -> int:
    count = 0
    async for batch in engine.follow(run_id):
        count += len(batch)
        if lateness is not None:
            now = time.perf_counter()
            for event in batch:
                if event.name == "text":
                    due = msgspec.json.decode(event.data, type=tuple[float, int, str])[0]
                    lateness.append((due, now - due))
    return count


async def _engine(folder: Path, name: str) -> Engine:
    engine = Engine(SqliteStore(folder / f"{name}.sqlite3"), max_running=100_000)
    engine.register(Kind("k", produce, resumable=False))
    await engine.open()
    return engine


async def saturated(folder: Path, runs: int, events: int) -> tuple[float, float]:
    """CPU µs per event, and events per second of wall time."""
    engine = await _engine(folder, f"saturated{runs}")
    cpu, wall = time.process_time(), time.perf_counter()
    started = [await engine.start("k", "bench", Wanted(events, 0)) for _ in range(runs)]
    counts = await asyncio.gather(*[_read(engine, run.id, None) for run in started])
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    await engine.drain(5)
    total = sum(counts)
    assert total == runs * (events + 1)
    return cpu / total * 1e6, total / wall


async def live(folder: Path, runs: int, seconds: float) -> tuple[float, float, float]:
    """p50 and p99 lateness in ms at `RATE` events a second each, and the share of one core that it takes.

    Runs begin one after the other within `START_SECONDS`; only what is due after that counts.
    """
    engine = await _engine(folder, f"live{runs}")
    lateness: list[tuple[float, float]] = []
    wanted = Wanted(int(RATE * (seconds + START_SECONDS)), RATE)

    async def one(number: int) -> None:
        await asyncio.sleep(START_SECONDS * number / runs)
        run = await engine.start("k", "bench", wanted)
        await _read(engine, run.id, lateness)

    reading = [asyncio.create_task(one(number)) for number in range(runs)]
    await asyncio.sleep(START_SECONDS)
    cpu, begun = time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    cpu, ended = time.process_time() - cpu, time.perf_counter()
    await asyncio.gather(*reading)
    await engine.drain(5)
    late = sorted(lag for due, lag in lateness if begun <= due <= ended)
    return late[len(late) // 2] * 1e3, late[int(len(late) * 0.99)] * 1e3, cpu / (ended - begun)


async def replay(folder: Path, events: int, store: str = "replay") -> float:
    """Seconds to read an ended run from its beginning."""
    engine = await _engine(folder, store)
    run = await engine.wait((await engine.start("k", "bench", Wanted(events, 0))).id)
    started = time.perf_counter()
    assert await _read(engine, run.id, None) == events + 1
    took = time.perf_counter() - started
    await engine.drain(5)
    return took


async def idle(folder: Path, followers: int) -> tuple[float, float]:
    """kB for each follower of a silent run, and the share of one core that all take with a heartbeat of 5 s."""
    engine = await _engine(folder, "idle")
    run = await engine.start("k", "bench", Wanted(1, 1 / 3600))
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    reading = [asyncio.create_task(_read(engine, run.id, None)) for _ in range(followers)]
    await asyncio.sleep(0.5)
    weight = (tracemalloc.get_traced_memory()[0] - before) / followers / 1024
    tracemalloc.stop()
    cpu = time.process_time()
    await asyncio.sleep(6)
    share = (time.process_time() - cpu) / 6
    await engine.drain(0)
    await asyncio.gather(*reading)
    return weight, share


async def _replay_medians(folder: Path) -> tuple[float, float]:
    """Milliseconds to replay one run from a store that holds nothing else, and from one full of others' events."""
    taken: list[tuple[float, float]] = []
    await _fill(folder / "full.sqlite3")
    for turn in range(REPLAYS):
        empty = await replay(folder, REPLAYED_EVENTS, f"empty{turn}")
        taken.append((empty * 1e3, await replay(folder, REPLAYED_EVENTS, "full") * 1e3))
    return statistics.median(one for one, _ in taken), statistics.median(other for _, other in taken)


async def _fill(path: Path) -> None:
    store = SqliteStore(path)
    await store.open()
    await asyncio.gather(*(_write_run(store, f"run_other_{number}") for number in range(OTHER_RUNS)))
    await store.close()


async def _write_run(store: SqliteStore, run_id: str) -> None:
    await store.create_run(Run(id=run_id, kind="k", owner="bench", created_at=time.time()), ())
    events = [Event(run_id, seq, "text", b'"%s"' % TEXT.encode()) for seq in range(1, OTHER_EVENTS)]
    await store.append([LogEntry(event) for event in events])
    await store.finish(run_id, OTHER_EVENTS, time.time(), Ending(RunState.DONE))


def rows() -> Iterator[Row]:
    """Replays: from an empty store within the limit, from a full one not slower."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = asyncio.run(_replay_medians(Path(folder)))
    yield Row(f"replay of {REPLAYED_EVENTS:,} events", empty, "ms", "limit", 50.0)
    others = f"{OTHER_RUNS * OTHER_EVENTS:,}"
    yield Row(f"the same with {others} others' events", full, "ms", "empty store", empty, 1.2)


async def main(*, quick: bool) -> None:
    """Print one line for each figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for runs, events in ((1, 20_000), (50, 400 if quick else 2_000), (500, 40 if quick else 200)):
            cost, rate = await saturated(folder, runs, events)
            print(f"saturated, {runs:>5} runs: {cost:6.1f} µs CPU/event, {rate:9,.0f} events/s")
        for runs in (200, 500) if quick else (200, 500, 1_000, 1_500, 2_000):
            p50, p99, share = await live(folder, runs, 3 if quick else 6)
            held = "held" if p99 <= LATE_SECONDS * 1e3 else "over"
            print(
                f"live, {runs:>5} runs at {RATE:.0f}/s: p50 {p50:6.1f} ms, p99 {p99:6.1f} ms ({held}), core {share:.2f}"
            )
            if p99 > LATE_SECONDS * 1e3:
                break
        print(f"replay of 10,000 events: {await replay(folder, 10_000) * 1e3:.1f} ms")
        weight, share = await idle(folder, 200 if quick else 2_000)
        print(f"idle followers: {weight:.1f} kB each, {share * 100:.1f} % of a core for all")


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main(quick="--quick" in sys.argv))
    else:
        uvloop.run(main(quick="--quick" in sys.argv))
