"""A real Chromium, and what pages are looked at with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsers import KEPT
from tests.pages.press import Press
from tests.running import Server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with KEPT.browser() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person; a console error or a refused script fails the test."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    complaints: list[str] = []
    made.on("weberror", lambda error: complaints.append(str(error.error)))
    made.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield made
    made.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module")
def printing(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose compilations take as long as a test holds them."""
    with press.serving(tmp_path_factory.mktemp("printing") / "data") as running:
        yield running


@pytest.fixture
def url(school: Server) -> str:
    """Where the school of the module is, by name: browsers make passkeys for names only."""
    return f"http://localhost:{school.port}"


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """Somebody else's browser."""
    made = browser.new_context(reduced_motion="reduce")
    made.set_default_timeout(60_000)
    yield made.new_page()
    made.close()
