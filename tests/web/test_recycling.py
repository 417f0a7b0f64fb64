"""A stream that is old ends behind a whole frame, and whoever comes back has everything once."""

import random
import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from foreword_client import Client

from app.streaming import Engine
from app.web import recycling
from app.web.recycling import Recycled
from tests.protocols.chat import CHAT
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer, quiet
from tests.web.clocks import Clock

PIECES = 12
PATIENCE = 120.0
COME_BACK = re.compile(rb"retry: (\d+)\n\n")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(recycling, "time", made)
    return made


class Chunks:
    """A piece every minute for two hours. `closed`: whether somebody has seen to its end."""

    def __init__(self, clock: Clock) -> None:
        self.closed = False
        self._clock = clock

    async def __call__(self) -> AsyncIterator[bytes]:
        try:
            for minute in range(120):
                yield b"data: %d\n\n" % minute
                self._clock.now += 60
        finally:
            self.closed = True


async def test_it_ends_after_its_time_with_a_word_on_when_to_come_back(clock: Clock) -> None:
    made = Chunks(clock)
    *pieces, last = [chunk async for chunk in Recycled(made(), 600.0)]
    assert pieces == [b"data: %d\n\n" % minute for minute in range(len(pieces))]
    # Nine to ten minutes, and the piece that comes after them.
    assert len(pieces) in {10, 11}
    assert COME_BACK.fullmatch(last)
    assert made.closed


async def test_a_page_is_told_by_an_event_that_carries_the_pause(clock: Clock) -> None:
    *_, last = [chunk async for chunk in Recycled(Chunks(clock)(), 600.0, page=True)]
    assert re.fullmatch(rb"retry: \d+\nevent: app:again\ndata: 1\n\n", last)


async def test_a_stream_that_ends_earlier_is_left_alone(clock: Clock) -> None:
    pieces = [chunk async for chunk in Recycled(Chunks(clock)(), 86_400.0)]
    assert len(pieces) == 120
    assert pieces[-1] == b"data: 119\n\n"


async def test_not_all_end_at_once_nor_come_back_at_once(clock: Clock) -> None:
    ends, pauses = set(), set()
    random.seed(35)

    async def ticks() -> AsyncIterator[bytes]:
        while True:
            yield b": ping\n\n"
            clock.now += 1.0

    for _ in range(50):
        began = clock.now
        *_, last = [chunk async for chunk in Recycled(ticks(), 600.0)]
        ends.add(round(clock.now - began))
        found = COME_BACK.fullmatch(last)
        assert found is not None
        pauses.add(int(found[1]))
    assert len(ends) > 20
    assert 540 <= min(ends) < max(ends) <= 601
    assert len(pauses) > 20
    assert max(pauses) < 500


async def test_whoever_comes_back_is_told_something_each_time(clock: Clock) -> None:
    async def late() -> AsyncIterator[bytes]:
        yield b"retry: 500\n\n"
        clock.now += 1_000
        yield b"id: 1\ndata: 1\n\n"

    assert b"id: 1\ndata: 1\n\n" in [chunk async for chunk in Recycled(late(), 1.0)]
    clock.now += 1

    async def slow_to_take() -> AsyncIterator[bytes]:
        yield b"retry: 500\n\n"
        yield b"id: 1\ndata: 1\n\n"

    stream = Recycled(slow_to_take(), 1.0)
    taken = [await anext(stream)]
    clock.now += 1_000
    taken += [chunk async for chunk in stream]
    assert taken[1] == b"id: 1\ndata: 1\n\n"


@pytest.fixture(scope="module")
def restless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """Every stream that may be resumed ends with the second thing that it says."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        data_dir = tmp_path_factory.mktemp("restless") / "data"
        with ScriptedServer(data_dir, rate_limit_per_minute=10_000, stream_seconds=1e-6) as running:
            yield running


@pytest.fixture
def replies(restless: ScriptedServer) -> Replies:
    restless.replies.reset()
    return restless.replies


def connections(url: str) -> Iterator[list[tuple[int, str]]]:
    """Numbers and data of what each connection in turn says; every one goes on behind the one before."""
    seen = 0
    while True:
        headers = {"Last-Event-ID": str(seen)} if seen else {}
        answer = httpx.get(url, headers=headers, timeout=PATIENCE)
        if answer.status_code == 204:
            return
        frames = re.findall(r"event: (\w+)\nid: (\d+)\ndata: (.*)\n\n", answer.text)
        assert frames or COME_BACK.search(answer.content)
        told = [(int(number), data) for _, number, data in frames]
        seen = told[-1][0] if told else seen
        yield told


def test_a_run_is_whole_over_many_connections(restless: ScriptedServer, replies: Replies) -> None:
    gates = [restless.gate() for _ in range(PIECES)]
    says: list[Item] = [item for number, gate in enumerate(gates) for item in (f"piece {number}. ", gate)]
    replies.says = [*says, "The end."]
    with Client(restless.url) as client:
        conversation = client.api.make_conversation(title="Restless")
        run = client.api.send_message(conversation.id, "Slowly, please.").run_id
    found: list[list[tuple[int, str]]] = []
    for told in connections(f"{restless.url}/api/runs/{run}/events"):
        found.append(told)
        if gates and told:
            gates.pop(0).open()
    events = [event for told in found for event in told]
    assert [number for number, _ in events] == list(range(1, len(events) + 1))
    text = "".join(re.findall(r'"text":"([^"]*)"', "".join(data for _, data in events if data.startswith('{"text"'))))
    assert text == "".join(f"piece {number}. " for number in range(PIECES)) + "The end."
    assert len(found) > PIECES


def test_a_client_of_ours_does_not_notice(restless: ScriptedServer, replies: Replies) -> None:
    gates = [restless.gate() for _ in range(PIECES)]
    replies.says = [item for number, gate in enumerate(gates) for item in (f"piece {number}. ", gate)]
    with Client(restless.url) as client:
        conversation = client.api.make_conversation(title="Unnoticed")
        run = client.api.send_message(conversation.id, "Slowly, please.").run_id
        found = []
        for event in client.api.events(run):
            found.append(event)
            if event.name == "text" and gates:
                gates.pop(0).open()
    assert [event.seq for event in found] == list(range(1, len(found) + 1))
    assert found[-1].name == "done"


def test_a_stream_that_cannot_be_resumed_is_not_cut(restless: ScriptedServer, replies: Replies) -> None:
    gate = restless.gate()
    replies.says = ["One. ", gate, "Two. "]
    with httpx.stream("POST", restless.url + CHAT, json={"message": "Hello."}, timeout=PATIENCE) as answer:
        text = ""
        for line in answer.iter_lines():
            text += f"{line}\n"
            if "One." in line:
                gate.open()
    assert [text.count(said) for said in ("One. ", "Two. ", "event: done", "app:again")] == [1, 1, 1, 0]


def test_the_published_review_is_not_cut(restless: ScriptedServer) -> None:
    resume = Path(__file__).parents[1] / "samples" / "resume_plain.md"
    with Client(restless.url) as client:
        name = client.upload_resume(resume)
    answer = httpx.get(f"{restless.url}/optimization/stream/{name}", timeout=PATIENCE)
    assert '"type":"complete"' in answer.text


def test_whose_stream_ends_does_not_leave_its_run(restless: ScriptedServer, replies: Replies) -> None:
    """The lease goes with the connection, at once, and the next one brings it back."""
    engine: Engine = restless.application.engine
    gate = restless.gate()
    replies.says = ["One. ", gate, "Two. "]
    with Client(restless.url) as client:
        conversation = client.api.make_conversation(title="Leases")
        run: Any = client.api.send_message(conversation.id, "Hello.").run_id
    for told in connections(f"{restless.url}/api/runs/{run}/events"):
        if any("One." in data for _, data in told):
            break
    feed = restless.wait_for(engine.feed(run))
    deadline = time.monotonic() + PATIENCE
    while feed.leases._until:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    gate.open()
    said = [event for told in connections(f"{restless.url}/api/runs/{run}/events") for event in told]
    assert said[-1][0] == len(said)
