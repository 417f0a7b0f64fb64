"""Who guesses has to wait: by account, by address, by both; counted in the database, passed by no parallel tries."""

import asyncio
from pathlib import Path

import pytest

from app.accounts.throttling import RESET, SIGN_IN, Throttle
from app.errors import LimitReached, NotSignedIn
from tests.accounts.world import HERE, PASSWORD, Clock, World

ADA, THERE = "ada@example.org", "198.51.100.4"


async def guess(world: World, email: str, address: str) -> None:
    with pytest.raises(NotSignedIn):
        await world.people.sign_in(email, "wrong", address)


@pytest.mark.parametrize("email", [ADA, "nobody@example.org"])
async def test_after_five_wrong_tries_from_one_address_even_the_right_one_waits(world: World, email: str) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(4):
        await guess(world, email, HERE)
        world.clock.move(60)
    await guess(world, email, HERE)
    with pytest.raises(LimitReached) as refused:
        await world.people.sign_in(email, PASSWORD, HERE)
    assert refused.value.retry_after == 900 - 240
    assert refused.value.message == "There were too many tries to sign in. Please wait 11 minutes, then try again."
    assert len(world.passwords.compared) == 5, "a refused try costs no hash"


async def test_after_the_wait_it_goes_on(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(5):
        await guess(world, ADA, HERE)
    world.clock.move(899)
    with pytest.raises(LimitReached) as refused:
        await world.people.sign_in(ADA, PASSWORD, HERE)
    world.clock.move(refused.value.retry_after or 0)
    await world.people.sign_in(ADA, PASSWORD, HERE)


async def test_the_owner_at_another_address_is_not_kept_out_by_somebody_who_guesses(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(5):
        await guess(world, ADA, THERE)
    await world.people.sign_in(ADA, PASSWORD, HERE)
    with pytest.raises(LimitReached):
        await world.people.sign_in(ADA, PASSWORD, THERE)


async def test_signing_in_forgets_the_wrong_tries_before_it(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(4):
        for _ in range(4):
            await guess(world, ADA, HERE)
        await world.people.sign_in(ADA, PASSWORD, HERE)


async def test_guesses_spread_over_many_addresses_are_counted_together(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for number in range(30):
        await guess(world, ADA, f"198.51.100.{number}")
    with pytest.raises(LimitReached):
        await world.people.sign_in(ADA, PASSWORD, "203.0.113.1")
    world.clock.move(3_600)
    await world.people.sign_in(ADA, PASSWORD, "203.0.113.1")


async def test_one_password_tried_on_many_people_is_counted_by_address(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    throttle = Throttle(world.database, world.clock)
    for number in range(100):
        await throttle.take(SIGN_IN, f"person{number}@example.org", THERE)
    with pytest.raises(LimitReached):
        await world.people.sign_in(ADA, PASSWORD, THERE)
    await world.people.sign_in(ADA, PASSWORD, HERE)


async def test_a_household_with_ipv6_has_no_more_tries_than_one_address(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for number in range(5):
        await guess(world, ADA, f"2001:db8:1:2::{number}")
    with pytest.raises(LimitReached):
        await world.people.sign_in(ADA, PASSWORD, "2001:db8:1:2:ffff::9")
    await world.people.sign_in(ADA, PASSWORD, "2001:db8:1:3::9")


async def test_no_number_of_tries_at_the_same_time_passes_the_limit(tmp_path: Path) -> None:
    clock = Clock()
    processes = [World(tmp_path / "data", clock) for _ in range(3)]
    await processes[0].people.create(ADA, "Ada", PASSWORD)

    async def attempt(number: int) -> type[Exception] | None:
        try:
            await processes[number % 3].people.sign_in(ADA, "wrong", HERE)
        except (NotSignedIn, LimitReached) as error:
            return type(error)
        return None

    outcomes = await asyncio.gather(*(attempt(number) for number in range(30)))
    assert outcomes.count(NotSignedIn) == 5
    assert outcomes.count(LimitReached) == 25
    for process in processes:
        await process.close()


async def test_what_was_tried_is_forgotten_after_an_hour_and_names_nobody(world: World) -> None:
    await guess(world, "nobody-special@example.org", HERE)
    data = world.settings.database_path.with_name("foreword.sqlite3-wal").read_bytes()
    assert b"nobody-special" not in data
    world.clock.move(3_601)
    await guess(world, ADA, HERE)
    async with world.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM attempts")).scalar_one() == 1


async def test_requests_for_new_passwords_are_throttled_for_everybody_alike(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    for email in (ADA, "nobody@example.org"):
        for _ in range(3):
            await world.people.request_reset(email, HERE)
        with pytest.raises(LimitReached) as refused:
            await world.people.request_reset(email, HERE)
        assert refused.value.message.startswith(RESET.sentence)


async def test_a_new_password_lets_the_owner_in_at_once(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(5):
        await guess(world, ADA, HERE)
    link = await world.people.hand_reset(ada.id)
    await world.people.reset(link.rpartition("/")[2], "nine copper kettles")
    await world.people.sign_in(ADA, "nine copper kettles", HERE)
