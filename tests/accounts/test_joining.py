"""How people come: by the first link, by invitation, by themselves where that is allowed; each link for one."""

import asyncio
from pathlib import Path

import pytest

from app.accounts.passwords import Passwords
from app.errors import Forbidden, InvalidInput, LimitReached, NotFound
from tests.accounts.world import HERE, PASSWORD, Clock, World, token_of

ADA, EVE = "ada@example.org", "eve@example.org"
DAY = 86_400.0


async def join(world: World, token: str = "", email: str = ADA) -> str:
    user = await world.people.sign_up(email=email, name="Somebody", password=PASSWORD, address=HERE, token=token)
    return user.id


async def test_the_first_link_makes_the_first_administrator_once(world: World) -> None:
    link = await world.people.first_link()
    assert link is not None
    assert link.startswith("http://127.0.0.1:8000/invitation/")
    invitation = await world.people.invitation(token_of(link))
    assert invitation is not None
    assert (invitation.email, invitation.is_admin) == ("", True)
    assert (await world.people.account(await join(world, token_of(link)))).is_admin
    assert await world.people.first_link() is None
    with pytest.raises(NotFound):
        await join(world, token_of(link), EVE)


async def test_the_next_start_takes_the_first_link_back(world: World) -> None:
    old, new = await world.people.first_link(), await world.people.first_link()
    assert old is not None
    assert new is not None
    with pytest.raises(NotFound):
        await join(world, token_of(old))
    await join(world, token_of(new))


async def test_the_first_link_is_worth_nothing_once_somebody_is_there(world: World) -> None:
    link = await world.people.first_link()
    assert link is not None
    await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    with pytest.raises(NotFound):
        await join(world, token_of(link), EVE)


async def test_the_first_link_lasts_a_day(world: World) -> None:
    link = await world.people.first_link()
    assert link is not None
    world.clock.move(DAY)
    with pytest.raises(NotFound):
        await join(world, token_of(link))


async def test_an_invitation_lets_one_person_in_with_the_address_that_was_invited(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    link = await world.people.invite(ada.id, " Eve@Example.org")
    assert link.startswith("/invitation/"), "without a public address the page knows better where it is"
    assert [invitation.email for invitation in await world.people.invitations()] == [EVE]
    eve = await world.people.account(await join(world, token_of(link), "mallory@example.org"))
    assert (eve.email, eve.is_admin) == (EVE, False)
    assert await world.people.invitations() == ()
    assert await world.people.invitation(token_of(link)) is None
    with pytest.raises(NotFound):
        await join(world, token_of(link))


async def test_of_two_who_follow_a_link_at_the_same_time_one_comes_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either has been told that the link is good before the other's account is written."""
    both, hashed = asyncio.Barrier(2), Passwords.hash

    async def together(passwords: Passwords, password: str) -> str:
        await both.wait()
        return await hashed(passwords, password)

    monkeypatch.setattr(Passwords, "hash", together)
    clock = Clock()
    one, other = World(tmp_path / "data", clock), World(tmp_path / "data", clock)
    link = await one.people.first_link()
    assert link is not None
    outcomes = await asyncio.gather(
        *(join(world, token_of(link), email) for world, email in ((one, ADA), (other, EVE))), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "str"]
    assert len(await one.people.everybody()) == 1
    await one.close()
    await other.close()


async def test_an_invitation_can_be_taken_back_and_grows_old(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    link = await world.people.invite(ada.id, EVE)
    (invitation,) = await world.people.invitations()
    await world.people.withdraw(invitation.id)
    with pytest.raises(NotFound):
        await join(world, token_of(link))
    with pytest.raises(NotFound):
        await world.people.withdraw(invitation.id)
    link = await world.people.invite(ada.id, EVE)
    world.clock.move(7 * DAY)
    with pytest.raises(NotFound):
        await join(world, token_of(link))
    assert await world.people.invitations() == ()


async def test_a_second_invitation_replaces_the_first(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    first = await world.people.invite(ada.id, EVE)
    second = await world.people.invite(ada.id, EVE, admin=True)
    with pytest.raises(NotFound):
        await join(world, token_of(first))
    assert (await world.people.account(await join(world, token_of(second)))).is_admin


async def test_whoever_has_an_account_is_not_invited(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    with pytest.raises(InvalidInput) as refused:
        await world.people.invite(ada.id, ADA)
    assert refused.value.field == "email"
    with pytest.raises(InvalidInput):
        await world.people.invite(ada.id, "nonsense")


async def test_a_wrong_form_leaves_the_invitation_good(world: World) -> None:
    link = await world.people.first_link()
    assert link is not None
    for name, email, password, field in (
        ("Ada", ADA, "short", "password"),
        ("", ADA, PASSWORD, "name"),
        ("Ada", "nonsense", PASSWORD, "email"),
    ):
        with pytest.raises(InvalidInput) as refused:
            await world.people.sign_up(email=email, name=name, password=password, address=HERE, token=token_of(link))
        assert refused.value.field == field
    await join(world, token_of(link))


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\ud800"])
async def test_nobody_comes_without_an_invitation(world: World, token: str) -> None:
    with pytest.raises((NotFound, Forbidden)):
        await join(world, token)
    with pytest.raises(Forbidden):
        await world.people.request_sign_up(ADA, HERE)
    assert await world.people.everybody() == ()


async def test_where_it_is_open_anybody_comes_but_not_any_number(tmp_path: Path) -> None:
    world = World(tmp_path / "data", sign_up="open")
    for number in range(60):
        await join(world, email=f"person{number}@example.org")
    with pytest.raises(LimitReached):
        await join(world)
    assert not any(person.account.is_admin for person in await world.people.everybody())
    await world.close()


async def test_two_accounts_with_one_address_are_never_made(tmp_path: Path) -> None:
    world = World(tmp_path / "data", sign_up="open")
    outcomes = await asyncio.gather(*(join(world, email=ADA) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, InvalidInput) for outcome in outcomes) == 3
    await world.close()
