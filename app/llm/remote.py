"""A model of a provider: does tasks through LiteLLM, and has each of them billed."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar

import msgspec

from app.errors import ModelError
from app.llm.addresses import BUILTIN, address_of
from app.llm.attempting import Limits
from app.llm.billing import usage_of
from app.llm.builtin import BuiltinModel
from app.llm.calling import Caller, Request
from app.llm.faults import Fault
from app.llm.joining import Put, joined
from app.llm.library import in_thread, library
from app.llm.performing import Forget, Otherwise, Performance
from app.llm.port import Delta, Model, Task, Usage
from app.llm.structuring import asked_again, parsed, strict_schema
from app.llm.tracing import TaskSpan, task_span
from app.settings import Settings

T = TypeVar("T")
Keep = Callable[[Usage], Awaitable[None]]
logger = logging.getLogger(__name__)


class Provider:
    """What all models of one process share: the settings, the connections, the bills that are being written."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.caller = Caller(settings)
        self.builtin = BuiltinModel()
        self.limits = Limits(
            settings.model_first_token_seconds, settings.model_between_tokens_seconds, settings.model_seconds
        )
        self._billing: set[asyncio.Task[Usage | None]] = set()

    async def billed(self, task: str, performance: Performance, seconds: float, keep: Keep | None) -> Usage | None:
        """Count, and keep the bill. Whoever waits may be cancelled; the bill is written all the same."""
        work = asyncio.ensure_future(self._bill(task, performance, seconds, keep))
        self._billing.add(work)
        work.add_done_callback(self._billing.discard)
        return await asyncio.shield(work)

    async def close(self) -> None:
        """Finish the bills and close all connections."""
        await asyncio.gather(*self._billing, return_exceptions=True)
        await self.caller.close()

    async def _bill(self, task: str, performance: Performance, seconds: float, keep: Keep | None) -> Usage | None:
        try:
            litellm = await library()
            prices = self.settings.model_prices
            usage = await in_thread(lambda: usage_of(task, performance.attempts, seconds, prices, litellm))
            if usage is not None and keep is not None:
                await keep(usage)
        except Exception:
            logger.exception("what the task %s took could not be recorded", task)
            return None
        return usage


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
        names = self._names(task)
        if names[0] == BUILTIN:
            return await self._provider.builtin.ask(task)
        work = _Work(self._provider, task, names, self._keep)
        with task_span(task.name, names[0]) as span:
            try:
                return await work.answer(task.answer_type)
            except Fault as fault:
                work.fault = fault
            finally:
                await work.settle(span)
        raise work.error()

    async def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """See the port."""
        names = self._names(task)
        if names[0] == BUILTIN:
            async for delta in self._provider.builtin.stream(task):
                yield delta
            return
        work = _Work(self._provider, task, names, self._keep)
        with task_span(task.name, names[0]) as span:
            try:
                async with aclosing(joined(work.write)) as pieces:
                    async for text in pieces:
                        yield Delta(text)
            except Fault as fault:
                work.fault = fault
            finally:
                await work.settle(span)
        if work.fault is not None:
            raise work.error()

    async def test(self, task: Task[str]) -> None:
        """One attempt at a small task by this model and no other. Raises ModelError."""
        work = _Work(self._provider, task, (self.name,), self._keep, retries=0)
        try:
            await work.write(lambda _text: None)
        except Fault as fault:
            work.fault = fault
        if work.fault is not None:
            raise work.error()

    def _names(self, task: Task[Any]) -> tuple[str, ...]:
        settings = self._provider.settings
        if not self._has_helpers:
            return (self.name,)
        first = settings.model_tasks.get(task.name, self.name)
        return tuple(dict.fromkeys((first, *settings.model_fallbacks)))


class _Work:
    """One task under way."""

    def __init__(
        self, provider: Provider, task: Task[Any], names: tuple[str, ...], keep: Keep | None, retries: int | None = None
    ) -> None:
        self.fault: Fault | None = None
        self._provider = provider
        self._task = task
        self._keep = keep
        self._retries = {} if retries is None else {"retries": retries}
        self._began = time.monotonic()
        addresses = [address_of(provider.settings, name) for name in names if name != BUILTIN]
        self._otherwise: Otherwise | None = self._write_builtin if BUILTIN in names else None
        self._performance = Performance(provider.caller, addresses, provider.limits)

    async def write(self, put: Put) -> None:
        """The text of the task. Raises Fault."""
        await self._perform(Request(self._messages()), put)

    async def answer(self, answer_type: type[T]) -> T:
        """The structured answer. Raises Fault."""
        if answer_type is str:
            text = await self._whole(Request(self._messages()))
            return msgspec.convert(text, answer_type)
        request = Request(self._messages(), strict_schema(answer_type))
        text = await self._whole(request)
        try:
            return parsed(text, answer_type)
        except msgspec.MsgspecError as error:
            logger.info("the answer to %s did not fit its form and is asked for again", self._task.name)
            again = Request(asked_again(request.messages, text, error), request.schema)
        text = await self._whole(again)
        try:
            return parsed(text, answer_type)
        except msgspec.MsgspecError:
            malformed = Fault("malformed")
        raise malformed

    async def settle(self, span: TaskSpan) -> None:
        """Bill it, whatever became of it."""
        seconds = time.monotonic() - self._began
        attempts = self._performance.attempts
        kind = self.fault.kind if self.fault is not None else None
        usage = None
        try:
            if attempts:
                usage = await self._provider.billed(self._task.name, self._performance, seconds, self._keep)
        finally:
            span.ended(attempts[-1] if attempts else None, usage, kind)

    def error(self) -> ModelError:
        """What the person is told; a wrong form names the step that has failed."""
        if self.fault is None:
            raise RuntimeError("the work has no fault")
        error = self.fault.for_the_person()
        if self.fault.kind != "malformed":
            return error
        step = self._task.name.replace("_", " ")
        return ModelError(
            f"The model's answer to the step “{step}” did not have the form that was asked for, not even the second "
            "time. Please try again, or choose another model.",
            reason=error.reason,
            retryable=error.retryable,
        )

    async def _whole(self, request: Request) -> str:
        parts: list[str] = []
        await self._perform(request, parts.append, parts.clear)
        return "".join(parts)

    async def _perform(self, request: Request, put: Put, forget: Forget | None = None) -> None:
        await self._performance.run(request, put, forget=forget, otherwise=self._otherwise, **self._retries)

    async def _write_builtin(self, put: Put) -> None:
        builtin: Model = self._provider.builtin
        answer = await builtin.ask(self._task)
        put(answer if isinstance(answer, str) else msgspec.json.encode(answer).decode())

    def _messages(self) -> tuple[dict[str, str], ...]:
        return tuple({"role": message.role, "content": message.content} for message in self._task.messages())
