"""What makes each agent: its role, its tools, its rules."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

import msgspec

from app.llm import Delta, ToolCall
from app.tutor.agents import adviser, coach, tutor
from app.tutor.models import Agent

if TYPE_CHECKING:
    from app.tutor.agents.turn import AgentTurn


class Kit(msgspec.Struct, frozen=True):
    """`role` is the beginning of its prompt, `tools` the names of those that fit its work, `suggested` short answers
    that a person may always give it, `answer` its turn without a model.
    """

    role: str
    tools: frozenset[str]
    suggested: tuple[str, ...]
    answer: Callable[["AgentTurn"], AsyncIterator[Delta | ToolCall]]


KITS: dict[Agent, Kit] = {
    "coach": Kit(coach.ROLE, coach.TOOLS, coach.SUGGESTED, coach.answer),
    "tutor": Kit(tutor.ROLE, tutor.TOOLS, tutor.SUGGESTED, tutor.answer),
    "adviser": Kit(adviser.ROLE, adviser.TOOLS, adviser.SUGGESTED, adviser.answer),
}
