"""Open streams are counted by account, by address and in all, and given back however they end."""

import asyncio
import random
import time
import typing
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.response import Stream
from litestar.types import Message, Receive, Scope, Send

from app.accounts.models import User
from app.asgi import STREAMS
from app.settings import Settings
from app.web.open_streams import FROM_ACCOUNT, FROM_ADDRESS, IN_ALL, Most, OpenStreams
from tests.accounts.keys import make_key
from tests.protocols.career import runs_of
from tests.protocols.chat import CHAT
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.whole_app import whole_app

CUTS = 4_000
HERE, THERE, ELSEWHERE = "127.0.0.1", "127.0.0.2", "127.0.0.3"
PATIENCE = 120.0


def asked_from(address: str | None, path: str = "/runs/1/events", method: str = "GET") -> Scope:
    """A request as the server hands it on."""
    client = None if address is None else (address, 1)
    scope: Any = {"type": "http", "path": path, "method": method, "headers": [], "client": client, "state": {}}
    return typing.cast("Scope", scope)


class Answers:
    """An app whose answers go on until they are ended, each in its own way; `asked` counts those that reached it."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (await receive())["type"] != "http.disconnect":
            await send({"type": "http.response.body", "body": b": ping\n\n", "more_body": True})


class Line:
    """One client: goes after `steps` of its stream, or breaks the server's write there."""

    def __init__(self, steps: int = 1_000_000, *, breaks: bool = False) -> None:
        self.answered = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self._steps = steps
        self._breaks = breaks

    async def receive(self) -> Any:
        await asyncio.sleep(0)
        self._steps -= 1
        return {"type": "http.disconnect" if self._steps <= 0 and not self._breaks else "http.request"}

    async def send(self, message: Message) -> None:
        await asyncio.sleep(0)
        if message["type"] == "http.response.start":
            self.answered.set()
            self.status = message["status"]
            self.headers = dict(message["headers"])
        if self._breaks and self._steps <= 0:
            raise OSError("the line broke")


async def test_thousands_of_opens_and_cuts_leave_nothing_behind() -> None:
    chance = random.Random(35)
    streams = OpenStreams(Most(account=None, address=CUTS, in_all=CUTS), STREAMS)
    app = streams.around(Answers())
    most = 0
    for _ in range(CUTS // 100):
        tasks = []
        for _ in range(100):
            line = Line(chance.randrange(1, 6), breaks=chance.random() < 0.3)
            address = f"10.0.{chance.randrange(3)}.{chance.randrange(20)}"
            tasks.append(asyncio.create_task(app(asked_from(address), line.receive, line.send)))
        for task in chance.sample(tasks, 40):
            for _ in range(chance.randrange(3)):
                await asyncio.sleep(0)
            task.cancel()
            most = max(most, streams.counted[0])
        await asyncio.gather(*tasks, return_exceptions=True)
    assert most > 20
    assert streams.counted == (0, 0, 0)


async def opened(streams: OpenStreams, addresses: list[str | None]) -> tuple[list[int], dict[bytes, bytes]]:
    """The statuses of streams from these addresses, all open at the same time, and the last one's headers."""
    app = streams.around(Answers())
    lines = [Line() for _ in addresses]
    pairs = zip(lines, addresses, strict=True)
    tasks = [asyncio.create_task(app(asked_from(address), line.receive, line.send)) for line, address in pairs]
    for line in lines:
        await line.answered.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert streams.counted == (0, 0, 0)
    return [line.status for line in lines], lines[-1].headers


async def test_an_address_has_so_many_and_a_network_of_ipv6_is_one() -> None:
    streams = OpenStreams(Most(account=None, address=2, in_all=100), STREAMS)
    statuses, headers = await opened(streams, [HERE, "::ffff:127.0.0.1", THERE, HERE])
    assert statuses == [200, 200, 200, 429]
    assert headers[b"retry-after"] == b"10"
    v6: list[str | None] = ["2001:db8::1", "2001:db8:0:0:ffff::2", "2001:db8:0:1::1", "2001:db8::3"]
    assert (await opened(streams, v6))[0] == [200, 200, 200, 429]
    assert (await opened(streams, [None, None, None]))[0] == [200, 200, 429]


async def test_when_all_are_taken_the_server_says_when_to_come_back() -> None:
    streams = OpenStreams(Most(account=None, address=2, in_all=3), STREAMS)
    statuses, headers = await opened(streams, [HERE, HERE, THERE, ELSEWHERE])
    assert statuses == [200, 200, 200, 503]
    assert headers[b"retry-after"] == b"10"


async def test_what_is_no_stream_is_not_counted_and_not_refused() -> None:
    answers = Answers()
    app = OpenStreams(Most(account=None, address=0, in_all=0), STREAMS).around(answers)
    line = Line(1)
    await app(asked_from(HERE, "/tailorings/tlr_1"), line.receive, line.send)
    assert (line.status, answers.asked) == (200, 1)
    line = Line(1)
    await app(asked_from(HERE, "/tailorings/tlr_1/events"), line.receive, line.send)
    assert (line.status, answers.asked) == (429, 1)


def answers_by_streams(data_dir: Path) -> Iterator[str]:
    """The paths of all handlers that may answer with a stream."""
    for route in whole_app(Settings(data_dir=data_dir)).routes:
        for handler in getattr(route, "route_handlers", []):
            returned = handler.parsed_fn_signature.return_type.annotation
            if any(
                isinstance(kind, type) and issubclass(kind, Stream) for kind in (returned, *typing.get_args(returned))
            ):
                yield route.path


def test_every_route_that_streams_is_counted(data_dir: Path) -> None:
    streams = OpenStreams(Most(account=None, address=1, in_all=1), STREAMS)
    declared = set(answers_by_streams(data_dir))
    assert len(declared) == 11
    # An archive is a file in pieces, whose end is near; the others answer with a stream to those who accept one.
    asked_for = {"/v1/tailor", "/v1/cover-letters/generate", "/api/v1/chats/7/messages"}
    paths = declared - {"/account/export"} | asked_for
    assert [path for path in paths if not streams.may_stream(asked_from(HERE, path))] == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """Two streams an account, three an address, five in all."""
    most = {"open_streams_per_account": 2, "open_streams_per_address": 3, "open_streams": 5}
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        data_dir = tmp_path_factory.mktemp("small") / "data"
        with ScriptedServer(data_dir, auth="accounts", streams_per_account=1_000, max_running=64, **most) as running:
            yield running


class Caller:
    """A program of somebody's at some address. Its open streams are closed with the stack."""

    def __init__(self, server: ScriptedServer, stack: ExitStack, name: str) -> None:
        self._server = server
        self._stack = stack
        self._kept: list[Iterator[str]] = []
        self._key = server.wait_for(make_key(server.application.database, User(f"usr_{name}", name)))

    def client(self, address: str = HERE) -> httpx.Client:
        transport = httpx.HTTPTransport(local_address=address)
        headers = {"x-api-key": self._key}
        made = httpx.Client(base_url=self._server.url, headers=headers, timeout=PATIENCE, transport=transport)
        return self._stack.enter_context(made)

    def opens(self, address: str = HERE) -> str:
        """A stream that stays open; the run that it shows."""
        answer = self._stack.enter_context(self.client(address).stream("POST", CHAT, json={"message": "Hello."}))
        assert answer.status_code == 200, answer.read()
        lines = answer.iter_lines()
        # An iterator that is dropped closes its stream.
        self._kept.append(lines)
        line = next(line for line in lines if line.startswith("id: "))
        return line.removeprefix("id: ").partition(":")[0]


def test_each_is_refused_in_the_words_of_its_surface_and_nothing_is_begun(small: ScriptedServer) -> None:
    gate = small.gate()
    small.replies.says = ["Hello. ", gate, "Goodbye."]
    with ExitStack() as stack:
        ada, eve, bob = (Caller(small, stack, name) for name in ("ada", "eve", "bob"))
        run = [ada.opens(), ada.opens()][0]
        chat = ada.client().post(CHAT, json={"message": "One more."})
        assert (chat.status_code, chat.headers["retry-after"]) == (429, "10")
        assert chat.json() == {"error": {"message": FROM_ACCOUNT, "code": "limit_reached"}}
        native = ada.client().get(f"/api/runs/{run}/events")
        assert (native.status_code, native.headers["content-type"]) == (429, "application/problem+json")
        assert (native.json()["code"], native.json()["detail"]) == ("limit_reached", FROM_ACCOUNT)
        asked = {"resumeId": "res_1", "jobDescription": "A job."}
        career = ada.client().post("/v1/tailor", json=asked, headers={"accept": "text/event-stream"})
        assert career.json() == {"type": "error", "message": FROM_ACCOUNT, "statusCode": 429}
        assert ada.client().get(f"/api/runs/{run}").status_code == 200
        eve.opens()
        crowded = eve.client().post("/api/tailor-stream")
        assert (crowded.status_code, crowded.json()) == (429, {"detail": FROM_ADDRESS})
        eve.opens(THERE)
        bob.opens(THERE)
        full = bob.client(ELSEWHERE).get(f"/api/runs/{run}/events")
        assert (full.status_code, full.headers["retry-after"]) == (503, "10")
        assert (full.json()["code"], full.json()["detail"]) == ("unavailable", IN_ALL)
        assert bob.client(ELSEWHERE).get("/sign-in").status_code == 200
        assert small.application.open_streams.counted == (5, 2, 3)
        assert len(runs_of(small.data_dir, "reply")) == 5
        gate.open()
    wait_until_empty(small)


def test_whoever_goes_at_any_moment_gives_the_place_back(small: ScriptedServer) -> None:
    small.replies.reset()
    chance = random.Random(36)
    with ExitStack() as stack:
        ada = Caller(small, stack, "ada")
        run = ada.opens()

    async def come_and_go() -> None:
        reader, writer = await asyncio.open_connection(HERE, small.port)
        writer.write(
            f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: {ada._key}\r\n\r\n".encode()
        )
        if chance.random() < 0.7:
            await reader.readline()
        writer.transport.abort() if chance.random() < 0.5 else writer.close()

    async def all_of_them() -> None:
        for _ in range(100):
            await asyncio.gather(come_and_go(), come_and_go())

    asyncio.run(all_of_them())
    wait_until_empty(small)


def wait_until_empty(server: ScriptedServer) -> None:
    """Until the server has seen everybody go."""
    deadline = time.monotonic() + PATIENCE
    while server.application.open_streams.counted != (0, 0, 0):
        assert time.monotonic() < deadline, server.application.open_streams.counted
        time.sleep(0.01)
