"""The loop of an agent: it speaks and asks for tools in turn, until it has nothing more to ask for."""

import dataclasses
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec

from app.errors import InvalidInput, ModelError
from app.llm import Message, Model, Tool, ToolCall, fence
from app.streaming import Emit
from app.tutor.agents import KITS, AgentTurn, Done, Situation
from app.tutor.agents.tools import CALL_AGENT, LONGEST_QUESTION, REQUEST, REQUEST_FORM, Question, call_agent
from app.tutor.forms_asked import Asked, checked_form
from app.tutor.models import AGENTS, Agent, Step
from app.tutor.replying.calling import Budget, ToolSession, begun_step, carry_out
from app.tutor.replying.events import StepSaid
from app.tutor.replying.metering import Meter
from app.tutor.replying.saying import Saying, ended_step

_EMPTY = "The model gave no answer. Please try again."
_LONGEST_ANSWER = 4_000
_NO_ANSWER = "The other agent gave no answer. Go on without it."


class Loop:
    """One agent's answer. An agent that this one asks answers in a loop of its own, within the same budget of calls."""

    def __init__(
        self,
        model: Model,
        situation: Situation,
        session: ToolSession | None,
        saying: Saying,
        meter: Meter,
        budget: Budget | None = None,
    ) -> None:
        self._model = model
        self._situation = situation
        self._session = session
        self._saying = saying
        self._meter = meter
        self._budget = budget or Budget()
        self._tools = _tools(situation, session)
        self._is_over = False
        self.turn = AgentTurn(situation)

    @property
    def text(self) -> str:
        """What has been said."""
        return self._saying.text

    @property
    def suggested(self) -> tuple[str, ...]:
        """Short answers for the person; none beside a form, which wants longer ones."""
        return () if self._has_ended() else self.turn.suggested

    async def run(self) -> AsyncGenerator[Emit, None]:
        """The events of the answer, as it comes.

        Raises:
            ModelError: the model failed, or said nothing.
        """
        while not self._has_ended():
            self.turn.tools = self._tools if self._budget.left > 0 else ()
            calls: list[ToolCall] = []
            said: list[str] = []
            async with aclosing(self._spoken(calls, said)) as events:
                async for emit in events:
                    yield emit
            if not calls or not self.turn.tools or self._saying.is_full:
                break
            self.turn.later.append(Message("assistant", "".join(said), calls=tuple(calls)))
            self._saying.part()
            for call in calls:
                async with aclosing(self._carried_out(call)) as events:
                    async for emit in events:
                        yield emit
                if self._has_ended():
                    break
        if self._saying.is_empty and not self._has_ended():
            raise ModelError(_EMPTY, reason="internal", retryable=True)

    async def _spoken(self, calls: list[ToolCall], said: list[str]) -> AsyncGenerator[Emit, None]:
        pieces = self._model.converse(self.turn)
        try:
            async for piece in pieces:
                if isinstance(piece, ToolCall):
                    calls.append(piece)
                    continue
                said.append(piece.text)
                emit = self._saying.say(piece.text)
                if emit is not None:
                    yield emit
                if self._saying.is_full:
                    return
        finally:
            close = getattr(pieces, "aclose", None)
            if close is not None:
                await close()

    async def _carried_out(self, call: ToolCall) -> AsyncGenerator[Emit, None]:
        refusal = self._budget.refuse(call)
        if refusal:
            self._tell(call, refusal)
            return
        if call.name == REQUEST_FORM:
            events = self._form(call)
        elif call.name == CALL_AGENT:
            events = self._ask(call)
        else:
            events = self._use(call)
        async with aclosing(events):
            async for emit in events:
                yield emit

    async def _use(self, call: ToolCall) -> AsyncGenerator[Emit, None]:
        """A tool of the session; only such are offered without being this loop's own."""
        if self._session is None:
            raise RuntimeError("a tool was offered without a session")
        step = begun_step(call, self._session.why(call))
        yield self._saying.step(step)
        text, data, success = await carry_out(self._session, call)
        yield self._saying.step(ended_step(step, success=success, data=data, ended_at=time.time()))
        self._tell(call, text)
        self.turn.done.append(Done(call, data, success))

    async def _form(self, call: ToolCall) -> AsyncGenerator[Emit, None]:
        """A form in the chat, with which the reply ends."""
        try:
            form = checked_form(call.arguments)
        except InvalidInput as error:
            self._tell(call, error.message)
            return
        step = begun_step(call, f"Asking you for “{form.title}”")
        yield self._saying.step(step)
        yield self._saying.step(ended_step(step, success=True, data=Asked(form), ended_at=time.time()))
        self._is_over = True

    async def _ask(self, call: ToolCall) -> AsyncGenerator[Emit, None]:
        """Another agent's answer; what it does for it is shown too."""
        try:
            asked = msgspec.json.decode(call.arguments, type=Question)
        except msgspec.MsgspecError as error:
            self._tell(call, f"The arguments do not fit: {error}")
            return
        if asked.agent == self._situation.agent or not asked.question.strip():
            self._tell(call, "Ask one of the other agents a question.")
            return
        step = begun_step(call, f"Asking the {AGENTS[asked.agent].lower()}")
        yield self._saying.step(step)
        inner = self._inner(asked.agent, asked.question[:LONGEST_QUESTION])
        before = self._meter.of(inner.turn.name)
        problem = ""
        try:
            async with aclosing(inner.run()) as events:
                async for emit in events:
                    if isinstance(emit.data, StepSaid):
                        yield self._saying.step(emit.data.step)
        except ModelError as error:
            problem = error.message
        yield self._answered(step, call, asked.agent, inner, before, problem)

    def _inner(self, agent: Agent, question: str) -> "Loop":
        situation = dataclasses.replace(
            self._situation, agent=agent, question=question, path=(), turns=(), asked_by=self._situation.agent
        )
        return Loop(self._model, situation, self._session, Saying(), self._meter, self._budget)

    def _answered(
        self, step: Step, call: ToolCall, agent: Agent, inner: "Loop", before: tuple[int, int, int], problem: str
    ) -> Emit:
        text = inner.text.strip()[:_LONGEST_ANSWER]
        data = {"agent": agent, "text": text} | ({"problem": problem} if problem else {})
        self._tell(call, fence("answer", text) if text and not problem else _NO_ANSWER)
        self.turn.done.append(Done(call, data, success=not problem))
        given, made, calls = (now - then for now, then in zip(self._meter.of(inner.turn.name), before, strict=True))
        return self._saying.step(
            ended_step(step, success=not problem, data=data, ended_at=time.time(), used=(given, made, calls))
        )

    def _has_ended(self) -> bool:
        """Whether a form was shown, which the person has to answer first."""
        return self._is_over

    def _tell(self, call: ToolCall, text: str) -> None:
        self.turn.later.append(Message("tool", text, result_of=call.id))


def _tools(situation: Situation, session: ToolSession | None) -> tuple[Tool, ...]:
    """What fits the agent; one that another agent asks can neither ask a third nor the person."""
    wanted = KITS[situation.agent].tools
    own = () if situation.asked_by is not None else (call_agent(situation.agent), REQUEST)
    return tuple(tool for tool in (*(session.tools if session else ()), *own) if tool.name in wanted)
