"""A reply of 2,000 chunks, as fast as a provider can send it, into the chat page of a real Chromium.

The peer is the plainest page that could show it (`chat_peer.py`), in the same browser. Frames wait for whatever else
the machine does; the processor time of the page's own work does not.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from playwright.sync_api import Browser

from benchmarks.chat_page import Seen, chromium, follow, watched
from benchmarks.chat_text import CHUNKS, pieces
from benchmarks.report import Row
from benchmarks.startup import free_port
from benchmarks.streams import wait_until_open
from tests.pages.tutoring import expect_said, new, send, serving
from tests.provider import Provider
from tests.provider.behaviours import saying
from tests.running import Server
from tests.tutor.replying.world import Script

TURNS = 3
FRAME_MILLISECONDS = 50.0
LAST_MILLISECONDS = 1_800.0
CHUNK_MICROSECONDS = 440.0
# Markdown, a style sheet, and a page that can be taken up again, for what a line of text costs a bare one.
LONGEST_WORK = 3.0
ALL_WORK = 10.0
_SEND = """() => {
  const text = document.getElementById("chat-text");
  text.value = "Tell me everything.";
  text.form.requestSubmit();
}"""
_CONNECT = """() => {
  const line = document.getElementById("line");
  line.setAttribute("hx-sse:connect", "/stream");
  htmx.process(line);
}"""


class Told(msgspec.Struct, frozen=True):
    """One reply: what the page saw, milliseconds from the last chunk to the last frame, the server's µs a chunk."""

    seen: Seen
    last: float
    microseconds: float


def rows() -> Iterator[Row]:
    """Frames, the page's own work, the last word, the server's work: the best of three replies, for noise only adds."""
    with chromium() as browser:
        told = _replies(browser)
        plain = [_plain(browser) for _ in range(TURNS)]
    name = f"reply of {CHUNKS:,} chunks"
    frame = min(one.seen.longest_frame for one in told)
    yield Row(f"{name}: longest frame", frame, "ms", "limit", FRAME_MILLISECONDS)
    work, plain_work = (min(max(one.works) for one in seen) for seen in ([one.seen for one in told], plain))
    yield Row(f"{name}: page's longest work", work, "ms", "limit", FRAME_MILLISECONDS)
    yield Row(f"{name}: page's longest work", work, "ms", "plain page", plain_work, LONGEST_WORK)
    work, plain_work = (min(sum(one.works) for one in seen) for seen in ([one.seen for one in told], plain))
    yield Row(f"{name}: all of the page's work", work, "ms", "plain page", plain_work, ALL_WORK)
    last = min(one.last for one in told)
    yield Row(f"{name}: last chunk to last frame", last, "ms", "limit", LAST_MILLISECONDS)
    spent = min(one.microseconds for one in told)
    yield Row(f"{name}: server's processor time a chunk", spent, "µs", "limit", CHUNK_MICROSECONDS)


def _replies(browser: Browser) -> list[Told]:
    with tempfile.TemporaryDirectory() as folder, Provider() as provider:
        script = Script(provider, lambda _asked: "Ready.")
        with serving(Path(folder) / "data", provider) as server:
            return [_reply(browser, server, script) for _ in range(TURNS)]


def _reply(browser: Browser, server: Server, script: Script) -> Told:
    """In a conversation whose first reply has warmed everything that is loaded once."""
    page = watched(browser)
    new(page, server.url)
    send(page, "Are you there?")
    expect_said(page, "Are you there?", "Ready.")
    script.turns = [saying(pieces())]
    before = _processor_seconds(server.pid)
    seen = follow(browser, page, _SEND)
    spent = _processor_seconds(server.pid) - before
    ended = script.provider.requests[script.index(-1)].ended
    if ended is None or page.locator(".message").last.inner_text().count("Part") < 40:
        raise SystemExit("The reply did not arrive whole.")
    page.close()
    sent = (time.time() - time.monotonic() + ended) * 1000
    return Told(seen, seen.painted - sent, spent / CHUNKS * 1e6)


def _plain(browser: Browser) -> Seen:
    with _peer() as url:
        page = watched(browser)
        page.goto(url)
        seen = follow(browser, page, _CONNECT)
        page.close()
        return seen


@contextmanager
def _peer() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.chat_peer", str(port)])
    try:
        wait_until_open(process, port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def _processor_seconds(pid: int) -> float:
    """Of the whole process so far; its clock ticks a hundred times a second."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
