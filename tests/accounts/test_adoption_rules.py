"""Who may take over what was made before there were accounts, and what becomes of it while something of it runs."""

from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.adoption import Adoption
from app.accounts.identity import Caller, Claims, Identity, Mode
from app.accounts.models import LOCAL_USER, User
from app.accounts.work import Work
from app.errors import Conflict, NotFound, Unavailable
from app.letters.service import LetterWishes
from app.postings.service import parse_posting
from tests.accounts.studio import POSTING, Studio
from tests.accounts.test_adoption import WORD, make
from tests.accounts.test_deletion import Slow
from tests.accounts.world import HERE, PASSWORD

STUCK = (
    "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts)"
    " VALUES ('run_stuck', 'slow', 'usr_local', 'running', x'7b7d', 0, 1, 1)"
)


async def test_what_runs_is_stopped_first_and_comes_along(before: Studio) -> None:
    slow = Slow()
    before.engine.register(slow.kind())
    run = await before.engine.start("slow", LOCAL_USER.id, {"owner": LOCAL_USER.id, "word": WORD})
    await slow.going.wait()
    ada = await make(before)
    await before.people.adopt(ada.id)
    assert slow.stopped.is_set()
    moved = await before.engine.get(run.id, ada.id)
    assert moved.state == "cancelled"
    assert msgspec.json.decode(moved.input) == {"owner": ada.id, "word": WORD}


async def test_what_another_process_writes_is_waited_for_and_nothing_has_changed(before: Studio) -> None:
    async with before.database.write() as connection:
        await connection.exec_driver_sql(STUCK)
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    ada = await make(before)
    beside = Adoption(before.database, Work(before.engine.store, is_served=True))
    with pytest.raises(Unavailable, match="still being written"):
        await beside.adopt(ada.id)
    assert (await beside.held()).things == "1 résumé"
    assert await before.parts.resumes.of(ada.id) == []


async def test_what_a_process_that_died_has_left_goes_on_as_theirs(before: Studio) -> None:
    """A letter was being written when the server was stopped to switch to accounts."""
    parts = before.parts
    resume = await parts.resumes.upload(LOCAL_USER.id, b"# Me\n\n## Work\n\nA cook at the Ritz since 2019.", "me.md")
    await parts.resumes.read_now(LOCAL_USER.id, resume)
    posting = (await parts.postings.add(LOCAL_USER.id, parse_posting(POSTING))).id
    letter = await parts.letters.start(LOCAL_USER.id, resume, posting, LetterWishes())
    await parts.engine.drain(0.0)
    async with before.database.write() as connection:
        for table in ("runs", "letters"):
            unfinished = sa.table(table, sa.column("state")).update().values(state="running")
            await connection.execute(unfinished)
    ada = await make(before)
    await Adoption(before.database, Work(parts.engine.store)).adopt(ada.id)

    after = Studio(before.folder)
    await after.engine.open()
    try:
        await after.engine.wait(letter.run_id)
        assert (await after.parts.letters.get(ada.id, letter.id)).state == "done"
    finally:
        await after.close()


async def test_nobody_can_take_it_over(before: Studio) -> None:
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    with pytest.raises(NotFound):
        await before.people.adopt("usr_nobody")
    with pytest.raises(NotFound):
        await before.people.adopt(LOCAL_USER.id)
    assert (await before.people.held()).things == "1 résumé"


async def test_what_a_new_table_lets_only_one_have_is_told_and_changes_nothing(before: Studio) -> None:
    ada = await make(before)
    async with before.database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE portraits (owner TEXT PRIMARY KEY)")
        await connection.exec_driver_sql("INSERT INTO portraits VALUES ('usr_local'), (?)", (ada.id,))
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    with pytest.raises(Conflict, match="Nothing was taken over"):
        await before.people.adopt(ada.id)
    assert (await before.people.held()).things == "1 résumé"


async def follow_first_link(studio: Studio, *, adopts: bool = True) -> User:
    link = await studio.people.first_link()
    assert link is not None
    token = link.rpartition("/")[2]
    return await studio.people.sign_up(
        email="ada@example.org", name="Ada", password=PASSWORD, address=HERE, token=token, adopts=adopts
    )


@pytest.mark.parametrize("adopts", [True, False])
async def test_whoever_follows_the_first_link_takes_it_over_or_leaves_it(before: Studio, adopts: bool) -> None:
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    ada = await follow_first_link(before, adopts=adopts)
    assert len(await before.parts.resumes.of(ada.id)) == adopts
    assert bool(await before.people.held()) is not adopts


async def test_when_it_cannot_be_taken_over_there_is_no_account_and_the_link_stays_good(before: Studio) -> None:
    link = await before.people.first_link()
    assert link is not None
    async with before.database.write() as connection:
        await connection.exec_driver_sql(STUCK)
    wanted: dict[str, Any] = {"email": "ada@example.org", "name": "Ada", "password": PASSWORD, "address": HERE}
    with pytest.raises(Unavailable):
        await before.people.sign_up(**wanted, token=link.rpartition("/")[2], adopts=True)
    assert await before.people.everybody() == ()
    async with before.database.write() as connection:
        await connection.exec_driver_sql("UPDATE runs SET state = 'cancelled'")
    assert (await before.people.sign_up(**wanted, token=link.rpartition("/")[2], adopts=True)).is_admin


async def test_whoever_was_invited_by_somebody_takes_nothing_over(before: Studio) -> None:
    """Not an administrator either: what was made before is the first one's to take, or the server's owner's to give."""
    await before.parts.resumes.upload(LOCAL_USER.id, b"# Me\n\nA cook.", "me.md")
    ada = await make(before)
    for name, admin in (("eve", False), ("bob", True)):
        link = await before.people.invite(ada.id, f"{name}@example.org", admin=admin)
        made = await before.people.sign_up(
            email="", name=name, password=PASSWORD, address=HERE, token=link.rpartition("/")[2], adopts=True
        )
        assert await before.parts.resumes.of(made.id) == []
    assert (await before.people.held()).things == "1 résumé"


@pytest.mark.parametrize("mode", ["local", "accounts", "proxy"])
async def test_keys_from_before_open_nothing_where_people_sign_in_until_somebody_has_them(
    before: Studio, mode: Mode
) -> None:
    parts = before.parts
    key = (await parts.keys.create(LOCAL_USER.id, "laptop")).key

    async def nobody(*_: str) -> None:
        return None

    identity = Identity(mode, by_key=parts.keys.find, by_session=nobody, by_proxy=nobody)
    caller = await identity.of(Claims(key=key))
    assert (caller is not None) is (mode == "local")
    ada = await make(before)
    await before.people.adopt(ada.id)
    found = await identity.of(Claims(key=key))
    assert isinstance(found, Caller)
    assert found.user.id == ada.id
