"""One connection to the provider: HTTP/1.1 by hand, so that it can go wrong at every byte."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Coroutine
from typing import Any

import msgspec

from tests.provider.asked import Asked
from tests.provider.steps import Cut, Drip, Hang, Hold, Pause, Reply, Reset, Send, Step

_RESET = struct.pack("ii", 1, 0)
_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}


class Ended(Exception):
    """The connection is over, by the client's will or by the plan."""


class Connection:
    """Reads ahead all the time, so that it knows at once when the client has gone: `gone` is set then."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.gone = asyncio.Event()
        self._writer = writer
        self._received = asyncio.StreamReader()
        self._reading = asyncio.create_task(self._read(reader))

    async def asked(self) -> Asked | None:
        """The next request; None when no more come."""
        try:
            head = await self._received.readuntil(b"\r\n\r\n")
            line, *fields = head.decode("latin-1").rstrip().split("\r\n")
            pairs = (field.split(":", 1) for field in fields)
            headers = {name.strip().lower(): value.strip() for name, value in pairs}
            body = await self._received.readexactly(int(headers.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return Asked(line.split()[1], headers, msgspec.json.decode(body) if body else {})

    async def answer(self, reply: Reply) -> None:
        """Carry the reply out. Raises Ended when the connection does not outlive it."""
        for step in reply.before:
            await self._do(step)
        await self._write_head(reply)
        for step in reply.steps:
            await self._do(step)
        await self._write(b"0\r\n\r\n")

    async def close(self) -> None:
        """Close it from this side."""
        self._reading.cancel()
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                self._received.feed_data(data)
        self._received.feed_eof()
        self.gone.set()

    async def _write_head(self, reply: Reply) -> None:
        fields = {"transfer-encoding": "chunked"} | reply.headers
        lines = [f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        if not reply.head_pause:
            await self._write("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1"))
            return
        for line in [*lines, ""]:
            await self._write(f"{line}\r\n".encode("latin-1"))
            await self._rest(reply.head_pause)

    async def _do(self, step: Step) -> None:
        if isinstance(step, Send):
            await self._send(step.data)
        elif isinstance(step, Pause):
            await self._rest(step.seconds)
        elif isinstance(step, Hold):
            await self._first_of(step.gate.wait())
        elif isinstance(step, Drip):
            while True:
                await self._send(step.data)
                await self._rest(step.every)
        elif isinstance(step, Hang):
            await self.gone.wait()
            raise Ended
        else:
            self._break_off(step)

    async def _send(self, data: bytes) -> None:
        if data:
            await self._write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    async def _write(self, data: bytes) -> None:
        if self.gone.is_set():
            raise Ended
        self._writer.write(data)
        try:
            await self._writer.drain()
        except OSError as error:
            self.gone.set()
            raise Ended from error

    async def _rest(self, seconds: float) -> None:
        await self._first_of(asyncio.sleep(seconds))

    async def _first_of(self, waited: Coroutine[Any, Any, object]) -> None:
        waiting = asyncio.ensure_future(waited)
        leaving = asyncio.ensure_future(self.gone.wait())
        try:
            await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            leaving.cancel()
        if self.gone.is_set():
            raise Ended

    def _break_off(self, step: Reset | Cut) -> None:
        if isinstance(step, Reset):
            plain: socket.socket = self._writer.get_extra_info("socket")
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self._writer.transport.abort()
        raise Ended
