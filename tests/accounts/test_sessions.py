"""Sessions: found by a token that the database does not know, living on while used, ended when told."""

import sqlite3
from pathlib import Path

import pytest

from app.accounts.models import User
from app.errors import NotFound, OutOfSpace, Unavailable
from tests.accounts.world import HERE, PASSWORD, World

DAY = 86_400.0


@pytest.fixture
async def ada(world: World) -> User:
    return await world.people.create("ada@example.org", "Ada", PASSWORD, admin=True)


async def test_a_token_finds_its_owner_and_every_token_is_another(world: World, ada: User) -> None:
    tokens = {await world.people.sessions.open(ada.id, "Firefox", HERE) for _ in range(5)}
    assert len(tokens) == 5
    for token in tokens:
        caller = await world.people.sessions.find(token)
        assert caller is not None
        assert caller.user == ada
        assert caller.scopes is None
        assert caller.session_id.startswith("ses_")
    assert len(await world.people.sessions.list(ada.id)) == 5


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 42 + "é", "A" * 100_000, "' OR 1=1 --", "\ud800" * 43])
async def test_what_is_no_token_finds_nobody(world: World, ada: User, token: str) -> None:
    await world.people.sessions.open(ada.id, "Firefox", HERE)
    assert await world.people.sessions.find(token) is None
    await world.people.sessions.close(token)


async def test_the_token_that_the_browser_brought_opens_nothing_after_sign_in(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    planted = await world.people.sessions.open(eve.id, "Eve's", HERE)
    token = await world.people.sessions.open(ada.id, "Ada's", HERE, replacing=planted)
    assert token != planted
    assert await world.people.sessions.find(planted) is None
    await world.people.sessions.open(ada.id, "Ada's", HERE, replacing="nonsense")


async def test_a_session_that_is_used_lives_on_and_one_that_is_not_ends(world: World, ada: User) -> None:
    used = await world.people.sessions.open(ada.id, "used", HERE)
    unused = await world.people.sessions.open(ada.id, "unused", HERE)
    for _ in range(3):
        world.clock.move(29 * DAY)
        assert await world.people.sessions.find(used) is not None
    assert await world.people.sessions.find(unused) is None
    assert [session.agent for session in await world.people.sessions.list(ada.id)] == ["used"]
    world.clock.move(30 * DAY)
    assert await world.people.sessions.find(used) is None


async def test_reading_writes_at_most_once_a_minute(world: World, ada: User) -> None:
    token = await world.people.sessions.open(ada.id, "Firefox", HERE)

    async def seen() -> float:
        return (await world.people.sessions.list(ada.id))[0].seen_at

    opened = await seen()
    world.clock.move(59)
    await world.people.sessions.find(token)
    assert await seen() == opened
    world.clock.move(1)
    await world.people.sessions.find(token)
    assert await seen() == opened + 60
    assert (await world.people.account(ada.id)).last_seen_at == opened + 60


@pytest.mark.parametrize("error", [OutOfSpace("full"), Unavailable("locked")])
async def test_somebody_is_known_also_when_nothing_can_be_written(
    world: World, ada: User, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await world.people.sessions.open(ada.id, "Firefox", HERE)
    world.clock.move(3_600)

    def refuse() -> None:
        raise error

    monkeypatch.setattr(world.database, "write", refuse)
    caller = await world.people.sessions.find(token)
    assert caller is not None
    assert caller.user == ada


async def test_a_session_is_ended_by_its_owner_alone(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    token = await world.people.sessions.open(ada.id, "Firefox", HERE)
    (session,) = await world.people.sessions.list(ada.id)
    with pytest.raises(NotFound):
        await world.people.sessions.revoke(eve.id, session.id)
    assert await world.people.sessions.find(token) is not None
    await world.people.sessions.revoke(ada.id, session.id)
    assert await world.people.sessions.find(token) is None
    with pytest.raises(NotFound):
        await world.people.sessions.revoke(ada.id, session.id)


async def test_all_sessions_but_one_end_together_and_nobody_elses(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    eves = await world.people.sessions.open(eve.id, "Eve's", HERE)
    tokens = [await world.people.sessions.open(ada.id, str(number), HERE) for number in range(3)]
    kept = await world.people.sessions.find(tokens[0])
    assert kept is not None
    await world.people.sessions.close_all(ada.id, but=kept.session_id)
    assert [await world.people.sessions.find(token) is not None for token in tokens] == [True, False, False]
    await world.people.sessions.close_all(ada.id)
    assert await world.people.sessions.find(tokens[0]) is None
    assert await world.people.sessions.find(eves) is not None


async def test_a_disabled_person_is_out_at_once_and_stays_out_when_let_in_again(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    token = await world.people.sessions.open(eve.id, "Eve's", HERE)
    await world.people.set_disabled(ada.id, eve.id, True)
    assert await world.people.sessions.find(token) is None
    await world.people.set_disabled(ada.id, eve.id, False)
    assert await world.people.sessions.find(token) is None


async def test_a_sign_in_under_way_while_somebody_is_locked_out_opens_nothing(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    await world.people.set_disabled(ada.id, eve.id, True)
    token = await world.people.sessions.open(eve.id, "Eve's", HERE)
    assert await world.people.sessions.find(token) is None


async def test_an_administrator_who_is_none_any_more_is_known_as_such_at_once(world: World, ada: User) -> None:
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD, admin=True)
    token = await world.people.sessions.open(eve.id, "Eve's", HERE)
    await world.people.set_admin(ada.id, eve.id, False)
    caller = await world.people.sessions.find(token)
    assert caller is not None
    assert not caller.user.is_admin


async def test_the_session_that_was_unused_for_the_longest_time_makes_room(world: World, ada: User) -> None:
    first = await world.people.sessions.open(ada.id, "first", HERE)
    for number in range(50):
        world.clock.move(1)
        await world.people.sessions.open(ada.id, str(number), HERE)
    assert await world.people.sessions.find(first) is None
    assert len(await world.people.sessions.list(ada.id)) == 50


async def test_what_a_browser_calls_itself_is_cut_and_cleaned(world: World, ada: User) -> None:
    await world.people.sessions.open(ada.id, "x\r\n\x1b[31m\ud800" + "y" * 1_000, "1" * 500)
    (session,) = await world.people.sessions.list(ada.id)
    assert session.agent.isprintable()
    assert len(session.agent) == 300
    assert len(session.address) == 64


async def test_the_database_does_not_know_the_token(world: World, ada: User, tmp_path: Path) -> None:
    token = await world.people.sessions.open(ada.id, "Firefox", HERE)
    copy = tmp_path / "copy.sqlite3"
    source, target = sqlite3.connect(world.settings.database_path), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    assert token.encode() not in copy.read_bytes()
