"""People whom a proxy names: made once, found again, called as the proxy calls them now."""

import asyncio

import pytest

from app.errors import NotSignedIn, OutOfSpace
from tests.accounts.world import HERE, World


async def test_at_first_sight_somebody_is_made_and_then_found_again(world: World) -> None:
    first = await world.people.proxied("ada", "Ada Lovelace")
    again = await world.people.proxied("ada", "Ada Lovelace")
    assert first is not None
    assert first == again
    assert first.name == "Ada Lovelace"
    assert not first.is_admin
    other = await world.people.proxied("ADA", "")
    assert other is not None
    assert other.id != first.id, "the proxy's names are not addresses: another spelling is another person"
    assert other.name == "ADA"


async def test_many_first_requests_at_the_same_time_make_one_person(world: World) -> None:
    found = await asyncio.gather(*(world.people.proxied("ada", "Ada") for _ in range(8)))
    assert len({user.id for user in found if user is not None}) == 1
    assert len(await world.people.everybody()) == 1


async def test_another_name_to_show_is_taken_over(world: World) -> None:
    await world.people.proxied("ada", "Ada")
    renamed = await world.people.proxied("ada", "Ada L.")
    assert renamed is not None
    assert renamed.name == "Ada L."
    assert [person.account.name for person in await world.people.everybody()] == ["Ada L."]


async def test_a_visit_is_noted_once_a_minute(world: World) -> None:
    user = await world.people.proxied("ada", "Ada")
    assert user is not None
    came = world.clock()
    world.clock.move(59)
    await world.people.proxied("ada", "Ada")
    assert (await world.people.account(user.id)).last_seen_at == came
    world.clock.move(1)
    await world.people.proxied("ada", "Ada")
    assert (await world.people.account(user.id)).last_seen_at == came + 60


async def test_somebody_locked_out_is_nobody(world: World) -> None:
    user = await world.people.proxied("ada", "Ada")
    assert user is not None
    await world.people.set_disabled("", user.id, True)
    assert await world.people.proxied("ada", "Ada") is None


@pytest.mark.parametrize("name", ["", "a" * 201, "a\r\nb", "a\0", "\ud800", "\u202eada"])
async def test_what_is_no_name_is_nobody(world: World, name: str) -> None:
    assert await world.people.proxied(name, "Ada") is None
    assert await world.people.everybody() == ()


async def test_nobody_signs_in_with_a_password_as_somebody_of_the_proxy(world: World) -> None:
    await world.people.proxied("ada@example.org", "Ada")
    for password in ("", "ada@example.org"):
        with pytest.raises(NotSignedIn):
            await world.people.sign_in("ada@example.org", password, HERE)


async def test_somebody_is_known_also_when_nothing_can_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await world.people.proxied("ada", "Ada")
    world.clock.move(3_600)

    def refuse() -> None:
        raise OutOfSpace("full")

    monkeypatch.setattr(world.database, "write", refuse)
    assert await world.people.proxied("ada", "Ada") == user
