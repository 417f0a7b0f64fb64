"""The journal in front of the log: whatever has moved where, a run reads the same."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from app.streaming import Event, PlainStatement, RunState, SqliteStore, StatementError
from app.streaming.events import Ending, LogEntry, Run
from tests.streaming.places import SqlitePlace


@pytest_asyncio.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteStore]:
    """A store whose journal is short, so that everything happens within a few hundred events."""
    monkeypatch.setattr("app.streaming.sqlite_log.MOVE_EVENTS", 8)
    monkeypatch.setattr("app.streaming.sqlite_log.JOURNAL_ROWS", 40)
    monkeypatch.setattr("app.streaming.sqlite_log.TRIM_ROWS", 10)
    store = SqliteStore(tmp_path / "runs.sqlite3")
    await store.open()
    yield store
    await store.close()


def _entry(run_id: str, seq: int, label: str | None = None) -> LogEntry:
    return LogEntry(Event(run_id, seq, "n", str(seq).encode()), label)


async def _start(store: SqliteStore, *run_ids: str) -> None:
    for run_id in run_ids:
        await store.create_run(Run(id=run_id, kind="k", owner="ann"), ())


async def _seqs(store: SqliteStore, run_id: str, after: int = 0, limit: int = 10_000) -> list[int]:
    return [event.seq for event in await store.events(run_id, after, limit)]


@pytest.mark.parametrize("seed", range(8))
async def test_a_run_reads_the_same_whatever_has_moved(store: SqliteStore, tmp_path: Path, seed: int) -> None:
    chance, counts = Random(seed), {f"r{number}": 0 for number in range(12)}
    await _start(store, *counts)
    ended: set[str] = set()
    for _ in range(60):
        group: list[LogEntry] = []
        for run_id in chance.sample([name for name in counts if name not in ended], k=3):
            for _ in range(chance.choice([1, 1, 2, 9])):
                counts[run_id] += 1
                group.append(_entry(run_id, counts[run_id], f"{counts[run_id]}" if chance.random() < 0.2 else None))
        await store.append(group)
        if chance.random() < 0.1 and len(ended) < 8:
            run_id = group[0].event.run_id
            counts[run_id] += 1
            assert await store.finish(run_id, counts[run_id], 1.0, Ending(RunState.DONE))
            ended.add(run_id)
        if chance.random() < 0.1 and (run_id := group[-1].event.run_id) not in ended:
            with pytest.raises(StatementError):
                await store.finish(run_id, 10_000, 1.0, Ending(RunState.DONE, statements=(PlainStatement("nonsense"),)))
        run_id = chance.choice(list(counts))
        after, limit = chance.randrange(counts[run_id] + 1), chance.randrange(1, 20)
        assert await _seqs(store, run_id, after, limit) == list(range(after + 1, counts[run_id] + 1))[:limit]
    for run_id, count in counts.items():
        assert await _seqs(store, run_id) == list(range(1, count + 1))
        stored = await store.get(run_id)
        assert stored is not None
        assert stored.last_seq == count
    journal = SqlitePlace(tmp_path / "runs.sqlite3").rows("SELECT count(*) FROM run_journal")[0][0]
    assert journal <= 40 + 10 + 12 * 9


async def test_runs_that_began_together_move_one_after_the_other(store: SqliteStore, tmp_path: Path) -> None:
    world, runs = SqlitePlace(tmp_path / "runs.sqlite3"), [f"r{number}" for number in range(12)]
    await _start(store, *runs)
    moved_by_then = [0]
    for seq in range(1, 60):
        await store.append([_entry(run_id, seq) for run_id in runs])
        moved_by_then.append(int(world.rows("SELECT count(*) FROM run_events")[0][0]))
    moved = [now - before for before, now in pairwise(moved_by_then)]
    assert max(moved) < 2 * len(runs)
    assert min(moved[3:]) > 0
    assert len(runs) * 59 - moved_by_then[-1] <= 40


async def test_the_end_of_a_run_brings_all_its_events_into_the_log(store: SqliteStore, tmp_path: Path) -> None:
    await _start(store, "a")
    await store.append([_entry("a", seq) for seq in (1, 2, 3)])
    world = SqlitePlace(tmp_path / "runs.sqlite3")
    assert world.rows("SELECT count(*) FROM run_events") == [(0,)]
    await store.finish("a", 4, 1.0, Ending(RunState.DONE))
    assert world.rows("SELECT seq FROM run_events ORDER BY seq") == [(1,), (2,), (3,), (4,)]
    assert not await store.finish("a", 5, 1.0, Ending(RunState.FAILED))


async def test_opening_empties_the_journal_of_a_process_that_died(store: SqliteStore, tmp_path: Path) -> None:
    await _start(store, "a", "b")
    await store.append([_entry("a", 1, "x"), _entry("b", 1), _entry("a", 2)])
    store._close(flush=False)
    reopened = SqliteStore(tmp_path / "runs.sqlite3")
    await reopened.open()
    assert SqlitePlace(tmp_path / "runs.sqlite3").rows("SELECT count(*) FROM run_journal") == [(0,)]
    assert await _seqs(reopened, "a") == [1, 2]
    assert await reopened.labels("a") == {"x"}
    await reopened.append([_entry("a", 3)])
    assert await _seqs(reopened, "a") == [1, 2, 3]
    await reopened.close()


async def test_an_event_is_never_written_twice(store: SqliteStore) -> None:
    await _start(store, "a")
    await store.append([_entry("a", seq) for seq in range(1, 10)])
    with pytest.raises(Exception, match="UNIQUE"):
        await store.append([_entry("a", seq) for seq in range(1, 10)])
    assert await _seqs(store, "a") == list(range(1, 10))
