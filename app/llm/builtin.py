"""The model that needs no key, no network and no download: each task's own `builtin`."""

import asyncio
import inspect
import re
from collections.abc import AsyncIterator
from typing import TypeVar

import msgspec

from app.errors import ModelError
from app.llm.port import Delta, Task

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
