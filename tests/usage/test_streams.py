"""How many runs of one person may stream at a time."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from app.errors import Conflict, LimitReached
from app.streaming import PlainStatement, Run, SqliteStore
from app.usage.engine import FADE_SECONDS, RETRY_AFTER_SECONDS
from tests.usage.world import ADA, EVE, FREE_KIND, KIND, Work, World

HELD = Work(holds=True)


@pytest.fixture
async def three(tmp_path: Path) -> AsyncIterator[World]:
    """Three at a time."""
    made = await World(tmp_path / "rows.sqlite3", {"letters": 1_000}, most_streams=3).open()
    yield made
    await made.close()


async def elsewhere(world: World, number: int, *, age: float = 0.0) -> None:
    """Runs of Ada's in another process, begun so many seconds ago."""
    store = SqliteStore(world.path)
    await store.open()
    for at in range(number):
        run = Run(id=f"run_other_{at}", kind=KIND, owner=ADA.id, created_at=world.clock.now - age)
        await store.create_run(run, ())
    await store.close()


async def test_the_fourth_is_refused_until_one_of_the_three_has_ended(three: World) -> None:
    first, *_ = [await three.start(wanted=HELD) for _ in range(3)]
    with pytest.raises(LimitReached) as caught:
        await three.start(wanted=HELD)
    assert caught.value.message == (
        "3 things are being written for you already. Wait until one of them is done, or stop one."
    )
    assert caught.value.retry_after == RETRY_AFTER_SECONDS
    await three.engine.cancel(first.id)
    await three.start(wanted=HELD)
    with pytest.raises(LimitReached):
        await three.start(wanted=HELD)


async def test_a_run_that_ends_by_itself_makes_room(three: World) -> None:
    for _ in range(10):
        await three.engine.wait((await three.start()).id)
    assert await three.used() == 10


async def test_a_hundred_starts_at_the_same_time_never_pass_three(three: World) -> None:
    outcomes = await three.start_many(100, wanted=HELD)
    assert sum(isinstance(outcome, Run) for outcome in outcomes) == 3
    assert sum(isinstance(outcome, LimitReached) for outcome in outcomes) == 97


async def test_a_refused_run_leaves_nothing(three: World) -> None:
    await three.start_many(3, wanted=HELD)
    with pytest.raises(LimitReached):
        await three.start(wanted=HELD)
    assert await three.used() == 3
    async with three.database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM runs"))).scalar_one() == 3
        assert (await connection.execute(text("SELECT running, most FROM running_streams"))).one() == (3, 3)


async def test_however_many_watch_a_run_it_is_one(three: World) -> None:
    run = await three.start(wanted=HELD)
    tabs = [three.engine.follow(run.id) for _ in range(7)]
    assert all([await anext(tab) for tab in tabs])
    assert sum(isinstance(outcome, Run) for outcome in await three.start_many(2, wanted=HELD)) == 2
    for tab in tabs:
        await tab.aclose()


async def test_a_run_that_is_joined_by_its_key_is_not_refused(three: World) -> None:
    runs = [await three.start(key=str(number), wanted=HELD) for number in range(3)]
    assert (await three.start(key="1", wanted=HELD)).id == runs[1].id
    with pytest.raises(Conflict, match="used for a different request"):
        await three.start(key="1", wanted=Work(name="another"))


async def test_everybody_has_three_of_their_own(three: World) -> None:
    await three.start_many(3, wanted=HELD)
    assert all(isinstance(outcome, Run) for outcome in await three.start_many(3, owner=EVE.id, wanted=HELD))


async def test_kinds_that_do_not_count_are_neither_counted_nor_refused(three: World) -> None:
    for _ in range(5):
        await three.engine.start(FREE_KIND, ADA.id, HELD)
    assert all(isinstance(outcome, Run) for outcome in await three.start_many(3, wanted=HELD))
    await three.engine.start(FREE_KIND, ADA.id, HELD)


async def test_those_that_wait_for_their_turn_count(tmp_path: Path) -> None:
    world = await World(tmp_path / "rows.sqlite3", {}, most_streams=3, max_running=1).open()
    assert sum(isinstance(outcome, Run) for outcome in await world.start_many(9, wanted=HELD)) == 3
    await world.close()


async def test_runs_of_another_process_count(three: World) -> None:
    await elsewhere(three, 2)
    await three.start(wanted=HELD)
    with pytest.raises(LimitReached):
        await three.start(wanted=HELD)


async def test_those_of_a_process_that_died_stop_counting(three: World) -> None:
    await elsewhere(three, 3, age=FADE_SECONDS - 1)
    with pytest.raises(LimitReached):
        await three.start(wanted=HELD)
    three.clock.now += 1
    await three.start(wanted=HELD)


async def test_what_is_refused_for_another_reason_is_told_as_that(three: World) -> None:
    again = PlainStatement("INSERT INTO users (id, name, created_at) VALUES (:id, 'Ada again', 0)", {"id": ADA.id})
    await three.start_many(3, wanted=HELD)
    with pytest.raises(Conflict, match="This was done already"):
        await three.start(wanted=HELD, first=(again,))


async def test_one_at_a_time_is_said_in_the_singular(tmp_path: Path) -> None:
    world = await World(tmp_path / "rows.sqlite3", {}, most_streams=1).open()
    await world.start(wanted=HELD)
    with pytest.raises(LimitReached, match="Something is being written for you already"):
        await world.start(wanted=HELD)
    await world.close()


async def test_without_a_limit_any_number_streams(tmp_path: Path) -> None:
    world = await World(tmp_path / "rows.sqlite3", {}).open()
    assert all(isinstance(outcome, Run) for outcome in await world.start_many(30, wanted=HELD))
    await world.close()


async def test_the_limit_that_was_lowered_holds_at_once(three: World) -> None:
    runs = await asyncio.gather(*(three.start(wanted=HELD) for _ in range(3)))
    three.engine._most_streams = 1
    for run in runs[:2]:
        await three.engine.cancel(run.id)
    with pytest.raises(LimitReached):
        await three.start(wanted=HELD)
    await three.engine.cancel(runs[2].id)
    assert msgspec.json.decode((await three.start(wanted=HELD)).input, type=Work) == HELD
