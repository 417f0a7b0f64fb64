"""A long reply that comes all at once: drawn piece by piece, each once, and not again at its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.giving import PATIENT
from tests.pages.tutoring import expect_idle, mine, new, reply, scripted, send, serving, text_of
from tests.provider import Provider
from tests.provider.behaviours import held, saying
from tests.running import Server
from tests.tutor.replying.world import Script

PARAGRAPHS = [
    f"Paragraph {number} says one thing about a night shift, and then **another** one." for number in range(400)
]
LONG = "\n\n".join(PARAGRAPHS)
AT_ONCE = 5_000
# The longest text that was new in a frame, and of how many paragraphs the elements are those that were there before.
GROWTH = """() => {
  window.most = 0;
  let before = 0;
  const look = () => {
    const now = document.getElementById('chat-log').textContent.length;
    if (!document.querySelector('.message-text ~ footer button[data-copy]')) most = Math.max(most, now - before);
    before = now;
    requestAnimationFrame(look);
  };
  look();
}"""
MARK = "() => document.querySelectorAll('.settled > p').forEach((one) => (one.wasThere = true))"
MARKED = "() => [...document.querySelectorAll('.settled > p')].filter((one) => one.wasThere).length"


@pytest.fixture
def script(provider: Provider) -> Script:
    return scripted(provider)


@pytest.fixture
def tutoring(provider: Provider, data_dir: Path) -> Iterator[Server]:
    with serving(data_dir, provider, **PATIENT) as running:
        yield running


def test_a_reply_that_comes_at_once_is_drawn_in_pieces(page: Page, tutoring: Server, script: Script) -> None:
    script.turns = [saying([LONG])]
    new(page, tutoring.url)
    page.evaluate(GROWTH)
    send(page, "Tell me.")
    expect(text_of(reply(page))).to_contain_text("Paragraph 399 ")
    expect_idle(page)
    expect(reply(page).locator("p:not(.waiting)")).to_have_count(len(PARAGRAPHS))
    assert 0 < page.evaluate("most") < AT_ONCE


def test_what_was_drawn_is_not_drawn_again_at_the_end_nor_by_the_next_message(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turn = lambda _asked: "\n\n".join(PARAGRAPHS[:6])
    gate = provider.gate()
    script.turns = [held(gate, after=60)]
    new(page, tutoring.url)
    send(page, "Tell me.")
    expect(text_of(reply(page))).to_contain_text("Paragraph 3 ")
    page.evaluate(MARK)
    there = page.evaluate(MARKED)
    assert there >= 3
    gate.open()
    expect_idle(page)
    expect(text_of(reply(page)).locator("p")).to_have_text([one.replace("*", "") for one in PARAGRAPHS[:6]])
    assert page.evaluate(MARKED) == there
    expect(reply(page).get_by_role("button", name="Copy")).to_be_visible()
    expect(reply(page)).to_have_attribute("aria-busy", "false")
    page.evaluate(MARK)
    send(page, "And now?")
    expect(mine(page).locator(".message-text")).to_have_text("And now?")
    expect_idle(page)
    assert page.evaluate(MARKED) == 6
    expect(text_of(reply(page, 0)).locator("p")).to_have_text([one.replace("*", "") for one in PARAGRAPHS[:6]])
    for at in (0, 1):
        expect(reply(page, at).get_by_role("button", name="Copy")).to_be_visible()
        expect(reply(page, at).get_by_role("button", name="Another reply")).to_be_visible()
