"""Mistakes learned while the reply is still being written: no press is lost when it ends. In a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from tests.pages.giving import PATIENT
from tests.pages.mistakes import clear
from tests.pages.tutoring import BEGUN, BEGUN_PIECES, expect_idle, mine, new, reply, scripted, send, serving, text_of
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.provider.steps import Gate
from tests.running import Server

WRITTEN = "I recieved an offer and I am engineer since five years."
LEARN = "Learn this mistake: engineer → an engineer"
LEARNED = "In your cards · due now"
TALL = ViewportSize(width=1280, height=2_000)
"""So that a page that grows does not scroll a button away under the pointer."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider, **PATIENT) as running:
        yield running


@pytest.fixture
def reply_end(page: Page, provider: Provider, tutoring: Server) -> Gate:
    """The page shows the corrections and a reply that ends when this is opened."""
    clear(tutoring)
    page.set_viewport_size(TALL)
    gate = provider.gate()
    scripted(provider).turns = [held(gate, after=BEGUN_PIECES)]
    new(page, tutoring.url, "Language tutor")
    send(page, WRITTEN)
    expect(text_of(reply(page))).to_have_text(BEGUN)
    expect(learn(page)).to_be_visible()
    return gate


def learn(page: Page) -> Locator:
    return mine(page).get_by_role("button", name=LEARN)


def end(page: Page, gate: Gate) -> None:
    gate.open()
    expect(mine(page).get_by_role("link", name="Edit this message")).to_be_visible()
    expect_idle(page)


def test_a_button_that_is_held_down_as_the_reply_ends_still_learns(page: Page, reply_end: Gate) -> None:
    learn(page).hover()
    page.mouse.down()
    end(page, reply_end)
    page.mouse.up()
    expect(mine(page)).to_contain_text(LEARNED)


def test_an_answer_that_comes_after_the_reply_is_shown(page: Page, reply_end: Gate) -> None:
    answers: list[Route] = []
    page.route("**/tutor/mistakes", lambda route: answers.append(route))
    with page.expect_request("**/tutor/mistakes"):
        learn(page).click()
    end(page, reply_end)
    answers[0].continue_()
    expect(mine(page)).to_contain_text(LEARNED)


def test_an_end_that_was_written_before_the_card_does_not_take_it_back(page: Page, reply_end: Gate) -> None:
    learn(page).click()
    expect(mine(page)).to_contain_text(LEARNED)
    page.evaluate("document.querySelector('.message .learned').dataset.seen = 'yes'")
    end(page, reply_end)
    expect(mine(page).locator(".learned[data-seen]")).to_have_count(1)


def test_a_button_keeps_the_focus_as_the_reply_ends(page: Page, reply_end: Gate) -> None:
    learn(page).focus()
    end(page, reply_end)
    expect(learn(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(mine(page)).to_contain_text(LEARNED)


def test_an_answer_is_shown_though_its_form_was_replaced_meanwhile(page: Page, reply_end: Gate) -> None:
    end(page, reply_end)
    answers: list[Route] = []
    page.route("**/tutor/mistakes", lambda route: answers.append(route))
    with page.expect_request("**/tutor/mistakes"):
        learn(page).click()
    page.evaluate("for (const form of document.querySelectorAll('form.learn')) form.replaceWith(form.cloneNode(true))")
    answers[0].continue_()
    expect(mine(page)).to_contain_text(LEARNED)
