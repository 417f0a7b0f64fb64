"""One task, by the first of its models that can: the one policy of retries, and the fallbacks."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Sequence

from app.llm.addresses import Address
from app.llm.attempting import Attempt, Limits
from app.llm.calling import Caller, Request
from app.llm.faults import Fault
from app.llm.joining import Put

logger = logging.getLogger(__name__)

RETRIES = 2
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 20.0

Otherwise = Callable[[Put], Awaitable[None]]
Forget = Callable[[], None]


class Performance:
    """The attempts of one task. Nothing is tried again, and nobody else is asked, once the person has seen a token."""

    def __init__(self, caller: Caller, addresses: Sequence[Address], limits: Limits) -> None:
        self.attempts: list[Attempt] = []
        self._caller = caller
        self._addresses = addresses
        self._limits = limits
        self._end = 0.0

    async def run(
        self,
        request: Request,
        put: Put,
        *,
        forget: Forget | None = None,
        retries: int = RETRIES,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Put the answer piece by piece. `otherwise` does it when no model can.

        `forget` takes back what was put: whoever gives it has shown nothing to anybody, so that an answer which broke
        in the middle may be asked for again. Raises Fault.
        """
        # Loading LiteLLM may take seconds, which are not the provider's; why it fails, the attempt says.
        with contextlib.suppress(Exception):
            await self._caller.open()
        self._end = self._end or asyncio.get_running_loop().time() + self._limits.total
        first: Fault | None = None
        for address in self._addresses:
            fault = await self._persist(address, request, put, forget, retries)
            if fault is None:
                return
            logger.warning("%s failed: %s", address.name, fault.kind)
            first = first or fault
            if _is_seen(self.attempts[-1], forget) or not fault.remedy.elsewhere:
                raise fault
            if forget is not None:
                forget()
        if otherwise is not None:
            await otherwise(put)
        elif first is not None:
            raise first

    async def _persist(
        self, address: Address, request: Request, put: Put, forget: Forget | None, retries: int
    ) -> Fault | None:
        tried = 0
        while True:
            attempt = Attempt(self._caller, address, request, self._limits, self._end)
            self.attempts.append(attempt)
            try:
                await attempt.run(put)
            except Fault as fault:
                pause = self._pause(fault, tried)
                if _is_seen(attempt, forget) or not fault.remedy.again or tried >= retries or pause is None:
                    return fault
                if forget is not None:
                    forget()
            else:
                return None
            tried += 1
            await asyncio.sleep(pause)

    def _pause(self, fault: Fault, tried: int) -> float | None:
        """Seconds before the next try; None when the wait would be too long."""
        jittered = FIRST_PAUSE_SECONDS * 2**tried * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, hides nothing
        pause = jittered if fault.retry_after is None else fault.retry_after + random.uniform(0, 0.1)  # noqa: S311 - as above
        left = self._end - asyncio.get_running_loop().time()
        return pause if pause <= LONGEST_PAUSE_SECONDS + 0.1 and pause < left else None


def _is_seen(attempt: Attempt, forget: Forget | None) -> bool:
    """Whether a person has seen a part of this answer."""
    return attempt.is_visible and forget is None
