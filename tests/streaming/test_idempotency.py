"""The same key gives the same run; a slice's rows are written with it, or not at all."""

import asyncio

import pytest

from app.errors import Conflict
from app.streaming import PlainStatement, StatementError
from tests.streaming.world import Script, World

INSERT = "INSERT INTO letters (id, text) VALUES (:id, :text)"


def _with_letters(world: World) -> None:
    world.change("CREATE TABLE letters (id TEXT PRIMARY KEY, text TEXT NOT NULL)")


async def test_concurrent_starts_with_one_key_give_one_run(world: World) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    starts = [engine.start("script", "ann", {"b": 1, "a": 2}, key="once") for _ in range(50)]
    runs = await asyncio.gather(*starts)
    assert len({run.id for run in runs}) == 1
    assert world.rows("SELECT count(*) FROM runs") == [(1,)]
    script.finish()
    await engine.wait(runs[0].id)
    assert script.starts == 1
    again = await engine.start("script", "ann", {"a": 2, "b": 1}, key="once")
    assert (again.id, again.state.value) == (runs[0].id, "done")


async def test_a_key_for_another_input_is_a_conflict(world: World) -> None:
    engine = await world.engine(Script().kind())
    await engine.start("script", "ann", {"a": 1}, key="k")
    with pytest.raises(Conflict):
        await engine.start("script", "ann", {"a": 2}, key="k")


async def test_keys_belong_to_an_owner_and_a_kind(world: World) -> None:
    engine = await world.engine(Script().kind(), Script().kind("other"))
    wanted = [("script", "ann"), ("script", "bob"), ("other", "ann")]
    runs = [await engine.start(kind, owner, 1, key="k") for kind, owner in wanted]
    assert len({run.id for run in runs}) == 3
    assert (await engine.start("script", "ann", 1)).id != (await engine.start("script", "ann", 1)).id


async def test_a_key_holds_after_a_restart(world: World) -> None:
    script = Script()
    script.finish()
    engine = await world.engine(script.kind())
    run = await engine.wait((await engine.start("script", "ann", 1, key="k")).id)
    await world.drain(engine)
    engine = await world.engine(script.kind())
    assert (await engine.start("script", "ann", 1, key="k")).id == run.id


async def test_rows_are_written_with_the_run_and_not_for_a_repeated_key(world: World) -> None:
    engine = await world.engine(Script().kind())
    _with_letters(world)
    for text in ("first", "second\ud800"):
        await engine.start("script", "ann", 1, key="k", statements=[PlainStatement(INSERT, {"id": "x", "text": text})])
    assert world.rows("SELECT text FROM letters") == [("first",)]


async def test_a_row_that_exists_means_no_run(world: World) -> None:
    engine = await world.engine(Script().kind())
    _with_letters(world)
    row = PlainStatement(INSERT, {"id": "x", "text": "t\ud800"})
    await engine.start("script", "ann", 1, statements=[row])
    with pytest.raises(Conflict):
        await engine.start(
            "script", "ann", 1, run_id="run_2", statements=[PlainStatement(INSERT, {"id": "y", "text": ""}), row]
        )
    assert world.rows("SELECT id, text FROM letters") == [("x", "t\ufffd")]
    assert world.rows("SELECT count(*) FROM runs") == [(1,)]


async def test_a_wrong_statement_means_no_run_and_spares_the_others_of_its_group(world: World) -> None:
    engine = await world.engine(Script().kind())
    bad = [PlainStatement("INSERT INTO nowhere VALUES (:id)", {"id": 1})]
    starts = [engine.start("script", "ann", n, statements=bad if n == 3 else ()) for n in range(6)]
    outcomes = await asyncio.gather(*starts, return_exceptions=True)
    assert [isinstance(outcome, StatementError) for outcome in outcomes] == [n == 3 for n in range(6)]
    assert world.rows("SELECT count(*) FROM runs") == [(5,)]


async def test_a_caller_that_goes_away_while_starting_leaves_a_run_that_goes_on(world: World) -> None:
    script = Script()
    script.finish(1)
    engine = await world.engine(script.kind())
    starting = asyncio.ensure_future(engine.start("script", "ann", 1, run_id="run_left"))
    await asyncio.sleep(0)
    starting.cancel()
    await asyncio.wait({starting})
    assert starting.cancelled()
    assert (await engine.wait("run_left")).result == b"1"
