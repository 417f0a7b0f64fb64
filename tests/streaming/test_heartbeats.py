"""Who asked for a heartbeat is rung at its time, by one timer for all."""

import asyncio
import weakref
from collections.abc import Callable

import pytest

from app.streaming.heartbeats import Heartbeats


class Waiting:
    """One who waits, and may ask again when it is rung."""

    def __init__(self, heartbeats: Heartbeats, rings: list[str], name: str, *, again: float = 0.0) -> None:
        self.rung = asyncio.Event()
        self._heartbeats = heartbeats
        self._rings = rings
        self._name = name
        self._again = again

    def ask(self, seconds: float) -> None:
        self._heartbeats.ask(asyncio.get_running_loop().time() + seconds, self)

    def ring(self) -> None:
        self._rings.append(self._name)
        self.rung.set()
        if self._again:
            self.ask(self._again)
            self._again = 0.0


async def test_each_is_rung_at_its_time_whoever_asked_first() -> None:
    heartbeats, rings = Heartbeats(), list[str]()
    late, soon = Waiting(heartbeats, rings, "late"), Waiting(heartbeats, rings, "soon", again=0.001)
    late.ask(0.05)
    soon.ask(0.001)
    await late.rung.wait()
    assert rings == ["soon", "soon", "late"]


async def test_who_is_gone_is_not_kept_for_it_and_not_rung() -> None:
    heartbeats, rings = Heartbeats(), list[str]()
    gone, here = Waiting(heartbeats, rings, "gone"), Waiting(heartbeats, rings, "here")
    gone.ask(0.001)
    here.ask(0.002)
    there = weakref.ref(gone)
    del gone
    assert there() is None
    await here.rung.wait()
    assert rings == ["here"]


async def test_who_asks_again_for_what_is_over_is_rung_again_at_once() -> None:
    heartbeats, rings = Heartbeats(), list[str]()
    one, other = Waiting(heartbeats, rings, "one", again=-1.0), Waiting(heartbeats, rings, "other")
    one.ask(-1.0)
    other.ask(0.005)
    await other.rung.wait()
    assert rings == ["one", "one", "other"]


async def test_there_is_one_timer_however_many_wait_and_none_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, timers = asyncio.get_running_loop(), list[asyncio.TimerHandle]()
    call_at = loop.call_at

    def counted(when: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        timers.append(call_at(when, callback))
        return timers[-1]

    monkeypatch.setattr(loop, "call_at", counted)
    heartbeats, rings = Heartbeats(), list[str]()
    waiting = [Waiting(heartbeats, rings, str(number)) for number in range(100)]
    for number, one in enumerate(waiting):
        one.ask(60.0 - number % 10)
    assert sum(not timer.cancelled() for timer in timers) == 1
    heartbeats.close()
    assert [timer for timer in timers if not timer.cancelled()] == []
    assert rings == []
