"""So many hits in any minute, whatever the time of day is said to be."""

import time

import pytest

from app.errors import LimitReached
from app.web import rate_limit
from app.web.rate_limit import MovingWindow, RateLimit, Standing, Window
from tests.web.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(rate_limit, "time", made)
    return made


def test_so_many_are_let_through_and_the_next_one_waits_for_the_oldest(clock: Clock) -> None:
    window = MovingWindow(3)
    assert window.hit("a") == Standing(3, 2, 60.0)
    clock.now += 10
    assert [window.hit("a").remaining for _ in range(2)] == [1, 0]
    assert window.hit("a") == Standing(3, 0, 50.0, is_over=True)
    clock.now += 49.9
    assert window.hit("a").is_over
    clock.now += 0.2
    assert not window.hit("a").is_over
    assert window.hit("a").is_over


def test_what_is_refused_does_not_count(clock: Clock) -> None:
    window = MovingWindow(1)
    window.hit("a")
    for _ in range(50):
        clock.now += 1
        assert window.hit("a").is_over
    clock.now += 10.1
    assert not window.hit("a").is_over


@pytest.mark.usefixtures("clock")
def test_everybody_is_counted_alone_and_looking_does_not_count() -> None:
    window = MovingWindow(1)
    assert [window.look("a").is_over for _ in range(3)] == [False] * 3
    assert not window.hit("a").is_over
    assert window.look("a").is_over
    assert not window.hit("b").is_over


@pytest.mark.usefixtures("clock")
async def test_a_refusal_has_its_sentence_and_says_when_to_try_again() -> None:
    limit = RateLimit(Window(2, "test"), "Too many tests. Please wait a moment.")
    await limit.hit("a")
    await limit.check("a")
    await limit.hit("a")
    for ask in (limit.hit, limit.check):
        with pytest.raises(LimitReached, match="Too many tests") as caught:
            await ask("a")
        assert caught.value.retry_after == 60


def test_a_clock_that_is_put_back_or_ahead_changes_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    window = MovingWindow(2)
    window.hit("a")
    for moved in (-3_600.0, 3_600.0):
        monkeypatch.setattr(time, "time", lambda moved=moved: 1_772_478_000.0 + moved)
        assert window.look("a") == Standing(2, 1, 60.0)
    clock.now += 60
    assert window.hit("a") == Standing(2, 1, 60.0)


def test_whoever_has_not_come_for_a_minute_is_forgotten(clock: Clock) -> None:
    window = MovingWindow(1)
    for number in range(50_000):
        clock.now += 0.01
        window.hit(f"2001:db8:{number:x}::/64")
    assert len(window._hits) < 12_000
