"""One long reply as a reader's Chromium sees it: its frames, what each costs the page, when the last one is drawn."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsers import launched

WAIT_MILLISECONDS = 120_000
_TRACED = ["toplevel", "devtools.timeline"]
# Handed over by the debugger, so that the page's Content-Security-Policy has no say in it. Nothing asks the page while
# a text streams: the questions of a test would be part of its work.
_WATCH = """
const now = () => performance.timeOrigin + performance.now();
const seen = (window.seen = { frames: [], messages: 0, painted: 0, ended: false });
let before = 0;
const frame = (at) => {
  if (before && seen.messages) seen.frames.push(at - before);
  before = at;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
addEventListener("htmx:sse:after:message", ({ detail: { message } }) => {
  if (message.event?.startsWith("app:")) seen.ended ||= message.event === "app:end";
  else seen.messages += 1;
  const reply = [...document.querySelectorAll(".message")].at(-1)?.dataset;
  seen.ended ||= seen.messages > 2 && reply?.by === "agent" && reply.state !== "running";
  requestAnimationFrame(() => setTimeout(() => {
    seen.painted = now();
    if (seen.ended) document.dispatchEvent(new Event("bench:ended"));
  }));
});
"""
_ENDED = """() => new Promise((done) => {
  if (seen.ended) setTimeout(done, 100);
  else document.addEventListener("bench:ended", () => setTimeout(done, 100), { once: true });
})"""


class Seen(msgspec.Struct, frozen=True):
    """What a page went through while a text streamed in. Times in milliseconds, `painted` (the last frame) since 1970.

    `frames` are the times from one frame to the next, from the first text on. `works` are the processor times of the
    pieces of work of the page's thread: whatever else the machine does is not in them.
    """

    frames: list[float]
    messages: int
    painted: float
    works: list[float] = []

    @property
    def longest_frame(self) -> float:
        """After the first, which holds all that a page does once."""
        return max(self.frames[1:])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the tests use."""
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()


def watched(browser: Browser) -> Page:
    """A page that notes its frames."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(WAIT_MILLISECONDS)
    page.add_init_script(_WATCH)
    return page


def follow(browser: Browser, page: Page, begin: str) -> Seen:
    """What comes after `begin`, a statement for the page, until the text is there and drawn."""
    page.evaluate("Object.assign(seen, { frames: [], messages: 0, painted: 0, ended: false })")
    browser.start_tracing(page=page, categories=_TRACED)
    try:
        page.evaluate(begin)
        page.evaluate(_ENDED)
    finally:
        trace = json.loads(browser.stop_tracing())
    told = msgspec.convert(page.evaluate("seen"), Seen)
    return msgspec.structs.replace(told, works=list(_works(trace["traceEvents"])))


def _works(events: list[dict[str, Any]]) -> Iterator[float]:
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    for event in events:
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in mains:
            yield event.get("tdur", event.get("dur", 0)) / 1000
