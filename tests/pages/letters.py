"""What the browser tests of letters do over and over."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.tailoring import BACKEND, choose_new
from tests.running import SAMPLES

PARTS = ("salutation", "opening", "body_1", "body_2", "closing")


def begin(
    page: Page, url: str, resume: Path = SAMPLES / "resume_plain.md", hints: str = "", posting: str = BACKEND
) -> str:
    """Fill the form in and send it; the address of the letter's page."""
    page.goto(f"{url}/letters/new")
    choose_new(page, "resume_id")
    page.get_by_label("Choose a résumé").set_input_files(resume)
    choose_new(page, "posting_id")
    page.get_by_label("The posting's text").fill(posting)
    page.get_by_label("Company").fill("Northwind Ledger")
    page.get_by_label("Anything it should say?").fill(hints)
    page.get_by_role("button", name="Write the letter").click()
    page.wait_for_url(re.compile(r"/letters/let_\w+"))
    return page.url


def expect_whole(page: Page) -> None:
    """Every part stands, and nothing is being written."""
    expect(page.locator("#letter")).to_have_attribute("aria-busy", "false")
    for part in PARTS:
        expect(page.locator(f"#letter-{part}")).to_have_attribute("data-state", "whole")


def text_of(page: Page, part: str) -> str:
    """The paragraph as one reads it, without the tips of its marks."""
    shown = page.locator(f"#letter-{part} > .letter-text")
    return str(
        shown.evaluate(
            "node => { const copy = node.cloneNode(true); copy.querySelectorAll('.tip').forEach(tip => tip.remove());"
            " return copy.textContent; }"
        )
    )


def edit(page: Page, part: str, text: str) -> None:
    section = page.locator(f"#letter-{part}")
    section.locator("summary", has_text=re.compile("Edit|Write it myself")).click()
    section.locator("textarea[name='text']").fill(text)
    section.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
