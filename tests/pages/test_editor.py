"""The editor in a real browser: what is typed is saved by itself, moved by hand and key, undone, and never lost."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.editing import (
    copy_of,
    drag,
    enter,
    expect_said,
    expect_saved,
    field,
    handle,
    lines,
    open_editor,
    row_handle,
    titles,
)
from tests.running import Server

LIST = "/work/0/highlights"


def test_what_is_typed_is_saved_after_a_pause_and_there_after_a_reload(
    page: Page, server: Server, tmp_path: Path
) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    field(page, "/basics/label").fill("Backend Engineer")
    expect_saved(page)
    page.reload()
    expect(field(page, "/basics/label")).to_have_value("Backend Engineer")
    field(page, "/basics/location/address").fill("Domplein 1")
    field(page, "/basics/location/address").blur()
    expect_saved(page)
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".resume-label")).to_have_text("Backend Engineer")


def test_bullets_are_written_as_in_a_text(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before = lines(page, LIST)
    first = field(page, LIST).first
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Quite a new line")
    assert lines(page, LIST) == [before[0], "Quite a new line", *before[1:]]
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    assert lines(page, LIST) == [f"{before[0]} Quite a new line", *before[1:]]
    expect_saved(page)
    page.reload()
    assert lines(page, LIST) == [f"{before[0]} Quite a new line", *before[1:]]
    page.get_by_role("button", name="Undo").click()
    expect_said(page, "Undone")


def test_several_pasted_lines_become_several_bullets(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before = lines(page, LIST)
    field(page, LIST).last.focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text", "• First pasted\\r\\n- Second pasted\\n\\nThird pasted");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect_saved(page)
    page.reload()
    assert lines(page, LIST) == [*before, "First pasted", "Second pasted", "Third pasted"]


def test_a_bullet_and_a_keyword_move_by_keys_and_keep_the_focus(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before, words = lines(page, LIST), lines(page, "/skills/0/keywords")
    row_handle(page, LIST, 0).focus()
    page.keyboard.press("ArrowDown")
    expect_said(page, f"Moved to place 2 of {len(before)}.")
    page.keyboard.press("ArrowDown")
    assert lines(page, LIST) == [*before[1:3], before[0], *before[3:]]
    expect(row_handle(page, LIST, 2)).to_be_focused()
    expect_saved(page)
    row_handle(page, "/skills/0/keywords", 1).focus()
    page.keyboard.press("ArrowLeft")
    expect_saved(page)
    page.reload()
    assert lines(page, LIST) == [*before[1:3], before[0], *before[3:]]
    assert lines(page, "/skills/0/keywords") == [words[1], words[0], *words[2:]]


def test_entries_and_sections_of_latex_move_by_keys_and_undo_gives_every_byte_back(
    page: Page, server: Server, tmp_path: Path
) -> None:
    resume = copy_of("jake_resume.tex", tmp_path)
    url = open_editor(page, server, resume)
    before = titles(page, "work")
    handle(page, "/work/0").focus()
    page.keyboard.press("ArrowDown")
    expect_said(page, f"“{before[0]}” is number 2 of 3 now.")
    assert titles(page, "work") == [before[1], before[0], before[2]]
    expect(handle(page, "/work/1")).to_be_focused()
    handle(page, "/sections/skills").focus()
    page.keyboard.press("ArrowUp")
    expect_said(page, "The section was moved.")
    keys = page.locator(".edit-section:not([data-fixed])").evaluate_all("all => all.map(one => one.dataset.key)")
    assert keys == ["education", "work", "skills", "projects"]
    source = page.request.get(f"{url}/source").body()
    assert source != resume.read_bytes()
    assert sorted(source.split(b"\n")) == sorted(resume.read_bytes().split(b"\n"))
    page.reload()
    for _ in range(2):
        expect(page.get_by_role("button", name="Undo")).to_be_enabled()
        page.get_by_role("button", name="Undo").click()
        expect_said(page, "Undone.")
        page.reload()
    assert titles(page, "work") == before
    assert page.request.get(f"{url}/source").body() == resume.read_bytes()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.get_by_role("button", name="Redo").click()
    expect_said(page, "Done again.")
    assert titles(page, "work") == [before[1], before[0], before[2]]


def test_undo_by_keys_outside_of_text(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    field(page, "/basics/label").fill("Wrong")
    expect_saved(page)
    handle(page, "/work/0").focus()
    page.keyboard.press("Control+z")
    expect_said(page, "Undone.")
    expect(field(page, "/basics/label")).not_to_have_value("Wrong")
    page.keyboard.press("Control+Shift+z")
    expect_said(page, "Done again.")
    expect(field(page, "/basics/label")).to_have_value("Wrong")


def test_bullets_keywords_and_entries_are_dragged(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    bullets, words, jobs = lines(page, LIST), lines(page, "/skills/0/keywords"), titles(page, "work")
    drag(page, row_handle(page, LIST, 2), page.locator(f"[data-field='{LIST}'] [data-row]").first)
    assert lines(page, LIST) == [bullets[2], *bullets[:2], *bullets[3:]]
    expect_saved(page)
    chip = page.locator("[data-field='/skills/0/keywords'] [data-row]").first
    drag(page, row_handle(page, "/skills/0/keywords", 2), chip, 12)
    expect_saved(page)
    drag(page, handle(page, "/work/1"), page.locator("[data-item='/work/0']"))
    expect_said(page, f"“{jobs[1]}” is number 1 of {len(jobs)} now.")
    assert titles(page, "work") == [jobs[1], jobs[0], *jobs[2:]]
    page.reload()
    assert titles(page, "work") == [jobs[1], jobs[0], *jobs[2:]]
    assert lines(page, "/work/1/highlights") == [bullets[2], *bullets[:2], *bullets[3:]]
    assert lines(page, "/skills/0/keywords") == [words[2], *words[:2], *words[3:]]


def test_a_drag_that_is_called_off_moves_nothing(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before = lines(page, LIST)
    row = row_handle(page, LIST, 2)
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, box["y"] - 60, steps=5)
    assert lines(page, LIST) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert lines(page, LIST) == before


def test_entries_are_added_doubled_and_removed(page: Page, server: Server, tmp_path: Path) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    before = titles(page, "work")
    page.locator("summary", has_text="Add to experience").click()
    new = f"/work/{len(before)}"
    field(page, f"{new}/position").fill("Cook")
    expect_saved(page)
    expect(field(page, f"{new}/position")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Mill")
    expect_saved(page)
    page.get_by_role("button", name="Duplicate: Cook").click()
    expect_said(page, "“Cook” stands here twice now.")
    page.get_by_role("button", name="Remove: Cook").first.click()
    expect_said(page, "“Cook” was removed.")
    page.reload()
    assert titles(page, "work") == [*before, "Cook"]
    expect(field(page, f"{new}/name")).to_have_value("Mill")


def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_saved(
    page: Page, server: Server, tmp_path: Path
) -> None:
    open_editor(page, server, copy_of("resume_plain.md", tmp_path))
    field(page, "/work/0/startDate").fill("2021-13")
    field(page, "/basics/url").fill("javascript:alert(1)")
    field(page, "/basics/email").fill("not an address")
    field(page, "/basics/label").fill("Kept")
    for pointer in ("/work/0/startDate", "/basics/url", "/basics/email"):
        expect(field(page, pointer)).to_have_attribute("aria-invalid", "true")
        expect(field(page, pointer).locator("..").locator(".error")).to_be_visible()
    expect(field(page, "/basics/url")).to_have_value("javascript:alert(1)")
    with page.expect_response(lambda answer: "2021-12" in (answer.request.post_data or "")):
        field(page, "/work/0/startDate").fill("2021-12")
    expect(field(page, "/work/0/startDate")).not_to_have_attribute("aria-invalid", "true")
    other = page.context.new_page()
    enter(other, page.url.removesuffix("/edit"))
    expect(field(other, "/basics/label")).to_have_value("Kept")
    expect(field(other, "/work/0/startDate")).to_have_value("2021-12")
    expect(field(other, "/basics/email")).not_to_have_value("not an address")
