"""A reply while it is written: reloads, tabs, a killed server, Stop, what a program sends; in a real Chromium."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.tutoring import (
    BEGUN,
    BEGUN_PIECES,
    REPLY,
    expect_idle,
    expect_said,
    mine,
    new,
    reply,
    scripted,
    send,
    serving,
    text_of,
)
from tests.provider import Provider
from tests.provider.behaviours import failing, held
from tests.provider.sharing import left_as_found
from tests.running import Server
from tests.tutor.replying.world import Script

ASKED = "Ask me something."


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose replies the provider writes."""
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider) as running:
        yield running


@pytest.fixture(autouse=True)
def script(provider: Provider, tutoring: Server) -> Iterator[Script]:
    with left_as_found(tutoring, provider):
        yield scripted(provider)


def stop(page: Page) -> None:
    page.get_by_role("button", name="Stop the reply").click()


def test_a_reload_and_a_second_tab_show_the_same_text_and_go_on(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=BEGUN_PIECES)]
    url = new(page, tutoring.url)
    send(page, ASKED)
    expect(text_of(reply(page))).to_have_text(BEGUN)
    page.reload()
    expect(text_of(reply(page))).to_have_text(BEGUN)
    other = page.context.new_page()
    other.goto(url)
    expect(text_of(reply(other))).to_have_text(BEGUN)
    gate.open()
    expect_said(other, ASKED, REPLY)
    page.bring_to_front()
    expect_said(page, ASKED, REPLY)


def test_an_idle_tab_shows_what_another_one_sends_and_its_own_go_on_after_it(
    page: Page, browser: Browser, tutoring: Server
) -> None:
    url = new(page, tutoring.url)
    other = browser.new_context().new_page()
    other.goto(url)
    send(page, ASKED)
    expect_said(other, ASKED, REPLY)
    send(other, "And another one.")
    expect_said(page, ASKED, REPLY, "And another one.", REPLY)
    other.context.close()


def test_what_a_program_sends_appears_live(page: Page, tutoring: Server) -> None:
    url = new(page, tutoring.url)
    with httpx.Client(base_url=tutoring.url, timeout=60) as program:
        number = next(chat["id"] for chat in program.get("/api/v1/chats").json()["chats"])
        answer = program.post(f"/api/v1/chats/{number}/messages", json={"message": "From a program."})
        assert answer.status_code == 200, answer.text
    expect_said(page, "From a program.", REPLY)
    assert page.url == url


def test_stop_works_before_the_first_word_and_in_the_middle_and_from_another_tab(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turns = [held(provider.gate(), after=0), held(provider.gate(), after=BEGUN_PIECES)]
    url = new(page, tutoring.url)
    send(page, ASKED)
    expect(page.get_by_role("button", name="Stop the reply")).to_be_visible()
    stop(page)
    expect(reply(page)).to_have_attribute("data-state", "partial")
    expect_idle(page)
    reply(page).get_by_role("button", name="Try again").click()
    expect(text_of(reply(page))).to_have_text(BEGUN)
    other = page.context.new_page()
    other.goto(url)
    stop(other)
    expect(reply(other)).to_have_attribute("data-state", "partial")
    expect_said(other, ASKED, BEGUN)
    page.bring_to_front()
    expect_said(page, ASKED, BEGUN)
    reply(page).get_by_role("button", name="Try again").click()
    expect_said(page, ASKED, REPLY)
    expect(reply(page).get_by_text("2 of 2")).to_be_visible()


def test_a_server_killed_in_a_reply_says_so_before_ones_eyes_and_keeps_what_was_there(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turns = [held(provider.gate(), after=BEGUN_PIECES)]
    new(page, tutoring.url)
    send(page, ASKED)
    expect(text_of(reply(page))).to_have_text(BEGUN)
    tutoring.kill()
    tutoring.start()
    expect(reply(page)).to_have_attribute("data-state", "failed")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    expect(reply(page).locator(".broken")).to_contain_text("server stopped")
    reply(page).get_by_role("button", name="Try again").click()
    expect_said(page, ASKED, REPLY)


def test_a_reply_that_fails_says_why_and_is_tried_again(page: Page, tutoring: Server, script: Script) -> None:
    script.turns = [failing(400, "no such deployment")]
    new(page, tutoring.url)
    send(page, ASKED)
    expect(reply(page)).to_have_attribute("data-state", "failed")
    expect(reply(page).locator(".broken")).not_to_be_empty()
    expect_idle(page)
    reply(page).get_by_role("button", name="Try again").click()
    expect_said(page, ASKED, REPLY)


def test_sending_while_a_reply_is_written_is_refused_beside_the_form_and_keeps_what_was_typed(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=BEGUN_PIECES)]
    new(page, tutoring.url)
    send(page, ASKED)
    expect(text_of(reply(page))).to_have_text(BEGUN)
    send(page, "One more thing.")
    expect(page.locator("#chat-problem")).to_contain_text("A reply is being written")
    expect(page.get_by_label("Your message")).to_have_value("One more thing.")
    gate.open()
    expect_idle(page)
    page.get_by_label("Your message").press("Enter")
    expect_said(page, ASKED, REPLY, "One more thing.", REPLY)
    expect(page.locator("#chat-problem")).to_be_empty()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_corrections_arrive_while_the_reply_is_written_and_stay(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    gate = provider.gate()
    script.turns = [held(gate, after=BEGUN_PIECES)]
    new(page, tutoring.url)
    send(page, "I has worked there.")
    shown = mine(page).locator(".correction")
    expect(shown).to_have_count(1)
    expect(shown.locator("del")).to_contain_text("has")
    expect(shown.locator("ins")).to_contain_text("have")
    expect(reply(page)).to_have_attribute("data-state", "running")
    shown.get_by_role("button", name="Learn this").click()
    expect(shown.get_by_text("In your cards")).to_be_visible()
    gate.open()
    expect_idle(page)
    expect(shown.get_by_text("In your cards")).to_be_visible()
    page.reload()
    expect(mine(page).locator(".correction del")).to_contain_text("has")


def test_what_is_being_typed_into_a_message_stays_when_another_tab_asks_for_another_reply(
    page: Page, tutoring: Server
) -> None:
    url = new(page, tutoring.url)
    send(page, ASKED)
    expect_said(page, ASKED, REPLY)
    mine(page).get_by_role("link", name="Edit this message").click()
    page.get_by_label("Say it differently").fill("Ask me something else.")
    other = page.context.new_page()
    other.goto(url)
    reply(other).get_by_role("button", name="Another reply").click()
    expect(reply(page)).to_contain_text("2 of 2")
    expect_idle(page)
    expect(page.get_by_label("Say it differently")).to_have_value("Ask me something else.")
    page.get_by_role("button", name="Send this instead").click()
    expect(mine(page).locator("> .message-text")).to_have_text("Ask me something else.")
