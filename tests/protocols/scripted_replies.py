"""Replies as a test has written them, by the kind of run that really writes them: everything else is the real thing."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import msgspec
import pytest
import uvicorn

from app import asgi
from app.settings import Settings
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement
from app.tutor.replying import events
from app.tutor.service import Conversations, Correction, Ended, ReplyInput, Step, ending_of
from app.usage.service import UsageWarning
from tests.provider.steps import Gate
from tests.running import free_port

REPLY = "reply"
Item: TypeAlias = str | Step | events.TitleSet | Gate | Exception


class Replies:
    """`says` is what the next replies consist of: pieces of text, steps, gates to wait at, an error to end with."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._texts: dict[str, str] = {}
        self.reset()

    def reset(self) -> None:
        """A short reply of the built-in model."""
        self.says: Iterable[Item] = ["Tell me more."]
        self.model = "builtin"
        self.used = events.Used()
        self.corrections: tuple[Correction, ...] = ()
        self.warning: UsageWarning | None = None

    def kind(self) -> Kind:
        return Kind(REPLY, self._write, resumable=False, on_end=self._end)

    async def _write(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        reply = msgspec.json.decode(context.input, type=ReplyInput)
        run, steps, self._texts[context.run.id] = context.run, dict[str, Step](), ""
        conversation = await self._conversations.get(reply.owner, reply.conversation_id)
        question = await self._conversations.message(reply.owner, reply.question_id)
        created = events.Created(
            conversation_id=conversation.id,
            number=conversation.number,
            question_id=reply.question_id,
            reply_id=reply.reply_id,
            agent=conversation.agent,
            model=self.model,
        )
        yield Emit(events.CREATED, created)
        title = conversation.title if question.parent_id is None else None
        for item in self.says:
            if isinstance(item, Gate):
                await item.wait()
            elif isinstance(item, Exception):
                raise item
            elif isinstance(item, events.TitleSet):
                yield Emit(events.TITLE, item)
            elif isinstance(item, Step):
                steps[item.id] = item
                name = events.STEP if item.ended_at is None else events.STEP_END
                yield Emit(name, events.StepSaid(item))
            else:
                self._texts[run.id] += item
                yield Emit(events.TEXT, events.TextSaid(item))
            await asyncio.sleep(0)
        yield Emit(events.CORRECTIONS, events.Corrected(question_id=question.id, corrections=self.corrections))
        await self._conversations.replies.keep_corrections(reply.owner, question.id, self.corrections)
        done = events.ReplyDone(
            conversation_id=conversation.id,
            reply_id=reply.reply_id,
            model=self.model,
            used=self.used,
            corrections=self.corrections,
            title=title,
            usage_warning=self.warning,
        )
        yield Finish(done, ending_of(run, self._ended(run, RunState.DONE, tuple(steps.values()))), done)

    def _ended(self, run: Run, state: RunState, steps: tuple[Step, ...] | None = None, problem: str = "") -> Ended:
        return Ended(
            state=state,
            text=self._texts.get(run.id, ""),
            problem=problem,
            model=self.model,
            tokens_in=self.used.input_tokens,
            tokens_out=self.used.output_tokens,
            steps=steps,
        )

    def _end(self, run: Run, state: RunState, message: str) -> Sequence[Statement]:
        return ending_of(run, self._ended(run, state, problem=message))


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class ScriptedServer:
    """A real Foreword on a real port, in a thread of the test's own process, whose replies a test writes."""

    def __init__(self, data_dir: Path, **settings: Any) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.application = asgi.create_app(Settings(data_dir=data_dir, port=self.port, tex="off", **settings))
        self.replies = Replies(self.application.conversations)
        self.application.engine._kinds[REPLY] = self.replies.kind()
        config = uvicorn.Config(self.application.asgi, port=self.port, log_config=None, loop="asyncio", ws="none")
        self._server = _Uvicorn(config)
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._server.ready.wait(60)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.loop.call_soon_threadsafe(self.application.release_followers)
        self._server.should_exit = True
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        await self._server.serve()

    def gate(self) -> Gate:
        """A gate for `says`."""
        return Gate(self.loop)

    def wait_for(self, work: Any) -> Any:
        """What a coroutine of the server's services comes to."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)


def quiet(patch: pytest.MonkeyPatch) -> None:
    """Without what is warmed up for people: it would warm the tests' own process."""
    patch.setattr(asgi, "WARM_AFTER_SECONDS", 1e6)
