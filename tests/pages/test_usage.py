"""The usage page, and the forms that say how little is left, in a real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from app.clock import utc_today
from tests.databases import open_database
from tests.pages.tailoring import BACKEND, choose_new
from tests.pages.test_accessibility import violations
from tests.running import SAMPLES, Server, Visitor
from tests.usage.filling import SMALL, SONNET, fill_month

Scheme = Literal["light", "dark"]
pytestmark = pytest.mark.usefixtures("enough_of_today")


@pytest.fixture
def server(data_dir: Path) -> Iterator[Server]:
    """Five hundred messages and two letters a day."""
    with Server(data_dir, quota_ai_text_messages="500", quota_letters="2") as running:
        yield running


def set_used(data_dir: Path, feature: str, used: int) -> None:
    with open_database(data_dir / "foreword.sqlite3") as connection:
        row = ("usr_local", str(utc_today()), feature, used, None)
        connection.execute("INSERT OR REPLACE INTO usage_days VALUES (?, ?, ?, ?, ?)", row)


def test_nothing_used_says_so_and_shows_where_to_begin(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/settings")
    page.get_by_role("link", name="Your usage").click()
    expect(page.get_by_role("heading", name="Usage", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Settings").first).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("0 of 500, 500 left")).to_be_visible()
    expect(page.get_by_text("0, no limit")).to_be_visible()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    expect(page.get_by_text("Nothing was sent to any model.")).to_be_visible()
    expect(page.locator("figure")).to_have_count(0)
    assert violations(page) == []


def test_a_month_is_drawn_and_told_in_the_same_numbers(page: Page, server: Server) -> None:
    fill_month(server.data_dir, {"ai_text_messages": 490, "letters": 2, "tailorings": 3})
    page.goto(f"{server.url}/usage")
    today_ = page.locator(".use-today")
    expect(today_).to_contain_text("490 of 500, 10 left")
    expect(today_).to_contain_text("2 of 2, none left")
    expect(page.get_by_text(re.compile(r"^Starts again at midnight UTC, in \d+ (hour|minute)"))).to_be_visible()
    letters = page.locator("figure").nth(1)
    assert letters.locator("rect").count() == sum(1 for back in range(1, 30) if (back * 37) % 7) + 1
    drawn = [int(title.split(": ")[1].split()[0]) for title in letters.locator("title").all_text_contents()]
    expect(letters).to_contain_text(f"{sum(drawn)} letters · limit 2 a day")
    expect(
        letters.get_by_role("img", name=re.compile(rf"^{sum(drawn)} letters in 30 days; the most on "))
    ).to_be_visible()
    page.get_by_text("Uses by day in numbers").click()
    table = page.get_by_role("table", name="Uses by day")
    cells = [int(row.locator("td").nth(1).inner_text()) for row in table.locator("tbody tr").all()]
    assert [cell for cell in cells if cell] == list(reversed(drawn))
    expect(page.get_by_role("heading", name=SONNET)).to_be_visible()
    expect(page.get_by_role("heading", name=SMALL)).to_be_visible()
    page.get_by_text("Tokens by day in numbers").click()
    expect(page.get_by_role("table", name="Tokens by day").locator("tbody tr")).to_have_count(30)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, server: Server, scheme: Scheme, width: int
) -> None:
    fill_month(server.data_dir, {"ai_text_messages": 490, "letters": 2})
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}/usage")
    for summary in page.locator("details > summary").all():
        summary.click()
    assert violations(page) == []
    assert page.evaluate("document.querySelector('main').scrollWidth") <= width
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page) == []
    assert page.evaluate("document.querySelector('main').scrollWidth") <= width


def test_a_form_says_quietly_that_little_is_left_and_then_that_nothing_is(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/letters/new")
    expect(page.get_by_role("button", name="Write the letter")).to_be_visible()
    expect(page.locator(".usage-warning")).to_have_count(0)
    set_used(server.data_dir, "letters", 2)
    page.reload()
    expect(page.locator(".usage-warning")).to_contain_text("You have no letters remaining today. You can go on at")
    assert violations(page) == []
    choose_new(page, "resume_id")
    page.get_by_label("Choose a résumé").set_input_files(SAMPLES / "resume_plain.md")
    choose_new(page, "posting_id")
    page.get_by_label("The posting's text").fill(BACKEND)
    page.get_by_label("Formal").check()
    page.get_by_label("Anything it should say?").fill("I can start in March.")
    page.get_by_role("button", name="Write the letter").click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Today's 2 letters are used up. You can go on at midnight UTC, in ")
    expect(page.locator(".usage-warning")).to_have_count(0)
    assert violations(page) == []
    expect(page.get_by_label("Anything it should say?")).to_have_value("I can start in March.")
    expect(page.get_by_label("Formal")).to_be_checked()
    set_used(server.data_dir, "letters", 1)
    page.get_by_role("button", name="Write the letter").click()
    page.wait_for_url(re.compile(r"/letters/let_"))


def test_a_tailoring_over_its_quota_is_refused_on_its_form_and_on_its_page(data_dir: Path) -> None:
    with Server(data_dir, quota_tailorings="1") as server, Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "instructions": "Keep education first."}
        begun = visitor.submit("/tailorings", fields, SAMPLES / "resume_plain.md")
        assert begun.status_code == 303
        url = begun.headers["location"]
        visitor.submit(f"{url}/stop")
        refused = visitor.submit("/tailorings", fields, SAMPLES / "resume_plain.md")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert "Today&#39;s tailoring is used up. You can go on at midnight UTC, in " in refused.text
        assert "Keep education first." in refused.text
        assert len(re.findall(r'name="(?:resume|posting)_id" value="(?:res|job)_\w+" checked', refused.text)) == 2
        again = visitor.submit(f"{url}/retry")
        assert again.status_code == 429
        assert int(again.headers["retry-after"]) > 0
        assert "Today&#39;s tailoring is used up." in again.text
        assert f'action="{url}/retry"' in again.text
