"""Two tabs on one résumé, a server that goes away, a résumé that is deleted: nothing that was typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.pages.editing import (
    copy_of,
    enter,
    expect_said,
    expect_saved,
    field,
    handle,
    lines,
    open_editor,
    titles,
)
from tests.running import Server


@pytest.fixture
def other(page: Page) -> Iterator[Page]:
    """A second tab of the same person."""
    tab = page.context.new_page()
    yield tab
    tab.close()


def test_what_each_tab_changed_is_put_together(page: Page, other: Page, server: Server, tmp_path: Path) -> None:
    url = open_editor(page, server, copy_of("jake_resume.tex", tmp_path))
    enter(other, url)
    before = titles(page, "work")
    handle(other, "/work/2").focus()
    other.keyboard.press("ArrowUp")
    expect_said(other, "is number 2 of 3 now")
    field(other, "/work/0/location").fill("Austin, TX")
    expect_saved(other)
    field(page, "/work/2/position").fill("Games Researcher")
    expect(page.get_by_text("Its changes and yours were put together")).to_be_visible()
    assert titles(page, "work") == [before[0], "Games Researcher", before[1]]
    expect(field(page, "/work/1/position")).to_be_focused()
    expect(field(page, "/work/0/location")).to_have_value("Austin, TX")
    other.reload()
    assert titles(other, "work") == [before[0], "Games Researcher", before[1]]


def test_a_field_that_both_changed_shows_both_and_both_tabs_end_equal(
    page: Page, other: Page, server: Server, tmp_path: Path
) -> None:
    url = open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    enter(other, url)
    for pointer in ("/basics/label", "/basics/phone"):
        field(other, pointer).fill(f"Theirs {pointer[-5:]}")
        expect_saved(other)
        expect(other.locator("[data-status]")).not_to_have_text("Saving…")
    expect_saved(other)
    field(page, "/basics/label").fill("My label")
    field(page, "/basics/phone").fill("My phone")
    field(page, "/basics/location/city").fill("Delft")
    label = page.locator("[data-field='/basics/label']")
    expect(label.get_by_text("Theirs label")).to_be_visible()
    expect(field(page, "/basics/label")).to_have_value("My label")
    expect(field(page, "/basics/phone")).to_have_value("My phone")
    field(page, "/basics/location/region").fill("South Holland")
    expect(page.locator("[data-status]")).to_contain_text("but for what is marked")
    expect(label.get_by_text("Theirs label")).to_be_visible()
    label.get_by_role("button", name="Keep mine").click()
    page.locator("[data-field='/basics/phone']").get_by_role("button", name="Take theirs").click()
    expect_saved(page)
    expect(page.locator(".clash")).to_have_count(0)
    for tab in (page, other):
        tab.reload()
        expect(field(tab, "/basics/label")).to_have_value("My label")
        expect(field(tab, "/basics/phone")).to_have_value("Theirs phone")
        expect(field(tab, "/basics/location/city")).to_have_value("Delft")
        expect(field(tab, "/basics/location/region")).to_have_value("South Holland")


def test_an_entry_that_the_other_tab_removed_is_put_back(
    page: Page, other: Page, server: Server, tmp_path: Path
) -> None:
    url = open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    enter(other, url)
    before = titles(page, "work")
    other.get_by_role("button", name=f"Remove: {before[0]}").click()
    expect_said(other, "was removed")
    field(page, "/work/0/location").fill("Delft")
    panel = page.locator("[data-lost]")
    expect(panel).to_contain_text("Delft")
    field(page, "/basics/label").fill("Still here")
    expect_saved(page)
    panel.get_by_role("button", name="Put it back").click()
    expect_said(page, "It was put back")
    assert titles(page, "work") == [*before[1:], before[0]]
    page.reload()
    expect(field(page, f"/work/{len(before) - 1}/location")).to_have_value("Delft")
    expect(field(page, "/basics/label")).to_have_value("Still here")


def test_a_deleted_resume_leaves_its_text_to_be_taken_away(
    page: Page, other: Page, server: Server, tmp_path: Path
) -> None:
    url = open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    other.goto(url)
    other.get_by_text("Delete…").click()
    other.get_by_role("button", name="Delete this résumé").click()
    expect(other).to_have_url(f"{server.url}/resumes")
    field(page, "/basics/label").fill("Written too late")
    said = page.get_by_label("What you wrote")
    expect(said).to_be_visible()
    expect(said).to_have_value(re.compile("Written too late"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert "Written too late" in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_killed_server_costs_no_text(page: Page, tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        open_editor(page, server, copy_of("resume_plain.md", tmp_path))
        before = titles(page, "work")
        server.kill()
        field(page, "/basics/label").fill("Written while nobody listened")
        expect(page.locator("[data-status]")).to_contain_text("Not saved: the server does not answer")
        handle(page, "/work/0").focus()
        page.keyboard.press("ArrowDown")
        server.start()
        page.get_by_role("button", name="Try again now").click()
        expect_said(page, f"“{before[0]}” is number 2")
        expect_saved(page)
        page.reload()
        expect(field(page, "/basics/label")).to_have_value("Written while nobody listened")
        assert titles(page, "work") == [before[1], before[0], *before[2:]]


def test_unsaved_text_outlives_a_reload(page: Page, server: Server, tmp_path: Path) -> None:
    url = open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/edit", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    field(page, "/basics/label").fill("Kept over a crash")
    field(page, "/work/0/highlights").first.fill("A bullet kept as well")
    expect(page.locator("[data-status]")).to_contain_text("Not saved")
    page.reload()
    expect(field(page, "/basics/label")).to_have_value("Kept over a crash")
    page.unroute("**/edit")
    page.get_by_role("button", name="Try again now").click()
    expect_saved(page)
    enter(page, url)
    expect(field(page, "/basics/label")).to_have_value("Kept over a crash")
    assert lines(page, "/work/0/highlights")[0] == "A bullet kept as well"


def test_a_step_whose_answer_was_lost_is_not_made_twice(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before = titles(page, "work")
    answers: list[int] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        answers.append(route.fetch().status)
        if len(answers) == 1:
            route.abort()
        else:
            route.fallback()

    page.route("**/edit", lose_the_first)
    page.get_by_role("button", name=f"Duplicate: {before[0]}").click()
    expect_saved(page)
    page.unroute("**/edit")
    assert len(answers) >= 2
    assert titles(page, "work") == [before[0], *before]
