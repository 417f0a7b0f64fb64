"""Foreword's own path for the stream benchmark: producer, commit, follow, HTML frame; no model.

The tokens come as a model's do, and are joined as a model's are (`app/llm/joining.py`) before they become an event.
"""

import html
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import msgspec
from litestar import Litestar, get
from litestar.response import Stream

from app.llm.joining import Put, joined
from app.streaming import Emit, Engine, Event, Finish, Kind, RunContext, SqliteStore
from app.web.sse import event_stream, frames
from benchmarks.workload import NEVER, TEXT, due_moments


async def tick(context: RunContext) -> AsyncIterator[Emit | Finish]:
    """A producer that only keeps time."""

    async def say(put: Put) -> None:
        async for due in due_moments(msgspec.json.decode(context.input, type=int)):
            put(f"@{due:.6f}@{TEXT}")

    async with aclosing(joined(say)) as pieces:
        async for text in pieces:
            yield Emit("text", text)


def encode(event: Event) -> bytes:
    """An event as the pages write it."""
    text = html.escape(msgspec.json.decode(event.data, type=str))
    partial = f'<hx-partial hx-target="#text" hx-swap="beforeend">{text}</hx-partial>'
    return f"id: {event.seq}\ndata: {partial}\n\n".encode()


def foreword(folder: Path) -> Litestar:
    """An app that starts a run for each request and follows it."""
    engine = Engine(SqliteStore(folder / "streams.sqlite3"), max_running=100_000)
    engine.register(Kind("tick", tick, resumable=False, deadline=NEVER))

    @get("/stream/{rate:int}")
    async def stream(rate: int) -> Stream:
        run = await engine.start("tick", "owner", rate)
        return event_stream(frames(engine.follow(run.id), encode))

    async def close() -> None:
        await engine.drain(0.0)

    return Litestar([stream], openapi_config=None, on_startup=[engine.open], on_shutdown=[close])
