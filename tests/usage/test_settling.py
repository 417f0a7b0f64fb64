"""A use is reserved before a provider is asked, and given back when nothing came of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import LimitReached, NotFound
from app.streaming import Run, RunState
from tests.usage.world import ADA, DELIVERING, EVE, KIND, Work, World

DAY = 86_400.0
HELD = Work(holds=True)
FAILING = Work(fails=True)


@pytest.fixture
async def narrow(tmp_path: Path) -> AsyncIterator[World]:
    """One run at a time; the others wait for their turn."""
    made = await World(tmp_path / "rows.sqlite3", {"letters": 10}, max_running=1).open()
    yield made
    await made.close()


async def reserved(world: World) -> int:
    """How many uses belong to runs that have not been settled."""
    async with world.database.read() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM usage_reservations"))).scalar_one())


async def ended(world: World, wanted: Work) -> Run:
    return await world.engine.wait((await world.start(wanted=wanted)).id)


async def test_a_use_is_reserved_before_the_run_has_done_anything(world: World) -> None:
    run = await world.start(wanted=HELD)
    assert (await world.used(), await reserved(world)) == (1, 1)
    world.go.set()
    await world.engine.wait(run.id)
    assert await world.used() == 1


async def test_a_run_that_fails_before_it_has_delivered_anything_gives_its_use_back(world: World) -> None:
    assert (await ended(world, FAILING)).state is RunState.FAILED
    assert (await world.used(), await reserved(world)) == (0, 0)


async def test_what_was_delivered_in_part_has_been_used(world: World) -> None:
    assert (await ended(world, Work(shows=(DELIVERING,), fails=True))).state is RunState.FAILED
    assert (await world.used(), await reserved(world)) == (1, 0)


async def test_progress_is_not_a_delivery(world: World) -> None:
    await ended(world, Work(shows=("progress", "status"), fails=True))
    assert await world.used() == 0


async def test_a_run_that_is_done_has_been_used_and_is_settled_at_the_next_start(world: World) -> None:
    assert (await ended(world, Work())).state is RunState.DONE
    held = await world.start(wanted=HELD)
    assert (await world.used(), await reserved(world)) == (2, 1)
    world.go.set()
    await world.engine.wait(held.id)


async def test_whoever_stops_a_run_that_has_begun_has_used_it(world: World) -> None:
    run = await world.start(wanted=HELD)
    await world.begun(run)
    await world.engine.cancel(run.id)
    assert (await world.used(), await reserved(world)) == (1, 0)


async def test_a_run_that_is_stopped_while_it_waits_for_its_turn_gives_its_use_back(narrow: World) -> None:
    first = await narrow.start(wanted=HELD)
    await narrow.begun(first)
    waiting = await narrow.start()
    assert await narrow.used() == 2
    assert (await narrow.engine.cancel(waiting.id)).started_at is None
    assert (await narrow.used(), await reserved(narrow)) == (1, 1)


async def test_a_run_whose_process_died_gives_its_use_back_when_the_next_one_ends_it(world: World) -> None:
    quiet, spoken = await world.start(wanted=HELD), await world.start(wanted=Work(shows=(DELIVERING,), holds=True))
    await world.begun(quiet)
    async for batch in world.engine.follow(spoken.id):
        if any(event.name == DELIVERING for event in batch):
            break
    heir = await World(world.path, {"letters": 10}).open()
    assert (await heir.engine.wait(quiet.id)).state is RunState.INTERRUPTED
    await heir.engine.wait(spoken.id)
    assert (await heir.used(), await reserved(heir)) == (1, 0)
    await heir.close()


async def test_what_is_given_back_can_be_used_again(world: World) -> None:
    held = await world.start_many(10, wanted=Work(holds=True, fails=True))
    with pytest.raises(LimitReached):
        await world.start()
    world.go.set()
    for run in held:
        assert isinstance(run, Run)
        await world.engine.wait(run.id)
    assert await world.used() == 0
    assert all(isinstance(outcome, Run) for outcome in await world.start_many(10))


async def test_each_gives_back_its_own_however_many_end_at_once(world: World) -> None:
    wanted = [FAILING if number % 2 else Work() for number in range(10)]
    runs = await asyncio.gather(*(world.start(wanted=one) for one in wanted))
    await asyncio.gather(*(world.engine.wait(run.id) for run in runs))
    assert await world.used() == 5


async def test_a_use_goes_back_to_the_day_and_the_person_that_it_was_taken_from(world: World) -> None:
    late = await world.start(wanted=Work(holds=True, fails=True))
    world.clock.now += DAY
    await ended(world, Work())
    hers = await world.start(owner=EVE.id)
    world.go.set()
    await world.engine.wait(late.id)
    await world.engine.wait(hers.id)
    days = [day.used for day in await world.quotas.days(ADA.id, 2)]
    assert days == [{"letters": 0}, {"letters": 1}]
    assert await world.used(owner=EVE.id) == 1


async def test_a_run_that_has_taken_nothing_gives_nothing_back(world: World) -> None:
    await ended(world, Work())
    free = await world.engine.start(KIND, ADA.id, FAILING)
    await world.engine.wait(free.id)
    assert await world.used() == 1


async def test_a_day_that_was_forgotten_meanwhile_stays_forgotten(world: World) -> None:
    run = await world.start(wanted=Work(holds=True, fails=True))
    async with world.database.write() as connection:
        await connection.execute(text("DELETE FROM usage_days"))
    world.go.set()
    assert (await world.engine.wait(run.id)).state is RunState.FAILED
    assert (await world.used(), await reserved(world)) == (0, 0)


async def test_a_refused_run_reserves_nothing(world: World) -> None:
    await world.start_many(10, wanted=HELD)
    refused = await world.start_many(5, wanted=HELD)
    assert all(isinstance(outcome, LimitReached) for outcome in refused)
    assert await reserved(world) == 10
    with pytest.raises(NotFound):
        await world.engine.get("run_none")
