"""Foreword's own path for the stream benchmark: producer, commit, follow, HTML frame; no model.

The tokens come as a model's do, and are joined as a model's are (`app/llm/joining.py`) before they become an event.
"""

import html
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import msgspec
from litestar import Litestar, get
from litestar.datastructures import State
from litestar.response import Stream
from litestar.types import ASGIApp

from app.collecting import leave_out_what_is_there
from app.llm.joining import Put, joined
from app.streaming import Emit, Engine, Event, Finish, Kind, RunContext, SqliteStore
from app.web.open_streams import Most, OpenStreams
from app.web.recycling import STATE as STREAM_SECONDS
from app.web.recycling import ResumableStream
from app.web.sse import frames
from benchmarks.workload import NEVER, TEXT, due_moments


async def tick(context: RunContext) -> AsyncIterator[Emit | Finish]:
    """A producer that only keeps time."""

    async def say(put: Put) -> None:
        rate, begin = msgspec.json.decode(context.input, type=tuple[int, float])
        async for due in due_moments(rate, begin):
            put(f"@{due:.6f}@{TEXT}")

    async with aclosing(joined(say)) as pieces:
        async for text in pieces:
            yield Emit("text", text)


def encode(event: Event) -> bytes:
    """An event as the pages write it."""
    text = html.escape(msgspec.json.decode(event.data, type=str))
    partial = f'<hx-partial hx-target="#text" hx-swap="beforeend">{text}</hx-partial>'
    return f"id: {event.seq}\ndata: {partial}\n\n".encode()


MOST = 1_000_000
OWNER = "owner"
TICK = Kind("tick", tick, resumable=False, deadline=NEVER)


def foreword(folder: Path) -> ASGIApp:
    """An app on a file of its own."""
    return app_of(Engine(SqliteStore(folder / "streams.sqlite3"), max_running=100_000))


def app_of(engine: Engine) -> ASGIApp:
    """An app that starts a run for each request and follows it, counted and recycled as the pages' streams are."""
    limits = OpenStreams(Most(account=None, address=MOST, in_all=MOST), ["^/stream/"])
    engine.register(TICK)

    @get(["/stream/{rate:int}", "/stream/{rate:int}/{begin:float}"])
    async def stream(rate: int, begin: float = 0.0) -> Stream:
        run = await engine.start(TICK.name, OWNER, (rate, begin))
        return ResumableStream(frames(engine.follow(run.id), encode))

    async def open_engine() -> None:
        await engine.open()
        leave_out_what_is_there()

    async def close_engine() -> None:
        await engine.drain(0.0)

    app = Litestar(
        [stream],
        openapi_config=None,
        on_startup=[open_engine],
        on_shutdown=[close_engine],
        guards=[limits.guard],
        state=State({STREAM_SECONDS: NEVER}),
    )
    return limits.around(app)
