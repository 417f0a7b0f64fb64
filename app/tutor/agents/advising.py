"""The application adviser by rule."""

import asyncio
from typing import TYPE_CHECKING

from app.tutor.agents.answer import Answer
from app.tutor.agents.gone import preceded
from app.tutor.agents.knowing import material_of
from app.tutor.agents.looking_up import told, wanted_call
from app.tutor.coaching.advising import advise

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn


async def advised(turn: "AgentTurn") -> Answer:
    """The answer to the question; it does not depend on what was said before."""
    situation = turn.situation
    if turn.done:
        return Answer(text="\n\n".join(told(done) for done in turn.done), suggested=turn.suggested)
    call = wanted_call(situation.question, turn.offers)
    if call is not None:
        return Answer(calls=(call,))
    material = await material_of(situation)
    said = await asyncio.to_thread(advise, material, situation.question)
    return Answer(text=preceded(situation, said.text), suggested=said.suggested)
