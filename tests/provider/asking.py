"""Foreword's own models with the provider behind them, and two small tasks to give them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import msgspec

from app.errors import ModelError
from app.llm import Delta, Message, Model, Models, TaskReport, Tool, ToolCall, Usage, prompt
from app.settings import Settings, load_settings
from tests.provider import Provider

RESUME_CANARY = "canary-resume-7d21"
OWNER, RUN = "amara", "run-1"


@dataclass(frozen=True)
class Write:
    """A task that is a text."""

    about: str = f"night shifts and {RESUME_CANARY}"
    name: str = "write_note"
    answer_type: type[str] = str

    def messages(self) -> list[Message]:
        return prompt("Write a note.", str, resume=self.about)

    def builtin(self) -> str:
        return f"A note on {self.about}."


class Counted(msgspec.Struct, frozen=True):
    """The answer to a structured task."""

    skills: list[str]
    years: int


@dataclass(frozen=True)
class Count:
    """A task that is a structure."""

    about: str = f"baking, night shifts, {RESUME_CANARY}"
    name: str = "count_skills"
    answer_type: type[Counted] = Counted

    def messages(self) -> list[Message]:
        return prompt("Count the skills.", Counted, resume=self.about)

    def builtin(self) -> Counted:
        return Counted([self.about], 1)


LOOK_UP = Tool(
    "look_up",
    "Looks something up in the person's own documents.",
    {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
)
FETCH = Tool("fetch_page", "Reads a page.", {"type": "object", "properties": {"url": {"type": "string"}}})


@dataclass
class Talk:
    """A turn of a conversation; `later` is what came after the question."""

    later: list[Message] = field(default_factory=list)
    tools: tuple[Tool, ...] = (LOOK_UP, FETCH)
    name: str = "coach_reply"

    def messages(self) -> list[Message]:
        return [*prompt("Ask about the résumé.", str, resume=f"night shifts and {RESUME_CANARY}"), *self.later]

    async def builtin(self) -> AsyncIterator[Delta | ToolCall]:
        results = [message.content for message in self.later if message.role == "tool"]
        if results or not self.tools:
            yield Delta(f"By rule: {results}")
        else:
            yield ToolCall("", "look_up", '{"query": "night shifts"}')


@dataclass
class Outcome:
    """What a stream came to: what arrived, and the error that ended it if one did."""

    text: str = ""
    calls: list[ToolCall] = field(default_factory=list)
    error: ModelError | None = None


@dataclass
class Opened:
    """One model for one run, what was billed to it, and what was reported of its tasks."""

    model: Model
    models: Models
    bills: list[tuple[str, str, Usage]] = field(default_factory=list)
    reports: list[TaskReport] = field(default_factory=list)

    @property
    def usage(self) -> Usage:
        """The one bill that there is."""
        ((owner, run, usage),) = self.bills
        assert (owner, run) == (OWNER, RUN)
        return usage

    async def written(self, seen: Callable[[str], None] = lambda _: None) -> Outcome:
        """Let the model write, to the end or to the error; `seen` hears what is there, from nothing on."""
        outcome = Outcome()
        seen("")
        try:
            async for delta in self.model.stream(Write()):
                outcome.text += delta.text
                seen(outcome.text)
        except ModelError as error:
            outcome.error = error
        return outcome

    async def turn(self, talk: Talk | None = None, seen: Callable[[str], None] = lambda _: None) -> Outcome:
        """Let the model take a turn of a conversation; `seen` hears its text. Text never comes after a call."""
        outcome = Outcome()
        try:
            async for piece in self.model.converse(talk or Talk()):
                if isinstance(piece, Delta):
                    assert not outcome.calls
                    outcome.text += piece.text
                    seen(outcome.text)
                else:
                    outcome.calls.append(piece)
        except ModelError as error:
            outcome.error = error
        return outcome


def base_of(provider: Provider, wire: str) -> str:
    """The address that LiteLLM expects for this wire format."""
    return f"{provider.url}/v1" if wire == "openai" else provider.url


def model_variables(provider: Provider, wire: str, **more: str) -> dict[str, str]:
    """The settings of a model by this provider, in lower case without their prefix, as `Server` takes them."""
    given = {
        "model": f"{wire}/loopback-1",
        "model_api_base": base_of(provider, wire),
        "model_api_key": provider.key,
    }
    return given | more


def model_settings(provider: Provider, wire: str, **more: str) -> Settings:
    """The same as Foreword reads them."""
    variables = model_variables(provider, wire, **more)
    return load_settings({f"FOREWORD_{name.upper()}": value for name, value in variables.items()})


@asynccontextmanager
async def opened(provider: Provider, wire: str, **more: str) -> AsyncIterator[Opened]:
    """The default model of these settings, opened for one run."""
    bills: list[tuple[str, str, Usage]] = []
    reports: list[TaskReport] = []

    async def record(owner: str, run_id: str, usage: Usage) -> None:
        bills.append((owner, run_id, usage))

    models = Models(model_settings(provider, wire, **more), record=record, report=reports.append)
    await models.warm()
    try:
        yield Opened(await models.for_run(OWNER, RUN), models, bills, reports)
    finally:
        await models.close()
