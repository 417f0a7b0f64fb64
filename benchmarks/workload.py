"""What every stream that is compared sends: events of 60 bytes of text, each with the moment at which it was due.

A server that falls behind shows as late, because a moment is planned and not taken when the event is at last written.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator

TEXT = "a line of sixty characters, much like what a model streams."
NEVER = 3600.0


async def due_moments(rate: int, begin: float = 0.0) -> AsyncIterator[float]:
    """Each moment at which an event is due, when it has come; streams do not beat in step. Rate 0 is an idle stream.

    None is due before `begin`, a moment of the monotonic clock, which all processes of a machine share.
    """
    if not rate:
        await asyncio.sleep(NEVER)
        return
    due = max(time.monotonic(), begin) + random.random() / rate
    while True:
        await asyncio.sleep(due - time.monotonic())
        yield due
        due += 1 / rate


def frame(number: int, due: float) -> bytes:
    """One event as bytes."""
    return b"id: %d\ndata: @%.6f@%s\n\n" % (number, due, TEXT.encode())
