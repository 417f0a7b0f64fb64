"""A full disk, a locked file: nothing uncommitted is shown, every run ends, and it heals by itself."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import OutOfSpace, Unavailable
from app.streaming import Emit, Engine, Finish, Kind, RunState, SqliteStore
from tests.streaming.places import SqlitePlace
from tests.streaming.world import Script, World, names, payload, producing, read_to_end, read_until


@pytest.fixture
def place(tmp_path: Path) -> SqlitePlace:
    """These are the faults of a file."""
    return SqlitePlace(tmp_path / "runs.sqlite3")


@contextmanager
def _locked(world: World) -> Iterator[None]:
    assert isinstance(world.place, SqlitePlace)
    connection = sqlite3.connect(world.place.path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def _limit_pages(engine: Engine, pages: int) -> None:
    """As on a disk that has room for no more than these pages (never less than there are)."""
    store = engine.store
    assert isinstance(store, SqliteStore)
    await store._writer.submit(lambda connection: connection.execute(f"PRAGMA max_page_count={pages}").fetchall())


async def test_a_locked_file_refuses_a_start_with_a_hint_and_heals(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(), busy_timeout_ms=20)
    with _locked(world), pytest.raises(Unavailable) as refusal:
        await engine.start("script", "ann", None, run_id="run_1")
    assert refusal.value.retry_after == 5
    assert (await engine.start("script", "ann", None, run_id="run_1")).id == "run_1"


async def test_a_lock_that_is_short_is_waited_for(world: World) -> None:
    engine = await world.engine(Script().kind())
    with _locked(world):
        starting = asyncio.ensure_future(engine.start("script", "ann", None))
        await asyncio.wait({starting}, timeout=0.05)
        assert not starting.done()
    assert (await starting).state is RunState.QUEUED


async def test_events_that_could_not_be_written_are_never_shown(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(), busy_timeout_ms=20)
    run = await engine.start("script", "ann", None)
    script.say("kept")
    await read_until(engine, run, 1)
    follower = engine.follow(run.id, 1)
    with _locked(world):
        script.say("lost", "lost too")
        await script.closed.wait()
        assert not (await engine.get(run.id)).state.ended
    events = [event async for batch in follower for event in batch]
    assert [(event.seq, event.name) for event in events] == [(2, "failed")]
    assert payload(events[0])["code"] == "unavailable"
    assert payload(events[0])["retryable"] is True
    assert names(await engine.events(run.id)) == ["kept", "failed"]


async def test_a_run_whose_last_events_were_lost_is_not_done(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(), busy_timeout_ms=20)
    run = await engine.start("script", "ann", None)
    script.say("kept")
    await read_until(engine, run, 1)
    with _locked(world):
        script.say("lost")
        script.finish("whole")
        await script.closed.wait()
        feed = await engine.feed(run.id)
        while feed.failure is None:
            await feed.waiter()
    ended = await engine.wait(run.id)
    assert (ended.state, ended.result) == (RunState.FAILED, None)
    assert names(await engine.events(run.id)) == ["kept", "failed"]


async def test_a_full_disk_refuses_starts_while_reading_goes_on_and_heals(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("kept")
    await read_until(engine, run, 1)
    await _limit_pages(engine, 1)
    with pytest.raises(OutOfSpace):
        await engine.start("script", "ann", "x" * 100_000)
    assert names(await engine.events(run.id)) == ["kept"]
    await _limit_pages(engine, 1_000_000)
    assert (await engine.start("script", "ann", "x" * 100_000)).state is RunState.QUEUED


async def test_what_is_too_big_for_the_disk_spares_the_rest_of_its_group(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    await _limit_pages(engine, 1)
    inputs = ["x" * 100_000, "small", "y" * 100_000]
    outcomes = await asyncio.gather(*[engine.start("script", "ann", text) for text in inputs], return_exceptions=True)
    assert [isinstance(outcome, OutOfSpace) for outcome in outcomes] == [True, False, True]
    script.finish()
    assert (await engine.wait(run.id)).state is RunState.DONE


async def test_an_ending_that_finds_no_room_is_written_once_there_is(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("kept")
    await read_until(engine, run, 1)
    await _limit_pages(engine, 1)
    script.finish("x" * 100_000)
    await script.closed.wait()
    await asyncio.sleep(0)
    assert not (await engine.get(run.id)).state.ended
    await _limit_pages(engine, 1_000_000)
    ended = await engine.wait(run.id)
    assert (ended.state, len(ended.result or b"")) == (RunState.DONE, 100_002)


async def test_a_failed_group_takes_no_other_runs_events_with_it_later(world: World) -> None:
    engine = await world.engine(Kind("k", producing(*[Emit("n")] * 20, Finish()), resumable=False), busy_timeout_ms=20)
    with _locked(world):
        refused = await asyncio.gather(*[engine.start("k", "ann", n) for n in range(3)], return_exceptions=True)
    assert all(isinstance(error, Unavailable) for error in refused)
    runs = [await engine.start("k", "ann", n) for n in range(3)]
    for run in runs:
        assert [event.seq for event in await read_to_end(engine, run)] == list(range(1, 22))


async def test_a_closed_store_answers_with_an_error(place: SqlitePlace) -> None:
    store = SqliteStore(place.path)
    await store.open()
    await store.close()
    with pytest.raises(Unavailable):
        await store.append([])
