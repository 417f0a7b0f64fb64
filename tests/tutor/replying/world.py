"""Replies by the real writer: a real engine and database, a model of the provider's or the built-in one."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.accounts.models import User
from app.accounts.repository import add_user
from app.accounts.service import Accounts
from app.db import Database
from app.letters.service import Letters
from app.llm import Models, Tool, ToolCall
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.streaming import Engine, Event, Run, SqliteStore
from app.tutor.attachments import Attachments
from app.tutor.forms_asked import Values, answer_text, form_of
from app.tutor.models import Agent, Attached, Manner, Message, NewConversation
from app.tutor.questions import Prepared
from app.tutor.replying.calling import Toolbox
from app.tutor.replying.writer import ReplyWriter
from app.tutor.service import Conversations, Mistakes
from app.tutor.tools import Toolbox as OwnToolbox
from app.usage.service import Quotas
from tests.databases import new_database
from tests.provider import Asked, Provider
from tests.provider.asking import model_settings
from tests.provider.behaviours import Behaviour, ok
from tests.provider.steps import Reply
from tests.provider.wires import Said, Spoken, Wire
from tests.running import SAMPLES
from tests.usage.world import Clock

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
LOOK = "consultant_retrieve_context_source"
TITLE = "A title by the model"
MOST_MESSAGES = 20
PATIENT = {"model_first_token_seconds": "120", "model_between_tokens_seconds": "120"}
"""So that a busy machine is no stalled provider."""


class Answered(msgspec.Struct, frozen=True):
    """What a scripted tool gives."""

    text: str
    data: Any
    success: bool = True


class Shelf:
    """A toolbox with one tool, which tests script. `asked` are the arguments of its calls."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answered] | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer = answer or (lambda asked: Answered(f"Found {asked}", {"passages": []}))
        self.wait: Callable[[], Any] | None = None

    def session(self, _owner: str, _conversation_id: str, typed: Sequence[str]) -> "Shelf":
        self.typed = tuple(typed)
        return self

    @property
    def tools(self) -> Sequence[Tool]:
        schema = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
        return (Tool(LOOK, "Looks something up.", schema),)

    def why(self, call: ToolCall) -> str:
        return f"Looking for {json.loads(call.arguments).get('query')}"

    async def carry_out(self, call: ToolCall) -> Answered:
        self.asked.append(json.loads(call.arguments))
        if self.wait is not None:
            await self.wait()
        return self.answer(self.asked[-1])


def is_turn(asked: Asked) -> bool:
    """Whether a request is an agent's turn, not the check of a message nor a title."""
    return asked.schema is None and "Give a title" not in asked.prompt


class Script:
    """What the provider says: `turn` to agents, a title, `mistakes` to whoever checks. `turns` are plans for agents."""

    def __init__(self, provider: Provider, turn: Callable[[Asked], str | Spoken]) -> None:
        self.provider = provider
        self.turn = turn
        self.title = TITLE
        self.mistakes: list[dict[str, str]] = []
        self.turns: list[Behaviour] = []
        self.others: Behaviour = ok
        provider.script = self._say
        provider.usually = self._behave

    @property
    def asked(self) -> list[Asked]:
        """The requests of agents."""
        return [one.asked for one in self.provider.requests if is_turn(one.asked)]

    def index(self, number: int) -> int:
        """Which of all requests is the agents' one of this number."""
        return [at for at, one in enumerate(self.provider.requests) if is_turn(one.asked)][number]

    def _say(self, asked: Asked) -> str | Spoken:
        if is_turn(asked):
            return self.turn(asked)
        return self.title if asked.schema is None else json.dumps({"mistakes": self.mistakes})

    def _behave(self, wire: Wire, asked: Asked, said: Said) -> Reply:
        if not is_turn(asked):
            return self.others(wire, asked, said)
        return (self.turns.pop(0) if self.turns else ok)(wire, asked, said)


class World:
    """One process. Without `provider` the built-in model answers. The toolbox `own` is Foreword's."""

    def __init__(
        self,
        path: Path,
        toolbox: Toolbox | Literal["own"] | None = None,
        provider: Provider | None = None,
        wire: str = "openai",
    ) -> None:
        new_database(path)
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.accounts = Accounts(self.database)
        settings = model_settings(provider, wire, **PATIENT) if provider else None
        self.models = Models(settings, record=self.accounts.record_usage)
        self.resumes = Resumes(self.database, self.engine)
        self.postings = Postings(self.database, self.engine, self.models)
        self.letters = Letters(self.database, self.engine, self.resumes, self.postings, self.models)
        self.quotas = Quotas(self.database, {"ai_text_messages": MOST_MESSAGES}, Clock())
        self.conversations = Conversations(
            self.database, self.engine, self.resumes, self.postings, self.letters, self.quotas
        )
        self.mistakes = Mistakes(self.database)
        self.attachments = Attachments(self.database)
        tools = self._own_toolbox() if toolbox == "own" else toolbox
        writer = ReplyWriter(
            self.conversations,
            self.resumes,
            self.postings,
            self.letters,
            self.models,
            tools,
            self.quotas,
            self.attachments,
        )
        self.engine.register(writer.kind())

    def _own_toolbox(self) -> OwnToolbox:
        return OwnToolbox(
            conversations=self.conversations,
            resumes=self.resumes,
            postings=self.postings,
            letters=self.letters,
            attachments=self.attachments,
            mistakes=self.mistakes,
        )

    async def open(self) -> "World":
        await self.engine.open()
        await self.models.warm()
        async with self.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        return self

    async def close(self) -> None:
        await self.engine.drain(1.0)
        await self.models.close()
        await self.database.close()

    async def attached(self, resume: str = "jake_resume.tex", posting: str = BACKEND) -> Attached:
        """A résumé and a posting of Ada's."""
        resume_id, _ = await self.resumes.keep(ADA.id, (SAMPLES / resume).read_bytes(), resume)
        return Attached(resume_id, (await self.postings.add(ADA.id, parse_posting(posting))).id)

    async def begin(
        self, text: str, agent: Agent = "coach", attached: Attached | None = None, **manner: Any
    ) -> tuple[str, Run]:
        """A new conversation with one message; its id, and the run of the reply."""
        opening = NewConversation(Manner(agent=agent, **manner), attached or Attached())
        prepared = await self.conversations.questions.begin(ADA.id, opening, text)
        return prepared.reply.conversation_id, await self.start(prepared)

    async def start(self, prepared: Prepared) -> Run:
        return await self.conversations.start(prepared, abandon_after=None)

    async def ask(self, conversation_id: str, text: str) -> Run:
        """One more message, and the run of its reply."""
        return await self.start(await self.conversations.questions.ask(ADA.id, conversation_id, text))

    async def said(self, conversation_id: str, text: str) -> Message:
        """One more message, and its whole reply."""
        await self.engine.wait((await self.ask(conversation_id, text)).id)
        return await self.last(conversation_id)

    async def first(self, text: str, agent: Agent = "coach", attached: Attached | None = None, **manner: Any) -> str:
        """A new conversation whose first reply is there; its id."""
        conversation_id, run = await self.begin(text, agent, attached, **manner)
        await self.engine.wait(run.id)
        return conversation_id

    async def fill_in(self, conversation_id: str, values: Values) -> Message:
        """Answer the form that the last reply ends with."""
        form = form_of(await self.last(conversation_id))
        assert form is not None
        return await self.said(conversation_id, answer_text(form, values))

    async def last(self, conversation_id: str) -> Message:
        """The message at the end of the open branch."""
        return (await self.path(conversation_id))[-1]

    async def path(self, conversation_id: str) -> list[Message]:
        """The open branch."""
        opened = await self.conversations.open(ADA.id, conversation_id)
        return [shown.message for shown in opened.shown]

    async def events(self, run: Run) -> list[Event]:
        """Everything that a run has said, once it has ended."""
        await self.engine.wait(run.id)
        return await self.engine.events(run.id)

    async def until(self, run: Run, name: str) -> None:
        """Wait for the first event of that name."""
        with suppress(StopAsyncIteration):
            async for batch in self.engine.follow(run.id):
                if any(event.name == name for event in batch):
                    return


def data_of(events: Sequence[Event], name: str) -> list[Any]:
    """The data of the events of one name."""
    return [json.loads(event.data) for event in events if event.name == name]


def text_of(events: Sequence[Event]) -> str:
    """The reply, as its listeners put it together."""
    return "".join(data["text"] for data in data_of(events, "text"))
