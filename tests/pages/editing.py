"""What the tests of the editor do over and over."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.running import SAMPLES, Server


def copy_of(name: str, folder: Path) -> Path:
    """A sample as a file of the test's own, so that no other test edits the same résumé."""
    path = folder / name
    source = (SAMPLES / name).read_bytes()
    before, after = (b"\n% ", b"\n") if name.endswith(".tex") else (b"\n<!-- ", b" -->\n")
    path.write_bytes(source + before + str(folder).encode() + after)
    return path


def open_editor(page: Page, server: Server, resume: Path) -> str:
    """Upload a résumé and open its editor; the address of the résumé's page."""
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(resume)
    page.get_by_role("button", name="Upload and read it").click()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()
    url = page.url
    enter(page, url)
    return url


def enter(page: Page, url: str) -> None:
    """Open the editor of the résumé at `url`, with its script at work."""
    page.goto(f"{url}/edit")
    expect(page.locator("form[data-ready]")).to_be_visible()


def field(page: Page, pointer: str) -> Locator:
    """The control of a value by its JSON pointer."""
    return page.locator(f"main [name='{pointer}']")


def lines(page: Page, pointer: str) -> list[str]:
    """What the rows of a list say."""
    values: list[str] = field(page, pointer).evaluate_all("rows => rows.map(row => row.value)")
    return [value for value in values if value]


def titles(page: Page, section: str) -> list[str]:
    """What the entries of a section are called, in their order."""
    return page.locator(f"[data-item^='/{section}/'] > legend").all_inner_texts()


def handle(page: Page, pointer: str) -> Locator:
    """The handle of an entry or a section."""
    return page.locator(f"[data-item='{pointer}'] > .item-tools [data-handle]")


def row_handle(page: Page, pointer: str, index: int) -> Locator:
    """The handle of a row of a list."""
    return page.locator(f"[data-field='{pointer}'] [data-row]").nth(index).locator("[data-handle]")


def expect_saved(page: Page) -> None:
    """All of it is saved, and says so."""
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"^Saved \d"))


def expect_said(page: Page, words: str) -> None:
    """The live region says what was done."""
    expect(page.locator("#edit-said")).to_contain_text(words)


def drag(page: Page, what: Locator, onto: Locator, below: float = 4) -> None:
    """With the mouse, in steps, as a hand does it; `below` is where in the target, from its top."""
    what.hover()
    start = what.bounding_box()
    assert start is not None
    page.mouse.down()
    page.mouse.move(start["x"] + 12, start["y"] + 14, steps=3)
    end = onto.bounding_box()
    assert end is not None
    page.mouse.move(end["x"] + 20, end["y"] + below, steps=8)
    page.mouse.up()
