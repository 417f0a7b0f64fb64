"""Cursors, heartbeats, resets: what a reader gets, wherever it begins."""

import asyncio
import gc

import pytest

from app.streaming import Emit, Engine, Finish, Kind, Run, RunState, feed
from app.streaming.follower import BATCH_BYTES
from tests.streaming.world import Script, World, names, payload, producing, read_to_end, read_until


async def _three_and_done(world: World) -> tuple[Engine, Run]:
    engine = await world.engine(Kind("k", producing(Emit("a"), Emit("b"), Emit("c")), resumable=False))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    return engine, run


@pytest.mark.parametrize("after", [0, 1, 2, 3])
async def test_a_cursor_gets_what_is_behind_it(world: World, after: int) -> None:
    engine, run = await _three_and_done(world)
    assert names(await read_to_end(engine, run, after)) == ["a", "b", "c", "done"][after:]
    assert names(await engine.events(run.id, after)) == ["a", "b", "c", "done"][after:]


async def test_a_cursor_at_the_end_gets_the_end_again_only_when_asked(world: World) -> None:
    engine, run = await _three_and_done(world)
    assert await read_to_end(engine, run, 4) == []
    assert names(await read_to_end(engine, run, 4, repeat_end=True)) == ["done"]
    assert names(await read_to_end(engine, run, 3, repeat_end=True)) == ["done"]


@pytest.mark.parametrize("after", [-1, 5, 10**9])
async def test_an_unknown_cursor_gets_a_snapshot(world: World, after: int) -> None:
    engine, run = await _three_and_done(world)
    (reset,) = await read_to_end(engine, run, after, repeat_end=True)
    assert (reset.name, reset.seq) == ("reset", 4)
    snapshot = payload(reset)
    assert (snapshot["state"], snapshot["last_seq"]) == ("done", 4)
    assert [(event["seq"], event["name"]) for event in snapshot["events"]] == [
        (1, "a"), (2, "b"), (3, "c"), (4, "done"),
    ]  # fmt: skip


async def test_a_pruned_cursor_gets_a_snapshot(world: World) -> None:
    engine, run = await _three_and_done(world)
    world.change("DELETE FROM run_events WHERE seq <= 2")
    (reset,) = await read_to_end(engine, run, 1)
    assert [event["seq"] for event in payload(reset)["events"]] == [3, 4]
    assert names(await read_to_end(engine, run, 2)) == ["c", "done"]


async def test_after_a_snapshot_it_goes_on_live(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a", "b")
    await read_until(engine, run, 2)
    follower = engine.follow(run.id, 99)
    (reset,) = await anext(follower)
    assert (reset.name, reset.seq, payload(reset)["state"]) == ("reset", 2, "running")
    script.say("c")
    script.finish()
    assert [event.name async for batch in follower for event in batch] == ["c", "done"]


async def test_silence_gives_empty_batches_and_then_it_goes_on(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    follower = engine.follow(run.id, heartbeat=0.01)
    assert [await anext(follower) for _ in range(3)] == [(), (), ()]
    script.say("a")
    batch = await anext(follower)
    while not batch:
        batch = await anext(follower)
    assert names(list(batch)) == ["a"]


async def test_all_that_is_new_comes_in_one_batch(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    follower = engine.follow(run.id)
    script.say("a")
    await anext(follower)
    script.say(*["b"] * 50)
    await read_until(engine, run, 51)
    assert len(await anext(follower)) == 50


async def test_a_reader_far_behind_the_tail_misses_nothing(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    slow = engine.follow(run.id)
    script.say("first")
    seen = list(await anext(slow))
    script.say(*["n"] * 9_000)
    await read_until(engine, run, 9_001)
    assert (await engine.feed(run.id)).since(1) is None
    script.finish()
    seen += [event async for batch in slow for event in batch]
    assert [event.seq for event in seen] == list(range(1, 9_003))


async def test_the_tail_is_bounded_in_bytes(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    for _ in range(30):
        script._items.put_nowait(Emit("big", "x" * 100_000))
    assert len(await read_until(engine, run, 30)) == 30
    assert (await engine.feed(run.id))._tail_bytes <= 1 << 20


async def test_a_thousand_reconnects_start_the_producer_once(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    seen: list[int] = []
    for number in range(1_000):
        script.say("n")
        follower = engine.follow(run.id, len(seen))
        seen += [event.seq for event in await anext(follower)]
        if number % 2:
            await follower.aclose()
    script.finish()
    seen += [event.seq for event in await read_to_end(engine, run, len(seen))]
    assert seen == list(range(1, 1_002))
    assert script.starts == 1


async def test_five_hundred_readers_that_never_read_hold_nothing(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("n")
    stuck = [engine.follow(run.id) for _ in range(500)]
    for follower in stuck:
        await anext(follower)
    script.say(*["n"] * 500)
    assert len(await read_until(engine, run, 501)) == 501
    assert (await engine.feed(run.id))._waiters == []
    gc.collect()


async def test_a_follower_that_is_cancelled_is_over(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("n")
    follower = engine.follow(run.id)
    await anext(follower)
    waiting = asyncio.ensure_future(anext(follower))
    await asyncio.wait({waiting}, timeout=0.01)
    waiting.cancel()
    await asyncio.wait({waiting})
    with pytest.raises(StopAsyncIteration):
        await anext(follower)
    assert (await engine.get(run.id)).state is RunState.RUNNING


@pytest.mark.parametrize("tail_bytes", [1 << 20, 10_000])
async def test_a_long_log_comes_in_batches_that_a_slow_reader_can_afford(
    world: World, monkeypatch: pytest.MonkeyPatch, tail_bytes: int
) -> None:
    """From memory and, where it has left that, from the store; an event that is larger comes by itself."""
    monkeypatch.setattr(feed, "TAIL_BYTES", tail_bytes)
    sizes = [3_000] * 40 + [50_000] + [10] * 1_000
    items = [Emit("n", "x" * size) for size in sizes]
    engine = await world.engine(Kind("k", producing(*items, Finish()), resumable=False))
    run = await engine.start("k", "ann", None)
    follower = engine.follow(run.id)
    batches = [await anext(follower)]
    await engine.wait(run.id)
    batches += [batch async for batch in follower]
    assert [event.seq for batch in batches for event in batch] == list(range(1, len(sizes) + 2))
    assert all(len(batch) == 1 or sum(len(event.data) for event in batch) <= BATCH_BYTES for batch in batches)
    assert len(batches) < 40
