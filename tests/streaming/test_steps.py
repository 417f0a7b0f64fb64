"""Steps are remembered: worked out once in a run's life."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from app.streaming import Emit, Finish, Kind, RunContext, RunState
from tests.streaming.world import World, counting, read_to_end, read_until


class Found(msgspec.Struct):
    words: tuple[str, ...]


async def test_calls_at_the_same_time_share_one_execution(world: World) -> None:
    calls: list[str] = []

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        work = counting(calls, "find", Found(("a", "b")))
        found = await asyncio.gather(*[context.step("find", work, Found) for _ in range(5)])
        found.append(await context.step("find", work, Found))
        yield Finish([list(one.words) for one in found])

    engine = await world.engine(Kind("k", produce, resumable=True))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.result == msgspec.json.encode([["a", "b"]] * 6)
    assert calls == ["find"]


async def test_a_step_that_failed_may_be_tried_again(world: World) -> None:
    tries: list[int] = []

    async def flaky() -> int:
        tries.append(1)
        if len(tries) < 3:
            raise ConnectionError
        return len(tries)

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        for _ in range(2):
            with pytest.raises(ConnectionError):
                await context.step("flaky", flaky, int)
        yield Finish(await context.step("flaky", flaky, int))

    engine = await world.engine(Kind("k", produce, resumable=True))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.result == b"3"


async def test_a_value_that_would_not_survive_a_crash_shows_at_once(world: World) -> None:
    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Finish(await context.step("odd", counting([], "odd", {"n": "text"}), dict[str, int]))

    engine = await world.engine(Kind("k", produce, resumable=True))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.state is RunState.FAILED


async def test_steps_done_are_not_done_again_after_a_crash(world: World) -> None:
    calls: list[str] = []
    gates = [asyncio.Event(), asyncio.Event()]

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        yield Emit("progress", 0, once="0")
        first, second = await asyncio.gather(
            context.step("first", counting(calls, "first", 1), int),
            context.step("second", counting(calls, "second", 2), int),
        )
        yield Emit("progress", 1, once="1")
        await gates[len(calls) > 2].wait()
        third = await context.step("third", counting(calls, "third", 3), int)
        yield Finish(first + second + third)

    kind = Kind("k", produce, resumable=True)
    engine = await world.engine(kind)
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 2)
    await world.crash(engine)
    gates[0].set()
    engine = await world.engine(kind)
    events = await read_to_end(engine, run)
    assert [(event.seq, event.name, event.data) for event in events] == [
        (1, "progress", b"0"),
        (2, "progress", b"1"),
        (3, "done", b"{}"),
    ]
    assert sorted(calls) == ["first", "second", "third"]
    ended = await engine.get(run.id)
    assert (ended.result, ended.attempts) == (b"6", 2)


async def test_a_text_shown_while_it_is_written_is_asked_for_before_it_is_written_again(world: World) -> None:
    written: list[str] = []
    blocked = asyncio.Event()

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        for part in ("first", "second"):
            if context.recall(part, str) is None:
                yield Emit("text", part)
                written.append(part)
                await context.step(part, counting([], part, part.upper()), str)
            if part == "first" and not blocked.is_set():
                yield Emit("waiting", once="waiting")
                await blocked.wait()
        yield Finish([context.recall("first", str), context.recall("second", str)])

    kind = Kind("k", produce, resumable=True)
    engine = await world.engine(kind)
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 2)
    await world.crash(engine)
    blocked.set()
    engine = await world.engine(kind)
    events = await read_to_end(engine, run)
    assert [event.data for event in events if event.name == "text"] == [b'"first"', b'"second"']
    assert written == ["first", "second"]
    assert (await engine.get(run.id)).result == b'["FIRST","SECOND"]'


async def test_a_remembered_value_of_an_older_shape_is_worked_out_again(world: World) -> None:
    calls: list[str] = []
    blocked = asyncio.Event()

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        found = await context.step("find", counting(calls, "find", Found(("a",))), Found)
        yield Emit("found", once="found")
        await blocked.wait()
        yield Finish(found.words)

    engine = await world.engine(Kind("k", produce, resumable=True))
    run = await engine.start("k", "ann", None)
    await read_until(engine, run, 1)
    await world.crash(engine)
    world.change("UPDATE run_steps SET value = ?", b'{"old": 1}')
    blocked.set()
    engine = await world.engine(Kind("k", produce, resumable=True))
    assert (await engine.wait(run.id)).result == b'["a"]'
    assert calls == ["find", "find"]
    assert world.rows("SELECT value FROM run_steps") == [(b'{"words":["a"]}',)]


async def test_one_who_gives_up_waiting_does_not_cancel_the_step_for_others(world: World) -> None:
    gate = asyncio.Event()

    async def slow() -> int:
        await gate.wait()
        return 7

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        waiting = [asyncio.ensure_future(context.step("slow", slow, int)) for _ in range(2)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.wait(waiting[:1])
        gate.set()
        yield Finish(await waiting[1])

    engine = await world.engine(Kind("k", produce, resumable=True))
    run = await engine.wait((await engine.start("k", "ann", None)).id)
    assert run.result == b"7"
