"""The model that needs no key, no network and no download: each task's own `builtin`."""

import asyncio
import inspect
import re
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

import msgspec

from app.errors import ModelError
from app.llm.checking import checked
from app.llm.gathering import Gathered
from app.llm.port import Conversation, Delta, Task, ToolCall

T = TypeVar("T")
_PIECE = re.compile(r"\S+\s*|\s+")


class BuiltinModel:
    """Runs `task.builtin()` and checks its answer against `task.answer_type`."""

    name = "builtin"

    def describe(self) -> str:
        """One sentence for the person."""
        return "Foreword's own language tools, on this machine; nothing is sent anywhere."

    async def ask(self, task: Task[T]) -> T:
        """The answer. Raises ModelError when it is not of the task's type; errors of the task itself pass."""
        answer = await asyncio.to_thread(task.builtin)
        if inspect.isawaitable(answer):
            answer = await answer
        try:
            return msgspec.convert(answer, task.answer_type, from_attributes=True)
        except msgspec.ValidationError as error:
            raise ModelError(
                "The built-in language tools gave an answer that does not fit its form.",
                reason="internal",
                retryable=False,
            ) from error

    async def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """The text word by word; the joined pieces are the answer to the character."""
        for piece in _PIECE.findall(await self.ask(task)):
            yield Delta(piece)

    async def converse(self, conversation: Conversation) -> AsyncGenerator[Delta | ToolCall, None]:
        """What the conversation's own rules say and ask for, as they do; closing this closes them.

        A call without an id is given one.
        """
        offered = [tool.name for tool in conversation.tools]
        used = {call.id for message in conversation.messages() for call in message.calls}
        pieces = conversation.builtin()
        try:
            async for piece in pieces:
                if isinstance(piece, Delta):
                    yield piece
                    continue
                (call,) = checked([Gathered(piece.id, piece.name, [piece.arguments])], offered, used)
                used.add(call.id)
                yield call
        finally:
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()
