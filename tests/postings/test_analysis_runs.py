"""An analysis as a run: its events in order, its row, begun once, stopped, failed, taken up again, done by a model."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.errors import Conflict, ModelError, NotFound
from app.llm import Models
from app.postings.analysis import Finding, Flags, Overview, Pay, Requirements, Terms
from app.postings.models import Posting, StoredAnalysis
from app.postings.producer import LABELS, PIECES
from app.postings.service import Postings, parse_posting
from app.streaming import Engine, SqliteStore
from tests.databases import new_database
from tests.running import SAMPLES

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
Answer = Callable[[Any], Awaitable[Any]]


class OneModel:
    """A model that answers as the test says."""

    name = "test"

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def describe(self) -> str:
        return "The model of a test."

    async def ask(self, task: Any) -> Any:
        self.asked.append(task.name)
        return await self.answer(task)

    def stream(self, task: Any) -> Any:
        raise AssertionError(f"an analysis asks for structures only, not for {task.name}")


class OneModels(Models):
    """Everybody's model is this one."""

    def __init__(self, model: OneModel) -> None:
        super().__init__()
        self.model = model

    async def for_run(self, owner: str, run_id: str, hear: Any = None) -> Any:  # noqa: ARG002 - the port's own arguments
        return self.model


async def builtin(task: Any) -> Any:
    return task.builtin()


class Desk:
    """The postings' service over one database, with one posting of Ada's."""

    def __init__(self, path: Path, answer: Answer) -> None:
        self.path = path
        self.model = OneModel(answer)
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.postings = Postings(self.database, self.engine, OneModels(self.model))
        self.posting: Posting

    async def open(self) -> None:
        await self.engine.open()

    async def fill(self) -> None:
        async with self.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        self.posting = await self.postings.add(ADA.id, parse_posting(BACKEND))

    async def begin(self, **options: Any) -> StoredAnalysis:
        return await self.postings.start_analysis(ADA.id, self.posting.id, **options)

    async def ended(self, stored: StoredAnalysis) -> StoredAnalysis:
        await self.engine.wait(stored.run_id)
        found = await self.postings.analysis(ADA.id, self.posting.id)
        assert found is not None
        return found

    async def close(self) -> None:
        await self.engine.drain(1.0)
        await self.database.close()


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Callable[[Answer], Awaitable[Desk]]]:
    desks: list[Desk] = []
    new_database(tmp_path / "rows.sqlite3")

    async def open_desk(answer: Answer = builtin) -> Desk:
        desk = Desk(tmp_path / "rows.sqlite3", answer)
        await desk.open()
        if not desks:
            await desk.fill()
        else:
            desk.posting = desks[0].posting
        desks.append(desk)
        return desk

    yield open_desk
    for desk in desks:
        await desk.close()


Opened = Callable[..., Awaitable[Desk]]


async def test_findings_come_one_kind_after_another_and_the_row_holds_them_all(opened: Opened) -> None:
    desk = await opened()
    assert await desk.postings.analysis(ADA.id, desk.posting.id) is None
    begun = await desk.begin()
    assert (begun.state, begun.attempt, begun.result) == ("running", 1, None)
    done = await desk.ended(begun)
    events = [(event.name, msgspec.json.decode(event.data)) for event in await desk.postings.events(done)]
    assert [name for name, _ in events] == ["progress", "findings"] * len(PIECES) + ["done"]
    assert [data["label"] for name, data in events if name == "progress"] == list(LABELS)
    assert [data["piece"] for name, data in events if name == "findings"] == list(PIECES)
    assert done.state == "done"
    assert done.result is not None
    for name, data in events:
        if name == "findings":
            assert msgspec.convert(data["found"], PIECES[data["piece"]]) == getattr(done.result, data["piece"])
    assert done.result.model_note == "The model of a test."
    pay = done.result.terms.pay
    assert pay is not None
    assert desk.posting.text[pay.start : pay.end] == pay.quote


async def test_the_same_posting_is_analysed_once_unless_asked_again(opened: Opened) -> None:
    desk = await opened()
    first, second = await asyncio.gather(desk.begin(), desk.begin())
    assert first.run_id == second.run_id
    done = await desk.ended(first)
    assert (await desk.begin()).run_id == done.run_id
    assert len(desk.model.asked) == len(PIECES)
    again = await desk.begin(again=True)
    assert again.run_id != done.run_id
    assert (again.attempt, again.result) == (2, done.result)
    assert (await desk.ended(again)).state == "done"
    assert len(desk.model.asked) == 2 * len(PIECES)


async def test_a_key_begins_one_run(opened: Opened) -> None:
    desk = await opened()
    done = await desk.ended(await desk.begin(key="k"))
    other = await desk.postings.add(ADA.id, parse_posting(BACKEND + "\nMore."))
    with pytest.raises(Conflict):
        await desk.postings.start_analysis(ADA.id, other.id, "k")
    assert (await desk.begin(key="k")).run_id == done.run_id


async def test_stopped_in_the_middle_it_can_be_tried_again(opened: Opened) -> None:
    asked = asyncio.Event()

    async def hang(task: Any) -> Any:
        if task.name == "read_terms" and not asked.is_set():
            asked.set()
            await asyncio.Event().wait()
        return task.builtin()

    desk = await opened(hang)
    begun = await desk.begin()
    await asked.wait()
    with pytest.raises(Conflict):
        await desk.begin(again=True)
    await desk.postings.stop(ADA.id, desk.posting.id)
    stopped = await desk.postings.analysis(ADA.id, desk.posting.id)
    assert stopped is not None
    assert (stopped.state, stopped.result) == ("cancelled", None)
    retried = await desk.ended(await desk.begin())
    assert (retried.state, retried.attempt) == ("done", 2)
    assert retried.run_id != begun.run_id


async def test_a_model_that_fails_fails_its_step_and_an_earlier_result_stays(opened: Opened) -> None:
    fail = False

    async def answer(task: Any) -> Any:
        if fail and task.name == "find_red_flags":
            raise ModelError("The model is overloaded.", reason="rate_limit", retryable=True)
        return task.builtin()

    desk = await opened(answer)
    done = await desk.ended(await desk.begin())
    fail = True
    failed = await desk.ended(await desk.begin(again=True))
    assert (failed.state, failed.problem) == ("failed", "Looking for red flags failed: The model is overloaded.")
    assert failed.result == done.result
    last = (await desk.postings.events(failed))[-1]
    assert msgspec.json.decode(last.data)["step"] == list(PIECES).index("flags")


async def test_what_a_model_makes_up_does_not_reach_the_row(opened: Opened) -> None:
    async def lie(task: Any) -> Any:
        made_up: dict[type, Any] = {
            Overview: Overview(sentences=(Finding(text="You will be King.", quote="You will be King."),)),
            Requirements: Requirements(musts=(Finding(text="A crown", quote="You own a crown."),)),
            Terms: Terms(pay=Pay(as_written="£1,000,000", low=1e6, high=1e6, quote="£1,000,000 a day")),
            Flags: Flags(flags=()),
        }
        return made_up.get(task.answer_type) or task.builtin()

    desk = await opened(lie)
    result = (await desk.ended(await desk.begin())).result
    assert result is not None
    written = msgspec.json.encode(result)
    for lie_told in (b"King", b"crown", b"1,000,000", b"1000000"):
        assert lie_told not in written
    assert result.terms.pay is not None
    assert result.terms.pay.high == 98_000


async def test_a_server_that_starts_again_does_no_piece_twice(opened: Opened) -> None:
    reached = asyncio.Event()

    async def hang(task: Any) -> Any:
        if task.name == "ask_questions":
            reached.set()
            await asyncio.Event().wait()
        return task.builtin()

    desk = await opened(hang)
    begun = await desk.begin()
    async for batch in desk.postings.follow(begun, repeat_end=False):
        if any(event.name == "findings" and b'"flags"' in event.data for event in batch):
            break
    await reached.wait()
    await desk.engine.drain(0)
    after = await opened()
    done = await after.ended(begun)
    assert done.state == "done"
    assert after.model.asked == ["ask_questions"]


async def test_a_posting_goes_with_its_analysis_and_nobody_else_has_either(opened: Opened) -> None:
    desk = await opened()
    done = await desk.ended(await desk.begin())
    assert await desk.postings.analysis(EVE.id, desk.posting.id) is None
    for attempt in (desk.postings.start_analysis(EVE.id, desk.posting.id), desk.postings.stop(EVE.id, desk.posting.id)):
        with pytest.raises(NotFound):
            await attempt
    await desk.postings.delete(ADA.id, desk.posting.id)
    assert await desk.postings.analysis(ADA.id, done.posting_id) is None
    with pytest.raises(NotFound):
        await desk.begin()
