"""One timer for all who wait for a heartbeat: a timer of its own for each costs an idle stream a kilobyte."""

import asyncio
import heapq
import itertools
import math
import weakref
from typing import Protocol


class Rung(Protocol):
    """Who is told that its time has come."""

    def ring(self) -> None:
        """It has. This may ask for the next one."""


class Heartbeats:
    """Rings, at a time of the loop's clock, whoever asked for it. Nobody is kept for that; who is gone is not rung."""

    def __init__(self) -> None:
        self._asked: list[tuple[float, int, weakref.ref[Rung]]] = []
        self._numbers = itertools.count()
        self._next = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, due: float, who: Rung) -> None:
        """Ring `who` at `due`, or soon after."""
        heapq.heappush(self._asked, (due, next(self._numbers), weakref.ref(who)))
        self._set()

    def close(self) -> None:
        """Ring nobody any more."""
        self._asked.clear()
        self._next = math.inf
        if self._timer is not None:
            self._timer.cancel()

    def _set(self) -> None:
        # Not the timer's own word for it: uvloop's has none once it is due.
        first = self._asked[0][0]
        if first < self._next:
            if self._timer is not None:
                self._timer.cancel()
            self._next = first
            self._timer = asyncio.get_running_loop().call_at(first, self._ring)

    def _ring(self) -> None:
        self._next = math.inf
        now = asyncio.get_running_loop().time()
        while self._asked and self._asked[0][0] <= now:
            who = heapq.heappop(self._asked)[2]()
            if who is not None:
                who.ring()
        if self._asked:
            self._set()
