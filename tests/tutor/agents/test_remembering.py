"""Long conversations: each turn costs the same, and what is remembered is what would be worked out."""

import pytest

from app.tutor.agents import rehearsing
from app.tutor.agents.remembering import States
from app.tutor.coaching.interview import Interview, reply
from app.tutor.coaching.models import State, Turn
from tests.tutor.replying.world import ADA, World

ANSWER = "In 2021 our reports were slow. I had to change that, I wrote an importer, and in the end it took 2 seconds."


async def test_a_turn_judges_the_last_answer_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    plain = reply

    def counted(interview: Interview, state: State, message: str) -> Turn:
        judged.append(message)
        return plain(interview, state, message)

    monkeypatch.setattr(rehearsing, "reply", counted)
    conversation_id = await world.first("start", attached=await world.attached())
    for number in range(6):
        judged.clear()
        await world.said(conversation_id, f"{ANSWER} That was number {number}.")
        assert len(judged) == 2


async def test_a_forgotten_state_is_worked_out_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    for message in (ANSWER, "What have I done with Flask?", "skip", ANSWER):
        remembered = await world.said(conversation_id, message)
    monkeypatch.setattr(rehearsing, "_states", States())
    run = await world.start(await world.conversations.questions.retry(ADA.id, remembered.id))
    await world.engine.wait(run.id)
    assert (await world.last(conversation_id)).text == remembered.text


async def test_each_branch_has_its_own_state(world: World) -> None:
    conversation_id = await world.first("start", attached=await world.attached())
    second = await world.said(conversation_id, "skip")
    question = (await world.path(conversation_id))[-2]
    run = await world.start(await world.conversations.questions.edit(ADA.id, question.id, "hint"))
    await world.engine.wait(run.id)
    assert "**Question 2 of 9.**" in (await world.said(conversation_id, "skip")).text
    await world.conversations.switch(ADA.id, conversation_id, second.id)
    assert "**Question 3 of 9.**" in (await world.said(conversation_id, "skip")).text
