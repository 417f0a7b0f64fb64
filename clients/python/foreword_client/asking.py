"""Sending calls and following streams, sync and async, with the attempts that the connection allows."""

import time
from typing import TypeVar

import anyio
import httpx

from foreword_client.calls import Call, StreamCall
from foreword_client.connection import Connection, never_arrived, sentence_of
from foreword_client.following import Asking, Following
from foreword_client.streams import AsyncStream, Stream

T = TypeVar("T")
E = TypeVar("E")


class Asker:
    """Sends calls by one `httpx.Client`."""

    def __init__(self, connection: Connection, http: httpx.Client) -> None:
        self.connection = connection
        self.http = http

    def follow(self, call: StreamCall[E]) -> Stream[E]:
        """The events of a stream, asked for with the first of them."""
        return Stream(self.http, self.connection, Following(call, self.connection.retries))

    def ask(self, call: Call[T]) -> T:
        """The document that answers a call."""
        asking = Asking(call, self.connection.retries)
        arguments = self.connection.request(call.request, asking.headers, streams=False)
        while True:
            try:
                answer = self.http.request(**arguments)
                wait = asking.answered(answer.status_code, answer.content, answer.headers)
            except httpx.TransportError as error:
                wait = asking.lost(sentence_of(error), arrived=not never_arrived(error))
            if wait is None:
                return asking.answer
            time.sleep(wait)


class AsyncAsker:
    """Sends calls by one `httpx.AsyncClient`."""

    def __init__(self, connection: Connection, http: httpx.AsyncClient) -> None:
        self.connection = connection
        self.http = http

    def follow(self, call: StreamCall[E]) -> AsyncStream[E]:
        """The events of a stream, asked for with the first of them."""
        return AsyncStream(self.http, self.connection, Following(call, self.connection.retries))

    async def ask(self, call: Call[T]) -> T:
        """The document that answers a call."""
        asking = Asking(call, self.connection.retries)
        arguments = self.connection.request(call.request, asking.headers, streams=False)
        while True:
            try:
                answer = await self.http.request(**arguments)
                wait = asking.answered(answer.status_code, answer.content, answer.headers)
            except httpx.TransportError as error:
                wait = asking.lost(sentence_of(error), arrived=not never_arrived(error))
            if wait is None:
                return asking.answer
            await anyio.sleep(wait)
