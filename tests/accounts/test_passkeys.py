"""Passkeys: good for one site, one challenge and one owner; everything else is nobody's."""

import json

import pytest

from app.accounts.models import User
from app.accounts.passkey_proofs import host_of
from app.errors import AppError, Conflict, Forbidden, InvalidInput, NotFound, NotSignedIn
from tests.accounts.authenticator import Authenticator
from tests.accounts.world import PASSWORD, World

SITE = "https://foreword.example"


@pytest.fixture
async def ada(world: World) -> User:
    return await world.people.create("ada@example.org", "Ada", PASSWORD)


async def register(world: World, user: User, device: Authenticator, name: str = "laptop") -> str:
    challenge_id, options = await world.people.passkeys.begin_registration(user, SITE)
    made = await world.people.passkeys.finish_registration(user, challenge_id, device.make(options), name, SITE)
    return made.id


async def sign_in(world: World, device: Authenticator) -> User:
    challenge_id, options = await world.people.passkeys.begin_sign_in(SITE)
    return await world.people.passkeys.finish_sign_in(challenge_id, device.sign(options), SITE)


async def test_a_passkey_signs_its_owner_in_without_a_name(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    eve = await world.people.create("eve@example.org", "Eve", None)
    await register(world, eve, Authenticator())
    assert await sign_in(world, device) == ada
    world.clock.move(60)
    assert await sign_in(world, device) == ada
    (shown,) = await world.people.passkeys.list(ada.id)
    assert (shown.name, shown.last_used_at) == ("laptop", world.clock())


async def test_what_a_browser_is_asked_names_the_person_and_no_secret(world: World, ada: User) -> None:
    _, options = await world.people.passkeys.begin_registration(ada, SITE)
    asked = json.loads(options)
    assert asked["rp"] == {"id": "foreword.example", "name": "Foreword"}
    assert asked["user"]["name"] == "ada@example.org"
    assert asked["attestation"] == "none"


async def test_an_answer_is_good_once(world: World, ada: User) -> None:
    device = Authenticator()
    challenge_id, options = await world.people.passkeys.begin_registration(ada, SITE)
    answer = device.make(options)
    await world.people.passkeys.finish_registration(ada, challenge_id, answer, "laptop", SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_registration(ada, challenge_id, answer, "laptop", SITE)
    challenge_id, options = await world.people.passkeys.begin_sign_in(SITE)
    answer = device.sign(options)
    await world.people.passkeys.finish_sign_in(challenge_id, answer, SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_sign_in(challenge_id, answer, SITE)
    other, _ = await world.people.passkeys.begin_sign_in(SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_sign_in(other, answer, SITE)


async def test_a_challenge_lasts_five_minutes(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    challenge_id, options = await world.people.passkeys.begin_sign_in(SITE)
    world.clock.move(300)
    with pytest.raises(NotSignedIn, match="too long"):
        await world.people.passkeys.finish_sign_in(challenge_id, device.sign(options), SITE)


async def test_a_challenge_to_register_is_answered_by_its_person_alone(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    challenge_id, options = await world.people.passkeys.begin_registration(ada, SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_registration(eve, challenge_id, Authenticator().make(options), "x", SITE)
    device = Authenticator()
    await register(world, ada, device)
    challenge_id, _ = await world.people.passkeys.begin_registration(ada, SITE)
    _, options = await world.people.passkeys.begin_sign_in(SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_sign_in(challenge_id, device.sign(options), SITE)


@pytest.mark.parametrize(
    "device",
    [Authenticator("https://evil.example"), Authenticator("http://foreword.example"), Authenticator(verifies=False)],
)
async def test_another_site_or_a_user_whom_nothing_has_checked_makes_no_passkey(
    world: World, ada: User, device: Authenticator
) -> None:
    with pytest.raises(InvalidInput, match="could not be made"):
        await register(world, ada, device)
    assert await world.people.passkeys.list(ada.id) == ()


async def test_another_site_or_a_user_whom_nothing_has_checked_signs_nobody_in(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    device.site = "https://evil.example"
    with pytest.raises(NotSignedIn):
        await sign_in(world, device)
    device.site = SITE
    device._flags = 0x01
    with pytest.raises(NotSignedIn):
        await sign_in(world, device)


async def test_a_copy_of_the_authenticator_is_noticed_by_its_count(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    await sign_in(world, device)
    await sign_in(world, device)
    device.count = 0
    with pytest.raises(NotSignedIn):
        await sign_in(world, device)


async def test_a_passkey_of_one_person_does_not_open_another_account(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    device = Authenticator()
    await register(world, eve, device)
    device.user_handle = ada.id.encode()
    with pytest.raises(NotSignedIn):
        await sign_in(world, device)


async def test_the_same_passkey_is_not_kept_twice(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    with pytest.raises(Conflict):
        await register(world, eve, device)


async def test_a_passkey_that_was_removed_opens_nothing(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    device = Authenticator()
    passkey_id = await register(world, ada, device)
    with pytest.raises(NotFound):
        await world.people.passkeys.remove(eve.id, passkey_id)
    await world.people.passkeys.remove(ada.id, passkey_id)
    with pytest.raises(NotSignedIn):
        await sign_in(world, device)


async def test_somebody_locked_out_is_told_so_with_their_passkey(world: World, ada: User) -> None:
    device = Authenticator()
    await register(world, ada, device)
    await world.people.set_disabled("", ada.id, True)
    with pytest.raises(Forbidden, match="disabled"):
        await sign_in(world, device)


HOSTILE = [
    "",
    "null",
    "[]",
    "{}",
    "{" * 50_000,
    "[" * 100_000,
    '{"rawId": 7}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": null}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "é"}}',
    '{"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "////"}}',
    '{"rawId": "\\ud800", "response": {"userHandle": "\\ud800"}}',
    '{"rawId": "' + "A" * 60_000 + '"}',
]


@pytest.mark.parametrize("answer", HOSTILE)
async def test_an_answer_that_is_none_is_refused(world: World, ada: User, answer: str) -> None:
    challenge_id, _ = await world.people.passkeys.begin_registration(ada, SITE)
    with pytest.raises(InvalidInput):
        await world.people.passkeys.finish_registration(ada, challenge_id, answer, "x", SITE)
    challenge_id, _ = await world.people.passkeys.begin_sign_in(SITE)
    with pytest.raises(AppError) as refused:
        await world.people.passkeys.finish_sign_in(challenge_id, answer, SITE)
    assert refused.value.status in {401, 422}


@pytest.mark.parametrize("challenge_id", ["", "chl_nonsense", "\ud800", "A" * 10_000])
async def test_a_challenge_that_nobody_was_given_is_refused(world: World, challenge_id: str) -> None:
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_sign_in(challenge_id, "{}", SITE)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
async def test_a_part_of_the_answer_that_was_changed_spoils_it(world: World, ada: User, part: str) -> None:
    device = Authenticator()
    await register(world, ada, device)
    challenge_id, options = await world.people.passkeys.begin_sign_in(SITE)
    with pytest.raises(NotSignedIn):
        await world.people.passkeys.finish_sign_in(challenge_id, device.sign(options, **{part: "AAAA"}), SITE)


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("https://foreword.example", "foreword.example"),
        ("https://a.b:8443", "a.b"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_sites_that_may_have_passkeys(site: str, host: str) -> None:
    assert host_of(site) == host


@pytest.mark.parametrize(
    "site", ["http://foreword.example", "https://192.0.2.1", "https://[::1]", "http://127.0.0.1:8000", ""]
)
async def test_sites_that_may_not(world: World, ada: User, site: str) -> None:
    with pytest.raises(InvalidInput, match="host name"):
        await world.people.passkeys.begin_registration(ada, site)
    with pytest.raises(InvalidInput, match="host name"):
        await world.people.passkeys.begin_sign_in(site)


async def test_twenty_passkeys_are_enough(world: World, ada: User) -> None:
    for number in range(20):
        await register(world, ada, Authenticator(), str(number))
    with pytest.raises(InvalidInput, match="20 passkeys"):
        await register(world, ada, Authenticator())


async def test_a_name_is_cut_and_may_be_left_out(world: World, ada: User) -> None:
    await register(world, ada, Authenticator(), "  my \n laptop ")
    await register(world, ada, Authenticator(), " ")
    await register(world, ada, Authenticator(), "x" * 500)
    names = {passkey.name for passkey in await world.people.passkeys.list(ada.id)}
    assert names == {"my laptop", "Passkey", "x" * 100}
    with pytest.raises(InvalidInput) as refused:
        await register(world, ada, Authenticator(), "\x1b[31m")
    assert refused.value.field == "name"
