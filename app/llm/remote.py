"""A model of a provider: does tasks and takes turns through LiteLLM, and has each of them billed."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, TypeVar

import msgspec

from app.llm.addresses import BUILTIN, address_of
from app.llm.calling import Request
from app.llm.faults import Fault
from app.llm.joining import Put, joined
from app.llm.performing import Otherwise
from app.llm.port import Conversation, Delta, Task, ToolCall
from app.llm.tracing import task_span
from app.llm.turns import tools_of, turns_of
from app.llm.working import Keep, Provider, Work

T = TypeVar("T")


class RemoteModel:
    """One model that can be chosen. `keep` receives the usage of each task, of failed and stopped ones too.

    `has_helpers`: the models for single tasks and the fallbacks of the settings belong to it.
    """

    def __init__(self, name: str, provider: Provider, *, has_helpers: bool, keep: Keep | None = None) -> None:
        self.name = name
        self._provider = provider
        self._has_helpers = has_helpers
        self._keep = keep

    def billed_to(self, keep: Keep) -> "RemoteModel":
        """The same model, its usage kept by `keep`."""
        return RemoteModel(self.name, self._provider, has_helpers=self._has_helpers, keep=keep)

    def describe(self) -> str:
        """One sentence for the person."""
        return address_of(self._provider.settings, self.name).described()

    async def ask(self, task: Task[T]) -> T:
        """See the port. A wrong form is shown to the model once; then the task has failed."""
        names = self._names(task.name)
        if names[0] == BUILTIN:
            return await self._provider.builtin.ask(task)
        work = self._work(task.name, names, self._builtin_answer(task))
        with task_span(task.name, names[0]) as span:
            try:
                return await work.answer(turns_of(task.messages()), task.answer_type)
            except Fault as fault:
                work.fault = fault
            finally:
                await work.settle(span)
        raise work.error()

    async def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """See the port."""
        names = self._names(task.name)
        if names[0] == BUILTIN:
            async for delta in self._provider.builtin.stream(task):
                yield delta
            return
        work = self._work(task.name, names, self._builtin_answer(task))
        async with aclosing(_streamed(work, task.name, names[0], Request(turns_of(task.messages())))) as deltas:
            async for delta in deltas:
                yield delta

    async def converse(self, conversation: Conversation) -> AsyncGenerator[Delta | ToolCall, None]:
        """See the port. The bill is written before the calls are given."""
        name, builtin = conversation.name, self._provider.builtin
        names = self._names(name)
        if names[0] == BUILTIN:
            async with aclosing(builtin.converse(conversation)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        calls: list[ToolCall] = []

        async def otherwise(put: Put) -> None:
            async with aclosing(builtin.converse(conversation)) as pieces:
                async for piece in pieces:
                    put(piece.text) if isinstance(piece, Delta) else calls.append(piece)

        work = self._work(name, names, otherwise)
        async with aclosing(_streamed(work, name, names[0], _request_of(conversation))) as deltas:
            async for delta in deltas:
                yield delta
        for call in (*work.calls, *calls):
            yield call

    async def test(self, task: Task[str]) -> None:
        """One attempt at a small task by this model and no other. Raises ModelError."""
        work = self._work(task.name, (self.name,), self._builtin_answer(task))
        try:
            await work.write(Request(turns_of(task.messages())), lambda _text: None, retries=0)
        except Fault as fault:
            work.fault = fault
        if work.fault is not None:
            raise work.error()

    def _work(self, name: str, models: tuple[str, ...], otherwise: Otherwise) -> Work:
        return Work(self._provider, name, models, self._keep, otherwise)

    def _builtin_answer(self, task: Task[Any]) -> Otherwise:
        async def write(put: Put) -> None:
            answer = await self._provider.builtin.ask(task)
            put(answer if isinstance(answer, str) else msgspec.json.encode(answer).decode())

        return write

    def _names(self, task: str) -> tuple[str, ...]:
        settings = self._provider.settings
        if not self._has_helpers:
            return (self.name,)
        first = settings.model_tasks.get(task, self.name)
        return tuple(dict.fromkeys((first, *settings.model_fallbacks)))


async def _streamed(work: Work, name: str, model: str, request: Request) -> AsyncGenerator[Delta, None]:
    """The text as it comes. It is billed before this ends, however it ends. Raises ModelError."""

    async def write(put: Put) -> None:
        await work.write(request, put)

    with task_span(name, model) as span:
        try:
            async with aclosing(joined(write)) as pieces:
                async for text in pieces:
                    yield Delta(text)
        except Fault as fault:
            work.fault = fault
        finally:
            await work.settle(span)
    if work.fault is not None:
        raise work.error()


def _request_of(conversation: Conversation) -> Request:
    messages = conversation.messages()
    tools, may_call = tools_of(conversation.tools, messages)
    return Request(turns_of(messages), tools=tools, may_call=may_call)
