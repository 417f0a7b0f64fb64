"""Requests that count once, by the service alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, Location
from app.errors import InvalidInput, NotFound
from app.idempotency.service import KEPT_SECONDS, Done, Idempotency, Key, KeyReused, parse_key

ADA, EVE = "usr_ada", "usr_eve"
KEY = Key("k")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Work:
    """Something that is made when it is called, and how often that was."""

    def __init__(self, *made: str | Exception) -> None:
        self._made = list(made)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        await asyncio.sleep(0)
        made = self._made.pop(0)
        if isinstance(made, Exception):
            raise made
        return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def idempotency(location: Location, clock: Clock) -> AsyncIterator[Idempotency]:
    database = Database(location)
    async with database.write() as connection:
        for name in (ADA, EVE):
            await add_user(connection, User(name, name), 0.0)
    yield Idempotency(database, clock)
    await database.close()


async def test_without_a_key_every_request_counts(idempotency: Idempotency) -> None:
    work = Work("first", "second")
    assert await idempotency.once(ADA, None, b"same", work) == Done("first", replayed=False)
    assert await idempotency.once(ADA, None, b"same", work) == Done("second", replayed=False)


async def test_the_same_request_is_carried_out_once(idempotency: Idempotency) -> None:
    work = Work("first")
    assert await idempotency.once(ADA, KEY, b"same", work) == Done("first", replayed=False)
    assert await idempotency.once(ADA, KEY, b"same", work) == Done("first", replayed=True)
    assert work.calls == 1


async def test_requests_at_the_same_time_are_carried_out_once(idempotency: Idempotency) -> None:
    work = Work("first")
    done = await asyncio.gather(*(idempotency.once(ADA, KEY, b"same", work) for _ in range(30)))
    assert {one.target for one in done} == {"first"}
    assert sum(not one.replayed for one in done) == work.calls == 1


async def test_another_request_under_the_key_is_refused_and_not_carried_out(idempotency: Idempotency) -> None:
    await idempotency.once(ADA, KEY, b"same", Work("first"))
    work = Work("second")
    with pytest.raises(KeyReused) as refused:
        await idempotency.once(ADA, KEY, b"other", work)
    assert (refused.value.status, refused.value.field, work.calls) == (422, "Idempotency-Key", 0)


async def test_a_key_belongs_to_one_person(idempotency: Idempotency) -> None:
    assert (await idempotency.once(ADA, KEY, b"same", Work("ada's"))).target == "ada's"
    assert (await idempotency.once(EVE, KEY, b"other", Work("eve's"))).target == "eve's"


async def test_a_request_that_fails_leaves_the_key_free(idempotency: Idempotency) -> None:
    with pytest.raises(NotFound):
        await idempotency.once(ADA, KEY, b"same", Work(NotFound("Not here.")))
    assert (await idempotency.once(ADA, KEY, b"other", Work("second"))).target == "second"


async def test_a_request_that_was_cut_off_is_carried_out_when_it_comes_again(idempotency: Idempotency) -> None:
    started = asyncio.Event()

    async def endless() -> str:
        started.set()
        await asyncio.Event().wait()
        return "never"

    cut = asyncio.create_task(idempotency.once(ADA, KEY, b"same", endless))
    await started.wait()
    cut.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cut
    assert (await idempotency.once(ADA, KEY, b"same", Work("second"))).target == "second"


async def test_another_process_knows_the_key_too(idempotency: Idempotency) -> None:
    await idempotency.once(ADA, KEY, b"same", Work("first"))
    other = Idempotency(idempotency._database)
    other._clock = idempotency._clock
    assert await other.once(ADA, KEY, b"same", Work()) == Done("first", replayed=True)


async def test_a_key_is_forgotten_after_a_week(idempotency: Idempotency, clock: Clock) -> None:
    await idempotency.once(ADA, KEY, b"same", Work("first"))
    clock.now += KEPT_SECONDS
    assert (await idempotency.once(ADA, KEY, b"same", Work())).replayed
    clock.now += 1
    assert await idempotency.once(ADA, KEY, b"other", Work("second")) == Done("second", replayed=False)


@pytest.mark.parametrize(
    ("header", "value"), [("abc", "abc"), (' "8e03978e-40d5" ', "8e03978e-40d5"), ('"', '"'), ("a b", "a b")]
)
def test_a_key_comes_with_or_without_quotes(header: str, value: str) -> None:
    assert parse_key(header) == Key(value)


@pytest.mark.parametrize("header", ["", "  ", '""', '" "', "é", "a\x00b", "x" * 256])
def test_what_is_no_key_is_refused(header: str) -> None:
    with pytest.raises(InvalidInput):
        parse_key(header)


def test_no_header_is_no_key() -> None:
    assert parse_key(None) is None
