"""So many hits in any minute, whether or not the package that counts them is loaded yet."""

import subprocess
import sys
import threading

import pytest

from app.errors import LimitReached
from app.web import rate_limit
from app.web.rate_limit import MovingWindow, RateLimit, Standing, warm_limits


class Clock:
    """What the package reads instead of the time of day."""

    def __init__(self) -> None:
        self.now = 1_772_478_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    warm_limits()
    monkeypatch.setattr("limits.storage.memory.time", made)
    monkeypatch.setattr(rate_limit, "time", made)
    return made


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """As in the first seconds of a server; set by `warm_limits`."""
    there = threading.Event()
    monkeypatch.setattr(rate_limit, "_package_is_there", there)
    return there


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
def test_a_refusal_has_its_sentence_and_says_when_to_try_again() -> None:
    limit = RateLimit(2, "Too many tests. Please wait a moment.")
    limit.hit("a")
    limit.check("a")
    limit.hit("a")
    for ask in (limit.hit, limit.check):
        with pytest.raises(LimitReached, match="Too many tests") as caught:
            ask("a")
        assert caught.value.retry_after == 60


def test_before_the_package_is_there_nobody_passes_more_than_he_may(unloaded: threading.Event) -> None:
    window = MovingWindow(3)
    assert [window.hit("a").remaining for _ in range(3)] == [2, 1, 0]
    assert not window.look("b").is_over
    assert not unloaded.is_set()
    assert window.look("a").is_over
    assert window.hit("a").is_over
    assert not window.hit("b").is_over


def test_what_was_counted_before_the_package_came_counts_afterwards(unloaded: threading.Event) -> None:
    window = MovingWindow(3)
    for _ in range(2):
        window.hit("a")
    warm_limits()
    assert unloaded.is_set()
    assert (window.hit("a").is_over, window.hit("a").is_over) == (False, True)


def test_the_first_requests_do_not_load_the_package() -> None:
    script = (
        "import sys\nfrom app.web.rate_limit import MovingWindow\nwindow = MovingWindow(600)\n"
        "for _ in range(500):\n    window.hit('127.0.0.1')\nprint('limits' in sys.modules)\n"
        "for _ in range(200):\n    last = window.hit('127.0.0.1')\nprint(last.is_over)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
