"""Starting, following and ending a run."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.errors import Conflict, NotFound, StepFailed
from app.streaming import Emit, Finish, Kind, RunContext, RunState
from tests.streaming.world import Script, World, names, payload, producing, read_to_end, read_until


async def test_a_run_says_its_events_in_order_and_ends_with_its_result(world: World) -> None:
    items = (Emit("progress", {"step": 0}), Emit("text", "né"), Finish({"score": 7}, data={"url": "/x"}))
    engine = await world.engine(Kind("k", producing(*items), resumable=False))
    run = await engine.start("k", "ann", {"a": 1})
    events = await read_to_end(engine, run)
    assert [(event.seq, event.name, payload(event)) for event in events] == [
        (1, "progress", {"step": 0}),
        (2, "text", "né"),
        (3, "done", {"url": "/x"}),
    ]
    ended = await engine.get(run.id, "ann")
    assert (ended.state, ended.result, ended.last_seq) == (RunState.DONE, b'{"score":7}', 3)
    assert ended.created_at <= (ended.started_at or 0) <= (ended.ended_at or 0)


async def test_a_producer_without_a_finish_is_done_with_nothing(world: World) -> None:
    engine = await world.engine(Kind("k", producing(Emit("a")), resumable=False))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert (run.state, run.result) == (RunState.DONE, b"null")


async def test_an_expected_error_is_told_with_its_code_sentence_and_step(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a")
    script.fail(StepFailed("The posting is empty.", step=1))
    last = (await read_to_end(engine, run))[-1]
    assert (last.seq, last.name) == (2, "failed")
    assert payload(last) == {
        "code": "step_failed",
        "message": "The posting is empty.",
        "retryable": False,
        "step": 1,
    }
    assert (await engine.get(run.id)).error == last.data


async def test_an_unexpected_error_is_logged_and_not_told(world: World, caplog: pytest.LogCaptureFixture) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.fail(RuntimeError("/etc/secret is unreadable"))
    last = (await read_to_end(engine, run))[-1]
    assert payload(last)["code"] == "internal"
    assert b"secret" not in last.data
    assert "secret" in caplog.text


async def test_a_task_of_the_producer_that_is_cancelled_does_not_leave_the_run_open(world: World) -> None:
    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit("a")
        stray = asyncio.ensure_future(asyncio.Event().wait())
        stray.cancel()
        await stray

    engine = await world.engine(Kind("k", produce, resumable=False))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.state is RunState.FAILED


async def test_a_run_over_its_deadline_fails_and_keeps_its_events(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script()
    script.say("a")
    engine = await world.engine(script.kind(deadline=3600.0))
    run = await engine.start("script", "ann", None)
    await read_until(engine, run, 1)
    loop, time_of = asyncio.get_running_loop(), asyncio.get_running_loop().time
    monkeypatch.setattr(loop, "time", lambda: time_of() + 3600.0)
    events = await read_to_end(engine, run)
    assert names(events) == ["a", "failed"]
    assert payload(events[-1])["code"] == "deadline_exceeded"
    assert script.closed.is_set()


async def test_text_without_utf8_and_nul_break_nothing(world: World) -> None:
    items = (Emit("text", {"t\ud800": ["x\ud83d\0y"]}), Finish("\udfff"))
    engine = await world.engine(Kind("k", producing(*items), resumable=False))
    run = await engine.start("k", "ann", {"q": "\ud800"})
    events = await read_to_end(engine, run)
    assert payload(events[0]) == {"t\ufffd": ["x\ufffd\0y"]}
    ended = await engine.get(run.id)
    assert (ended.state, ended.result) == (RunState.DONE, '"\ufffd"'.encode())


async def test_a_value_that_is_not_json_fails_the_run(world: World) -> None:
    engine = await world.engine(Kind("k", producing(Finish(object())), resumable=False))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.state is RunState.FAILED


async def test_nobody_gets_a_neighbours_run(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    with pytest.raises(NotFound):
        await engine.get(run.id, "bob")
    with pytest.raises(NotFound):
        await engine.cancel(run.id, "bob")
    with pytest.raises(NotFound):
        await anext(engine.follow("run_unknown"))
    with pytest.raises(NotFound):
        await engine.events("run_unknown")
    assert (await engine.get(run.id, "ann")).id == run.id


async def test_runs_over_the_limit_wait_in_the_order_of_their_start(world: World) -> None:
    order: list[bytes] = []
    gate = asyncio.Event()

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        order.append(context.input)
        await gate.wait()
        yield Finish()

    engine = await world.engine(Kind("k", produce, resumable=False), max_running=1)
    runs = [await engine.start("k", "ann", number) for number in range(5)]
    assert engine.running == 1
    assert (await engine.get(runs[4].id)).state is RunState.QUEUED
    gate.set()
    for run in runs:
        assert (await engine.wait(run.id)).state is RunState.DONE
    assert order == [b"0", b"1", b"2", b"3", b"4"]


async def test_as_many_run_beside_each_other_as_are_allowed(world: World) -> None:
    together: list[int] = []
    gate = asyncio.Event()

    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        together.append(engine.running)
        await gate.wait()
        yield Finish()

    engine = await world.engine(Kind("k", produce, resumable=False), max_running=2)
    runs = [await engine.start("k", "ann", number) for number in range(5)]
    assert engine.running == 2
    gate.set()
    for run in runs:
        assert (await engine.wait(run.id)).state is RunState.DONE
    assert len(together) == 5
    assert max(together) == 2


async def test_a_fast_producer_waits_for_the_commits(world: World) -> None:
    ahead: list[int] = []

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        feed = await engine.feed(context.run.id)
        for number in range(2_000):
            yield Emit("n", number)
            ahead.append(feed.seq - feed.committed)

    engine = await world.engine(Kind("k", produce, resumable=False))
    run = await engine.start("k", "ann", None)
    events = await read_to_end(engine, run)
    assert [event.seq for event in events] == list(range(1, 2_002))
    assert max(ahead) <= 256


async def test_a_crowd_of_events_is_read_in_few_batches(world: World) -> None:
    engine = await world.engine(Kind("k", producing(*[Emit("n")] * 10_000), resumable=False))
    run = await engine.start("k", "ann", None)
    await engine.wait(run.id)
    batches = [batch async for batch in engine.follow(run.id)]
    assert [event.seq for batch in batches for event in batch] == list(range(1, 10_002))
    assert len(batches) == 3


async def test_nothing_is_shown_before_it_is_committed(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    for number in range(1, 30):
        script.say("n")
        seen = await read_until(engine, run, number)
        assert seen[-1].seq <= world.last_stored(run.id)


async def test_a_name_of_a_run_is_used_once(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    await engine.start("script", "ann", None, run_id="run_mine")
    with pytest.raises(Conflict):
        await engine.start("script", "ann", None, run_id="run_mine")
    await engine.cancel("run_mine")
    with pytest.raises(Conflict):
        await engine.start("script", "ann", None, run_id="run_mine")


async def test_kinds_have_one_name_each_and_must_be_known(world: World) -> None:
    engine = await world.engine(Script().kind())
    with pytest.raises(ValueError, match="registered already"):
        engine.register(Script().kind())
    with pytest.raises(LookupError):
        await engine.start("unknown", "ann", None)
