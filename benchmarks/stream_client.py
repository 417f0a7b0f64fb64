"""Many readers of one server, in a process of their own: `python -m benchmarks.stream_client PORT STREAMS RATE PID`.

Prints one JSON document: lateness, tokens, and what the server's process spent meanwhile. Every token is counted,
however many of them an event holds; the moments inside are read on one stream in eight, or the reader would be what is
measured.
"""

import asyncio
import re
import resource
import sys
import time
from functools import partial
from typing import cast

import msgspec
import psutil
import uvloop

SETTLE_SECONDS = 1.0
WINDOW_SECONDS = 3.0
CONNECTS_AT_ONCE = 50
SAMPLED = 8
MARKS_OF_A_TOKEN = 2
_DUE = re.compile(rb"@(\d+\.\d+)@")


class Figures(msgspec.Struct):
    """What one window showed. Seconds, bytes, tokens."""

    p50: float
    p99: float
    tokens: int
    expected: int
    server_cpu: float
    server_rss: int
    rss_before: int
    client_load: float


class Reader(asyncio.Protocol):
    """One stream. Counts while `counting` is set on the class."""

    counting = False
    marks = 0
    lateness: list[float] = []  # noqa: RUF012 - one list for all readers of this process

    def __init__(self, number: int, port: int, rate: int) -> None:
        self._is_sampled = number % SAMPLED == 0
        self._request = f"GET /stream/{rate} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        self.opened = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask at once."""
        cast(asyncio.WriteTransport, transport).write(self._request)  # uvloop's own class is no subclass of it

    def connection_lost(self, error: Exception | None) -> None:
        """A stream that ends early ends the measurement: nothing may wait for it for ever."""
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("the server closed a stream before it began"))

    def data_received(self, data: bytes) -> None:
        """Count, and on a sampled stream see how late."""
        if not self.opened.done():
            self.opened.set_result(None)
        if not Reader.counting:
            return
        Reader.marks += data.count(b"@")
        if self._is_sampled:
            now = time.monotonic()
            Reader.lateness.extend(now - float(due) for due in _DUE.findall(data))


def _same(reader: Reader) -> Reader:
    return reader


async def measure(port: int, streams: int, rate: int, server: psutil.Process) -> Figures:
    """Open all streams, let them settle, and watch one window."""
    loop = asyncio.get_running_loop()
    before = server.memory_info().rss
    for first in range(0, streams, CONNECTS_AT_ONCE):
        readers = [Reader(number, port, rate) for number in range(first, min(first + CONNECTS_AT_ONCE, streams))]
        await asyncio.gather(*(loop.create_connection(partial(_same, reader), "127.0.0.1", port) for reader in readers))
        await asyncio.gather(*(reader.opened for reader in readers))
    await asyncio.sleep(SETTLE_SECONDS)
    cpu, own, started = sum(server.cpu_times()[:2]), time.process_time(), time.monotonic()
    Reader.counting = True
    await asyncio.sleep(WINDOW_SECONDS)
    Reader.counting = False
    elapsed = time.monotonic() - started
    late = sorted(Reader.lateness) or [0.0]
    return Figures(
        p50=late[len(late) // 2],
        p99=late[int(len(late) * 0.99)],
        tokens=Reader.marks // MARKS_OF_A_TOKEN,
        expected=round(streams * rate * elapsed),
        server_cpu=sum(server.cpu_times()[:2]) - cpu,
        server_rss=server.memory_info().rss,
        rss_before=before,
        client_load=(time.process_time() - own) / elapsed,
    )


def main() -> None:
    """Measure once and print the figures."""
    port, streams, rate, pid = map(int, sys.argv[1:5])
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    figures = uvloop.run(measure(port, streams, rate, psutil.Process(pid)))
    print(msgspec.json.encode(figures).decode())


if __name__ == "__main__":
    main()
