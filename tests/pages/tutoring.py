"""What the browser tests of conversations do over and over."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.wires import Spoken
from tests.running import Server
from tests.tutor.replying.world import Script

REPLY = "Tell me about a night shift. What did you do when two people needed you at once?"
BEGUN = "Tell me about a night"
BEGUN_PIECES = 5
AT_END = "Math.abs(document.documentElement.scrollHeight - innerHeight - scrollY) < 32"


def new(page: Page, url: str, agent: str = "Application adviser") -> str:
    """An empty conversation; its address."""
    page.goto(f"{url}/tutor/new")
    page.get_by_label(agent).check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/tutor/con_\w+"))
    return page.url


def send(page: Page, text: str) -> None:
    """Type and press Enter."""
    page.get_by_label("Your message").fill(text)
    page.get_by_label("Your message").press("Enter")


def mine(page: Page, at: int = -1) -> Locator:
    """One of the learner's messages."""
    return page.locator('.message[data-by="me"]').nth(at)


def reply(page: Page, at: int = -1) -> Locator:
    """One of the replies."""
    return page.locator('.message[data-by="agent"]').nth(at)


def text_of(message: Locator) -> Locator:
    return message.locator("> .message-text")


def expect_idle(page: Page) -> None:
    """Nothing is being written, and everything that was is whole or says why not."""
    expect(page.locator("#chat-log")).to_have_attribute("aria-busy", re.compile("^(false|)$"))
    expect(page.get_by_role("button", name="Stop the reply")).to_have_count(0)
    expect(page.locator('.message[data-state="running"]')).to_have_count(0)


def expect_said(page: Page, *texts: str) -> None:
    """These are the messages, in order, and nothing is being written."""
    expect(page.locator(".message > .message-text")).to_have_text(list(texts))
    expect_idle(page)


def scripted(provider: Provider, say: str | Spoken | Callable[[Asked], str | Spoken] = REPLY) -> Script:
    """A model that says this to whatever an agent asks, and finds no mistakes."""
    return Script(provider, say if callable(say) else lambda _asked: say)


def serving(data_dir: Path, provider: Provider, **settings: str) -> Server:
    """A server whose replies the provider writes."""
    return Server(data_dir, **model_variables(provider, "openai", **settings))


def until(page: Page, expression: str) -> None:
    """Wait for what only a script can see; Playwright's own way evaluates strings, which the page forbids."""
    for _ in range(1_000):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {expression}; at {page.evaluate('[scrollY, innerHeight]')}")
