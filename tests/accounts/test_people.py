"""Signing in and changing what one signs in with: the same for strangers and friends until it is right."""

import time
from pathlib import Path

import argon2.profiles
import pytest

from app.accounts.passwords import Cost, Passwords
from app.errors import Forbidden, InvalidInput, LimitReached, NotFound, NotSignedIn
from tests.accounts.world import CHEAP, HERE, OTHER_PASSWORD, PASSWORD, Clock, Counted, World, token_of
from tests.databases import open_database

ADA = "ada@example.org"


async def test_whoever_knows_the_password_is_let_in_however_the_address_is_written(world: World) -> None:
    ada = await world.people.create(" Ada@Example.ORG", "Ada", PASSWORD)
    assert (await world.people.sign_in("ADA@example.org ", PASSWORD, HERE)) == ada


async def test_the_same_password_from_another_keyboard_is_the_same(world: World) -> None:
    await world.people.create(ADA, "Ada", "grüne Bäume im März")
    await world.people.sign_in(ADA, "gru\u0308ne Ba\u0308ume im Ma\u0308rz", HERE)


@pytest.mark.parametrize("email", [ADA, "nobody@example.org", "no address", "", "a" * 5_000, "\ud800@example.org"])
async def test_a_wrong_password_and_an_unknown_address_get_the_same_words_and_the_same_work(
    world: World, email: str
) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    with pytest.raises(NotSignedIn) as refused:
        await world.people.sign_in(email, "wrong \ud800\0", HERE)
    assert refused.value.message.startswith("The email address and the password do not belong together.")
    (compared,) = world.passwords.compared
    assert compared.startswith("$argon2id$v=19$m=64,t=1,p=1$")


async def test_an_unknown_address_takes_the_processor_as_long_as_a_known_one(tmp_path: Path) -> None:
    world = World(tmp_path / "data")
    world.people._passwords = Passwords(Cost(passes=3, memory=32 * 1024, lanes=1))
    await world.people.create(ADA, "Ada", PASSWORD)

    async def work(email: str) -> float:
        began = time.process_time()
        with pytest.raises(NotSignedIn):
            await world.people.sign_in(email, "wrong", HERE)
        return time.process_time() - began

    await work("first@example.org")
    known = min([await work(ADA) for _ in range(3)])
    unknown = min([await work(f"nobody{number}@example.org") for number in range(3)])
    assert unknown > known / 3
    await world.close()


async def test_somebody_without_a_password_is_not_let_in_by_any(world: World) -> None:
    await world.people.create(ADA, "Ada", None)
    for password in ("", "wrong", PASSWORD):
        with pytest.raises(NotSignedIn):
            await world.people.sign_in(ADA, password, HERE)
    assert len(world.passwords.compared) == 3


async def test_a_hash_of_an_older_cost_is_made_anew_at_sign_in(tmp_path: Path) -> None:
    world = World(tmp_path / "data")
    await world.people.create(ADA, "Ada", PASSWORD)
    before = stored_hash(world)
    await world.people.sign_in(ADA, PASSWORD, HERE)
    assert stored_hash(world) == before
    world.people._passwords = Counted(Cost(passes=2, memory=128, lanes=1))
    await world.people.sign_in(ADA, PASSWORD, HERE)
    assert stored_hash(world).startswith("$argon2id$v=19$m=128,t=2,p=1$")
    await world.people.sign_in(ADA, PASSWORD, HERE)
    await world.close()


async def test_a_disabled_person_is_told_so_only_with_the_right_password(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    await world.people.set_disabled("", ada.id, True)
    with pytest.raises(NotSignedIn):
        await world.people.sign_in(ADA, "wrong", HERE)
    with pytest.raises(Forbidden, match="disabled"):
        await world.people.sign_in(ADA, PASSWORD, HERE)
    await world.people.set_disabled("", ada.id, False)
    await world.people.sign_in(ADA, PASSWORD, HERE)


async def test_changing_the_password_ends_all_other_sessions_and_links(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    here = await world.people.sessions.open(ada.id, "here", HERE)
    there = await world.people.sessions.open(ada.id, "there", HERE)
    link = await world.people.hand_reset(ada.id)
    found = await world.people.sessions.find(here)
    assert found is not None
    await world.people.change_password(ada.id, PASSWORD, OTHER_PASSWORD, keep=found.session_id, address=HERE)
    assert await world.people.sessions.find(here) is not None
    assert await world.people.sessions.find(there) is None
    assert not await world.people.can_reset(token_of(link))
    with pytest.raises(NotSignedIn):
        await world.people.sign_in(ADA, PASSWORD, HERE)
    await world.people.sign_in(ADA, OTHER_PASSWORD, HERE)


@pytest.mark.parametrize(
    ("old", "new", "field"), [("wrong", OTHER_PASSWORD, "old"), (PASSWORD, "short", "new"), (PASSWORD, "", "new")]
)
async def test_what_is_wrong_with_a_change_stands_beside_its_field(
    world: World, old: str, new: str, field: str
) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    with pytest.raises(InvalidInput) as refused:
        await world.people.change_password(ada.id, old, new, address=HERE)
    assert refused.value.field == field
    await world.people.sign_in(ADA, PASSWORD, HERE)


async def test_guessing_at_the_old_password_is_throttled_like_signing_in(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    for _ in range(5):
        with pytest.raises(InvalidInput):
            await world.people.check_password(ada.id, "wrong", HERE)
    with pytest.raises(LimitReached):
        await world.people.check_password(ada.id, PASSWORD, HERE)


async def test_a_taken_address_makes_no_second_account(world: World) -> None:
    await world.people.create(ADA, "Ada", PASSWORD)
    with pytest.raises(InvalidInput, match="Somebody has an account") as refused:
        await world.people.create("ADA@EXAMPLE.ORG", "Eve", PASSWORD)
    assert refused.value.field == "email"


async def test_a_person_reads_and_changes_what_they_are_called(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD, admin=True)
    await world.people.rename(ada.id, "  Ada   Lovelace ")
    account = await world.people.account(ada.id)
    assert (account.name, account.email, account.is_admin, account.has_password) == ("Ada Lovelace", ADA, True, True)
    assert await world.people.account_of("Ada@example.org") == account
    with pytest.raises(NotFound):
        await world.people.rename("usr_nobody", "Eve")
    with pytest.raises(NotFound):
        await world.people.account("usr_nobody")
    with pytest.raises(InvalidInput):
        await world.people.rename(ada.id, "  ")


async def test_no_password_and_no_token_is_in_the_data_folder(world: World) -> None:
    ada = await world.people.create(ADA, "Ada", PASSWORD)
    secrets = [
        PASSWORD,
        await world.people.sessions.open(ada.id, "here", HERE),
        token_of(await world.people.hand_reset(ada.id)),
        token_of(await world.people.invite(ada.id, "eve@example.org")),
    ]
    for path in world.settings.data_dir.rglob("*"):
        assert [secret for secret in secrets if secret.encode() in path.read_bytes()] == []


def stored_hash(world: World) -> str:
    with open_database(world.settings.database_path) as connection:
        ((found,),) = connection.execute("SELECT password_hash FROM users WHERE email = ?", (ADA,)).fetchall()
    connection.close()
    return str(found)


async def test_two_processes_share_what_they_know(tmp_path: Path) -> None:
    clock = Clock()
    one, other = World(tmp_path / "data", clock), World(tmp_path / "data", clock)
    ada = await one.people.create(ADA, "Ada", PASSWORD)
    token = await one.people.sessions.open(ada.id, "here", HERE)
    assert await other.people.sessions.find(token) is not None
    await other.people.sessions.close(token)
    assert await one.people.sessions.find(token) is None
    await one.close()
    await other.close()


def test_the_cost_is_that_of_the_rfc() -> None:
    recommended = argon2.profiles.RFC_9106_LOW_MEMORY
    cost = Cost()
    assert (cost.passes, cost.memory, cost.lanes) == (
        recommended.time_cost,
        recommended.memory_cost,
        recommended.parallelism,
    )
    assert (cost.salt_bytes, cost.hash_bytes) == (recommended.salt_len, recommended.hash_len)
    assert cost != CHEAP
