"""One attempt: one request, read within its deadlines to the provider's own end of the answer."""

import asyncio
from collections.abc import Callable

import msgspec

from app.llm.addresses import Address
from app.llm.answering import COMPLETE, CUT, OVERFULL, REFUSED, TOOLS, Answering
from app.llm.blame import fault_of
from app.llm.calling import Caller, Request
from app.llm.checking import checked
from app.llm.cleaning import Cleaner, Thoughts
from app.llm.exchange import Exchange
from app.llm.faults import Fault
from app.llm.port import ToolCall
from app.llm.reading import texts

MAX_ANSWER_CHARACTERS = 400_000
_TIMER_SLACK = 0.02
AFTER_FINISH_SECONDS = 2.0
"""How long the count of tokens is waited for when the answer itself is complete."""


class Limits(msgspec.Struct, frozen=True):
    """Seconds: to the first token, between tokens, and for a whole task with all its attempts."""

    first_token: float
    between_tokens: float
    total: float


class Attempt:
    """`run` it once. Afterwards `text` and `answering` say what came, also when it failed; `calls`, when it did not.

    The deadlines are about tokens: comments, empty chunks and blanks do not put them off. Reasoning does, although the
    person does not see it: it is work that is paid for. So do the pieces of a tool's arguments.
    """

    def __init__(self, caller: Caller, address: Address, request: Request, limits: Limits, end: float) -> None:
        self.address = address
        self.request = request
        self.answering = Answering()
        self.exchange = Exchange()
        self.calls: tuple[ToolCall, ...] = ()
        self._caller = caller
        self._limits = limits
        self._end = end
        self._said: list[str] = []
        self._length = 0
        self._alive = 0

    @property
    def text(self) -> str:
        """What the person has been shown."""
        return "".join(self._said)

    @property
    def is_visible(self) -> bool:
        """Whether the person has seen anything of it."""
        return bool(self._said)

    @property
    def was_accepted(self) -> bool:
        """Whether the provider took the request, as far as is known; then it is paid for."""
        response = self.exchange.response
        if response is not None:
            return response.status_code < 300
        return (self.exchange.entered and self.exchange.failure is None) or self.is_visible

    async def run(self, put: Callable[[str], None]) -> None:
        """Put each visible piece. Raises Fault; whatever LiteLLM raised is not attached to it."""
        fault: Fault | None = None
        watch = asyncio.timeout_at(self._until(self._limits.first_token))
        try:
            async with watch:
                await self._read(put, watch)
        except TimeoutError as error:
            fault = self._overdue() if watch.expired() else fault_of(error, self.exchange)
        except Exception as error:  # noqa: BLE001 - every provider's library has errors of its own; all become faults
            fault = None if self._is_finished else fault_of(error, self.exchange)
        finally:
            await self.exchange.close()
        fault = fault or self._verdict()
        if fault is not None:
            raise fault
        if self.answering.calls.calls:
            self.calls = checked(self.answering.calls.calls, self.request.offered, self.request.used_ids)

    async def _read(self, put: Callable[[str], None], watch: asyncio.Timeout) -> None:
        stream = await self._caller.call(self.address, self.request, self.exchange)
        thoughts, cleaner = Thoughts(), Cleaner()
        answering, is_ending = self.answering, False
        source = texts(stream, self.exchange, answering, wrapped=self._caller.has_callbacks)
        try:
            async for text in source:
                visible = cleaner.clean(thoughts.visible(text)) if text else ""
                if visible:
                    self._show(visible, put)
                thought = answering.thoughts + thoughts.length + answering.calls.progress
                if thought > self._alive or (visible and not visible.isspace()):
                    self._alive = thought
                    if not is_ending:
                        self._put_off(watch)
                if answering.calls.is_over:
                    raise Fault("oversized")
                if answering.fault is not None:
                    raise answering.fault
                if self._is_finished and not is_ending:
                    is_ending = True
                    watch.reschedule(self._until(AFTER_FINISH_SECONDS))
            if rest := cleaner.clean(thoughts.close()) + cleaner.close():
                self._show(rest, put)
        finally:
            answering.thoughts += thoughts.length
            await source.aclose()
            if self.exchange.response is None:
                await stream.aclose()

    def _show(self, text: str, put: Callable[[str], None]) -> None:
        self._length += len(text)
        if self._length > MAX_ANSWER_CHARACTERS:
            raise Fault("oversized")
        self._said.append(text)
        put(text)

    def _put_off(self, watch: asyncio.Timeout) -> None:
        """Moving a timer costs as much as reading a token: it is moved when there is something to gain by it."""
        until, due = self._until(self._limits.between_tokens), watch.when()
        if due is None or abs(until - due) > self._limits.between_tokens * _TIMER_SLACK:
            watch.reschedule(until)

    def _until(self, seconds: float) -> float:
        return min(asyncio.get_running_loop().time() + seconds, self._end)

    @property
    def _is_finished(self) -> bool:
        return self.answering.finish is not None

    def _overdue(self) -> Fault | None:
        if self._is_finished:
            return None
        if asyncio.get_running_loop().time() >= self._end:
            return Fault("took_too_long")
        return Fault("stalled" if self.is_visible or self._alive else "no_first_token")

    def _verdict(self) -> Fault | None:
        """What the provider's own reason for the end means."""
        answering, finish = self.answering, self.answering.finish
        if answering.calls.is_over:
            return Fault("oversized")
        if answering.has_refusal or finish in REFUSED:
            return Fault("refused")
        if finish in CUT:
            return Fault("cut")
        if finish in OVERFULL:
            return Fault("too_much_text")
        if self.request.may_call:
            return self._verdict_of_a_turn()
        if answering.has_tool or finish in TOOLS:
            return Fault("used_a_tool")
        if finish in COMPLETE and self.is_visible:
            return None
        return Fault("incomplete")

    def _verdict_of_a_turn(self) -> Fault | None:
        """Some servers end a turn that calls tools as they end any other."""
        if self.answering.calls.calls:
            is_whole = self.answering.finish in COMPLETE | TOOLS
        else:
            is_whole = self.answering.finish in COMPLETE and self.is_visible
        return None if is_whole else Fault("incomplete")
