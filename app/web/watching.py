"""A page that watches a run: its dots folded from the log, and its stream of fragments."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from app.web.contexts import Progress, Step
from app.web.fragments import PING, end_frames, progress_partials, reset_frames
from app.web.moments import moment
from app.web.sse import frame, frames

WAITING = "Waiting to start..."
ENDINGS = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted"})


class LoggedEvent(Protocol):
    """What a page needs of an event."""

    @property
    def seq(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """progress, an ending, or reset."""

    @property
    def data(self) -> bytes:
        """JSON."""


class _Data(msgspec.Struct, frozen=True):
    step: int = -1
    events: list["_Snapshot"] = []


class _Snapshot(msgspec.Struct, frozen=True):
    seq: int
    name: str
    data: _Data = _Data()


class Fold:
    """The dots after some events. `last` is the number of the last event folded in."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._started: set[int] = set()
        self.last = 0

    def add(self, event: LoggedEvent) -> None:
        """Fold one event in; a reset starts over from its snapshot."""
        self.last = event.seq
        data = msgspec.json.decode(event.data, type=_Data)
        if event.name == "reset":
            self._started = {past.data.step for past in data.events if past.name == "progress"}
        elif event.name == "progress":
            self._started.add(data.step)

    @property
    def label(self) -> str:
        """The current step's label."""
        return self._labels[max(self._started)] if self._started else WAITING

    @property
    def steps(self) -> tuple[Step, ...]:
        """One dot for each label; every step before the newest is done."""
        newest = max(self._started, default=-1)
        return tuple(Step(label, _state(number, newest)) for number, label in enumerate(self._labels))

    def partials(self, name: str, steps: str) -> str:
        """A snapshot of the dots, whose `<li>`s `steps` are, and of the sentence below them."""
        return progress_partials(name, steps, self.label)

    def progress(self, url: str, started: float) -> Progress:
        """What the page's template is given; the stream goes on after the last event folded in."""
        return Progress(
            events_url=f"{url}?after={self.last}", steps=self.steps, label=self.label, started=moment(started)
        )


def _state(number: int, newest: int) -> str:
    if number == newest:
        return "current"
    return "done" if number < newest else "waiting"


class Folded(Protocol):
    """What a page shows of its run so far. `last` is the number of the last event folded in."""

    @property
    def last(self) -> int:
        """0 before any event."""

    def add(self, event: LoggedEvent) -> None:
        """Fold one event in; a `reset` starts over from its snapshot (`{"events": [{"seq", "name", "data"}, ...]}`)."""


F = TypeVar("F", bound=Folded)


class WatchedPage(Protocol[F]):
    """How one kind of page writes its fragments."""

    @property
    def name(self) -> str:
        """tailoring, resume, letter, ...: the beginning of its fragments' ids."""

    def start(self) -> F:
        """The page before any event."""

    def show(self, event: LoggedEvent, fold: F) -> str:
        """The partials that bring a page up to this event, folded in already; "" when nothing changes."""

    async def article(self, fold: F | None) -> str:
        """The whole article: running with `fold`, at its end without."""

    async def said(self) -> str:
        """One sentence about the end, for screen readers."""


def fold_of(page: WatchedPage[F], events: Iterable[LoggedEvent]) -> F:
    """The page after `events`."""
    fold = page.start()
    for event in events:
        fold.add(event)
    return fold


def page_stream(
    page: WatchedPage[F], past: Iterable[LoggedEvent], batches: AsyncIterator[Sequence[LoggedEvent]]
) -> AsyncIterator[bytes]:
    """The frames that follow `past`, the events that the page at the other end has folded in already."""
    write = _writer(page, fold_of(page, past))
    return frames(_written(batches, write), lambda written: written, ping=PING)


def _writer(page: WatchedPage[F], fold: F) -> Callable[[LoggedEvent], Awaitable[bytes]]:
    async def write(event: LoggedEvent) -> bytes:
        fold.add(event)
        if event.name in ENDINGS:
            return end_frames(page.name, event.seq, await page.article(None), await page.said())
        if event.name == "reset":
            return reset_frames(page.name, event.seq, await page.article(fold))
        shown = page.show(event, fold)
        return frame(shown, id=event.seq) if shown else b""

    return write


async def _written(
    batches: AsyncIterator[Sequence[LoggedEvent]], write: Callable[[LoggedEvent], Awaitable[bytes]]
) -> AsyncIterator[tuple[bytes, ...]]:
    async for batch in batches:
        written = tuple([await write(event) for event in batch])
        if not batch or any(written):
            yield written
