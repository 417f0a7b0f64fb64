"""A provider of language models on loopback, which misbehaves on command.

It listens on a thread of its own, so that tests with a loop and tests without one (a browser's) use it alike: plain
methods wait in the caller's thread, their `async` twins wait in the caller's loop.
"""

import asyncio
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from tests.provider import wire_anthropic, wire_openai
from tests.provider.asked import Asked
from tests.provider.behaviours import failing, ok
from tests.provider.building import Behaviour
from tests.provider.connection import Connection, Ended
from tests.provider.fitting import default_answer
from tests.provider.steps import Gate, Reply
from tests.provider.wires import Failure, Said, Spoken, Wire

T = TypeVar("T")
Script = Callable[[Asked], str | Spoken]
KEY = "sk-loopback-canary-4f1c"
PATIENCE = 30.0
_WIRES: dict[str, Wire] = {wire_openai.PATH: wire_openai.OpenAI(), wire_anthropic.PATH: wire_anthropic.Anthropic()}
_PIECE = re.compile(r"\S+\s*|\s+")


class Exchange(msgspec.Struct, kw_only=True):
    """One request and what became of it. Moments are of the monotonic clock, in seconds.

    `said` is what would be said by a provider that behaves. `ended` is when the behaviour was carried out to its
    end, `closed` when the client closed the connection; None while that has not happened.
    """

    asked: Asked
    said: Said
    began: float
    ended: float | None = None
    closed: float | None = None


_STRAY = "/health/ready"
"""Asked by a test next door that waits for its own server, when the system has given that server's port to us."""


class Provider:
    """`requests` are the exchanges in the order in which they came.

    `script` gives the text of each answer, or a text and calls of tools; `plan` the behaviour of the next requests,
    one each; `usually` the behaviour of all those that no plan was made for.
    """

    def __init__(self, script: Script = default_answer) -> None:
        self.requests: list[Exchange] = []
        self.script = script
        self.usually: Behaviour = ok
        self.key = KEY
        self._planned: deque[Behaviour] = deque()
        self._gates: list[Gate] = []
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Condition()
        self._serving: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._wait(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wait(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def plan(self, *behaviours: Behaviour) -> None:
        """The next requests meet these, one each, after whatever was planned before."""
        self._planned.extend(behaviours)

    def gate(self) -> Gate:
        """A gate for `held`."""
        self._gates.append(Gate(self._loop))
        return self._gates[-1]

    def open_gates(self) -> None:
        """Let go of all that is held."""
        for gate in self._gates:
            gate.open()
        self._gates.clear()

    def forget(self) -> None:
        """Begin again, for the next test: no requests, no plans, the usual behaviour."""
        self.requests.clear()
        self._planned.clear()
        self.usually = ok

    @property
    def open_connections(self) -> int:
        """Connections that neither side has closed."""
        return len(self._serving)

    def wait_for_requests(self, count: int) -> None:
        """Wait until so many have come."""
        self._wait(self._until(lambda: len(self.requests) >= count))

    def wait_closed(self, index: int) -> Exchange:
        """Wait until the client has closed the connection of that request; counted from 0."""
        self._wait(self._until(lambda: self._closed(index)))
        return self.requests[index]

    async def requested(self, count: int) -> None:
        """Wait until so many have come."""
        await self._wait_here(self._until(lambda: len(self.requests) >= count))

    async def closed(self, index: int) -> Exchange:
        """Wait until the client has closed the connection of that request; counted from 0."""
        await self._wait_here(self._until(lambda: self._closed(index)))
        return self.requests[index]

    def _closed(self, index: int) -> bool:
        return len(self.requests) > index and self.requests[index].closed is not None

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _wait_here(self, work: Coroutine[Any, Any, T]) -> T:
        waiting = asyncio.run_coroutine_threadsafe(work, self._loop)
        return await asyncio.wait_for(asyncio.wrap_future(waiting), PATIENCE)

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(holds)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _stop(self) -> None:
        self._server.close()
        for task in tuple(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        connection = Connection(reader, writer)
        exchanges: list[Exchange] = []
        try:
            await self._converse(connection, exchanges)
        except (Ended, asyncio.CancelledError):
            pass
        finally:
            if connection.gone.is_set():
                for exchange in exchanges:
                    exchange.closed = time.monotonic()
            self._serving.discard(task)
            await connection.close()
            await self._notify()

    async def _converse(self, connection: Connection, exchanges: list[Exchange]) -> None:
        while asked := await connection.asked():
            exchange = Exchange(asked=asked, said=self._said(asked), began=time.monotonic())
            if asked.path != _STRAY:
                exchanges.append(exchange)
                self.requests.append(exchange)
                await self._notify()
            try:
                await connection.answer(self._reply(asked, exchange.said))
            finally:
                if not connection.gone.is_set():
                    exchange.ended = time.monotonic()
        await connection.gone.wait()

    def _said(self, asked: Asked) -> Said:
        spoken = self.script(asked) if asked.path in _WIRES else ""
        text, calls = (spoken, ()) if isinstance(spoken, str) else (spoken.text, spoken.calls)
        pieces = tuple(_PIECE.findall(text))
        counted = len(pieces) + 1 + sum(len(call.pieces) for call in calls)
        return Said(pieces=pieces, calls=calls, input_tokens=len(asked.prompt.split()), output_tokens=counted)

    def _reply(self, asked: Asked, said: Said) -> Reply:
        wire = _WIRES.get(asked.path)
        if wire is None:
            return failing(404, f"Unknown request URL {asked.path}")(wire_openai.OpenAI(), asked, said)
        if asked.key != self.key:
            return failing(401)(wire, asked, said)
        wrong = wire.refusal_of(asked)
        if isinstance(wrong, Failure):
            return failing(wrong.status, wrong.message)(wire, asked, said)
        behaviour = self._planned.popleft() if self._planned else self.usually
        return behaviour(wire, asked, said)
