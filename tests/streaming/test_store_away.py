"""What becomes of a run when what is stored cannot be reached for a while: it waits, and goes on."""

from collections.abc import AsyncIterator

import pytest

from app.errors import StoreAway
from app.streaming import Emit, Finish, Kind, RunContext, RunState
from tests.streaming.world import Script, World, names, payload, read_to_end, read_until

AWAY = StoreAway("The database does not answer just now. Please try again in a few seconds.", retry_after=5)


async def test_a_run_that_can_be_resumed_goes_on_with_what_it_remembers(world: World) -> None:
    worked, read = 0, 0

    async def work() -> int:
        nonlocal worked
        worked += 1
        return worked

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        nonlocal read
        yield Emit("begun", once="begun")
        result = await context.step("work", work, int)
        read += 1
        if read < 3:
            raise AWAY
        yield Finish(result)

    engine = await world.engine(Kind("reader", produce, resumable=True))
    run = await engine.start("reader", "ann", None)
    assert names(await read_to_end(engine, run)) == ["begun", "done"]
    ended = await engine.wait(run.id)
    assert (ended.state, ended.attempts) == (RunState.DONE, 1)
    assert (worked, read) == (1, 3)


async def test_a_step_that_finds_its_rows_away_is_done_again_and_nothing_else_is(world: World) -> None:
    starts, tries = 0, 0

    async def look_up() -> str:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise AWAY
        return "found"

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        nonlocal starts
        starts += 1
        yield Emit("begun")
        yield Finish(await context.step("look up", look_up, str))

    engine = await world.engine(Kind("reader", produce, resumable=False))
    run = await engine.start("reader", "ann", None)
    assert names(await read_to_end(engine, run)) == ["begun", "done"]
    assert (starts, tries) == (1, 3)


async def test_what_a_step_came_to_is_kept_until_it_can_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid, refused = 0, 0

    async def pay() -> int:
        nonlocal paid
        paid += 1
        return paid

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Finish(await context.step("pay", pay, int))

    engine = await world.engine(Kind("buyer", produce, resumable=True))
    record = engine.means.store.record_step

    async def away_at_first(run_id: str, name: str, value: bytes, epoch: int = 0) -> None:
        nonlocal refused
        if refused < 2:
            refused += 1
            raise AWAY
        await record(run_id, name, value, epoch)

    monkeypatch.setattr(engine.means.store, "record_step", away_at_first)
    run = await engine.start("buyer", "ann", None)
    assert names(await read_to_end(engine, run)) == ["done"]
    assert (refused, paid) == (2, 1)


async def test_a_text_that_is_being_written_ends_with_what_was_said(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(resumable=False))
    run = await engine.start("script", "ann", None)
    script.say("a")
    script.fail(AWAY)
    events = await read_to_end(engine, run)
    assert names(events) == ["a", "failed"]
    assert payload(events[-1])["code"] == "unavailable"
    assert script.starts == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_whatever_has_not_begun_yet_is_begun_later(
    world: World, monkeypatch: pytest.MonkeyPatch, *, resumable: bool
) -> None:
    script = Script()
    engine = await world.engine(script.kind(resumable=resumable))
    begin, refused = engine.means.store.begin, 0

    async def away_at_first(run_id: str, started_at: float, attempts: int, epoch: int = 0) -> bool:
        nonlocal refused
        if refused < 2:
            refused += 1
            raise AWAY
        return await begin(run_id, started_at, attempts, epoch)

    monkeypatch.setattr(engine.means.store, "begin", away_at_first)
    run = await engine.start("script", "ann", None)
    script.finish()
    assert names(await read_to_end(engine, run)) == ["done"]
    assert (refused, script.starts) == (2, 1)


async def test_a_run_that_waits_can_be_cancelled(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind(resumable=True))
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)
    for _ in range(8):
        script.fail(AWAY)
    await script.closed.wait()
    await engine.cancel(run.id)
    assert names(await read_to_end(engine, run)) == ["a", "cancelled"]


async def test_it_waits_no_longer_than_its_kind_may_take(world: World) -> None:
    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        if context.input:
            raise AWAY
        yield Finish()

    engine = await world.engine(Kind("reader", produce, resumable=True, deadline=0.2))
    run = await engine.start("reader", "ann", None)
    events = await read_to_end(engine, run)
    assert payload(events[-1])["code"] == "deadline_exceeded"
