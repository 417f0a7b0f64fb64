"""A run has one process at a time, and who has lost it cannot write to it any more."""

import asyncio
import socket
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from app.errors import Conflict, Unavailable
from app.streaming import Event, PlainStatement, Run, RunState
from app.streaming.distributed import postgres_pool
from app.streaming.distributed.postgres_store import PostgresStore
from app.streaming.distributed.takings import Takings
from app.streaming.distributed.worker import process_name
from app.streaming.events import Ending, LogEntry
from tests.streaming.places import PostgresPlace

TURN = "SELECT pg_advisory_xact_lock(hashtextextended('foreword.owner:' || $1, 0))"


class Two:
    """Two processes on one database, and one run."""

    def __init__(self, place: PostgresPlace) -> None:
        self.place = place
        self.stores = [PostgresStore(place.dsn) for _ in range(2)]
        self.ours, self.theirs = (Takings(store.pool, name) for store, name in zip(self.stores, "ab", strict=True))

    async def begin(self, *names: str) -> None:
        for name in names:
            await self.stores[0].create_run(Run(id=name, kind="k", owner="ann", created_at=1.0), ())

    async def silence(self, seconds: float) -> None:
        """Everybody was last alive so long ago."""
        self.place.change("UPDATE runs SET heartbeat_at = heartbeat_at - ?", seconds)


@pytest_asyncio.fixture
async def two(postgres_runs: PostgresPlace) -> AsyncIterator[Two]:
    postgres_runs.empty()
    two = Two(postgres_runs)
    for store in two.stores:
        await store.open()
    yield two
    for store in two.stores:
        await store.close()


def _entry(run: Run, seq: int) -> LogEntry:
    return LogEntry(Event(run.id, seq, "n", str(seq).encode()))


async def test_of_many_who_want_a_run_one_gets_it(two: Two) -> None:
    await two.begin("r")
    taken = await asyncio.gather(*[hand.take("r") for hand in (two.ours, two.theirs) * 10])
    assert [run.epoch for run in taken if run is not None] == [1]


async def test_a_run_whose_worker_is_silent_is_taken_over_once_with_all_that_was_said(two: Two) -> None:
    await two.begin("r")
    mine = await two.ours.take("r")
    assert mine is not None
    assert await two.stores[0].begin("r", 5.0, 1, mine.epoch)
    await two.stores[0].append([_entry(mine, 1), _entry(mine, 2)], {"r": 1})
    assert await two.theirs.take_left(0, 15, 10) == []
    await two.silence(16)
    taken = await asyncio.gather(*[two.theirs.take_left(0, 15, 10) for _ in range(5)])
    ((over,),) = [runs for runs in taken if runs]
    assert (over.epoch, over.worker, over.last_seq, over.attempts, over.started_at) == (2, "b", 2, 1, 5.0)


async def test_who_was_taken_for_dead_can_write_nothing(two: Two) -> None:
    await two.begin("r", "other")
    mine, other = await two.ours.take("r"), await two.ours.take("other")
    assert mine is not None and other is not None  # noqa: PT018 - both were free
    assert await two.stores[0].begin("r", 5.0, 1, mine.epoch)
    await two.silence(16)
    await two.ours.beat(["other"])
    (over,) = await two.theirs.take_left(0, 15, 10)
    old = two.stores[0]
    assert await old.append([_entry(mine, 1), _entry(other, 1)], {"r": 1, "other": 1}) == {"r"}
    assert [event.seq for event in await old.events("other", 0, 10)] == [1]
    assert not await old.begin("r", 6.0, 2, mine.epoch)
    with pytest.raises(Conflict):
        await old.record_step("r", "s", b"1", mine.epoch)
    assert not await old.finish("r", 1, 9.0, Ending(RunState.DONE), mine.epoch)
    await old.give_back("r", 0, mine.epoch)
    assert set(await two.ours.held(["r", "other"])) == {"other"}
    stored = await old.get("r")
    assert stored is not None
    assert (stored.state, stored.worker, stored.last_seq, stored.epoch) == (RunState.RUNNING, "b", 0, over.epoch)
    assert await old.steps("r") == {}


async def test_a_write_that_waits_while_the_run_is_taken_is_refused(two: Two) -> None:
    await two.begin("r")
    mine = await two.ours.take("r")
    assert mine is not None
    taking = await asyncpg.connect(two.place.dsn)
    async with taking.transaction():
        await taking.execute("UPDATE runs SET epoch = epoch + 1, worker = 'b' WHERE id = 'r'")
        writing = asyncio.ensure_future(two.stores[0].append([_entry(mine, 1)], {"r": mine.epoch}))
        waiting = 0
        while not waiting:
            waiting = await taking.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted")
        assert not writing.done()
    assert await writing == {"r"}
    assert await two.stores[0].events("r", 0, 10) == []
    await taking.close()


async def test_connections_bear_the_whole_name_of_their_process(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL cuts it at 63 bytes, and by a name that was cut nobody could close what a silent process holds."""
    monkeypatch.setattr(socket, "gethostname", lambda: "h" * 64)
    name = process_name()
    store = PostgresStore(two.place.dsn, name=name)
    await store.open()
    borne = await store.pool.reading(lambda connection: connection.fetchval("SHOW application_name"))
    assert borne == f"foreword {name}"
    await store.close()


async def test_who_stands_still_within_a_transaction_holds_nobody_up_for_long(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was stopped, or whose line is dead, would keep the run and its owner's turn for ever."""
    monkeypatch.setattr(postgres_pool, "STANDSTILL_SECONDS", 0.2)
    still = PostgresStore(two.place.dsn, name="still")
    await still.open()
    await two.begin("r")
    has_both, goes_on = asyncio.Event(), asyncio.Event()

    async def stand(connection: postgres_pool.Connection) -> None:
        async with connection.transaction():
            await connection.execute("SELECT FROM runs WHERE id = 'r' FOR UPDATE")
            await connection.execute(TURN, "ann")
            has_both.set()
            await goes_on.wait()
            await connection.execute("SELECT 1")

    standing = asyncio.ensure_future(still.pool.once(stand))
    await has_both.wait()
    assert two.place.rows("SELECT 1 FROM pg_stat_activity WHERE application_name = 'foreword still'")
    assert await two.theirs.take("r") is None
    await two.begin("s")
    assert await two.theirs.take("r") is not None
    goes_on.set()
    with pytest.raises(Unavailable):
        await standing
    await still.close()


async def test_the_runs_of_who_stands_still_within_a_statement_are_taken_over(two: Two) -> None:
    """It has asked PostgreSQL for the parameters' types and was stopped: not idle, not at work, the row in hand."""
    still = PostgresStore(two.place.dsn, name="still")
    await still.open()
    await two.begin("r")
    assert await Takings(still.pool, "still").take("r") is not None
    await two.silence(16)
    has_it, goes_on = asyncio.Event(), asyncio.Event()

    async def stand(connection: postgres_pool.Connection) -> None:
        async with connection.transaction():
            await connection.execute("SELECT FROM runs WHERE id = 'r' FOR UPDATE")
            await connection.prepare("SELECT $1::text")
            has_it.set()
            await goes_on.wait()
            await connection.execute("SELECT 1")

    standing = asyncio.ensure_future(still.pool.once(stand))
    await has_it.wait()
    looks, taken = 0, list[Run]()
    while not taken and looks < 1_000:
        taken = await two.theirs.take_left(0, 15, 10)
        looks += 1
    assert [run.id for run in taken] == ["r"]
    goes_on.set()
    with pytest.raises(Unavailable):
        await standing
    await still.close()


async def test_who_begins_a_run_or_ends_it_with_rows_waits_for_the_owners_turn(two: Two) -> None:
    """What is counted under the turn, such as a quota, cannot change meanwhile."""
    await two.begin("r")
    mine = await two.ours.take("r")
    assert mine is not None
    ending = Ending(RunState.DONE, statements=(PlainStatement("SELECT 1"),))
    holder = await asyncpg.connect(two.place.dsn)
    async with holder.transaction():
        await holder.execute(TURN, "ann")
        writing = [
            asyncio.ensure_future(two.begin("s")),
            asyncio.ensure_future(two.stores[0].finish("r", 1, 9.0, ending, mine.epoch)),
        ]
        waiting = 0
        while waiting < 2 and not any(write.done() for write in writing):
            waiting = await holder.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        assert not any(write.done() for write in writing)
        await two.stores[1].create_run(Run(id="bobs", kind="k", owner="bob", created_at=1.0), ())
    await asyncio.gather(*writing)
    await holder.close()


async def test_a_group_that_is_written_twice_is_there_once(two: Two) -> None:
    """As after a connection that broke before its answer came."""
    await two.begin("r")
    mine = await two.ours.take("r")
    assert mine is not None
    for _ in range(2):
        assert await two.stores[0].append([_entry(mine, 1), _entry(mine, 2)], {"r": mine.epoch}) == ()
    assert [event.seq for event in await two.stores[0].events("r", 0, 10)] == [1, 2]


async def test_nobody_takes_what_waits_for_its_turn_and_anybody_what_has_waited_too_long(two: Two) -> None:
    await two.begin("r", "s")
    assert await two.ours.take_left(5, 15, 10) == []
    await two.silence(6)
    assert [run.id for run in await two.ours.take_left(5, 15, 1)] == ["r"]
    assert [run.id for run in await two.theirs.take_left(5, 15, 10)] == ["s"]


async def test_what_is_given_back_is_anybodys_at_once(two: Two) -> None:
    await two.begin("r")
    mine = await two.ours.take("r")
    assert mine is not None
    assert await two.theirs.take("r") is None
    await two.stores[0].give_back("r", 0, mine.epoch)
    over = await two.theirs.take("r")
    assert over is not None
    assert (over.epoch, over.worker) == (2, "b")


async def test_a_wish_to_stop_reaches_who_has_the_run(two: Two) -> None:
    await two.begin("r")
    assert not await two.theirs.ask_to_stop("r")
    mine = await two.ours.take("r")
    assert mine is not None
    assert mine.stopping
    assert await two.theirs.ask_to_stop("r")
    assert (await two.ours.held(["r"]))["r"].stopping
    assert await two.stores[0].finish("r", 1, 9.0, Ending(RunState.CANCELLED), mine.epoch)
    assert not await two.theirs.ask_to_stop("r")
    position = (await two.theirs.positions(["r"]))["r"]
    assert (position.last_seq, position.ended) == (1, True)
