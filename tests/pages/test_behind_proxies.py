"""Many tabs of one browser, each watching a reply of its own, through the shipped proxies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.pages.tutoring import expect_idle, new, reply, send, text_of
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.proxies.fronts import Caddy, Front, Nginx

TABS = 8
FIRST, REST = "Tell me ", "about a night shift."
SEEN = """hidden => {
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
    Object.defineProperty(document, "visibilityState", {value: hidden ? "hidden" : "visible", configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    """A place for every tab's reply."""
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        folder = tmp_path_factory.mktemp("tabs")
        settings = {"trusted_proxies": ("127.0.0.1",), "max_running": 2 * TABS}
        with ScriptedServer(folder / "data", rate_limit_per_minute=10_000, **settings) as running:
            yield running


@pytest.fixture(params=["nginx, HTTP/1.1", "nginx, HTTP/2", "caddy, HTTP/2"])
def front(request: pytest.FixtureRequest, tmp_path: Path, scripted: ScriptedServer) -> Iterator[Front]:
    name, _, version = request.param.partition(", ")
    is_new = version == "HTTP/2"
    chosen = Nginx(tmp_path, scripted.port, http2=is_new) if name == "nginx" else Caddy(tmp_path, scripted.port)
    with chosen as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, who takes the tests' certificate."""
    made = browser.new_context(ignore_https_errors=True, reduced_motion="reduce")
    made.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield made
    made.close()


def test_more_than_six_tabs_of_one_browser_are_live(
    context: BrowserContext, front: Front, scripted: ScriptedServer
) -> None:
    """Over HTTP/2 all at the same time; over HTTP/1.1, which has six lines, the one that is in front."""
    tabs: list[Page] = []
    gates = []
    for _ in range(TABS):
        if tabs and not front.http2:
            put_behind(tabs[-1])
        tabs.append(context.new_page())
        gates.append(scripted.gate())
        scripted.replies.says = [FIRST, gates[-1], REST]
        new(tabs[-1], front.url)
        send(tabs[-1], "Ask me something.")
        expect(text_of(reply(tabs[-1]))).to_have_text(FIRST.strip())
    for tab, gate in zip(tabs, gates, strict=True):
        gate.open()
        if not front.http2:
            put_behind(tabs[-1])
            put_before(tab)
        expect(text_of(reply(tab))).to_have_text(FIRST + REST)
        expect_idle(tab)
        if not front.http2:
            put_behind(tab)


def put_behind(tab: Page) -> None:
    """Playwright's tabs all take themselves for the one in front: tell this one what a browser would."""
    tab.evaluate(SEEN, True)


def put_before(tab: Page) -> None:
    tab.evaluate(SEEN, False)


def test_the_browser_speaks_what_the_proxy_offers(context: BrowserContext, front: Front) -> None:
    page = context.new_page()
    page.goto(f"{front.url}/tutor")
    spoken = page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")
    assert spoken == ("h2" if front.http2 else "http/1.1")
