"""Thousands of streams that are opened at once: a few look up what they will show, the others wait for their turn."""

import asyncio

from litestar.types import Receive, Scope, Send

from app.asgi import STREAMS
from app.web.open_streams import OPENING_AT_A_TIME, Most, OpenStreams
from tests.web.test_open_streams import HERE, Answers, Line, asked_from


async def settled() -> None:
    """Until whatever can go on without being told anything has done so."""
    for _ in range(20):
        await asyncio.sleep(0)


class Slow(Answers):
    """An app that looks something up before its first word. `within`: how many requests do so now."""

    def __init__(self) -> None:
        super().__init__()
        self.within = 0
        self.found = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.within += 1
        try:
            await self.found.wait()
        finally:
            self.within -= 1
        await super().__call__(scope, receive, send)


async def test_some_look_up_what_they_will_show_while_the_others_wait_for_their_turn() -> None:
    slow, many = Slow(), 4 * OPENING_AT_A_TIME
    streams = OpenStreams(Most(account=None, address=1_000, in_all=1_000), STREAMS)
    app = streams.around(slow)
    lines = [Line() for _ in range(many)]
    tasks = [asyncio.create_task(app(asked_from(HERE), line.receive, line.send)) for line in lines]
    await settled()
    assert streams.counted[0] == many
    assert slow.within == OPENING_AT_A_TIME
    line = Line()
    posted = asyncio.create_task(app(asked_from(HERE, method="POST"), line.receive, line.send))
    await settled()
    assert slow.within == OPENING_AT_A_TIME + 1
    # Whoever goes during a turn, or before it, keeps nobody else from one.
    for task in tasks[: 2 * OPENING_AT_A_TIME]:
        task.cancel()
    await asyncio.gather(*tasks[: 2 * OPENING_AT_A_TIME], return_exceptions=True)
    slow.found.set()
    for line in lines[2 * OPENING_AT_A_TIME :]:
        await line.answered.wait()
    assert streams.counted[0] == 2 * OPENING_AT_A_TIME + 1
    for task in (*tasks, posted):
        task.cancel()
    await asyncio.gather(*tasks, posted, return_exceptions=True)
    assert streams.counted == (0, 0, 0)
