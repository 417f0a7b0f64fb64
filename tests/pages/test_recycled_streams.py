"""Streams that end because they are old, and streams that are refused, in a real Chromium."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.faults import Answer, Hold
from tests.pages.proxy import Proxy
from tests.pages.tutoring import expect_idle, expect_said, new, reply, send, text_of
from tests.protocols.scripted_replies import ScriptedServer, quiet

PIECES = 4
LONGER_THAN_A_BROKEN_LINE_IS_KEPT_QUIET = 1_000
WATCH_STATUS = """
addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("live-status");
  new MutationObserver(() => status.hidden || (document.documentElement.dataset.said = status.textContent))
    .observe(status, { attributes: true, childList: true, subtree: true });
});
"""


@pytest.fixture(scope="module")
def restless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """Every stream of a page ends with the second thing that it says."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        with ScriptedServer(tmp_path_factory.mktemp("restless") / "data", stream_seconds=1e-6) as running:
            yield running


@pytest.fixture
def proxy(restless: ScriptedServer) -> Iterator[Proxy]:
    with Proxy(restless.port) as line:
        yield line


def test_a_page_goes_on_unnoticed_when_its_stream_is_recycled(
    page: Page, restless: ScriptedServer, proxy: Proxy
) -> None:
    gates = [restless.gate() for _ in range(PIECES)]
    restless.replies.says = [item for number, gate in enumerate(gates) for item in (f"piece {number}. ", gate)]
    page.add_init_script(WATCH_STATUS)
    new(page, proxy.url)
    send(page, "Slowly, please.")
    text = ""
    for number, gate in enumerate(gates):
        text = f"{text} piece {number}.".strip()
        expect(text_of(reply(page))).to_have_text(text)
        connections = len(proxy.seen("/events"))
        slow = Hold(threading.Event())
        proxy.plan("/events", [slow] if number == 1 else [])
        gate.open()
        proxy.wait("/events", connections + 1)
        if number == 1:
            # A page's timers fire in their order: by then it would have said that its line broke.
            page.evaluate(f"new Promise((done) => setTimeout(done, {LONGER_THAN_A_BROKEN_LINE_IS_KEPT_QUIET}))")
            slow.released.set()
    expect_said(page, "Slowly, please.", text)
    assert len(proxy.seen("/events")) > PIECES
    assert page.evaluate("document.documentElement.dataset.said ?? ''") == ""


@pytest.mark.parametrize(
    ("status", "sentence"), [(429, "Too much is open at the same time."), (503, "The server is busy.")]
)
def test_a_page_says_why_it_is_refused_and_goes_on_by_itself(
    page: Page, restless: ScriptedServer, proxy: Proxy, status: int, sentence: str
) -> None:
    restless.replies.reset()
    url = new(page, proxy.url)
    expect_idle(page)
    proxy.plan("/events", [Answer(status), Answer(status)])
    page.goto(url)
    expect(page.locator("#live-status")).to_contain_text(sentence)
    send(page, "Hello.")
    expect_said(page, "Hello.", "Tell me more.")
    expect(page.locator("#live-status")).to_be_hidden()


def test_a_page_that_is_refused_when_it_comes_back_says_so(page: Page, restless: ScriptedServer, proxy: Proxy) -> None:
    gate = restless.gate()
    restless.replies.says = ["One. ", gate, "Two."]
    new(page, proxy.url)
    send(page, "Hello.")
    expect(text_of(reply(page))).to_have_text("One.")
    proxy.plan("/events", [Answer(429), Answer(429)])
    proxy.cut()
    expect(page.locator("#live-status")).to_contain_text("Too much is open at the same time.")
    gate.open()
    expect_said(page, "Hello.", "One. Two.")
    expect(page.locator("#live-status")).to_be_hidden()
