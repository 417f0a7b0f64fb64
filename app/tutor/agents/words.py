"""An answer that is known at once, said as one that is being written."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

from app.llm import Delta, ToolCall

if TYPE_CHECKING:
    from app.tutor.agents.answer import Answer
    from app.tutor.agents.turn import AgentTurn

_PIECE = re.compile(r"(?:\S+\s*){1,4}|\s+")


async def spoken(turn: "AgentTurn", rules: str, name: str) -> AsyncIterator[Delta | ToolCall]:
    """The answer that the function `name` of the module `rules` gives, a few words at a time, then its calls.

    The rules are loaded when they are first needed, in a thread: that takes a while.
    """
    module = await asyncio.to_thread(import_module, rules)
    answer: Callable[[AgentTurn], Awaitable[Answer]] = getattr(module, name)
    said = await answer(turn)
    turn.suggested = said.suggested
    for piece in _PIECE.findall(said.text):
        yield Delta(piece)
    for call in said.calls:
        yield call
