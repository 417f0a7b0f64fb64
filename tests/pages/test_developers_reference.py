"""The reference of every operation in a real Chromium: found, opened, linked, and readable without scripts."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.test_accessibility import violations
from tests.running import Server

Scheme = Literal["light", "dark"]


def operation(page: Page, path: str) -> Locator:
    """The line that opens the first operation of a path."""
    return page.locator("summary").get_by_text(path, exact=True).first


def test_a_search_narrows_while_it_is_typed_and_an_operation_opens(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/developers")
    page.get_by_role("link", name="Reference").click()
    expect(page.get_by_role("heading", name="Reference", level=1)).to_be_visible()
    all_of_them = page.locator("[data-found]").inner_text()
    page.get_by_label("Search the operations").press_sequentially("cover LETTER")
    expect(page.locator("[data-found]")).not_to_have_text(all_of_them)
    expect(operation(page, "/v1/cover-letters/generate")).to_be_visible()
    expect(operation(page, "/api/v1/chat")).to_be_hidden()
    expect(page.get_by_role("heading", name="Tutor chat")).to_be_hidden()
    operation(page, "/v1/cover-letters/generate").click()
    body = page.locator("#career_generate_letter")
    expect(body.get_by_role("heading", name="Refusals")).to_be_visible()
    expect(body.get_by_text("salutation").first).to_be_visible()
    page.get_by_label("Search the operations").fill("")
    expect(page.locator("[data-found]")).to_have_text(all_of_them)


def test_a_type_leads_to_its_schema_and_an_address_to_its_operation(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/developers/reference#career_tailor")
    body = page.locator("#career_tailor")
    expect(body).to_be_visible()
    body.get_by_role("link", name="CareerRequest").first.click()
    schema = page.locator("#schema-CareerRequest")
    expect(schema).to_be_visible()
    expect(schema).to_be_in_viewport()
    expect(schema.get_by_text("resumeId")).to_be_visible()


def test_every_link_leads_somewhere(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/developers/reference")
    dead = page.evaluate(
        "[...document.querySelectorAll('main a[href^=\"#\"]')].map((a) => a.getAttribute('href').slice(1))"
        ".filter((id) => !document.getElementById(id))"
    )
    assert dead == []
    twice = page.evaluate(
        "(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);"
        " return ids.filter((id, at) => ids.indexOf(id) !== at); })()"
    )
    assert twice == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, server: Server, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.url}/developers/reference")
    assert violations(page) == []
    page.evaluate("document.querySelectorAll('[data-entry]').forEach((entry) => (entry.open = true))")
    for direction in ("ltr", "rtl"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Search the operations").fill("tailor")
    expect(page.locator("[data-found]")).to_contain_text(re.compile(r"^\d+ operations$"))
    assert violations(page) == []


def test_without_scripts_the_server_searches(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{server.url}/developers/reference")
    page.get_by_label("Search the operations").fill("cover letter")
    page.get_by_role("button", name="Search").click()
    expect(operation(page, "/v1/cover-letters/generate")).to_be_visible()
    expect(operation(page, "/api/v1/chat")).to_have_count(0)
    page.get_by_label("Search the operations").fill('<b>"nothing"</b>')
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("0 operations for")).to_contain_text('“<b>"nothing"</b>”')
    expect(page.get_by_text("Nothing here holds all of these words.")).to_be_visible()
    page.get_by_role("link", name="Show all operations").click()
    expect(operation(page, "/api/v1/chat")).to_be_visible()
    context.close()
