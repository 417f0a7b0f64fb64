"""A run ends exactly once, with its slice's rows, whoever ends it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from app.streaming import Emit, Finish, Kind, PlainStatement, Run, RunContext, RunState, Statement
from app.streaming.events import Ending
from tests.streaming.world import Script, World, names, payload, producing, read_to_end, read_until

INSERT = "INSERT INTO letters (id, text) VALUES (:id, :text)"
BROKEN = "INSERT INTO nowhere VALUES (:id)"


def _with_letters(world: World) -> None:
    world.change("CREATE TABLE letters (id TEXT PRIMARY KEY, text TEXT NOT NULL)")


def _note_ending(run: Run, state: RunState, message: str) -> Sequence[Statement]:
    return [PlainStatement(INSERT, {"id": run.id, "text": f"{state.value}: {message}"})]


async def test_cancel_reaches_the_producer_and_keeps_the_text(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(on_end=_note_ending))
    _with_letters(world)
    run = await engine.start("script", "ann", None)
    script.say("a", "b")
    await read_until(engine, run, 2)
    cancelled = await engine.cancel(run.id, "ann")
    assert cancelled.state is RunState.CANCELLED
    assert script.closed.is_set()
    assert names(await engine.events(run.id)) == ["a", "b", "cancelled"]
    assert await engine.cancel(run.id) == cancelled
    assert world.rows("SELECT text FROM letters") == [("cancelled: ",)]
    assert engine.running == 0


async def test_a_queued_run_can_be_cancelled_and_never_starts(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(), max_running=1)
    first = await engine.start("script", "ann", None)
    second = await engine.start("script", "ann", None)
    assert (await engine.cancel(second.id)).state is RunState.CANCELLED
    script.finish()
    await engine.wait(first.id)
    assert script.starts == 1
    assert names(await engine.events(second.id)) == ["cancelled"]


@pytest.mark.parametrize("moment", range(12))
async def test_a_race_of_finish_and_cancels_has_one_end(world: World, moment: int) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a")
    script.finish("r")
    for _ in range(moment):
        await asyncio.sleep(0)
    first, *others = await asyncio.gather(*[engine.cancel(run.id) for _ in range(5)])
    assert all(other == first for other in others)
    assert first.state in {RunState.DONE, RunState.CANCELLED}
    events = await engine.events(run.id)
    assert [event.name for event in events if event.name in set(RunState)] == [first.state.value]
    assert (first.result is None) == (first.state is RunState.CANCELLED)


async def test_the_store_refuses_a_second_end(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)
    assert await engine.store.finish(run.id, 2, 1.0, Ending(RunState.CANCELLED))
    script.finish("mine")
    assert names(await read_to_end(engine, run)) == ["a", "cancelled"]
    assert (await engine.wait(run.id)).state is RunState.CANCELLED
    assert world.rows("SELECT result FROM runs") == [(None,)]


async def test_a_producer_that_swallows_its_cancellation_is_stopped_all_the_same(world: World) -> None:
    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit("a")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            yield Emit("still here")
            yield Finish("mine")

    engine = await world.engine(Kind("k", produce, resumable=False))
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 1)
    assert (await engine.cancel(run.id)).state is RunState.CANCELLED
    assert names(await engine.events(run.id)) == ["a", "cancelled"]


async def test_a_producer_that_hangs_in_its_cleaning_up_does_not_hold_the_end(world: World) -> None:
    release = asyncio.Event()

    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        try:
            yield Emit("a")
            await asyncio.Event().wait()
        finally:
            await release.wait()

    engine = await world.engine(Kind("k", produce, resumable=False), stop_grace=0.02)
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 1)
    await engine.cancel(run.id)
    assert (await engine.wait(run.id)).state is RunState.CANCELLED
    release.set()
    assert names(await engine.events(run.id)) == ["a", "cancelled"]


async def test_rows_of_the_finish_are_written_with_the_end(world: World) -> None:
    finish = Finish("r", statements=[PlainStatement(INSERT, {"id": "x", "text": "letter\ud800"})])
    engine = await world.engine(Kind("k", producing(finish), resumable=False, on_end=_note_ending))
    _with_letters(world)
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.state is RunState.DONE
    assert world.rows("SELECT id, text FROM letters") == [("x", "letter\ufffd")]


async def test_a_finish_whose_rows_are_refused_fails_and_leaves_no_half(world: World) -> None:
    finish = Finish(
        "r", statements=[PlainStatement(INSERT, {"id": "x", "text": ""}), PlainStatement(BROKEN, {"id": 1})]
    )
    engine = await world.engine(Kind("k", producing(Emit("a"), finish), resumable=False, on_end=_note_ending))
    _with_letters(world)
    run = await engine.start("k", "ann", None)
    events = await read_to_end(engine, run)
    assert names(events) == ["a", "failed"]
    assert payload(events[-1])["code"] == "internal"
    ended = await engine.get(run.id)
    assert (ended.state, ended.result) == (RunState.FAILED, None)
    ((row_id, text),) = world.rows("SELECT id, text FROM letters")
    assert row_id == run.id
    assert text.startswith("failed: Something went wrong")


@pytest.mark.parametrize("fault", ["raises", "is refused"])
async def test_an_ending_is_written_even_when_its_rows_cannot_be(world: World, fault: str) -> None:
    def on_end(_run: Run, _state: RunState, _message: str) -> Sequence[Statement]:
        if fault == "raises":
            raise RuntimeError("no rows")
        return [PlainStatement(BROKEN, {"id": 1})]

    script = Script()
    engine = await world.engine(script.kind(on_end=on_end))
    run = await engine.start("script", "ann", None)
    assert (await engine.cancel(run.id)).state is RunState.CANCELLED


async def test_no_task_is_left_after_runs_have_ended(world: World) -> None:
    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        hanging = [context.step(f"s{number}", asyncio.Event().wait, bool) for number in range(3)]
        yield Emit("a")
        await asyncio.gather(*hanging)

    engine = await world.engine(Kind("k", produce, resumable=True))
    before = asyncio.all_tasks()
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 1)
    await engine.cancel(run.id)
    left = asyncio.all_tasks() - before
    if left:
        await asyncio.wait(left, timeout=1)
    assert asyncio.all_tasks() == before
