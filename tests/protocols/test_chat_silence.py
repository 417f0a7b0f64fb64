"""How long a chat's stream may say nothing, by a clock that the tests move: pings do not count, events do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.letters.service import Letters
from app.llm import Models
from app.postings.service import Postings
from app.protocols import agent_chat, tutor_chat
from app.protocols.agent_chat_events import AgentWire
from app.protocols.chat_streams import Wire, reply_chunks
from app.protocols.tutor_chat_events import TutorWire
from app.resumes.service import Resumes
from app.streaming import Engine, Run, SqliteStore
from app.tutor.service import Conversations, NewConversation
from tests.databases import new_database
from tests.protocols.chat import FOUND, SEARCHING, Frame
from tests.protocols.scripted_replies import Replies
from tests.provider.steps import Gate

ADA = User("usr_ada", "Ada")
HEARTBEAT = 5.0
PATIENCE = 30.0


class Clock:
    """The loop's own, with leaps. A leap wakes whoever would have been woken meanwhile."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._real, self._ahead = self._loop.time, 0.0
        self._loop.time = lambda: self._real() + self._ahead  # type: ignore[method-assign]

    async def leap(self, seconds: float) -> None:
        await settled()
        self._ahead += seconds
        await settled()


async def settled() -> None:
    """Everything that can go on has gone on; the database answers from a thread, after real time."""
    for _ in range(20):
        await asyncio.sleep(0)


class Listener:
    """One client: what it has heard."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self.raw = ""
        self._chunks = chunks
        self._heard = asyncio.Condition()
        self.task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for chunk in self._chunks:
            async with self._heard:
                self.raw += chunk.decode()
                self._heard.notify_all()

    async def hears(self, words: str) -> None:
        async with self._heard:
            await self._heard.wait_for(lambda: words in self.raw)

    async def ends(self) -> None:
        """The stream ends, which takes no time by the test's clock."""
        done, _ = await asyncio.wait({self.task}, timeout=PATIENCE)
        assert done, self.raw
        await self.task

    @property
    def frames(self) -> list[Frame]:
        return [Frame(raw) for raw in self.raw.split("\n\n") if raw and not raw.startswith(":")]

    @property
    def pings(self) -> int:
        return self.raw.count(": ping")


class Studio:
    """One process with one reply under way, which waits at `gates`."""

    def __init__(self, path: Path) -> None:
        new_database(path)
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path), heartbeat=HEARTBEAT)
        resumes, postings = Resumes(self.database, self.engine), Postings(self.database, self.engine, Models())
        letters = Letters(self.database, self.engine, resumes, postings, Models())
        self.conversations = Conversations(self.database, self.engine, resumes, postings, letters)
        self.replies = Replies(self.conversations)
        self.engine.register(self.replies.kind())
        self.gates = [Gate(asyncio.get_running_loop()) for _ in range(4)]

    async def begin(self) -> Run:
        prepared = await self.conversations.questions.begin(ADA.id, NewConversation(), "Hello.")
        return await self.conversations.start(prepared, abandon_after=None)

    def listen(self, run: Run, wire: Wire, limit: float, after: int = 0) -> Listener:
        return Listener(reply_chunks(self.conversations, run, wire, after=after, inactivity=limit))


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    made = Studio(tmp_path / "rows.sqlite3")
    await made.engine.open()
    async with made.database.write() as connection:
        await add_user(connection, ADA, 0.0)
    yield made
    await made.engine.drain(1.0)
    await made.database.close()


def tutor(_run: Run) -> Wire:
    return TutorWire("req_1")


def agent(run: Run) -> Wire:
    return AgentWire(run.id, 1)


Protocol = tuple[Callable[[Run], Wire], float]
PROTOCOLS: list[Protocol] = [(tutor, tutor_chat.INACTIVITY_SECONDS), (agent, agent_chat.INACTIVITY_SECONDS)]


def test_the_limits_are_the_documents() -> None:
    assert (tutor_chat.INACTIVITY_SECONDS, agent_chat.INACTIVITY_SECONDS) == (60, 90)


@pytest.mark.parametrize(("wire", "limit"), PROTOCOLS)
async def test_silence_ends_the_stream_with_the_documents_error_and_stops_the_reply(
    studio: Studio, wire: Callable[[Run], Wire], limit: float
) -> None:
    clock = Clock()
    studio.replies.says = ["So far. ", studio.gates[0], "Never."]
    run = await studio.begin()
    listener = studio.listen(run, wire(run), limit)
    await listener.hears("So far.")
    await clock.leap(limit - 0.5)
    assert (listener.task.done(), listener.pings) == (False, 1)
    await clock.leap(1)
    await listener.ends()
    error = next(frame for frame in listener.frames if frame.event.endswith("error")).payload
    assert f"{limit:g} seconds" in error.pop("message")
    if wire is tutor:
        assert error == {"type": "error", "request_id": "req_1", "retryable": True, "reason": "timeout"}
    else:
        assert error == {"type": "response.error", "response_id": run.id, "chat_id": 1, "code": 10005}
    assert [frame.data for frame in listener.frames].count("[DONE]") == (wire is agent)
    assert listener.raw.endswith("data: [DONE]\n\n") == (wire is agent)
    assert (await studio.engine.get(run.id)).state == "cancelled"
    (conversation,) = await studio.conversations.of(ADA.id)
    assert not conversation.is_running
    kept = (await studio.conversations.open(ADA.id, conversation.id)).shown[-1].message
    assert (kept.text, kept.state) == ("So far. ", "partial")


@pytest.mark.parametrize(("wire", "limit"), PROTOCOLS)
async def test_each_event_begins_the_silence_anew(studio: Studio, wire: Callable[[Run], Wire], limit: float) -> None:
    clock = Clock()
    studio.replies.says = ["One. ", studio.gates[0], "Two. ", studio.gates[1], "Three."]
    run = await studio.begin()
    listener = studio.listen(run, wire(run), limit)
    for gate, words in zip(studio.gates, ("One.", "Two."), strict=False):
        await listener.hears(words)
        await clock.leap(limit - 0.5)
        gate.open()
    await listener.ends()
    assert "".join(frame.text for frame in listener.frames) == "One. Two. Three."


@pytest.mark.parametrize(("wire", "limit"), PROTOCOLS)
async def test_only_what_is_told_breaks_the_silence(studio: Studio, wire: Callable[[Run], Wire], limit: float) -> None:
    clock = Clock()
    studio.replies.says = ["One. ", studio.gates[0], SEARCHING, FOUND, studio.gates[1], "Two."]
    run = await studio.begin()
    listener = studio.listen(run, wire(run), limit)
    await listener.hears("One.")
    await clock.leap(limit / 2 + 1)
    studio.gates[0].open()
    await said(studio, run, "step_end")
    await clock.leap(limit / 2 + 1)
    studio.gates[1].open()
    await listener.ends()
    ended = "Two." if wire is agent else "error"
    assert ended in listener.raw
    assert ("error" in listener.raw) == (wire is tutor)


async def said(studio: Studio, run: Run, name: str) -> None:
    """The run has said this, and whoever listens was told."""
    async for batch in studio.conversations.follow(run, repeat_end=True):
        if any(event.name == name for event in batch):
            break
    await settled()


async def test_the_time_that_a_slow_client_takes_to_read_is_not_silence(studio: Studio) -> None:
    clock = Clock()
    studio.replies.says = ["One. ", studio.gates[0], "Two."]
    run = await studio.begin()
    chunks = reply_chunks(studio.conversations, run, tutor(run), after=0, inactivity=60)
    read = await anext(chunks)
    await clock.leap(200)
    studio.gates[0].open()
    async for chunk in chunks:
        read += chunk
    assert b"event: done" in read
    assert b"error" not in read


async def test_a_reply_that_somebody_stopped_is_not_to_be_sent_again_by_itself(studio: Studio) -> None:
    studio.replies.says = ["One. ", studio.gates[0]]
    run = await studio.begin()
    listeners = [studio.listen(run, tutor(run), 60), studio.listen(run, agent(run), 90)]
    for listener in listeners:
        await listener.hears("One.")
    (conversation,) = await studio.conversations.of(ADA.id)
    await studio.conversations.stop(ADA.id, conversation.id)
    for listener in listeners:
        await listener.ends()
    told = listeners[0].frames[-1].payload
    assert (told["type"], told["retryable"], told["reason"]) == ("error", False, "internal")
    assert [frame.event or frame.data for frame in listeners[1].frames[-2:]] == ["response.error", "[DONE]"]


async def test_a_server_that_shuts_down_ends_every_stream_in_its_protocols_words(studio: Studio) -> None:
    studio.replies.says = ["One. ", studio.gates[0]]
    run = await studio.begin()
    listeners = [studio.listen(run, tutor(run), 60), studio.listen(run, agent(run), 90)]
    for listener in listeners:
        await listener.hears("One.")
    studio.engine.release_followers()
    for listener in listeners:
        await listener.ends()
    told = listeners[0].frames[-1].payload
    assert (told["type"], told["retryable"], told["reason"]) == ("error", True, "internal")
    assert [frame.event or frame.data for frame in listeners[1].frames[-2:]] == ["response.error", "[DONE]"]


@pytest.mark.parametrize("wire", [tutor, agent])
async def test_what_nobody_foresaw_ends_the_stream_in_the_protocols_words(
    studio: Studio, wire: Callable[[Run], Wire], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await studio.begin()
    writer = wire(run)

    def break_down(_event: object) -> list[dict[str, object]]:
        raise ValueError("/srv/secret/path")

    monkeypatch.setattr(writer, "say", break_down)
    listener = studio.listen(run, writer, 60)
    await listener.ends()
    assert "secret" not in listener.raw
    error = next(frame for frame in listener.frames if frame.event.endswith("error")).payload
    assert error["message"].startswith("Something went wrong on our side.")
