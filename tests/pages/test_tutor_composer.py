"""Writing and reading in a conversation: the keys, the focus, and a page that stays where its reader put it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.tutoring import (
    AT_END,
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
    until,
)
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.provider.sharing import left_as_found
from tests.running import Server
from tests.tutor.replying.world import Script

LONG = "\n\n".join(f"Paragraph {number} says one thing about a night shift, and then another." for number in range(60))
PLACE = "Math.round(document.querySelectorAll('.message p')[15].getBoundingClientRect().top)"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def tutoring(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("tutoring") / "data", provider) as running:
        yield running


@pytest.fixture(autouse=True)
def script(provider: Provider, tutoring: Server) -> Iterator[Script]:
    with left_as_found(tutoring, provider):
        yield scripted(provider)


def compose(page: Page) -> None:
    """Press Enter as an input method does when it takes the word that it offers."""
    page.get_by_label("Your message").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', bubbles: true, cancelable: true, isComposing: true }))"
    )
    page.get_by_label("Your message").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"
    )


def test_enter_sends_once_shift_enter_begins_a_line_and_a_composed_word_is_not_sent(
    page: Page, tutoring: Server
) -> None:
    new(page, tutoring.url)
    field = page.get_by_label("Your message")
    field.press("Enter")
    field.press_sequentially("one")
    low = field.evaluate("field => field.clientHeight")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    assert field.evaluate("field => field.clientHeight") > low
    compose(page)
    expect(field).to_have_value("one\ntwo")
    expect(mine(page)).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect_said(page, "one two", REPLY)
    expect(text_of(mine(page))).to_have_js_property("textContent", "one\ntwo")
    expect(mine(page)).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    assert field.evaluate("field => field.clientHeight") == low


def test_what_is_typed_while_a_message_is_on_its_way_stays(page: Page, tutoring: Server) -> None:
    new(page, tutoring.url)
    field = page.get_by_label("Your message")
    field.fill("first")
    page.evaluate(
        "() => { const form = document.getElementById('chat-form'); form.requestSubmit();"
        " setTimeout(() => (document.getElementById('chat-text').value += ' and more')); }"
    )
    expect(text_of(mine(page))).to_have_text("first")
    expect(field).to_have_value(" and more")


def test_escape_stops_and_the_focus_stays_where_one_writes(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turns = [held(provider.gate(), after=BEGUN_PIECES)]
    new(page, tutoring.url)
    send(page, "Ask.")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reply(page)).to_have_attribute("data-state", "partial")
    expect(page.get_by_label("Your message")).to_be_focused()


def test_the_focus_on_stop_goes_to_the_composer_and_nothing_else_moves_it(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    gates = [provider.gate(), provider.gate()]
    script.turns = [held(gate, after=BEGUN_PIECES) for gate in gates]
    new(page, tutoring.url)
    send(page, "Ask.")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    page.get_by_role("button", name="Stop the reply").focus()
    gates[0].open()
    expect_idle(page)
    expect(page.get_by_label("Your message")).to_be_focused()
    send(page, "Again.")
    expect(text_of(reply(page))).to_have_text(BEGUN)
    page.get_by_role("link", name="Tutor").last.focus()
    gates[1].open()
    expect_idle(page)
    expect(page.get_by_role("link", name="Tutor").last).to_be_focused()


def test_the_page_follows_a_reply_only_as_long_as_its_reader_is_at_the_end(
    page: Page, tutoring: Server, provider: Provider, script: Script
) -> None:
    script.turn = lambda _asked: LONG
    gates = [provider.gate(), provider.gate()]
    script.turns = [held(gates[0], after=400), held(gates[1], after=400)]
    new(page, tutoring.url)
    send(page, "Tell me.")
    expect(text_of(reply(page))).to_contain_text("Paragraph 20 ")
    until(page, AT_END)
    page.mouse.move(400, 300)
    end = page.evaluate("scrollY")
    page.mouse.wheel(0, -600)
    until(page, f"scrollY === {end} - 600")
    place = page.evaluate(PLACE)
    gates[0].open()
    expect_idle(page)
    assert page.evaluate(PLACE) == place
    assert not page.evaluate(AT_END)
    send(page, "Again.")
    expect(text_of(reply(page))).to_contain_text("Paragraph 20 ")
    until(page, AT_END)
    gates[1].open()
    expect_idle(page)
    until(page, AT_END)


def test_a_conversation_opens_at_its_end_and_a_reload_stays_where_one_read(
    page: Page, tutoring: Server, script: Script
) -> None:
    script.turn = lambda _asked: LONG
    url = new(page, tutoring.url)
    send(page, "Tell me.")
    expect(reply(page)).to_have_attribute("data-state", "complete")
    page.goto(f"{tutoring.url}/tutor")
    page.goto(url)
    until(page, AT_END)
    # The browser notes the place when it is idle, and puts the page there again when that is loaded.
    page.mouse.move(400, 300)
    page.mouse.wheel(0, 500 - page.evaluate("scrollY"))
    until(page, "scrollY === 500")
    page.wait_for_timeout(500)
    page.reload()
    until(page, "scrollY === 500")


def test_a_reply_can_be_copied_as_it_was_written(page: Page, tutoring: Server, script: Script) -> None:
    script.turn = lambda _asked: "**Bold** and\n\n- one\n- two"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=tutoring.url)
    new(page, tutoring.url)
    send(page, "Ask.")
    expect(reply(page).locator("li")).to_have_text(["one", "two"])
    expect_idle(page)
    reply(page).get_by_role("button", name="Copy").click()
    expect(page.locator("#live-status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").strip() == "**Bold** and\n\n- one\n- two"


def test_on_a_phone_enter_begins_a_line_and_the_composer_is_in_reach(browser: Browser, tutoring: Server) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    new(page, tutoring.url)
    field = page.get_by_label("Your message")
    field.fill("one")
    field.press("Enter")
    expect(field).to_have_value("one\n")
    page.get_by_role("button", name="Send").tap()
    expect_said(page, "one", REPLY)
    box = page.locator(".composer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 701
    phone.close()
