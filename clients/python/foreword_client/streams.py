"""Streams of events that go on by themselves after a broken line."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

import anyio
import httpx

from foreword_client.connection import Connection, sentence_of
from foreword_client.following import Following

E = TypeVar("E")
_CUT_SHORT = "The stream ended before its last event."


class _Place(Generic[E]):
    """What is known of a stream, whether it is read sync or async."""

    def __init__(self, connection: Connection, following: Following[E]) -> None:
        self._connection = connection
        self._following = following

    @property
    def idempotency_key(self) -> str:
        """The same call with it is the same work; "" where the endpoint has none."""
        return self._following.call.request.key

    @property
    def last_event_id(self) -> str:
        """The last event that was given, as the server names it."""
        return self._following.last_event_id

    @property
    def run_id(self) -> str:
        """The work that is done in the server, "" before its first event."""
        run_id, _, _ = self._following.last_event_id.rpartition(":")
        return run_id

    @property
    def conversation_id(self) -> str:
        """Where a message went, known before its reply begins; "" for anything else than `chat`."""
        return self._following.conversation_id

    @property
    def request_id(self) -> str:
        """The newest request's name in the server's log."""
        return self._following.request_id


class Stream(_Place[E], Iterator[E]):
    """Events as they come. It is asked for with the first event; `close` it, or leave its `with`, to stop early."""

    def __init__(self, http: httpx.Client, connection: Connection, following: Following[E]) -> None:
        super().__init__(connection, following)
        self._http = http
        self._events = self._read()

    def __next__(self) -> E:
        return next(self._events)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Read no more. The server stops the work soon, and what it costs."""
        self._events.close()

    def _read(self) -> Generator[E, None, None]:
        following = self._following
        while not following.is_over():
            try:
                arguments = self._connection.request(following.call.request, following.headers, streams=True)
                with self._http.stream(**arguments) as answer:
                    if answer.status_code == httpx.codes.OK:
                        following.opened(answer.headers)
                        for chunk in answer.iter_bytes():
                            yield from following.feed(chunk)
                            if following.is_over():
                                return
                        wait = following.lost(_CUT_SHORT)
                    else:
                        wait = following.refused(answer.status_code, answer.read(), answer.headers)
            except httpx.TransportError as error:
                wait = following.lost(sentence_of(error))
            time.sleep(wait)


class AsyncStream(_Place[E], AsyncIterator[E]):
    """Events as they come, for `async for`. Leave its `async with`, or `aclose` it, to stop early."""

    def __init__(self, http: httpx.AsyncClient, connection: Connection, following: Following[E]) -> None:
        super().__init__(connection, following)
        self._http = http
        self._events = self._read()

    async def __anext__(self) -> E:
        return await anext(self._events)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Read no more. The server stops the work soon, and what it costs."""
        await self._events.aclose()

    async def _read(self) -> AsyncGenerator[E, None]:
        following = self._following
        while not following.is_over():
            try:
                arguments = self._connection.request(following.call.request, following.headers, streams=True)
                async with self._http.stream(**arguments) as answer:
                    if answer.status_code == httpx.codes.OK:
                        following.opened(answer.headers)
                        async for chunk in answer.aiter_bytes():
                            for event in following.feed(chunk):
                                yield event
                            if following.is_over():
                                return
                        wait = following.lost(_CUT_SHORT)
                    else:
                        wait = following.refused(answer.status_code, await answer.aread(), answer.headers)
            except httpx.TransportError as error:
                wait = following.lost(sentence_of(error))
            await anyio.sleep(wait)
