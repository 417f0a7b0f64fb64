"""A model that says what a test has written for it."""

from collections.abc import AsyncIterator
from typing import Any

from app.llm import BuiltinModel, Conversation, Delta, ToolCall


class Scripted:
    """A model that gives one answer to whatever it is asked, and remembers the questions."""

    name = "openai/scripted"

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked: list[Any] = []

    def describe(self) -> str:
        return "Scripted."

    async def ask(self, task: Any) -> Any:
        self.asked.append(task)
        return self.answer

    async def stream(self, task: Any) -> AsyncIterator[Delta]:
        yield Delta(await self.ask(task))

    def converse(self, conversation: Conversation) -> AsyncIterator[Delta | ToolCall]:
        return BuiltinModel().converse(conversation)
