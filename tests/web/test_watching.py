"""The stream of a page that watches a run."""

from collections.abc import AsyncIterator, Sequence

import msgspec
import pytest

from app.web.fragments import cursor_of
from app.web.watching import WAITING, Fold, LoggedEvent, fold_of, page_stream

LABELS = ("First...", "Second...", "Third...")


class Logged(msgspec.Struct, frozen=True):
    seq: int
    name: str
    data: bytes = b"{}"


class Page:
    """A page whose fragments say only what they were made from."""

    name = "tailoring"

    def start(self) -> Fold:
        return Fold(LABELS)

    def show(self, event: LoggedEvent, fold: Fold) -> str:
        return fold.partials(self.name, states(fold)) if event.name == "progress" else ""

    async def article(self, fold: Fold | None) -> str:
        return "ended" if fold is None else f"running {states(fold)}"

    async def said(self) -> str:
        return "Done & dusted."


def states(fold: Fold) -> str:
    return ",".join(step.state for step in fold.steps)


def progress(seq: int, step: int) -> Logged:
    return Logged(seq, "progress", msgspec.json.encode({"step": step, "label": LABELS[step]}))


async def written(past: Sequence[Logged], *batches: Sequence[Logged]) -> list[str]:
    async def follow() -> AsyncIterator[Sequence[Logged]]:
        for batch in batches:
            yield batch

    return [chunk.decode() async for chunk in page_stream(Page(), past, follow())]


def test_before_the_first_event_nothing_has_started() -> None:
    fold = Fold(LABELS)
    assert fold.label == WAITING
    assert {step.state for step in fold.steps} == {"waiting"}
    assert fold.progress("/x/events", 0.0).events_url == "/x/events?after=0"


def test_the_newest_step_is_current_and_those_before_it_are_done() -> None:
    fold = fold_of(Page(), [progress(1, 0), progress(2, 1)])
    assert [step.state for step in fold.steps] == ["done", "current", "waiting"]
    assert fold.label == "Second..."
    assert fold.last == 2


async def test_each_progress_is_a_snapshot_that_builds_on_what_the_page_has() -> None:
    _, chunk = await written([progress(1, 0)], [progress(2, 1), progress(3, 2)])
    assert chunk.startswith("id: 2\ndata: <hx-partial")
    assert "done,current,waiting" in chunk
    assert "done,done,current" in chunk
    assert chunk.count("\n\n") == 2


async def test_an_event_that_shows_nothing_sends_nothing() -> None:
    assert await written([], [Logged(1, "kept")]) == ["retry: 500\n\n"]
    _, chunk = await written([], [Logged(1, "kept"), progress(2, 0)])
    assert chunk.startswith("id: 2\n")


async def test_silence_is_a_named_ping_without_an_id() -> None:
    _, chunk = await written([], [])
    assert chunk == "event: app:ping\ndata: 1\n\n"


@pytest.mark.parametrize("ending", ["done", "failed", "cancelled", "abandoned", "interrupted"])
async def test_every_ending_brings_the_article_what_is_said_and_the_end(ending: str) -> None:
    _, chunk = await written([], [Logged(9, ending)])
    article, end = chunk.removesuffix("\n\n").split("\n\n")
    assert article.startswith("data: ")
    assert ">ended</hx-partial>" in article
    assert "Done &amp; dusted." in article
    assert end == "event: app:end\nid: 9\ndata: 9"


async def test_an_unknown_cursor_brings_the_whole_article_as_it_is() -> None:
    snapshot = {
        "events": [
            {"seq": 1, "name": "progress", "data": {"step": 0}},
            {"seq": 2, "name": "progress", "data": {"step": 1}},
        ]
    }
    _, chunk = await written([], [Logged(2, "reset", msgspec.json.encode(snapshot))])
    assert chunk.startswith("event: app:reset\nid: 2\ndata: 2\n\n")
    assert "running done,current,waiting" in chunk


@pytest.mark.parametrize(
    ("after", "header", "cursor"), [(3, None, 3), (3, "7", 7), (3, "", -1), (3, "-1", -1), (3, "٣", -1), (0, "x:1", -1)]
)
def test_the_header_wins_over_the_url_and_nonsense_is_unknown(after: int, header: str | None, cursor: int) -> None:
    assert cursor_of(after, header) == cursor
