"""Servers of one and the same stream, made in four ways: `python -m benchmarks.stream_servers KIND PORT FOLDER`.

`GET /stream/RATE` sends RATE events a second for as long as it is read (`workload.py`).

- raw: uvicorn and nothing else. No framework can be faster on it.
- peer: the queue bridge that many services publish: a queue for each stream, `is_disconnected()` for each event, and
  `wait_for(get, 1.0)`. Written on raw ASGI, which flatters it: it has no framework to carry.
- litestar: a `Stream` of bytes, for memory.
- foreword: a run for each stream (`stream_foreword.py`).
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from litestar import Litestar, get
from litestar.response import Stream

from benchmarks.workload import due_moments, frame

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Coroutine[Any, Any, None]]

HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]


async def raw(scope: Message, receive: Receive, send: Send) -> None:
    """The limit."""
    if scope["type"] != "http":
        await _lifespan(receive, send)
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    number = 0
    await send({"type": "http.response.body", "body": b": open\n\n", "more_body": True})
    async for due in due_moments(_rate(scope)):
        number += 1
        await send({"type": "http.response.body", "body": frame(number, due), "more_body": True})


async def peer(scope: Message, receive: Receive, send: Send) -> None:
    """The queue bridge."""
    if scope["type"] != "http":
        await _lifespan(receive, send)
        return
    queue: asyncio.Queue[bytes] = asyncio.Queue()

    async def produce() -> None:
        number = 0
        async for due in due_moments(_rate(scope)):
            number += 1
            await queue.put(frame(number, due))

    async def is_disconnected() -> bool:
        message: Message = {}
        with anyio.CancelScope() as at_once:
            at_once.cancel()
            message = await receive()
        return message.get("type") == "http.disconnect"

    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b": open\n\n", "more_body": True})
    task = asyncio.create_task(produce())
    try:
        while not await is_disconnected():
            try:
                event = await asyncio.wait_for(queue.get(), timeout=1.0)
            except TimeoutError:
                continue
            await send({"type": "http.response.body", "body": event, "more_body": True})
    finally:
        task.cancel()


def litestar() -> Litestar:
    """A stream of bytes as the framework offers it."""

    async def chunks(rate: int) -> AsyncIterator[bytes]:
        yield b": open\n\n"
        number = 0
        async for due in due_moments(rate):
            number += 1
            yield frame(number, due)

    @get("/stream/{rate:int}")
    async def stream(rate: int) -> Stream:
        return Stream(chunks(rate), media_type="text/event-stream")

    return Litestar([stream], openapi_config=None)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _rate(scope: Message) -> int:
    return int(str(scope["path"]).rpartition("/")[2])


def made(kind: str, folder: Path) -> Any:
    """The app of that kind."""
    if kind == "foreword":
        from benchmarks.stream_foreword import foreword

        return foreword(folder)
    return {"raw": raw, "peer": peer, "litestar": litestar()}[kind]


def main() -> None:
    """Serve one kind until SIGTERM."""
    kind, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    uvicorn.run(
        made(kind, folder), port=port, log_level="critical", access_log=False, backlog=8192, timeout_graceful_shutdown=1
    )


if __name__ == "__main__":
    main()
