"""A site on loopback that answers with the very bytes it is told to, and counts who came."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from app.fetching import Gate
from app.fetching.addresses import Address

PAGE = b"<!doctype html><title>Baker</title><h1>Baker</h1><p>" + b"You bake bread before sunrise. " * 20
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def ok(body: bytes = PAGE, *headers: str, content_type: str = "text/html; charset=utf-8") -> bytes:
    """An answer with status 200."""
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")


class Site:
    """Answers by path; a path that it does not know gets 404. `requests` are the heads that came, whole."""

    def __init__(self, answers: Mapping[str, Answer], tls: ssl.SSLContext | None = None) -> None:
        self.answers = dict(answers)
        self.requests: list[str] = []
        self.connections = 0
        self.port = 0
        self._tls = tls
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    def url(self, path: str = "/", host: str = "jobs.example", scheme: str = "http") -> str:
        """An address of this site under any name."""
        return f"{scheme}://{host}:{self.port}{path}"

    def gate(self, tls: ssl.SSLContext | None = None) -> Gate:
        """A gate through which every name leads here, and only here."""

        async def resolve(_host: str, _port: int) -> list[str]:
            return ["127.0.0.1"]

        return Gate(resolve=resolve, allows=lambda _: True, ports=frozenset({self.port}), tls=tls)

    def strict(self, resolve: Callable[[str, int], Awaitable[list[str]]] | None = None) -> Gate:
        """The real gate, but for the port, which a test cannot choose: whoever passes it arrives here."""
        if resolve is None:
            return Gate(ports=frozenset({self.port}))
        return Gate(resolve=resolve, ports=frozenset({self.port}))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            answer = self.answers.get(
                head.split(" ")[1].partition("?")[0], b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
            )
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def leading_to(*addresses: str) -> Callable[[str, int], Awaitable[list[str]]]:
    """A resolver that gives every name these addresses."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return list(addresses)

    return resolve


def anyone(_address: Address) -> bool:
    return True
