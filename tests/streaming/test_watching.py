"""Viewers' leases, on a clock that the test moves; runs that nobody watches are given up."""

import asyncio

import pytest

from app.streaming import RunState
from app.streaming.leases import Leases
from tests.streaming.world import Clock, Script, World, names, read_until


def test_the_last_lease_starts_the_count() -> None:
    leases = Leases(now=0)
    assert leases.unwatched_for(7) == 7
    leases.renew(1, until=20)
    leases.renew(2, until=12)
    assert leases.unwatched_for(11) == 0
    leases.release(1, now=13)
    assert leases.unwatched_for(15) == 2
    leases.renew(2, until=30)
    assert leases.unwatched_for(29) == 0
    assert leases.unwatched_for(34) == 4


async def test_a_run_that_nobody_ever_watched_is_abandoned(world: World) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(), monotonic=clock)
    run = await engine.start("script", "ann", None, abandon_after=30)
    detached = await engine.start("script", "ann", None)
    clock.now += 29.9
    engine.sweep()
    assert (await engine.get(run.id)).state is not RunState.ABANDONED
    clock.now += 0.1
    engine.sweep()
    assert (await engine.wait(run.id)).state is RunState.ABANDONED
    assert names(await engine.events(run.id)) == ["abandoned"]
    clock.now += 10_000
    engine.sweep()
    assert not (await engine.get(detached.id)).state.ended


@pytest.mark.parametrize("leaving", ["closed", "forgotten", "cancelled"])
async def test_the_grace_counts_from_the_last_viewers_leaving(world: World, leaving: str) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(), monotonic=clock)
    run = await engine.start("script", "ann", None, abandon_after=30)
    script.say("a")
    follower = engine.follow(run.id)
    await anext(follower)
    clock.now += 10
    if leaving == "closed":
        await follower.aclose()
    elif leaving == "cancelled":
        waiting = asyncio.ensure_future(anext(follower))
        await asyncio.wait({waiting}, timeout=0.01)
        waiting.cancel()
        await asyncio.wait({waiting})
    del follower
    clock.now += 29
    engine.sweep()
    assert not (await engine.get(run.id)).state.ended
    clock.now += 1
    engine.sweep()
    assert (await engine.wait(run.id)).state is RunState.ABANDONED
    assert script.closed.is_set()


async def test_a_viewer_whose_writes_block_loses_the_lease(world: World) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(), monotonic=clock, heartbeat=5)
    run = await engine.start("script", "ann", None, abandon_after=30)
    script.say("a")
    blocked = engine.follow(run.id)
    await anext(blocked)
    clock.now += 12
    engine.sweep()
    clock.now += 29
    engine.sweep()
    assert not (await engine.get(run.id)).state.ended
    clock.now += 1
    engine.sweep()
    assert (await engine.wait(run.id)).state is RunState.ABANDONED
    assert names(list(await anext(blocked))) == ["abandoned"]


async def test_a_viewer_that_goes_on_asking_keeps_the_run(world: World) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(), monotonic=clock)
    run = await engine.start("script", "ann", None, abandon_after=5)
    follower = engine.follow(run.id, heartbeat=0.005)
    for _ in range(20):
        assert await anext(follower) == ()
        clock.now += 1
        engine.sweep()
    assert not (await engine.get(run.id)).state.ended


async def test_a_follower_that_only_looks_on_keeps_nothing_alive(world: World) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(), monotonic=clock)
    run = await engine.start("script", "ann", None, abandon_after=5)
    follower = engine.follow(run.id, heartbeat=0.005, keep_alive=False)
    assert await anext(follower) == ()
    clock.now += 5
    engine.sweep()
    assert (await engine.wait(run.id)).state is RunState.ABANDONED


async def test_the_engine_sweeps_by_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.streaming.engine.SWEEP_SECONDS", 0.005)
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None, abandon_after=0.01)
    assert (await engine.wait(run.id)).state is RunState.ABANDONED


async def test_a_run_taken_up_again_gets_its_whole_grace(world: World) -> None:
    clock, script = Clock(), Script()
    engine = await world.engine(script.kind(resumable=True), monotonic=clock)
    run = await engine.start("script", "ann", None, abandon_after=30)
    script.say("a")
    await read_until(engine, run, 1)
    await world.crash(engine)
    clock.now += 1_000
    engine = await world.engine(script.kind(resumable=True), monotonic=clock)
    clock.now += 29
    engine.sweep()
    assert not (await engine.get(run.id)).state.ended
