"""The plainest page that shows a reply as it comes: `python -m benchmarks.chat_peer PORT`.

htmx and its stream alone: each chunk is appended as text by a partial of its own. No Markdown, no style sheet, no log
to take it up again from. `GET /` is the page, `GET /stream` the reply of `chat_text.py`.
"""

import sys
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import Any

import uvicorn

from benchmarks.chat_text import pieces

Message = dict[str, Any]
_VENDOR = Path(__file__).parents[1] / "static" / "vendor"
_SCRIPTS = ("htmx.min.js", "hx-sse.min.js")
_PAGE = f"""<!doctype html><html lang="en"><title>Plain</title><body>
<div id="line" hidden hx-sse:close="app:end" hx-swap="none" hx-trigger="load"></div>
<div id="text" style="white-space: pre-wrap"></div>
{"".join(f'<script src="/{name}"></script>' for name in _SCRIPTS)}
"""


def _frames() -> list[bytes]:
    """One for each chunk; a line break of the text begins a line of the event's data."""
    frames = []
    for number, piece in enumerate(pieces(), start=1):
        lines = f'<hx-partial hx-target="#text" hx-swap="beforeend">{escape(piece)}</hx-partial>'.split("\n")
        frames.append(f"id: {number}\n{''.join(f'data: {line}{chr(10)}' for line in lines)}\n".encode())
    return [*frames, b"event: app:end\ndata: 1\n\n"]


async def answer(
    scope: Message, _receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """The page, its two scripts, or the reply."""
    name = scope["path"].removeprefix("/")
    kinds = {"": "text/html; charset=utf-8", "stream": "text/event-stream"} | dict.fromkeys(_SCRIPTS, "text/javascript")
    kind = kinds.get(name)
    headers = [(b"content-type", (kind or "text/plain").encode()), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 200 if kind else 404, "headers": headers})
    if name == "stream":
        for frame in _frames():
            await send({"type": "http.response.body", "body": frame, "more_body": True})
    body = _PAGE.encode() if not name else (_VENDOR / name).read_bytes() if name in _SCRIPTS else b""
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(answer, port=int(sys.argv[1]), lifespan="off", log_level="error", access_log=False)
