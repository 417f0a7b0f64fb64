"""The editor's use cases over a real database: merging, undo, and nobody else's résumé."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.errors import InvalidInput, NotFound
from app.resumes import history
from app.resumes.arranging import Action, parse_action
from app.resumes.editor import Saved, Wish
from app.resumes.service import Resumes
from app.streaming import Engine, SqliteStore
from tests.databases import new_database
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
TEX = (SAMPLES / "jake_resume.tex").read_bytes()


class Desk:
    """Ada's editor, with one résumé on it."""

    def __init__(self, resumes: Resumes, resume_id: str) -> None:
        self.resumes = resumes
        self.id = resume_id

    async def save(
        self, version: int, fields: dict[str, str] | None = None, action: str = "save", pointer: str = "", key: str = ""
    ) -> Saved:
        what = parse_action(f"{action}:{pointer}" if pointer else action)
        return await self.resumes.editor.save(
            ADA.id, self.id, Wish(version=version, fields=fields or {}, action=what, key=key)
        )

    async def source(self) -> bytes:
        return (await self.resumes.get(ADA.id, self.id)).source


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    database = Database(path)
    engine = Engine(SqliteStore(path))
    resumes = Resumes(database, engine)
    await engine.open()
    async with database.write() as connection:
        for user in (ADA, EVE):
            await add_user(connection, user, 0.0)
    resume_id, _ = await resumes.keep(ADA.id, TEX, "jake.tex")
    await resumes.read_now(ADA.id, resume_id)
    yield Desk(resumes, resume_id)
    await engine.drain(1.0)
    await database.close()


def positions(saved: Saved) -> list[str | None]:
    assert saved.stored.document is not None
    return [work.position for work in saved.stored.document.resume.work]


async def test_undo_and_redo_give_the_source_back_to_the_byte(desk: Desk) -> None:
    first = await desk.save(1, {"/work/0/position": "Lead"})
    one = await desk.source()
    second = await desk.save(2, action="remove", pointer="/work/1")
    two = await desk.source()
    assert len({TEX, one, two}) == 3
    for version, action, expected in [
        (3, "undo", one), (4, "undo", TEX), (5, "redo", one), (6, "redo", two), (7, "undo", one),
    ]:  # fmt: skip
        saved = await desk.save(version, action=action)
        assert await desk.source() == expected
    assert (first.can_undo, second.can_undo, saved.can_undo, saved.can_redo) == (True, True, True, True)
    fresh = await desk.save(8, {"/work/0/position": "Head"})
    assert (fresh.can_undo, fresh.can_redo) == (True, False)


async def test_there_is_nothing_to_undo_before_the_first_edit(desk: Desk) -> None:
    saved = await desk.save(1, action="undo")
    assert saved.problem == "There is nothing to undo."
    assert saved.stored.version == 1


async def test_undo_in_a_tab_that_has_not_seen_the_newest_asks_to_look_first(desk: Desk) -> None:
    await desk.save(1, {"/work/0/position": "Lead"})
    saved = await desk.save(1, action="undo")
    assert "Another tab" in saved.problem
    assert positions(saved)[0] == "Lead"
    assert positions(await desk.save(2, action="undo"))[0] == "Undergraduate Research Assistant"


async def test_a_stale_field_follows_its_entry(desk: Desk) -> None:
    before = positions(await desk.resumes.editor.open(ADA.id, desk.id))
    await desk.save(1, action="down", pointer="/work/0")
    saved = await desk.save(1, {"/work/0/position": "Lead"})
    assert positions(saved) == [before[1], "Lead", before[2]]
    assert saved.merged
    assert saved.was["/work/1"] == "/work/0"


async def test_lines_that_two_tabs_changed_are_merged_one_by_one(desk: Desk) -> None:
    document = (await desk.resumes.get(ADA.id, desk.id)).document
    assert document is not None
    lines = document.resume.work[0].highlights
    await desk.save(1, {"/work/0/highlights": "\n".join([lines[0] + " twice", *lines[1:]])})
    saved = await desk.save(1, {"/work/0/highlights": "\n".join([*lines, "Mine alone"])})
    assert saved.clashes == []
    assert saved.stored.document is not None
    assert saved.stored.document.resume.work[0].highlights == [lines[0] + " twice", *lines[1:], "Mine alone"]


async def test_the_same_field_in_two_tabs_is_a_question_and_the_rest_is_saved(desk: Desk) -> None:
    await desk.save(1, {"/work/0/position": "Lead"})
    saved = await desk.save(1, {"/work/0/position": "Head", "/work/1/position": "Helper"})
    assert [(one.pointer, one.mine, one.theirs) for one in saved.clashes] == [("/work/0/position", "Head", "Lead")]
    assert positions(saved)[:2] == ["Lead", "Helper"]
    assert saved.typed == {"/work/0/position": "Head"}


async def test_an_entry_that_was_removed_meanwhile_is_handed_back_whole(desk: Desk) -> None:
    await desk.save(1, action="remove", pointer="/work/0")
    saved = await desk.save(1, {"/work/0/position": "Lead"})
    assert [(one.owner, one.title) for one in saved.lost] == [("/work", "Lead")]
    wish = Wish(version=saved.stored.version, fields={}, action=Action("restore"), lost=saved.lost)
    back = await desk.resumes.editor.save(ADA.id, desk.id, wish)
    assert positions(back)[-1] == "Lead"
    gone = await desk.save(1, action="down", pointer="/work/0")
    assert "not there any more" in gone.problem


async def test_a_page_from_before_all_that_is_kept_overwrites_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_VERSIONS", 2)
    for version, word in enumerate(["One", "Two", "Three", "Four"], 1):
        await desk.save(version, {"/work/0/position": word})
    saved = await desk.save(1, {"/work/0/position": "Late", "/work/1/position": positions(await desk.save(5))[1] or ""})
    assert [(one.mine, one.theirs) for one in saved.clashes] == [("Late", "Four")]
    assert positions(saved)[0] == "Four"


async def test_a_request_sent_again_moves_nothing_twice(desk: Desk) -> None:
    first = await desk.save(1, action="duplicate", pointer="/work/0", key="once")
    again = await desk.save(1, action="duplicate", pointer="/work/0", key="once")
    assert len(positions(first)) == 4
    assert again.stored.version == first.stored.version


async def test_refused_fields_are_named_and_typed_text_comes_back(desk: Desk) -> None:
    saved = await desk.save(1, {"/work/0/startDate": "2021-13", "/work/0/position": "Lead"})
    assert saved.refused == {"/work/0/startDate": "Write a date as 2021, 2021-03 or 2021-03-15."}
    assert saved.typed == {"/work/0/startDate": "2021-13"}
    assert positions(saved)[0] == "Lead"


async def test_an_entry_that_is_being_rewritten_does_not_vanish(desk: Desk) -> None:
    added = await desk.save(1, {"/languages/0/language": "Dutch"})
    emptied = await desk.save(added.stored.version, {"/languages/0/language": ""})
    assert emptied.stored.version == added.stored.version
    whole = Wish(version=added.stored.version, fields={"/languages/0/language": ""}, whole=True)
    gone = await desk.resumes.editor.save(ADA.id, desk.id, whole)
    assert gone.stored.document is not None
    assert gone.stored.document.resume.languages == []


async def test_two_saves_at_one_moment_are_both_kept(desk: Desk) -> None:
    await asyncio.gather(*(desk.save(1, {f"/work/{at}/position": f"Number {at}"}) for at in range(3)))
    assert positions(await desk.resumes.editor.open(ADA.id, desk.id)) == ["Number 0", "Number 1", "Number 2"]


async def test_nobody_else_edits_or_sees_a_version(desk: Desk) -> None:
    await desk.save(1, {"/work/0/position": "Lead"})
    for wish in (Wish(version=1, fields={"/work/0/position": "x"}), Wish(version=2, fields={}, action=Action("undo"))):
        with pytest.raises(NotFound):
            await desk.resumes.editor.save(EVE.id, desk.id, wish)
    with pytest.raises(NotFound):
        await desk.resumes.editor.open(EVE.id, desk.id)


async def test_versions_go_with_their_resume(desk: Desk) -> None:
    await desk.save(1, {"/work/0/position": "Lead"})
    stored = await desk.resumes.get(ADA.id, desk.id)
    kept = history.History(desk.resumes.editor._history._database)
    assert [one.version for one in await kept.between(stored, 1, 9)] == [1, 2]
    await desk.resumes.delete(ADA.id, desk.id)
    assert await kept.between(stored, 1, 9) == []


@pytest.mark.parametrize("action", ["explode", "move:/work/0:x", "up:work", "remove:/work/../etc"])
async def test_a_button_that_does_not_exist_is_refused(desk: Desk, action: str) -> None:
    with pytest.raises(InvalidInput):
        await desk.save(1, action=action)
