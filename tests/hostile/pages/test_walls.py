"""The walls taken away one by one from a real server: what the watch then sees, and which wall holds alone."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hostile.pages.talking import MARKDOWN, WORDS
from tests.hostile.pages.texts import TEXTS, drawn, paragraphs
from tests.hostile.pages.watching import Element, Watch, elements, foreign, policy_refuses, watched
from tests.pages.tutoring import expect_idle, new, reply, scripted, send, text_of
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.running import Server, Visitor

# It leads the whole page away at once, and nothing else could be looked at.
STAYING = [hostile for hostile in TEXTS if hostile.name != "refresh"]
TEXT = paragraphs(STAYING)
SHOWN = drawn("".join(hostile.shown for hostile in STAYING))
BREAKS = {
    "sanitiser": {"inside"},
    "policy": {"policy"},
    "parser": {"unread"},
    "parser,sanitiser": {"unread", "outside", "request", "refused"},
    "parser,sanitiser,policy": {"unread", "outside", "request", "policy", "script"},
}
"""What is broken when these walls are gone. A text that may do everything deletes the page, and itself with it."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        scripted(running, TEXT)
        yield running


@pytest.fixture(scope="module")
def quiet(
    browser: Browser, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Element], Watch]:
    """The same page with quiet words."""
    server = Server(tmp_path_factory.mktemp("quiet") / "data", **model_variables(provider, "openai"))
    with server, watched(browser) as (page, watch):
        scripted(provider, "Bread is early.")
        new(page, server.url)
        send(page, "Good morning.")
        expect(reply(page)).to_have_attribute("data-state", "complete")
        expect_idle(page)
        found = elements(page, WORDS)
    scripted(provider, TEXT)
    return found, watch


@pytest.mark.parametrize("walls", BREAKS)
def test_what_is_broken_without_a_wall(
    browser: Browser, provider: Provider, quiet: tuple[list[Element], Watch], tmp_path: Path, walls: str
) -> None:
    wanted = BREAKS[walls]
    server = Server(tmp_path / "data", **model_variables(provider, "openai"))
    server.before = (sys.executable, "-m", "tests.hostile.pages.weakened", walls)
    with server, watched(browser) as (page, watch):
        new(page, server.url)
        holds = policy_refuses(page, watch)
        send(page, "Good morning.")
        until_said(server, page.url)
        seen: set[str] = set()
        for _ in range(300):
            seen = broken(page, watch, quiet) | (set() if holds else {"policy"})
            if seen == wanted:
                break
            page.wait_for_timeout(20)
        assert seen == wanted


def until_said(server: Server, url: str) -> None:
    """Wait for the reply where it is kept: the page itself may be gone by then."""
    path = f"/tutor/{url.partition('/tutor/')[2].partition('#')[0]}/export.json"
    with Visitor(server) as visitor:
        while [message["state"] for message in visitor.get(path).json()["messages"]] != ["complete"] * 2:
            time.sleep(0.05)


def broken(page: Page, watch: Watch, quiet: tuple[list[Element], Watch]) -> set[str]:
    """Which promises are broken on the page as it is now."""
    around, known = quiet
    text = text_of(reply(page))
    found = {
        "inside": foreign(page, MARKDOWN) != [],
        "outside": elements(page, WORDS) != around,
        "request": not watch.requests <= known.requests,
        "unread": drawn("".join(text.all_inner_texts())) != SHOWN,
        "refused": "policy" in watch.kinds(),
        "script": "script" in watch.kinds(),
    }
    return {name for name, is_broken in found.items() if is_broken}
