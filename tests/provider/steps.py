"""What a connection is told to do, one thing after another."""

import asyncio

import msgspec


class Send(msgspec.Struct, frozen=True):
    """Write these bytes, as one HTTP chunk."""

    data: bytes


class Pause(msgspec.Struct, frozen=True):
    """Write nothing for so many seconds."""

    seconds: float


class Hold(msgspec.Struct, frozen=True):
    """Write nothing until the gate is open."""

    gate: "Gate"


class Hang(msgspec.Struct, frozen=True):
    """Write nothing more; the connection stays until the client closes it."""


class Drip(msgspec.Struct, frozen=True):
    """Write the same bytes again and again, so many seconds apart, until the client closes the connection."""

    data: bytes
    every: float


class Reset(msgspec.Struct, frozen=True):
    """Reset the connection (RST)."""


class Cut(msgspec.Struct, frozen=True):
    """Close the connection in the middle of the body, without HTTP's last chunk."""


Step = Send | Pause | Hold | Hang | Drip | Reset | Cut


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One HTTP answer: what comes before its head, the head, the steps of its body.

    A body that runs out of steps ends as HTTP bodies should. `head_pause` is between any two lines of the head.
    """

    before: tuple[Step, ...] = ()
    status: int = 200
    headers: dict[str, str] = {}
    head_pause: float = 0.0
    steps: tuple[Step, ...] = ()


class Gate:
    """Keeps an answer back until a test opens it, from whichever thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._opened = asyncio.Event()

    def open(self) -> None:
        """Let everything that waits go on."""
        self._loop.call_soon_threadsafe(self._opened.set)

    async def wait(self) -> None:
        """Until it is open."""
        await self._opened.wait()
