"""One task, or one turn of a conversation, under way: performed, billed, its fault put into words."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import msgspec

from app.errors import ModelError
from app.llm.addresses import BUILTIN, address_of
from app.llm.attempting import Limits
from app.llm.billing import usage_of
from app.llm.builtin import BuiltinModel
from app.llm.calling import Caller, Request
from app.llm.faults import Fault
from app.llm.joining import Put
from app.llm.library import in_thread, library
from app.llm.performing import Forget, Otherwise, Performance
from app.llm.port import ToolCall, Usage
from app.llm.reporting import STOPPED, Report, TaskReport, no_report
from app.llm.structuring import asked_again, parsed, strict_schema
from app.llm.tracing import TaskSpan
from app.settings import Settings

T = TypeVar("T")
Keep = Callable[[Usage], Awaitable[None]]
logger = logging.getLogger(__name__)


class Provider:
    """What all models of one process share: the settings, the connections, the bills that are being written."""

    def __init__(self, settings: Settings, report: Report = no_report) -> None:
        self.settings = settings
        self.report = report
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


class Work:
    """The work of that name by the first of the models that can; `otherwise` does it where the built-in is one."""

    def __init__(
        self, provider: Provider, name: str, models: Sequence[str], keep: Keep | None, otherwise: Otherwise
    ) -> None:
        self.fault: Fault | None = None
        self._provider = provider
        self._name = name
        self._keep = keep
        self._model = models[0]
        self._began = time.monotonic()
        self._first_token: float | None = None
        self._has_ended = False
        addresses = [address_of(provider.settings, model) for model in models if model != BUILTIN]
        self._otherwise = otherwise if BUILTIN in models else None
        self._performance = Performance(provider.caller, addresses, provider.limits)

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        """What the last attempt asked for; nothing unless it succeeded."""
        attempts = self._performance.attempts
        return attempts[-1].calls if attempts else ()

    async def write(self, request: Request, put: Put, forget: Forget | None = None, **retries: int) -> None:
        """The text that answers the request. Raises Fault."""

        def put_and_note(text: str) -> None:
            if self._first_token is None:
                self._first_token = time.monotonic() - self._began
            put(text)

        self._has_ended = False
        await self._performance.run(request, put_and_note, forget=forget, otherwise=self._otherwise, **retries)
        self._has_ended = True

    async def answer(self, messages: tuple[dict[str, Any], ...], answer_type: type[T]) -> T:
        """The structured answer. Raises Fault."""
        if answer_type is str:
            return msgspec.convert(await self._whole(Request(messages)), answer_type)
        request = Request(messages, strict_schema(answer_type))
        text = await self._whole(request)
        try:
            return parsed(text, answer_type)
        except msgspec.MsgspecError as error:
            logger.info("the answer to %s did not fit its form and is asked for again", self._name)
            again = Request(asked_again(messages, text, error), request.schema)
        text = await self._whole(again)
        try:
            return parsed(text, answer_type)
        except msgspec.MsgspecError:
            malformed = Fault("malformed")
        raise malformed

    async def settle(self, span: TaskSpan) -> None:
        """Bill and report it, whatever became of it."""
        seconds = time.monotonic() - self._began
        attempts = self._performance.attempts
        kind = self.fault.kind if self.fault is not None else None
        usage = None
        try:
            if attempts:
                usage = await self._provider.billed(self._name, self._performance, seconds, self._keep)
        finally:
            span.ended(attempts[-1] if attempts else None, usage, kind)
            self._provider.report(
                TaskReport(
                    task=self._name,
                    model=self._model,
                    seconds=seconds,
                    first_token=self._first_token,
                    usage=usage,
                    fault=kind or (None if self._has_ended else STOPPED),
                )
            )

    def error(self) -> ModelError:
        """What the person is told; a wrong form names the step that has failed."""
        if self.fault is None:
            raise RuntimeError("the work has no fault")
        error = self.fault.for_the_person()
        if self.fault.kind != "malformed":
            return error
        step = self._name.replace("_", " ")
        return ModelError(
            f"The model's answer to the step “{step}” did not have the form that was asked for, not even the second "
            "time. Please try again, or choose another model.",
            reason=error.reason,
            retryable=error.retryable,
        )

    async def _whole(self, request: Request) -> str:
        parts: list[str] = []
        await self.write(request, parts.append, parts.clear)
        return "".join(parts)
