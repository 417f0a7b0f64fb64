"""Runs that are begun in one process, made in another, and watched in all."""

import asyncio
import signal

import pytest

from app.errors import NotFound, Unavailable
from app.streaming import Emit, Event, Kind, RunState
from app.streaming.distributed import live_reader, publisher, remote_runner, worker
from app.streaming.distributed.postgres_store import PostgresStore
from app.streaming.distributed.remote_runner import RemoteRunner
from tests.services.postgres import PostgresCluster
from tests.streaming.distributed.house import House, Measuring, read_on, until
from tests.streaming.world import Script, names, read_to_end, read_until


async def test_a_run_is_begun_here_made_there_and_watched_everywhere(house: House) -> None:
    script = Script()
    here, there = await house.web(script.kind()), await house.web()
    made = await house.worker(script.kind())
    run = await here.start("script", "ann", {"a": 1})
    watching = [asyncio.ensure_future(read_to_end(engine, run)) for engine in (here, there, made.engine)]
    for number in range(50):
        script.say(f"n{number}")
    await read_until(there, run, 50)
    script.finish({"score": 7})
    logs = [await one for one in watching]
    assert logs[0] == logs[1] == logs[2] == await there.events(run.id)
    assert names(logs[0]) == [*(f"n{number}" for number in range(50)), "done"]
    assert [event.seq for event in logs[0]] == list(range(1, 52))
    ended = await there.get(run.id, "ann")
    assert (ended.state, ended.result, ended.attempts, ended.worker) == (RunState.DONE, b'{"score":7}', 1, None)
    assert await here.wait(run.id) == ended
    assert (here.running, script.starts) == (0, 1)
    with pytest.raises(NotFound):
        await anext(there.follow("run_unknown"))


async def test_live_events_come_without_asking_the_log(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_reader, "CHECK_SECONDS", 3_600)
    script = Script()
    web = await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("first")
    follower = web.follow(run.id)
    seen = list(await anext(follower))
    with monkeypatch.context() as without_log:
        without_log.delattr(PostgresStore, "events")
        script.say("a", "b")
        while len(seen) < 3:
            seen.extend(await anext(follower))
    assert names(seen) == ["first", "a", "b"]
    script.finish()


async def test_whoever_measures_a_server_is_told_how_long_the_oldest_run_has_waited_for_any_worker(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_runner, "QUEUE_SECONDS", 0.05)
    script = Script()
    server = await house.web(script.kind(), observer=Measuring())
    assert server.standing().waits_since is None
    oldest = await server.start("script", "ann", None)
    await server.start("script", "ben", None)
    await until(lambda: server.standing().waits_since == oldest.created_at)
    await house.worker(script.kind())
    await until(lambda: server.standing().waits_since is None)


async def test_of_two_workers_one_makes_a_run_and_both_have_work(house: House) -> None:
    made: list[bytes] = []

    async def produce(context: object) -> object:
        made.append(context.input)  # type: ignore[attr-defined] # a RunContext
        yield Emit("n")

    kind = Kind("k", produce, resumable=False)  # type: ignore[arg-type]
    web = await house.web(kind)
    for _ in range(2):
        await house.worker(kind, max_running=2)
    runs = [await web.start("k", "ann", number) for number in range(20)]
    for run in runs:
        assert names(await read_to_end(web, run)) == ["n", "done"]
    assert sorted(made, key=int) == [str(number).encode() for number in range(20)]


async def test_a_run_that_the_queue_has_lost_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WAITING_SECONDS", 0)
    script = Script()
    script.finish()
    web = await house.web(script.kind())
    house.redis.stop()
    run = await web.start("script", "ann", None)
    await house.worker(script.kind())
    assert names(await read_to_end(web, run)) == ["done"]
    house.redis.start()


async def test_a_redis_that_is_restarted_in_the_middle_costs_nothing(house: House) -> None:
    script = Script()
    web = await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    watching = asyncio.ensure_future(read_to_end(web, run))
    script.say(*["before"] * 5)
    await read_until(web, run, 5)
    house.redis.stop()
    script.say(*["without"] * 5)
    await read_until(web, run, 10)
    house.redis.start()
    script.say(*["after"] * 5)
    await read_until(web, run, 15)
    script.finish()
    assert names(await watching) == ["before"] * 5 + ["without"] * 5 + ["after"] * 5 + ["done"]
    assert [event.seq for event in await watching] == list(range(1, 17))


async def test_a_reader_behind_a_stream_that_was_cut_reads_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "KEPT_EVENTS", 1)
    monkeypatch.setattr(live_reader, "PAUSE_SECONDS", 0.3)
    script = Script()
    web = await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    follower = web.follow(run.id)
    script.say("first")
    seen = list(await anext(follower))
    script.say(*["n"] * 1_000)
    script.finish()
    seen += [event async for batch in follower for event in batch]
    assert [event.seq for event in seen] == list(range(1, 1_003))


async def test_an_event_that_does_not_join_what_is_known_is_looked_for_in_the_log(house: House) -> None:
    script = Script()
    web = await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("first")
    await read_until(web, run, 1)
    runner, feed = web._runner, await web.feed(run.id)
    assert isinstance(runner, RemoteRunner)
    runner._live._show(run.id, [(b"7-0", {b"n": b"strange", b"d": b"{}"})])
    assert feed.committed == 1
    script.say("second")
    script.finish()
    assert names(await read_to_end(web, run)) == ["first", "second", "done"]


async def test_who_has_heard_more_than_has_come_to_this_process_hears_nothing_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader whose line broke asks the next server, which may be a moment behind the last one."""
    monkeypatch.setattr(live_reader, "CHECK_SECONDS", 3_600)
    script = Script()
    web, behind = await house.web(script.kind()), await house.web()
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("a")
    follower = behind.follow(run.id)
    assert names(list(await anext(follower))) == ["a"]
    with monkeypatch.context() as nothing_comes:
        assert isinstance(behind._runner, RemoteRunner)
        nothing_comes.setattr(behind._runner._live, "_show", lambda *_: None)
        script.say("b", "c")
        heard = await read_until(web, run, 3)
        assert (await behind.feed(run.id)).committed == 1
        coming = behind.follow(run.id, heard[-1].seq)
        waiting = asyncio.ensure_future(anext(coming))
        assert names(list(await anext(follower))) == ["b", "c"]
    script.say("d")
    script.finish()
    rest = list(await waiting) + [event async for batch in coming for event in batch]
    assert names(rest) == ["d", "done"]
    await follower.aclose()


async def test_a_process_that_goes_leaves_its_runs_to_go_on(house: House) -> None:
    script = Script()
    web, other = await house.web(script.kind()), await house.web()
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    feed = await web.feed(run.id)
    waiting = asyncio.ensure_future(web.wait(run.id))
    await until(lambda: feed._waiters)
    follower = web.follow(run.id)
    assert names(list(await anext(follower))) == ["a"]
    await web.drain(5)
    with pytest.raises(Unavailable):
        await waiting
    assert [batch async for batch in follower] == []
    script.say("b")
    script.finish()
    assert names(await read_to_end(other, run)) == ["a", "b", "done"]


async def test_a_store_that_is_restarted_in_the_middle_ends_no_run(house: House, postgres: PostgresCluster) -> None:
    script = Script()
    web = await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    seen: list[Event] = []
    script.say("before")
    await read_on(web, run, seen, 1)
    postgres.stop(signal.SIGINT)
    script.say("without")
    await asyncio.sleep(0)
    postgres.start()
    script.say("after")
    script.finish()
    await read_on(web, run, seen, 4)
    assert names(seen) == ["before", "without", "after", "done"]
    assert script.starts == 1
