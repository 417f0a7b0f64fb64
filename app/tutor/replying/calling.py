"""What becomes of the calls that an agent ends a turn with: at most eight are carried out for one reply."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from typing import Any, Protocol

from app.ids import new_id
from app.llm import Tool, ToolCall
from app.tutor.models import Step

logger = logging.getLogger(__name__)

MOST_CALLS = 8
SECONDS_FOR_A_TOOL = 30.0
SAME_AGAIN = "You have asked for exactly this before; the result is above. Use it, or ask for something else."
NO_MORE = f"This was not carried out: {MOST_CALLS} calls are all that one reply may take. Answer with what you have."
BROKEN = "The tool could not be used just now. Go on without it."
SLOW = "The tool took too long. Go on without it."


class Result(Protocol):
    """What a tool brought: `text` for the model, what others wrote marked as such; `data` for the page, JSON values."""

    @property
    def text(self) -> str: ...

    @property
    def data(self) -> Any: ...

    @property
    def success(self) -> bool: ...


class ToolSession(Protocol):
    """The tools as one person has them in one conversation."""

    @property
    def tools(self) -> Sequence[Tool]: ...

    def why(self, call: ToolCall) -> str:
        """What the call is for, in a sentence for the person."""
        ...

    async def carry_out(self, call: ToolCall) -> Result:
        """The result; a fault is a result without success."""
        ...


class Toolbox(Protocol):
    """Makes the tools for one conversation. `typed` are the person's own messages: addresses in them may be opened."""

    def session(self, owner: str, conversation_id: str, typed: Sequence[str]) -> ToolSession: ...


class Budget:
    """How many calls a reply may still take, and which it has had."""

    def __init__(self) -> None:
        self.left = MOST_CALLS
        self._had: set[tuple[str, str]] = set()

    def refuse(self, call: ToolCall) -> str:
        """Take the call; why it is not carried out, as a sentence for the model, or nothing."""
        if self.left <= 0:
            return NO_MORE
        self.left -= 1
        if call.problem:
            return call.problem
        asked = call.name, json.dumps(json.loads(call.arguments), sort_keys=True)
        if asked in self._had:
            return SAME_AGAIN
        self._had.add(asked)
        return ""


async def carry_out(session: ToolSession, call: ToolCall) -> tuple[str, Any, bool]:
    """What a tool says to the model, what it shows, and whether it succeeded. No fault of a tool ends the reply."""
    try:
        async with asyncio.timeout(SECONDS_FOR_A_TOOL):
            result = await session.carry_out(call)
    except TimeoutError:
        logger.warning("the tool %s took too long", call.name)
        return SLOW, {"problem": SLOW}, False
    except Exception:
        logger.exception("the tool %s failed", call.name)
        return BROKEN, {"problem": BROKEN}, False
    return result.text, result.data, result.success


def begun_step(call: ToolCall, why: str) -> Step:
    """The step for a call that begins now."""
    return Step(id=new_id("stp"), type=call.name, content=why, args=json.loads(call.arguments), started_at=time.time())
