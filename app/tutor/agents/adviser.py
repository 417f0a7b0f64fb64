"""The application adviser."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.llm import Delta, ToolCall
from app.tutor.agents.tools import CALL_AGENT, FETCH, LOOK_UP, REQUEST_FORM, RETRIEVE, SEARCH
from app.tutor.agents.words import spoken

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn

TOOLS = frozenset({RETRIEVE, LOOK_UP, FETCH, SEARCH, CALL_AGENT, REQUEST_FORM})
SUGGESTED = ("What fits?", "What am I missing?", "What should I change first?")
ROLE = (
    "You are an application adviser. You answer questions about the person's application from their résumés, their "
    "letters and the posting.\n"
    "Say what fits, what is missing and what to change first, each with the line of the résumé or the sentence of the "
    "posting that it rests on, quoted. Retrieve what you do not see. A weakness is said plainly and with a way to deal "
    "with it. Suggest no line that the résumé does not bear out."
)


def answer(turn: "AgentTurn") -> AsyncIterator[Delta | ToolCall]:
    """Advice by rule."""
    return spoken(turn, "app.tutor.agents.advising", "advised")
