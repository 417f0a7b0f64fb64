"""The door to the network: one HTTP client for all providers, with limits. LiteLLM and the OpenAI client are handed it.

It takes no proxy and no password file from the environment, keeps no cookies, follows no redirect, checks certificates,
and reads a bounded number of bytes. It looks like httpx, because that is what the libraries take, and reads by aiohttp,
which takes a fraction of the time for each chunk. Imported with LiteLLM, never on the way to the first page.
"""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator

import aiohttp
import certifi
import httpx
from yarl import URL

from app.llm.events import MAX_LINE_BYTES
from app.llm.exchange import Exchange, current_exchange
from app.llm.faults import Fault

MAX_ANSWER_BYTES = 64_000_000
"""What 400 kB of text are at the worst, token by token in their wrapping."""
MAX_ERROR_BYTES = 200_000
_FRAMED = "application/vnd.amazon.eventstream"
"""Amazon's frames have lengths, not lines."""
_TAIL = 64
_NETWORK_ERRORS = (aiohttp.ClientError, OSError, TimeoutError)


class Body(httpx.AsyncByteStream):
    """A body that is not read beyond its limits, in bytes."""

    def __init__(self, answer: aiohttp.ClientResponse, exchange: Exchange, limit: int, line_limit: int) -> None:
        self._answer = answer
        self._exchange = exchange
        self._limit = limit
        self._line_limit = line_limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = line = 0
        exchange, read = self._exchange, self._answer.content.readany
        try:
            while data := await read():
                total += len(data)
                end = data.rfind(b"\n")
                line = line + len(data) if end < 0 else len(data) - end - 1
                exchange.tail = data[-_TAIL:] if len(data) >= _TAIL else (exchange.tail + data)[-_TAIL:]
                if total > self._limit or line > self._line_limit:
                    raise self._broken("oversized")
                yield data
        except _NETWORK_ERRORS as error:
            raise self._broken("broken") from error

    async def aclose(self) -> None:
        """A body that was not read to its end takes its connection with it."""
        self._answer.close()

    def _broken(self, kind: str) -> httpx.ReadError:
        self._exchange.failure = self._exchange.failure or Fault(kind)
        return httpx.ReadError(kind)


class Door(httpx.AsyncBaseTransport):
    """Errors leave it as ReadError, because LiteLLM sends a request again after most others."""

    def __init__(self, connect_seconds: float) -> None:
        self._context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        exchange = current_exchange.get() or Exchange()
        if exchange.abandoned:
            raise asyncio.CancelledError
        exchange.entered = True
        try:
            answer = await self._send(request)
        except _NETWORK_ERRORS as error:
            away = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL)
            exchange.failure = Fault("unreachable" if away else "broken")
            raise httpx.ReadError(exchange.failure.kind, request=request) from error
        limit = MAX_ANSWER_BYTES if answer.status < 300 else MAX_ERROR_BYTES
        line_limit = limit if _FRAMED in answer.headers.get("content-type", "") else MAX_LINE_BYTES
        body = Body(answer, exchange, limit, line_limit)
        return httpx.Response(answer.status, headers=list(answer.raw_headers), stream=body, request=request)

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _send(self, request: httpx.Request) -> aiohttp.ClientResponse:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=self._context, limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                auto_decompress=False,
                trust_env=False,
            )
        return await self._session.request(
            request.method,
            URL(str(request.url), encoded=True),
            headers=request.headers.multi_items(),
            data=await request.aread() or None,
            allow_redirects=False,
        )


async def _remember(response: httpx.Response) -> None:
    exchange = current_exchange.get()
    if exchange is not None:
        exchange.response = response


def open_client(connect_seconds: float) -> httpx.AsyncClient:
    """The client. Its only time limit is that for a connection: the deadlines that count are kept by whoever reads."""
    return httpx.AsyncClient(
        transport=Door(connect_seconds),
        headers={"accept-encoding": "identity"},
        event_hooks={"response": [_remember]},
        follow_redirects=False,
        trust_env=False,
    )
