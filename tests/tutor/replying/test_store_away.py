"""Replies while the database is away for a moment: they wait for it, and nothing that was said is lost."""

from typing import Any

import pytest

from app.streaming import RunState
from tests.databases import AwayForAWhile
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.tutor.replying.world import ADA, Script, World, data_of


@pytest.mark.parametrize("served", range(5))
async def test_one_that_has_said_nothing_yet_begins_later_and_knows_all(
    room: World, script: Script, monkeypatch: pytest.MonkeyPatch, served: int
) -> None:
    away, for_run = AwayForAWhile(room.database), room.models.for_run

    async def gone_from_here(*asked: Any) -> Any:
        if not away.refused:
            away.go(served, 2)
        return await for_run(*asked)

    attached = await room.attached()
    await room.resumes.read_now(ADA.id, attached.resume_id or "")
    monkeypatch.setattr(room.models, "for_run", gone_from_here)
    conversation_id, run = await room.begin("Hello", attached=attached)
    assert (await room.engine.wait(run.id)).state is RunState.DONE
    assert (await room.last(conversation_id)).text == "Tell me more."
    assert (away.refused, len(script.asked)) == (2, 1)
    assert "Jake Ryan" in script.asked[0].prompt


@pytest.mark.parametrize("served", range(6))
async def test_one_that_is_said_is_whole_and_paid_for_once(
    room: World, script: Script, provider: Provider, served: int
) -> None:
    away, gate = AwayForAWhile(room.database), provider.gate()
    script.turn = lambda _asked: "One two three four five."
    script.turns = [held(gate, after=3)]
    conversation_id, run = await room.begin("I has work.")
    await room.until(run, "text")
    away.go(served, 2)
    gate.open()
    events = await room.events(run)
    assert away.refused or served > 0
    away.come_back()
    assert events[-1].name == "done"
    assert (await room.last(conversation_id)).text == "One two three four five."
    assert len(script.asked) == 1
    assert data_of(events, "corrections")[0]["corrections"]
