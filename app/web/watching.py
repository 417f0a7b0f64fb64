"""A page that watches a run: its dots folded from the log, and its stream of fragments."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol

import msgspec

from app.web.contexts import Progress, Step
from app.web.fragments import PING, end_frames, progress_frame, reset_frames
from app.web.moments import moment
from app.web.sse import frames

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

    def progress(self, url: str, started: float) -> Progress:
        """What the page's template is given; the stream goes on after the last event folded in."""
        return Progress(
            events_url=f"{url}?after={self.last}", steps=self.steps, label=self.label, started=moment(started)
        )


def _state(number: int, newest: int) -> str:
    if number == newest:
        return "current"
    return "done" if number < newest else "waiting"


class WatchedPage(Protocol):
    """How one kind of page writes its fragments."""

    @property
    def name(self) -> str:
        """tailoring or resume: the beginning of its fragments' ids."""

    @property
    def labels(self) -> Sequence[str]:
        """The label of each step."""

    def steps(self, fold: Fold) -> str:
        """The dots' `<li>`s."""

    async def article(self, fold: Fold | None) -> str:
        """The whole article: running with `fold`, at its end without."""

    async def said(self) -> str:
        """One sentence about the end, for screen readers."""


def page_stream(
    page: WatchedPage, past: Sequence[LoggedEvent], batches: AsyncIterator[Sequence[LoggedEvent]]
) -> AsyncIterator[bytes]:
    """The frames that follow `past`, the events that the page at the other end has folded in already."""
    fold = Fold(page.labels)
    for event in past:
        fold.add(event)
    write = _writer(page, fold)
    return frames(_written(batches, write), lambda written: written, ping=PING)


def _writer(page: WatchedPage, fold: Fold) -> Callable[[LoggedEvent], Awaitable[bytes]]:
    async def write(event: LoggedEvent) -> bytes:
        fold.add(event)
        if event.name in ENDINGS:
            return end_frames(page.name, event.seq, await page.article(None), await page.said())
        if event.name == "reset":
            return reset_frames(page.name, event.seq, await page.article(fold))
        return progress_frame(page.name, event.seq, page.steps(fold), fold.label)

    return write


async def _written(
    batches: AsyncIterator[Sequence[LoggedEvent]], write: Callable[[LoggedEvent], Awaitable[bytes]]
) -> AsyncIterator[tuple[bytes, ...]]:
    async for batch in batches:
        yield tuple([await write(event) for event in batch])
