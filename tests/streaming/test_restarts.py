"""What becomes of runs when their process dies or shuts down in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from app.errors import Unavailable
from app.streaming import Emit, Finish, Kind, RunContext, RunState
from tests.streaming.world import Script, World, names, payload, producing, read_to_end, read_until


async def test_a_text_stream_that_broke_is_interrupted_and_keeps_its_text(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(resumable=False))
    run = await engine.start("script", "ann", None)
    script.say("a", "b")
    await read_until(engine, run, 2)
    await world.crash(engine)
    engine = await world.engine(script.kind(resumable=False))
    events = await read_to_end(engine, run)
    assert names(events) == ["a", "b", "interrupted"]
    assert payload(events[-1])["retryable"] is True
    assert script.starts == 1


async def test_queued_runs_are_started_after_a_crash_whatever_their_kind(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(), max_running=1)
    await engine.start("script", "ann", None)
    waiting = [await engine.start("script", "ann", n) for n in range(2)]
    await world.crash(engine)
    for _ in waiting:
        script.finish()
    engine = await world.engine(script.kind())
    for run in waiting:
        assert (await engine.wait(run.id)).state is RunState.DONE


async def test_a_run_that_takes_its_process_with_it_is_given_up(world: World) -> None:
    script = Script()
    kind = script.kind(resumable=True, max_attempts=3)
    engine = await world.engine(kind)
    run = await engine.start("script", "ann", None)
    for attempt in range(1, 4):
        script.say("attempt")
        await read_until(engine, run, attempt)
        await world.crash(engine)
        engine = await world.engine(kind)
    events = await read_to_end(engine, run)
    assert names(events) == ["attempt", "attempt", "attempt", "failed"]
    assert payload(events[-1])["code"] == "crash_loop"
    assert script.starts == 3


async def test_a_kind_that_is_gone_leaves_no_open_run(world: World) -> None:
    engine = await world.engine(Script().kind(resumable=True))
    run = await engine.start("script", "ann", None)
    await world.crash(engine)
    engine = await world.engine()
    assert (await engine.wait(run.id)).state is RunState.INTERRUPTED


async def test_drain_leaves_resumable_runs_for_the_next_process(world: World) -> None:
    script = Script()
    kind = script.kind(resumable=True, max_attempts=1)
    engine = await world.engine(kind)
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)
    follower = asyncio.ensure_future(read_to_end(engine, run))
    waiter = asyncio.ensure_future(engine.wait(run.id))
    await asyncio.wait({follower, waiter}, timeout=0.01)
    await world.drain(engine)
    assert names(await follower) == ["a"]
    with pytest.raises(Unavailable):
        await waiter
    assert script.closed.is_set()
    assert world.rows("SELECT state, attempts FROM runs") == [("running", 0)]
    script.finish()
    engine = await world.engine(kind)
    assert names(await read_to_end(engine, run, 1)) == ["done"]
    assert script.starts == 2


async def test_labels_are_known_after_an_orderly_restart(world: World) -> None:
    script = Script()
    kind = script.kind(resumable=True)
    engine = await world.engine(kind)
    run = await engine.start("script", "ann", None)
    script._items.put_nowait(Emit("step", 0, once="0"))
    await read_until(engine, run, 1)
    await world.drain(engine)
    engine = await world.engine(kind)
    script._items.put_nowait(Emit("step", 0, once="0"))
    script.finish()
    assert names(await read_to_end(engine, run)) == ["step", "done"]


async def test_drain_gives_other_runs_their_time(world: World) -> None:
    finishing, hanging = Script(), Script()
    engine = await world.engine(finishing.kind("finishing"), hanging.kind("hanging"))
    runs = [await engine.start(kind, "ann", None) for kind in ("finishing", "hanging")]
    hanging.say("a")
    await read_until(engine, runs[1], 1)
    draining = asyncio.ensure_future(world.drain(engine, 0.2))
    await asyncio.wait({draining}, timeout=0.01)
    assert engine.draining
    with pytest.raises(Unavailable) as refusal:
        await engine.start("hanging", "ann", None)
    assert refusal.value.retry_after == 5
    finishing.finish()
    await draining
    assert world.rows("SELECT state FROM runs ORDER BY kind") == [("done",), ("interrupted",)]
    assert world.rows("SELECT name FROM run_events WHERE run_id = ? ORDER BY seq", runs[1].id) == [
        ("a",),
        ("interrupted",),
    ]


async def test_drain_writes_what_was_said(world: World) -> None:
    engine = await world.engine(Kind("k", producing(*[Emit("n")] * 3_000), resumable=False))
    run = await engine.start("k", "ann", None)
    await world.drain(engine)
    assert world.rows("SELECT count(*), max(seq) FROM run_events WHERE run_id = ?", run.id) == [(3_001, 3_001)]


async def test_drain_leaves_no_task_and_can_be_repeated(world: World) -> None:
    before = asyncio.all_tasks()
    engine = await world.engine(Script().kind(), Script().kind("other", resumable=True), max_running=2)
    for kind in ("script", "other", "other"):
        await engine.start(kind, "ann", None)
    await world.drain(engine, 0)
    await engine.drain(0)
    assert asyncio.all_tasks() == before


async def test_a_producer_that_does_not_let_go_cannot_hold_the_shutdown(world: World) -> None:
    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit("a")
        hanging = asyncio.ensure_future(asyncio.Event().wait())
        for _ in range(2):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.shield(hanging)
        hanging.cancel()

    engine = await world.engine(Kind("k", produce, resumable=False), stop_grace=0.02)
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 1)
    await asyncio.wait_for(world.drain(engine, 0.02), 30)
    assert world.rows("SELECT state FROM runs") == [("interrupted",)]


async def test_followers_go_at_once_when_released(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)
    follower = engine.follow(run.id)
    assert names(list(await anext(follower))) == ["a"]
    waiting = asyncio.ensure_future(anext(follower, None))
    await asyncio.wait({waiting}, timeout=0.01)
    engine.release_followers()
    assert await waiting is None
    assert names(await read_to_end(engine, run)) == ["a"]
    assert not (await engine.get(run.id)).state.ended


async def test_a_run_of_a_backup_does_not_grow_past_a_cursor_into_its_other_life(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(resumable=True))
    run = await engine.start("script", "ann", None)
    script.say("one", "two")
    await read_until(engine, run, 2)
    await world.drain(engine)
    later = Script()
    engine = await world.engine(later.kind(resumable=True), take_up=False)
    later.say("another two", "another three", "another four")
    later.finish()
    ended = await engine.wait(run.id)
    (reset,) = await read_to_end(engine, run, after=4)
    assert (ended.state, later.starts) == (RunState.INTERRUPTED, 0)
    assert reset.name == "reset"
    assert [event["name"] for event in payload(reset)["events"]] == ["one", "two", "interrupted"]
