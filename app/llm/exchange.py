"""What the network saw of one call to a provider, whatever a library in between makes of it."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

from app.llm.faults import Fault

if TYPE_CHECKING:
    import httpx


class Exchange:
    """One call.

    `response` is there when the head of the answer has come. `failure` is the fault that the network met. `tail` holds
    the last bytes that were read. `abandoned`: whoever asked has gone, so nothing may be sent any more.
    """

    def __init__(self) -> None:
        self.response: httpx.Response | None = None
        self.failure: Fault | None = None
        self.entered = False
        self.abandoned = False
        self.tail = b""

    async def close(self) -> None:
        """Close the connection, unless the answer was read to its end."""
        if self.response is not None:
            await self.response.aclose()


current_exchange: ContextVar[Exchange | None] = ContextVar("current_exchange", default=None)
