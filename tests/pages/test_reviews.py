"""Reviews in a real browser: suggestions that arrive, decisions, two tabs, a line that breaks, no scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.databases import open_database
from tests.pages.faults import Cut
from tests.pages.press import Press
from tests.pages.proxy import Proxy
from tests.pages.reviews import begin, finished
from tests.pages.tailoring import BACKEND, own_tex
from tests.pages.test_accessibility import violations
from tests.running import Server, Visitor

LISTEN = """
path => {
  window.heard = [];
  window.source = new EventSource(path);
  source.onmessage = ({data, lastEventId}) => {
    const event = JSON.parse(data);
    heard.push([lastEventId, event.type, event.data?.id ?? event.message ?? '']);
    if (event.type === 'complete') document.documentElement.dataset.heard = 'all';
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) document.documentElement.dataset.closed = '';
  };
}
"""


def card(page: Page, number: int = 0) -> Locator:
    return page.locator("#review-cards .card").nth(number)


def expect_done(page: Page) -> None:
    expect(page.locator("#review")).to_have_attribute("aria-busy", "false")


@pytest.fixture(scope="module")
def server(printing: Server) -> Server:
    return printing


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with Proxy(server.port) as standing_between:
        yield standing_between


def test_suggestions_arrive_while_the_review_runs_and_typing_outlives_its_end(
    page: Page, server: Server, press: Press, tmp_path: Path
) -> None:
    with press.held():
        page.goto(server.url + begin(server, own_tex(tmp_path, "typing")))
        expect(card(page, 9)).to_be_visible()
        expect(page.locator("#review")).to_have_attribute("aria-busy", "true")
        expect(page.locator("#review-label")).to_have_text("Writing suggestions...")
        card(page).get_by_text("Edit", exact=True).click()
        card(page).get_by_role("textbox").fill("Half a thought")
        card(page, 1).get_by_role("button", name="Reject").click()
    expect(card(page, 1)).to_have_attribute("data-state", "rejected")
    expect_done(page)
    expect(card(page).get_by_role("textbox")).to_have_value("Half a thought")
    expect(card(page).get_by_role("textbox")).to_be_visible()
    expect(page.locator("#review-said")).to_contain_text("suggestions")
    expect(page.locator("#review-preview img")).to_have_count(1)
    ids = page.locator("#review-cards .card").evaluate_all("cards => cards.map(card => card.id)")
    assert len(ids) == len(set(ids)) >= 10
    page.reload()
    assert page.locator("#review-cards .card").evaluate_all("cards => cards.map(card => card.id)") == ids


def test_accept_edit_doubt_reject_and_undo(page: Page, server: Server, tmp_path: Path) -> None:
    path = finished(server, own_tex(tmp_path, "decide"))
    page.goto(server.url + path)
    first = page.locator("#review-preview img").get_attribute("src")
    expect(card(page).locator("del")).to_have_text("Postgres")
    card(page).get_by_role("button", name="Accept").click()
    expect(card(page)).to_have_attribute("data-state", "accepted")
    expect(card(page)).to_be_focused()
    expect(page.locator("#review-tally")).to_contain_text("1 accepted")
    assert page.locator("#review-preview img").get_attribute("src") != first
    assert "PostgreSQL)" in httpx.get(f"{server.url}{path}/resume.tex").text
    card(page, 2).get_by_text("Edit", exact=True).click()
    card(page, 2).get_by_role("textbox").fill("Communicated with 9,000 managers about computers")
    card(page, 2).get_by_role("button", name="Check and accept").click()
    expect(card(page, 2)).to_have_attribute("data-state", "doubtful")
    expect(card(page, 2)).to_contain_text("Not in your résumé")
    assert "9,000" not in httpx.get(f"{server.url}{path}/resume.tex").text
    card(page, 2).get_by_role("button", name="It is true, add it to my résumé").click()
    expect(card(page, 2)).to_have_attribute("data-state", "accepted")
    expect(card(page, 2)).to_contain_text("You said that this is true.")
    assert "9,000" in httpx.get(f"{server.url}{path}/resume.tex").text
    for number in (2, 0):
        card(page, number).get_by_role("button", name="Undo").click()
        expect(card(page, number).get_by_role("button", name="Undo")).to_have_count(0)
    assert httpx.get(f"{server.url}{path}/resume.tex").content == (tmp_path / "resume.tex").read_bytes()


def test_words_without_support_are_taken_out(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.url + finished(server, own_tex(tmp_path, "remove")))
    line = card(page, 3).get_by_role("textbox")
    card(page, 3).get_by_text("Edit", exact=True).click()
    line.fill(line.input_value() + " for 9,000 people")
    card(page, 3).get_by_role("button", name="Check and accept").click()
    card(page, 3).get_by_role("button", name="Remove these words").click()
    expect(card(page, 3)).to_have_attribute("data-state", "open")
    assert "9,000" not in (card(page, 3).locator(".wording").text_content() or "")


def test_all_that_is_supported_then_kept(page: Page, server: Server, tmp_path: Path) -> None:
    path = finished(server, own_tex(tmp_path, "all"))
    page.goto(server.url + path)
    page.get_by_role("button", name=re.compile("Accept all")).click()
    expect(page.locator('#review-cards .card[data-state="accepted"]').nth(9)).to_be_visible()
    page.get_by_role("button", name="Keep these changes in my résumé").click()
    expect(page.locator("#review-tally")).to_contain_text("These changes are in your résumé.")
    page.get_by_role("link", name="your résumé", exact=True).click()
    expect(page.locator(".resume")).to_contain_text("SQL (PostgreSQL)")


def test_a_question_is_answered_in_its_line(page: Page, server: Server, tmp_path: Path) -> None:
    path = finished(server, own_tex(tmp_path, "ask"))
    page.goto(server.url + path)
    asked = page.locator("#review-asks .card").filter(has=page.locator("summary")).first
    asked.locator("summary", has_text="Answer in the line").click()
    asked.get_by_role("textbox").fill("Developed a REST API with FastAPI and PostgreSQL for 300 students")
    asked.get_by_role("button", name="It is true, put it in").click()
    expect(page.locator('#review-asks .card[data-state="accepted"]')).to_have_count(1)
    assert "300 students" in httpx.get(f"{server.url}{path}/resume.tex").text


def test_a_second_tab_is_shown_what_the_first_decided(context: BrowserContext, server: Server, tmp_path: Path) -> None:
    path = finished(server, own_tex(tmp_path, "tabs"))
    one, other = context.new_page(), context.new_page()
    one.goto(server.url + path)
    other.goto(server.url + path)
    card(one).get_by_role("button", name="Accept").click()
    expect(card(one)).to_have_attribute("data-state", "accepted")
    with other.expect_response("**/reject") as answer:
        card(other).get_by_role("button", name="Reject").click()
    assert answer.value.status == 409
    expect(card(other)).to_have_attribute("data-state", "accepted")
    expect(card(other)).to_contain_text("decided in another tab")
    expect(other.locator("#live-status")).to_be_hidden()
    card(other, 1).get_by_role("button", name="Accept").click()
    expect(card(other, 1)).to_have_attribute("data-state", "accepted")


def test_a_change_that_would_break_the_latex_is_refused_and_what_was_typed_stays(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(server.url + finished(server, own_tex(tmp_path, "break")))
    card(page, 2).get_by_text("Edit", exact=True).click()
    card(page, 2).get_by_role("textbox").fill("Communicate with managers to set up campus computers 漢字")
    card(page, 2).get_by_role("button", name="Check and accept").click()
    expect(card(page, 2).get_by_role("alert")).to_contain_text("does not compile any more")
    expect(card(page, 2)).to_have_attribute("data-state", "open")
    expect(card(page, 2).get_by_role("textbox")).to_have_value(re.compile("漢字"))


def test_an_event_source_that_loses_its_line_twice_hears_each_suggestion_once(
    page: Page, server: Server, proxy: Proxy, press: Press, tmp_path: Path
) -> None:
    with press.held():
        path = begin(server, own_tex(tmp_path, "listening"))
        with Visitor(server) as visitor:
            found = re.search(r"/resumes/(res_\w+)", visitor.get(path).text)
        assert found is not None
        stream = f"/optimization/stream/{found.group(1)}"
        proxy.plan(stream, [Cut(after=1_500), Cut(after=2_200, abrupt=True)])
        page.goto(proxy.url + "/resumes")
        page.evaluate(LISTEN, stream)
        proxy.wait(stream, 2)
    expect(page.locator("html")).to_have_attribute("data-heard", "all")
    expect(page.locator("html")).to_have_attribute("data-closed", "")
    heard = page.evaluate("window.heard")
    numbers = [int(place.partition(":")[2]) for place, _, _ in heard]
    assert numbers == sorted(set(numbers))
    suggestions = [name for _, kind, name in heard if kind == "suggestion"]
    assert len(suggestions) == len(set(suggestions)) >= 5
    asked = proxy.seen(stream)
    assert len(asked) == 4
    assert [seen.last_event_id is None for seen in asked] == [True, False, False, False]
    with open_database(server.data_dir / "foreword.sqlite3") as rows:
        texts = [text.decode() for (text,) in rows.execute("SELECT input FROM runs WHERE kind = 'review'")]
    assert sum(found.group(1) in text and '"posting_text":""' in text for text in texts) == 1


def test_a_page_that_loses_its_line_shows_each_card_once(
    page: Page, server: Server, proxy: Proxy, press: Press, tmp_path: Path
) -> None:
    with press.held():
        path = begin(server, own_tex(tmp_path, "cards"))
        proxy.plan("/events", [Cut(after=900), Cut(after=4_000, abrupt=True)])
        page.goto(proxy.url + path)
        proxy.wait("/events", 2)
    expect_done(page)
    shown = page.locator("#review-cards .card").evaluate_all("cards => cards.map(card => card.id)")
    page.reload()
    assert page.locator("#review-cards .card").evaluate_all("cards => cards.map(card => card.id)") == shown


def test_stop_keeps_what_came_and_it_goes_on(page: Page, server: Server, press: Press, tmp_path: Path) -> None:
    with press.held():
        page.goto(server.url + begin(server, own_tex(tmp_path, "stop")))
        expect(card(page, 9)).to_be_visible()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(card(page, 9)).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#review-preview img")).to_have_count(1)
    expect_done(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, server: Server, press: Press, tmp_path: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with press.held():
        page.goto(server.url + begin(server, own_tex(tmp_path, scheme)))
        expect(card(page, 3)).to_be_visible()
        assert violations(page) == []
    expect_done(page)
    assert violations(page) == []
    card(page).get_by_role("button", name="Accept").click()
    expect(card(page)).to_have_attribute("data-state", "accepted")
    card(page, 1).get_by_role("button", name="Reject").click()
    expect(card(page, 1)).to_have_attribute("data-state", "rejected")
    card(page, 2).get_by_text("Edit", exact=True).click()
    card(page, 2).get_by_role("textbox").fill("Communicated with 9,000 managers about computers")
    card(page, 2).get_by_role("button", name="Check and accept").click()
    expect(card(page, 2)).to_have_attribute("data-state", "doubtful")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page) == []
    for path in ("/reviews", "/reviews/new"):
        page.goto(server.url + path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_text_is_only_text(browser: Browser, server: Server, tmp_path: Path) -> None:
    bad = "<img src=x onerror=alert(1)> <hx-partial hx-target='#review'>gone</hx-partial>"
    file = tmp_path / "cv.md"
    file.write_text(
        f"# Ada {bad}\n\n## Experience\n\n### Engineer, Works — 2019\n\n- Responsible for managing {bad} teams\n"
        f"- Was tasked with building {bad}\n\n## Skills\n\nPython, {bad}\n",
        encoding="utf-8",
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + finished(server, file, f"{BACKEND}\n{bad}"))
    expect(page.locator("#review")).to_be_attached()
    assert page.locator("main img[src='x'], main hx-partial").count() == 0
    context.close()
