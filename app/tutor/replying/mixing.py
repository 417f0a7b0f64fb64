"""Several sources of events as one, in the order of their coming."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from app.streaming import Emit


async def mixed(main: AsyncGenerator[Emit, None], *beside: Callable[[], Awaitable[Emit]]) -> AsyncGenerator[Emit, None]:
    """The events of `main`, and the one event of each of `beside` as soon as it is there, until `main` ends.

    What has not come by then is cancelled. An error of `main` is raised after its events; closing this closes `main`.
    Nothing is held back while nobody takes events: a reply is short.
    """
    queue: asyncio.Queue[Emit | None] = asyncio.Queue()

    async def pump() -> None:
        async with aclosing(main) as events:
            async for event in events:
                queue.put_nowait(event)

    async def pass_on(source: Callable[[], Awaitable[Emit]]) -> None:
        queue.put_nowait(await source())

    work = asyncio.create_task(pump(), name="an agent's reply")
    work.add_done_callback(lambda _: queue.put_nowait(None))
    others = [asyncio.create_task(pass_on(source), name="beside a reply") for source in beside]
    try:
        while (event := await queue.get()) is not None:
            yield event
        await _cancelled(others)
        while not queue.empty():
            if (event := queue.get_nowait()) is not None:
                yield event
        await work
    finally:
        await _cancelled([work, *others])


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
