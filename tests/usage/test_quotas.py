"""A quota is never passed, and nothing counts that was not begun."""

import asyncio

import pytest
from sqlalchemy import text

from app.errors import Conflict, LimitReached, Unavailable
from app.streaming import PlainStatement, Run
from app.usage.service import Quotas
from tests.usage.world import ADA, EVE, Work, World

DAY = 86_400.0
REFUSED = PlainStatement("INSERT INTO users (id, name, created_at) VALUES (:id, 'Ada again', 0)", {"id": ADA.id})
"""A statement that fails, because the row is there already."""


async def test_a_hundred_starts_at_the_same_time_never_pass_a_limit_of_ten(world: World) -> None:
    outcomes = await world.start_many(100)
    begun = [outcome for outcome in outcomes if isinstance(outcome, Run)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, LimitReached)]
    assert (len(begun), len(refused)) == (10, 90)
    assert await world.used() == 10
    async with world.database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM runs"))).scalar_one() == 10


async def test_two_writers_of_one_database_do_not_pass_it_either(world: World) -> None:
    second = await World(world.path, {"letters": 10}).open()
    outcomes = await asyncio.gather(
        *((second if number % 2 else world).start() for number in range(40)), return_exceptions=True
    )
    await second.close()
    assert sum(isinstance(outcome, Run) for outcome in outcomes) == 10
    assert sum(isinstance(outcome, LimitReached) for outcome in outcomes) == 30


async def test_a_refusal_says_when_it_is_over(world: World) -> None:
    await world.start_many(10)
    with pytest.raises(LimitReached) as caught:
        await world.start()
    assert caught.value.message == "Today's 10 letters are used up. You can go on at midnight UTC, in 5 hours."
    assert caught.value.retry_after == 5 * 3600


async def test_a_refused_run_takes_nothing(world: World) -> None:
    with pytest.raises(Conflict):
        await world.start(first=(REFUSED,))
    assert await world.used() == 0


async def test_a_run_that_could_not_be_written_takes_nothing(world: World) -> None:
    world.engine.release_followers()
    with pytest.raises(Unavailable):
        await world.start()
    assert await world.used() == 0


async def test_a_run_that_is_joined_by_its_key_takes_nothing_also_when_all_is_used_up(world: World) -> None:
    first = await world.start(key="one")
    assert (await world.start(key="one")).id == first.id
    assert await world.used() == 1
    await world.start_many(9)
    assert (await world.start(key="one")).id == first.id
    with pytest.raises(LimitReached):
        await world.start(key="two")
    assert await world.used() == 10


async def test_a_hundred_of_the_same_key_take_one(world: World) -> None:
    runs = await asyncio.gather(*(world.start(key="one") for _ in range(100)))
    assert len({run.id for run in runs}) == 1
    assert await world.used() == 1


async def test_what_is_refused_for_another_reason_is_told_as_that(world: World) -> None:
    await world.start(key="one", wanted=Work(name="a"))
    with pytest.raises(Conflict, match="used for a different request"):
        await world.start(key="one", wanted=Work(name="b"))


async def test_the_day_ends_at_midnight(world: World) -> None:
    await world.start_many(10)
    world.clock.now += 5 * 3600 - 1
    with pytest.raises(LimitReached) as caught:
        await world.start()
    assert caught.value.retry_after == 1
    assert caught.value.message.endswith("at midnight UTC, in 1 minute.")
    world.clock.now += 1
    assert await world.used() == 0
    await world.start()
    assert await world.used() == 1


async def test_features_and_people_have_quotas_of_their_own(world: World) -> None:
    await world.start_many(10)
    await world.start("ai_text_messages")
    await world.start(owner=EVE.id)
    assert (await world.used(), await world.used("ai_text_messages"), await world.used(owner=EVE.id)) == (10, 1, 1)


async def test_without_a_limit_uses_are_counted_and_nothing_is_refused(world: World) -> None:
    outcomes = await world.start_many(30, "tailorings")
    assert all(isinstance(outcome, Run) for outcome in outcomes)
    assert await world.used("tailorings") == 30
    assert await world.quotas.warning(ADA.id, "tailorings") is None


async def test_a_limit_that_was_lowered_holds_at_once_and_one_that_was_taken_away_does_not(world: World) -> None:
    await world.start_many(10)
    world.quotas = Quotas(world.database, {"letters": 3}, world.clock)
    with pytest.raises(LimitReached, match="Today's 3 letters are used up"):
        await world.start()
    usage = {usage.feature: usage for usage in await world.quotas.usage_of(ADA.id)}["letters"]
    assert (usage.used, usage.limit, usage.remaining) == (10, 3, 0)
    world.quotas = Quotas(world.database, clock=world.clock)
    await world.start()
    assert await world.used() == 11


async def test_the_whole_of_today_is_told_for_every_feature(world: World) -> None:
    await world.start()
    told = [(one.feature, one.used, one.limit, one.remaining) for one in await world.quotas.usage_of(ADA.id)]
    assert told == [("ai_text_messages", 0, 500, 500), ("letters", 1, 10, 9), ("tailorings", 0, None, None)]
    assert {one.resets_at for one in await world.quotas.usage_of(ADA.id)} == {"2026-03-03T00:00:00Z"}


async def test_each_of_the_last_days_is_told_and_days_of_long_ago_are_forgotten(world: World) -> None:
    await world.start()
    await world.start(owner=EVE.id)
    world.clock.now += 2 * DAY
    await world.start("tailorings")
    days = [(day.day, day.used) for day in await world.quotas.days(ADA.id, 4)]
    assert days == [
        ("2026-03-01", {}),
        ("2026-03-02", {"letters": 1}),
        ("2026-03-03", {}),
        ("2026-03-04", {"tailorings": 1}),
    ]
    world.clock.now += 399 * DAY
    await world.start()
    assert len([day for day in await world.quotas.days(ADA.id, 1_000) if day.used]) == 2
    assert len([day for day in await world.quotas.days(EVE.id, 1_000) if day.used]) == 1, "hers are hers to forget"


async def test_an_administrator_is_told_what_each_person_used_today(world: World) -> None:
    await world.start()
    world.clock.now += DAY
    await world.start_many(2)
    await world.start("tailorings", owner=EVE.id)
    assert await world.quotas.used_today_by_owner() == {ADA.id: {"letters": 2}, EVE.id: {"tailorings": 1}}
