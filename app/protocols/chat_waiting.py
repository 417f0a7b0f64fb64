"""Waiting for a whole reply, as long as the client waits too."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from litestar import Request

from app.errors import Unavailable
from app.protocols.chat_failures import FAILURES, RESTARTING, Failure, failure_of
from app.streaming import Event, Run
from app.tutor.service import Conversations

T = TypeVar("T")


class ClientGone(Unavailable):
    """Nobody is there to be answered."""


async def events_of(request: Request[Any, Any, Any], conversations: Conversations, run: Run) -> list[Event] | Failure:
    """All events of a reply once it is done, or why it was not.

    Raises:
        ClientGone: the client did not wait; the reply is not watched any more and will be given up.
    """
    events = await _unless_gone(request, _all(conversations, run))
    last = events[-1] if events else None
    if last is None or not (last.name == "done" or last.name in FAILURES):
        return RESTARTING
    return failure_of(last) if last.name in FAILURES else events


async def _all(conversations: Conversations, run: Run) -> list[Event]:
    return [event async for batch in conversations.follow(run, repeat_end=True) for event in batch]


async def _unless_gone(request: Request[Any, Any, Any], work: Coroutine[Any, Any, T]) -> T:
    working, leaving = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone("The client closed the connection before the reply was done.")
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _gone(request: Request[Any, Any, Any]) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
