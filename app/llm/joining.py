"""Pieces of text, joined for some milliseconds before they become an event: each wake-up has its price.

None is longer than a page can draw within a frame, also when a provider sends a whole reply at once.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeAlias

JOIN_SECONDS = 0.03
MOST_CHARACTERS = 1_500

Put: TypeAlias = Callable[[str], None]


async def joined(work: Callable[[Put], Awaitable[None]], seconds: float = JOIN_SECONDS) -> AsyncGenerator[str, None]:
    """What `work` puts, the first piece at once. Its error comes after its text; closing this cancels it."""
    parts: list[str] = []
    grown = asyncio.Event()

    def put(text: str) -> None:
        parts.append(text)
        grown.set()

    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work(put))
    task.add_done_callback(lambda _: grown.set())
    shown = loop.time() - seconds
    try:
        while parts or not task.done():
            await grown.wait()
            if not task.done() and (pause := shown + seconds - loop.time()) > 0:
                await asyncio.wait({task}, timeout=pause)
            grown.clear()
            if parts:
                text = "".join(parts)
                parts.clear()
                shown = loop.time()
                for begin in range(0, len(text), MOST_CHARACTERS):
                    yield text[begin : begin + MOST_CHARACTERS]
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
