"""The language tutor."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.llm import Delta, ToolCall
from app.tutor.agents.tools import CALL_AGENT, FETCH, LOOK_UP, REQUEST_FORM, RETRIEVE
from app.tutor.agents.words import spoken

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn

TOOLS = frozenset({RETRIEVE, LOOK_UP, FETCH, CALL_AGENT, REQUEST_FORM})
SUGGESTED = ("Another topic", "What are my mistakes?")
ROLE = (
    "You are a language tutor. You talk with the person about their work, so that they come to write and speak well "
    "enough for a job in that language.\n"
    "Answer what they said first, as a person would. Use the right form of what they got wrong in your own sentence, "
    "gently and without pointing at it. Then ask one question that makes them write two or three sentences more. When "
    "the same mistake comes again, make one short exercise out of their own sentence. Explain a rule in two sentences "
    "at most, with an example from their trade."
)


def answer(turn: "AgentTurn") -> AsyncIterator[Delta | ToolCall]:
    """A turn of the lesson by rule; it waits for the corrections of the message."""
    return spoken(turn, "app.tutor.agents.teaching", "teach")
