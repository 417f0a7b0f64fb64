"""A reply as it stands after some events of its run, and what of that is new on the page."""

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from app.tutor.models import Step
from app.tutor.presenting.messages import Growth
from app.tutor.replying.events import (
    CORRECTIONS,
    STEP,
    STEP_END,
    SUGGESTED,
    TEXT,
    TITLE,
    Corrected,
    StepSaid,
    Suggested,
    TextSaid,
    TitleSet,
)
from app.web.markdown import Growing
from app.web.watching import ENDINGS, LoggedEvent


class _Past(msgspec.Struct, frozen=True):
    name: str
    data: msgspec.Raw


class _Snapshot(msgspec.Struct, frozen=True):
    events: list[_Past] = []


class News(msgspec.Struct):
    """What some events brought. `settled` goes before the tail, which is None if it stays as it is.

    `steps` are the places of those that begin here, `ended_steps` of those that were there and are over now.
    """

    settled: Markup = Markup()
    tail: Markup | None = None
    steps: list[int] = []
    ended_steps: list[int] = []
    corrected: bool = False
    title: str | None = None
    ended: bool = False
    was_reset: bool = False


class ReplyFold:
    """Follows one reply. `last` is the number of the last event folded in.

    Text is given to the Markdown event by event, so that whoever comes later and folds the same events has exactly what
    the page has that saw them one by one.
    """

    def __init__(self) -> None:
        self.last = 0
        self._begin()

    def _begin(self) -> None:
        self._text = ""
        self._growing = Growing()
        self._settled: list[Markup] = []
        self._tail = Markup()
        self.steps: list[Step] = []
        self.corrected: Corrected | None = None

    @property
    def growth(self) -> Growth:
        """Everything so far."""
        return Growth(settled=Markup().join(self._settled), tail=self._tail, steps=tuple(self.steps))

    @property
    def text(self) -> str:
        """The reply so far."""
        return self._text

    def close(self) -> Markup:
        """The text is whole: what goes after everything that was settled."""
        return self._growing.close(self._text).settled

    def add(self, events: Sequence[LoggedEvent]) -> News:
        """Fold events in; a reset starts over from its snapshot."""
        news = News()
        for event in events:
            self.last = event.seq
            if event.name in ENDINGS:
                news.ended = True
            elif event.name == "reset":
                self._begin()
                news = News(was_reset=True)
                for past in msgspec.json.decode(event.data, type=_Snapshot).events:
                    news.ended = news.ended or past.name in ENDINGS
                    self._fold(past.name, bytes(past.data), news)
            else:
                self._fold(event.name, event.data, news)
        return news

    def _fold(self, name: str, data: bytes, news: News) -> None:
        if name == TEXT:
            self._text += msgspec.json.decode(data, type=TextSaid).text
            grown = self._growing.feed(self._text)
            self._settled.append(grown.settled)
            news.settled += grown.settled
            if grown.tail is not None:
                self._tail = news.tail = grown.tail
        elif name == STEP:
            news.steps.append(len(self.steps))
            self.steps.append(msgspec.json.decode(data, type=StepSaid).step)
        elif name == STEP_END:
            self._end_step(msgspec.json.decode(data, type=StepSaid).step, news)
        elif name == CORRECTIONS:
            self.corrected = msgspec.json.decode(data, type=Corrected)
            news.corrected = True
        elif name == TITLE:
            news.title = msgspec.json.decode(data, type=TitleSet).title

    def _end_step(self, step: Step, news: News) -> None:
        at = next((index for index, known in enumerate(self.steps) if known.id == step.id), None)
        if at is None:
            news.steps.append(len(self.steps))
            self.steps.append(step)
            return
        self.steps[at] = step
        if at not in news.steps:
            news.ended_steps.append(at)


def suggested_in(events: Sequence[LoggedEvent]) -> tuple[str, ...]:
    """The short answers that a reply offered at its end."""
    last = next((event for event in reversed(events) if event.name == SUGGESTED), None)
    return msgspec.json.decode(last.data, type=Suggested).replies if last is not None else ()
