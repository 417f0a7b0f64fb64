"""Mistakes in a real Chromium: learned under a message, reviewed by keyboard, drawn, accessible in every state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.mistakes import Slip, clear, learn, write
from tests.pages.test_accessibility import violations
from tests.pages.tutoring import expect_idle, mine, new, send
from tests.running import Server

HAS = Slip("has", "have")
TEH = Slip("teh", "the", "spelling", "Letters changed places.")
MISSING = Slip("", "an ", "grammar", "A job takes ‘an’.", after="I am ")
TEXT = "I has teh time."
OVERVIEW, REVIEW = "/tutor/mistakes", "/tutor/mistakes/review"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("mistakes") / "data", rate_limit_per_minute="10000") as running:
        yield running


@pytest.fixture(autouse=True)
def _empty_deck(server: Server) -> None:
    clear(server)


def test_a_mistake_is_learned_under_its_message_and_undone(page: Page, server: Server) -> None:
    message = write(server, TEXT, HAS, TEH)
    page.goto(f"{server.url}/tutor/{message.conversation_id}")
    first, second = (page.locator(f"#learn-{message.message_id}-{index}") for index in range(2))
    first.get_by_role("button", name="Learn this mistake: has → have").click()
    expect(first).to_contain_text("In your cards · due now")
    expect(second.get_by_role("button", name="Learn this mistake: teh → the")).to_be_visible()
    expect(first.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(first.get_by_role("button", name="Learn this mistake: has → have")).to_be_focused()
    page.get_by_role("button", name="Learn all 2").click()
    expect(second).to_contain_text("In your cards")
    expect(first).to_contain_text("In your cards")
    expect(page.get_by_role("button", name="Learn all")).to_be_hidden()
    assert violations(page) == []
    page.reload()
    expect(first).to_contain_text("In your cards · due now")
    first.get_by_role("link", name="due now").click()
    expect(page.get_by_role("heading", name="Review", level=1)).to_be_visible()


def test_a_mistake_made_in_a_conversation_comes_back(page: Page, server: Server) -> None:
    new(page, server.url, "Language tutor")
    send(page, "I recieved an offer and I am engineer since five years.")
    expect_idle(page)
    mine(page).get_by_role("button", name="Learn this mistake: engineer → an engineer").click()
    expect(mine(page)).to_contain_text("In your cards · due now")
    page.goto(server.url + REVIEW)
    page.get_by_label("Instead of engineer").fill("I received an offer and I am an engineer for five years")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    page.get_by_role("button", name="Easy 8 d").click()
    expect(page.get_by_role("heading", name="All done")).to_be_visible()


def test_a_conversation_that_is_gone_leaves_the_button(page: Page, server: Server) -> None:
    message = write(server, TEXT, HAS)
    page.goto(f"{server.url}/tutor/{message.conversation_id}")
    page.evaluate("document.querySelector('[name=index]').value = '7'")
    page.get_by_role("button", name="Learn this mistake: has → have").click()
    expect(page.locator("#live-status")).to_have_text("That did not work. Please try again.")
    expect(page.get_by_role("button", name="Learn this mistake: has → have")).to_be_visible()


def test_a_card_is_known_when_it_was_met_before(page: Page, server: Server) -> None:
    learn(server, "She has has it.", HAS, "4")
    message = write(server, TEXT, HAS)
    page.goto(f"{server.url}/tutor/{message.conversation_id}")
    known = page.locator(f"#learn-{message.message_id}-0")
    expect(known).to_contain_text("In your cards · due next week")
    expect(known.get_by_role("button")).to_have_count(0)


def test_a_review_by_keyboard_alone(page: Page, server: Server) -> None:
    learn(server, TEXT, HAS)
    learn(server, TEXT, TEH)
    page.goto(f"{server.url}{OVERVIEW}")
    page.get_by_role("link", name="Review 2 cards").press("Enter")
    expect(page.get_by_label("Instead of has")).to_be_focused()
    page.keyboard.type("have 1")
    expect(page.get_by_label("Instead of has")).to_have_value("have 1")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    expect(page.get_by_role("button", name="Good 10 min")).to_be_focused()
    page.keyboard.press("Control+4")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_label("Instead of teh")).to_be_focused()
    page.keyboard.type("ten")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not quite")).to_be_visible()
    expect(page.locator("#verdict .wording")).to_have_text("Your answer: tenthe")
    expect(page.get_by_role("button", name="Again 1 min")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All done")).to_be_visible()
    expect(page.locator(".review-done .lede")).to_have_text("The next one is due now.")
    page.get_by_role("link", name="Take it now").click()
    expect(page.get_by_label("Instead of teh")).to_be_focused()


def test_a_grade_pressed_twice_counts_once(page: Page, server: Server) -> None:
    learn(server, TEXT, HAS)
    page.goto(f"{server.url}{REVIEW}")
    page.get_by_role("button", name="I do not know").click()
    page.get_by_role("button", name="Easy 8 d").dblclick()
    expect(page.get_by_role("heading", name="All done")).to_be_visible()
    expect(page.locator(".review-done .lede")).to_have_text("The next one is due next week.")
    page.goto(f"{server.url}{OVERVIEW}")
    expect(page.locator(".mistake")).to_contain_text("reviewed once")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_state_is_accessible_and_fits(page: Page, server: Server, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})

    def looks_right() -> None:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    for path in (OVERVIEW, REVIEW):
        page.goto(server.url + path)
        looks_right()
    for slip, grades, days_ago in ((HAS, "1333", 60), (TEH, "33", 20)):
        learn(server, TEXT, slip, grades, days_ago=days_ago)
    learn(server, "I am engineer.", Slip("engineer", "an engineer", "word_choice", "x" * 300))
    learn(server, "W" * 300 + " wanna", Slip("wanna", "want to", "register"))
    page.goto(server.url + OVERVIEW)
    page.get_by_text("The numbers as a table").click()
    page.locator(".mistake summary").first.click()
    looks_right()
    page.evaluate("document.documentElement.dir = 'rtl'")
    looks_right()
    page.goto(f"{server.url}{OVERVIEW}?q=nothing")
    looks_right()
    page.goto(server.url + REVIEW)
    looks_right()
    page.locator("#answer").fill("quite wrong")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Not quite")).to_be_visible()
    looks_right()
    for _ in range(4):
        page.goto(server.url + REVIEW)
        if page.get_by_role("button", name="I do not know").is_visible():
            page.get_by_role("button", name="I do not know").click()
            page.get_by_role("button", name="Good").click()
    expect(page.get_by_role("heading", name="All done")).to_be_visible()
    looks_right()


def test_a_gap_is_shown_where_words_are_missing(page: Page, server: Server) -> None:
    learn(server, "I am engineer.", MISSING)
    page.goto(server.url + REVIEW)
    expect(page.locator("#own-sentence")).to_have_text("I am [something is missing here]engineer.")
    expect(page.get_by_role("heading", name="What is missing at the mark?")).to_be_visible()
    page.get_by_label("The missing words").fill("an engineer")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    expect(page.locator("#verdict .own-sentence ins")).to_have_text("an")
    expect(page.locator("#verdict .own-sentence")).to_have_text("I am an engineer.")


def test_the_drawing_is_as_high_as_its_numbers(page: Page, server: Server) -> None:
    for number in range(3):
        learn(server, f"Word{number} here.", Slip(f"Word{number}", "Right"))
    learn(server, TEXT, TEH)
    page.goto(server.url + OVERVIEW)
    frame = page.locator(".chart-shapes").first.bounding_box()
    bars = [page.locator(f".chart .bar[data-kind={kind}]").bounding_box() for kind in ("grammar", "spelling")]
    assert frame is not None
    heights = [bar["height"] / frame["height"] for bar in bars if bar is not None]
    assert heights == [pytest.approx(0.75, abs=0.02), pytest.approx(0.25, abs=0.02)]
    expect(page.locator(".chart-scale").first).to_have_text("420")


def test_reviews_without_scripts(browser: Browser, server: Server) -> None:
    learn(server, TEXT, HAS)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + REVIEW)
    page.get_by_label("Instead of has").fill("have")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Good 10 min").click()
    expect(page.get_by_role("heading", name="All done")).to_be_visible()
    context.close()
