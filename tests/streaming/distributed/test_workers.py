"""Workers that stop a run when they are told, hand back what others can go on with, and take over from the dead."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial

import pytest

from app.errors import Unavailable
from app.streaming import Emit, Finish, Kind, RunContext, RunState
from app.streaming.distributed import remote_runner, worker
from tests.streaming.distributed.house import TAKE_OVER_SECONDS, House, until
from tests.streaming.world import Script, counting, names, payload, read_to_end, read_until


@pytest.mark.parametrize("redis", ["answers", "is away"])
async def test_a_run_is_stopped_from_a_process_that_did_not_begin_it(house: House, redis: str) -> None:
    script = Script()
    web, other = await house.web(script.kind()), await house.web(script.kind())
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    if redis == "is away":
        house.redis.stop()
    stopped = await other.cancel(run.id, "ann")
    assert (stopped.state, stopped.stopping) == (RunState.CANCELLED, True)
    assert script.closed.is_set()
    assert names(await read_to_end(web, run)) == ["a", "cancelled"]
    assert await web.cancel(run.id) == stopped
    if redis == "is away":
        house.redis.start()


async def test_a_run_that_nobody_has_taken_is_stopped_at_once(house: House) -> None:
    script = Script()
    web = await house.web(script.kind())
    run = await web.start("script", "ann", None)
    assert (await web.cancel(run.id)).state is RunState.CANCELLED
    await house.worker(script.kind())
    assert names(await read_to_end(web, run)) == ["cancelled"]
    assert script.starts == 0


async def test_who_comes_while_a_run_is_being_stopped_may_wait_for_its_end(house: House) -> None:
    script = Script()
    web, other = await house.web(script.kind()), await house.web()
    await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    await other.let_end(run.id)
    assert not (await other.get(run.id)).state.ended
    stopping = asyncio.ensure_future(web.cancel(run.id))
    await until(lambda: house.place.rows("SELECT stopping FROM runs")[0][0])
    await other.let_end(run.id)
    assert (await other.get(run.id)).state is RunState.CANCELLED
    await stopping


async def test_a_viewer_on_any_process_keeps_a_run(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_runner, "LEASE_SECONDS", 0.02)
    script = Script()
    web, other = await house.web(script.kind()), await house.web()
    made = await house.worker(script.kind())
    run = await web.start("script", "ann", None, abandon_after=0.5)
    script.say("a")
    follower = other.follow(run.id)
    assert names(list(await anext(follower))) == ["a"]
    feed = made.worker.roster.feeds[run.id]
    await until(lambda: feed.leases.seconds_left(made.engine.monotonic()) > 0)
    gone = asyncio.ensure_future(web.wait(run.id))
    done, _ = await asyncio.wait({gone}, timeout=1.5)
    assert not done
    await follower.aclose()
    assert (await gone).state is RunState.ABANDONED
    assert script.closed.is_set()


async def test_viewers_that_cannot_be_asked_are_not_taken_to_have_left(house: House) -> None:
    script = Script()
    web = await house.web(script.kind())
    made = await house.worker(script.kind())
    run = await web.start("script", "ann", None, abandon_after=30)
    script.say("a")
    await read_until(web, run, 1)
    feed = made.worker.roster.feeds[run.id]
    house.redis.stop()
    feed.leases.release(0, made.engine.monotonic())
    await until(lambda: feed.leases.seconds_left(made.engine.monotonic()) > 0)
    house.redis.start()
    script.finish()
    assert names(await read_to_end(web, run)) == ["a", "done"]


class Steps:
    """A resumable run of two steps that waits between them to be allowed on."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.allowed = asyncio.Event()
        self.starts = 0

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        self.starts += 1
        first = await context.step("first", counting(self.calls, "first", 1), int)
        yield Emit("first", first, once="first")
        await self.allowed.wait()
        second = await context.step("second", counting(self.calls, "second", 2), int)
        yield Finish(first + second)

    def begun(self, times: int) -> bool:
        return self.starts == times

    def kind(self, *, resumable: bool = True) -> Kind:
        return Kind("steps", self.produce, resumable=resumable, max_attempts=2)


async def test_a_worker_that_is_to_go_hands_back_what_another_goes_on_with(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, by the queue: nobody waits until it is found."""
    monkeypatch.setattr(worker, "WAITING_SECONDS", 3_600)
    steps, queued = Steps(), Script()
    web = await house.web(steps.kind(), queued.kind())
    going = await house.worker(steps.kind(), queued.kind(), max_running=1)
    run = await web.start("steps", "ann", None)
    waiting = await web.start("script", "ann", None)
    await read_until(web, run, 1)
    watching = asyncio.ensure_future(read_to_end(web, run))
    await going.close(timeout=5)
    left = await web.get(run.id)
    assert (left.state, left.worker, left.attempts) == (RunState.RUNNING, None, 0)
    steps.allowed.set()
    queued.finish()
    await house.worker(steps.kind(), queued.kind())
    assert names(await watching) == ["first", "done"]
    assert (await web.wait(waiting.id)).state is RunState.DONE
    assert (steps.calls, steps.starts) == (["first", "second"], 2)


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_dead_workers_run_is_taken_over_or_ended_once(house: House, *, resumable: bool) -> None:
    steps = Steps()
    kind = steps.kind(resumable=resumable)
    web = await house.web(kind)
    dead = await house.worker(kind)
    run = await web.start("steps", "ann", None)
    await read_until(web, run, 1)
    watching = asyncio.ensure_future(read_to_end(web, run))
    await dead.kill()
    for _ in range(2):
        await house.worker(kind)
    house.silence()
    steps.allowed.set()
    assert names(await watching) == ["first", "done" if resumable else "interrupted"]
    assert steps.calls == (["first", "second"] if resumable else ["first"])
    assert (await web.get(run.id)).epoch == 2


async def test_a_run_whose_workers_all_died_is_given_up(house: House) -> None:
    steps = Steps()
    web = await house.web(steps.kind())
    run = await web.start("steps", "ann", None)
    for number in range(2):
        dead = await house.worker(steps.kind())
        house.silence()
        await until(partial(steps.begun, number + 1))
        await dead.kill()
    await house.worker(steps.kind())
    house.silence()
    last = (await read_to_end(web, run))[-1]
    assert payload(last)["code"] == "crash_loop"


async def test_a_worker_that_was_taken_for_dead_lets_go_and_nobody_sees_anything_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, script = Steps(), Script()
    kinds = (steps.kind(), script.kind(resumable=True, max_attempts=5))
    web = await house.web(*kinds)
    paused = await house.worker(*kinds)
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    watching = asyncio.ensure_future(read_to_end(web, run))
    refused = Counter[str]()
    for word in ("beat", "held", "take_left"):
        monkeypatch.setattr(paused.worker._takings, word, partial(_refuse, refused, word))
    # What it had asked before may still be answered: it would take its own run.
    await until(lambda: refused["take_left"] > 0 and refused["beat"] + refused["held"] > 0)
    await house.worker(*kinds)
    house.silence()
    await until(lambda: script.starts == 2)
    script.say("b", "c", "d")
    await until(lambda: run.id not in paused.worker.roster.feeds)
    script.say("e")
    script.finish()
    log = await watching
    assert log == await web.events(run.id)
    assert [event.seq for event in log] == list(range(1, len(log) + 1))
    assert log[-1].name == "done"
    assert (await web.get(run.id)).epoch == 2


async def test_a_run_that_is_lost_is_let_go_also_while_nothing_can_be_read(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Or its place would be taken for ever."""
    script = Script()
    web = await house.web(script.kind())
    made = await house.worker(script.kind())
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    with monkeypatch.context() as patched:
        patched.setattr(made.engine.store, "get", _no_answer)
        house.place.change("UPDATE runs SET epoch = epoch + 1, worker = 'another'")
        await until(lambda: run.id not in made.worker.roster.feeds)
    assert script.closed.is_set()
    assert f"run {run.id} was lost" in caplog.text


async def _refuse(refused: Counter[str], word: str, *_asked: object) -> None:
    refused[word] += 1
    await _no_answer()


async def _no_answer(*_asked: object) -> None:
    """What a process hears that stands still."""
    raise Unavailable("It stands still.")


async def test_a_worker_that_lives_keeps_its_runs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    web = await house.web(script.kind())
    made = [await house.worker(script.kind()) for _ in range(2)]
    for one in made:
        monkeypatch.setattr(one.worker, "_take_over_seconds", 1.0)
    run = await web.start("script", "ann", None)
    script.say("a")
    await read_until(web, run, 1)
    [(begun, taken)] = house.place.rows("SELECT heartbeat_at, epoch FROM runs")
    seen_later_or_taken = "SELECT 1 FROM runs WHERE heartbeat_at > ? OR epoch <> ?"
    await until(lambda: house.place.rows(seen_later_or_taken, begun + 1.5, taken))
    assert house.place.rows("SELECT epoch FROM runs") == [(taken,)], "it was taken over from one who lives"
    script.finish()
    assert names(await read_to_end(web, run)) == ["a", "done"]
    assert script.starts == 1
    assert worker.BEATS * worker.LOOK_SECONDS < TAKE_OVER_SECONDS
