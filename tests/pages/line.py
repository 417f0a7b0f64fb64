"""The line between a tailoring's page and its server: what the page took in, and pages from the past."""

import re
from pathlib import Path

import httpx
import msgspec
from playwright.sync_api import Page

from tests.pages.faults import Change, Fault
from tests.pages.proxy import Proxy
from tests.pages.tailoring import BACKEND, slow_tex
from tests.running import Server, Visitor

EVENTS = "/events"
STEPS = [str(number) for number in range(1, 7)]
END = "7"
# The ids and names that a page takes in: the article of the end carries no id of its own.
WHOLE = [*STEPS, STEPS[-1], "app:end"]
NOTE_TAKEN = """
addEventListener('htmx:sse:after:message', ({detail: {message}}) =>
    (window.taken ??= []).push(message.event || message.id));
addEventListener('htmx:sse:close', ({detail: {reason}}) => (document.documentElement.dataset.closed = reason));
"""
HURRY = "addEventListener('DOMContentLoaded', () => { htmx.config.sse = {reconnectDelay: 5, reconnectJitter: 0} });"


class Stale(msgspec.Struct, frozen=True):
    """A tailoring that is done, and its page as it was while it ran."""

    path: str
    html: bytes

    def page(self, after: int) -> Change:
        """The old page as one that has seen the events up to `after`."""
        return Change(rb"(?s)\A.+\Z", re.sub(rb"after=\d+", b"after=%d" % after, self.html))


class OpenStale:
    """Opens the page of a run as it was in the beginning, on a line with the faults given."""

    def __init__(self, page: Page, proxy: Proxy, server: Server, stale: Stale) -> None:
        self._page = page
        self._proxy = proxy
        self._server = server
        self._stale = stale

    def __call__(self, *faults: Fault, after: int = 0) -> None:
        self._page.add_init_script(NOTE_TAKEN)
        self._proxy.plan(self._stale.path, [self._stale.page(after)])
        self._proxy.plan(EVENTS, faults)
        self._page.goto(self._proxy.url + self._stale.path)

    def stream(self, last_event_id: str = "0") -> bytes:
        """The stream of the run as it comes after that event."""
        headers = {"Last-Event-ID": last_event_id}
        return httpx.get(f"{self._server.url}{self._stale.path}/events", headers=headers).content


def start(visitor: Visitor, resume: Path) -> str:
    """Begin a tailoring without a browser; its path."""
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
    path: str = visitor.submit("/tailorings", fields, file=resume).headers["location"]
    return path


def finish_one(server: Server, folder: Path) -> Stale:
    """Begin a tailoring, keep its page, and follow it to its end."""
    with Visitor(server) as visitor:
        path, html = _first_moment(visitor, folder)
        assert b"event: app:end" in visitor.get(f"{path}/events").content
    assert b"hx-sse:connect" in html
    return Stale(path, html)


def _first_moment(visitor: Visitor, folder: Path) -> tuple[str, bytes]:
    """A tailoring, and its page before the first event; a busy machine may need several to show one so early."""
    rounds, path, html = 8_000_000, "", b""
    while b"after=0" not in html:
        path = start(visitor, slow_tex(folder, rounds))
        html = visitor.get(path).content
        rounds += 1
    return path, html


def taken(page: Page) -> list[str]:
    """The id or the name of each message that the page has taken in; an id is the last one that came."""
    found: list[str] = page.evaluate("window.taken ?? []")
    return found
