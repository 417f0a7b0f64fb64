"""Lines that are cut, silent, refused or wrong: the page says so, goes on by itself, and ends as it should."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.proxy import Answer, Change, Cut, Fault, Hold, Proxy, Silence
from tests.pages.tailoring import BACKEND, begin, expect_last_step, expect_result, slow_tex
from tests.running import Server, Visitor

EVENTS = "/events"
STEPS = [str(number) for number in range(1, 7)]
END = "7"
# Taken before any script of the page runs: what was swapped in, and reconnects that a test need not wait for.
NOTE_TAKEN = """
addEventListener('htmx:sse:after:message', ({detail: {message}}) =>
    (window.taken ??= []).push(message.event || message.id));
"""
HURRY = "addEventListener('DOMContentLoaded', () => { htmx.config.sse = {reconnectDelay: 5, reconnectJitter: 0} });"


class Stale(msgspec.Struct, frozen=True):
    """A tailoring that is done, and its page as it was before the first step."""

    path: str
    html: bytes

    def page(self, after: int = 0) -> Change:
        """Show the old page, which has seen the events up to `after`."""
        return Change(rb"(?s)\A.+\Z", re.sub(rb"after=\d+", b"after=%d" % after, self.html))


@pytest.fixture(scope="module")
def stale(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Stale:
    with Visitor(server) as visitor:
        path = start(visitor, slow_tex(tmp_path_factory.mktemp("stale"), 8_000_000))
        html = visitor.get(path).content
        while b'http-equiv="refresh"' in visitor.get(path).content:
            pass
    assert b"hx-sse:connect" in html
    return Stale(path, html)


def start(visitor: Visitor, resume: Path) -> str:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
    path: str = visitor.submit("/tailorings", fields, file=resume).headers["location"]
    return path


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with Proxy(server.port) as running:
        yield running


@pytest.fixture
def open_stale(page: Page, proxy: Proxy, stale: Stale) -> "OpenStale":
    return OpenStale(page, proxy, stale)


class OpenStale:
    """Opens the page of a run as it was in the beginning, on a line with the faults given."""

    def __init__(self, page: Page, proxy: Proxy, stale: Stale) -> None:
        self._page = page
        self._proxy = proxy
        self._stale = stale

    def __call__(self, *faults: Fault, after: int = 0) -> None:
        self._page.add_init_script(NOTE_TAKEN)
        self._proxy.plan(self._stale.path, [self._stale.page(after)])
        self._proxy.plan(EVENTS, faults)
        self._page.goto(self._proxy.url + self._stale.path)

    @property
    def stream(self) -> bytes:
        """The whole stream of the run."""
        return httpx.get(f"{self._proxy.url}{self._stale.path}/events?after=0").content


def taken(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.taken ?? []")
    return found


def last_ids(proxy: Proxy) -> list[str | None]:
    return [seen.last_event_id for seen in proxy.seen(EVENTS)]


def test_a_whole_line_gives_each_step_once_and_then_the_end(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    open_stale()
    expect_result(page)
    assert taken(page) == [*STEPS, STEPS[-1], "app:end"]
    assert last_ids(proxy) == [None]


@pytest.mark.parametrize("abrupt", [False, True])
def test_a_cut_line_goes_on_after_the_last_event(
    page: Page, proxy: Proxy, open_stale: OpenStale, abrupt: bool
) -> None:
    open_stale(Silence(marker=b"id: 4\n"))
    expect(page.locator('#tailoring-steps li[data-state="done"]')).to_have_count(2)
    proxy.plan(EVENTS, [Cut(marker=b"</article>", abrupt=abrupt)])
    proxy.cut()
    expect_result(page)
    ids = last_ids(proxy)
    assert ids[:2] == [None, "3"]
    assert taken(page) == [*STEPS, STEPS[-1], "app:end"]
