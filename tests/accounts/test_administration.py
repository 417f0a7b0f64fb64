"""What administrators see and may do: people and counts, never documents; and never the last way in."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from app.errors import Conflict, NotFound
from app.postings.service import parse_posting
from app.streaming import Emit, Finish, Kind, RunContext
from tests.accounts.studio import POSTING, Studio
from tests.accounts.world import HERE, PASSWORD, World


async def test_the_list_has_people_and_counts_and_not_a_word_of_theirs(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD, admin=True)
    studio.clock.move(10)
    eve = await studio.people.create("eve@example.org", "Eve", PASSWORD)
    await studio.people.sessions.open(eve.id, "Firefox", HERE)
    going = asyncio.Event()

    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        going.set()
        yield Emit("said", {"text": "a secret word"})
        await asyncio.Event().wait()

    studio.engine.register(Kind("slow", produce, resumable=True))
    run = await studio.engine.start("slow", eve.id, {"text": "a secret word"})
    await going.wait()
    source = b"# Eve\n\nA secret word."
    resume_id = await studio.parts.resumes.upload(eve.id, source, "a secret word.md")
    await studio.engine.wait((await studio.parts.resumes.get(eve.id, resume_id)).run_id or "")
    posting = await studio.parts.postings.add(eve.id, parse_posting(f"{POSTING} a secret word"))
    tailoring = await studio.parts.tailorings.start(eve.id, resume_id, posting.id)
    await studio.engine.wait(tailoring.run_id)

    first, second = await studio.people.everybody()
    assert (first.account.id, first.account.is_admin, dict(first.used_today), first.running) == (ada.id, True, {}, ())
    assert second.account.email == "eve@example.org"
    assert second.account.last_seen_at == studio.clock()
    assert dict(second.used_today) == {"tailorings": 1}
    assert [(work.run_id, work.kind) for work in second.running] == [(run.id, "slow")]
    assert b"secret word" not in msgspec.json.encode((first, second))

    await studio.people.stop_work(run.id)
    assert (await studio.people.everybody())[1].running == ()
    with pytest.raises(NotFound):
        await studio.people.stop_work("run_nonsense")


async def test_locking_somebody_out_stops_what_they_have_running(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD, admin=True)
    eve = await studio.people.create("eve@example.org", "Eve", PASSWORD)
    going, stopped = asyncio.Event(), asyncio.Event()

    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        going.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        yield Finish()

    studio.engine.register(Kind("slow", produce, resumable=True))
    run = await studio.engine.start("slow", eve.id, {})
    await going.wait()
    await studio.people.set_disabled(ada.id, eve.id, True)
    assert stopped.is_set()
    assert (await studio.engine.get(run.id)).state == "cancelled"


async def test_a_key_of_somebody_who_is_locked_out_opens_nothing(studio: Studio) -> None:
    ada = await studio.people.create("ada@example.org", "Ada", PASSWORD, admin=True)
    eve = await studio.people.create("eve@example.org", "Eve", PASSWORD)
    key = (await studio.parts.keys.create(eve.id, "laptop")).key
    assert await studio.parts.keys.find(key) is not None
    await studio.people.set_disabled(ada.id, eve.id, True)
    assert await studio.parts.keys.find(key) is None


async def test_the_last_administrator_stays_one(world: World) -> None:
    ada = await world.people.create("ada@example.org", "Ada", PASSWORD, admin=True)
    eve = await world.people.create("eve@example.org", "Eve", PASSWORD)
    for refused in (world.people.set_admin("", ada.id, False), world.people.set_disabled("", ada.id, True)):
        with pytest.raises(Conflict, match="only administrator"):
            await refused
    await world.people.set_admin(ada.id, eve.id, True)
    for refused in (world.people.set_admin(ada.id, ada.id, False), world.people.set_disabled(ada.id, ada.id, True)):
        with pytest.raises(Conflict, match="yourself"):
            await refused
    await world.people.set_disabled(ada.id, eve.id, True)
    with pytest.raises(Conflict, match="only administrator"):
        await world.people.set_admin("", ada.id, False)


async def test_nobody_who_is_not_there_is_changed(world: World) -> None:
    for change in (
        world.people.set_admin("", "usr_nobody", True),
        world.people.set_disabled("", "usr_nobody", True),
        world.people.set_disabled("", "usr_local", True),
    ):
        with pytest.raises(NotFound):
            await change


async def test_the_person_of_this_machine_is_on_no_list(studio: Studio) -> None:
    await studio.parts.accounts.prepare()
    assert await studio.people.everybody() == ()
