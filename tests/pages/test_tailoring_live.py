"""A person watches a résumé being tailored, in a real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.databases import open_database
from tests.pages.press import Press
from tests.pages.tailoring import begin, expect_last_step, expect_result, long_resume, own_tex, slow_tex
from tests.running import SAMPLES, Server


def test_from_upload_to_pdf(page: Page, server: Server) -> None:
    begin(page, server.url, SAMPLES / "jake_resume.tex", instructions="keep education first")
    expect_result(page)
    expect(page.get_by_role("img", name="Score:")).to_be_visible()
    expect(page.locator('.chip[data-state="matched"]', has_text="PostgreSQL").first).to_be_visible()
    expect(page.get_by_text("Compiled from your own LaTeX")).to_be_visible()
    image = page.get_by_role("img", name="Page 1 of")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 1000
    with page.expect_download() as started:
        page.get_by_role("link", name="Download PDF").click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF-")
    assert started.value.suggested_filename.startswith("Jake_Ryan")
    expect(page.get_by_text("keep education first", exact=True)).to_be_visible()


def test_an_upload_is_read_while_one_watches(page: Page, server: Server, tmp_path: Path) -> None:
    copy = tmp_path / "watched.tex"
    copy.write_bytes((SAMPLES / "jake_resume.tex").read_bytes() + b"\n% watched\n")
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(copy)
    page.get_by_role("button", name="Upload and read it").click()
    page.wait_for_url("**/resumes/res_*")
    expect(page.get_by_role("heading", name="Jake Ryan", level=2)).to_be_visible()
    expect(page.locator("#resume")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".entry", has_text="Undergraduate Research Assistant")).to_contain_text("Jun 2020 – present")


def test_a_reload_in_the_middle_goes_on(page: Page, printing: Server, press: Press, tmp_path: Path) -> None:
    with press.held():
        begin(page, printing.url, own_tex(tmp_path, "reload"))
        expect_last_step(page)
        page.reload()
        expect_last_step(page)
    expect_result(page)


def test_two_tabs_watch_one_run(context: BrowserContext, printing: Server, press: Press, tmp_path: Path) -> None:
    first, second = context.new_page(), context.new_page()
    with press.held():
        url = begin(first, printing.url, own_tex(tmp_path, "two"))
        second.goto(url)
        expect_last_step(second)
    second.bring_to_front()
    expect_result(second)
    first.bring_to_front()
    expect_result(first)


def test_stop_ends_the_run_and_offers_another_try(page: Page, server: Server, tmp_path: Path) -> None:
    begin(page, server.url, slow_tex(tmp_path, 40_000_000))
    expect_last_step(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(page.locator("#tailoring-said")).to_contain_text("Stopped")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_focus_stays_where_it_was_while_steps_arrive(
    page: Page, printing: Server, press: Press, tmp_path: Path
) -> None:
    with press.held():
        begin(page, printing.url, own_tex(tmp_path, "focus"))
        expect_last_step(page)
        stop = page.get_by_role("button", name="Stop")
        stop.focus()
        expect(stop).to_be_focused()


def test_going_back_and_forward_shows_the_result(page: Page, server: Server) -> None:
    url = begin(page, server.url, SAMPLES / "jake_resume.tex", instructions="skills at the top")
    expect_result(page)
    page.goto(f"{server.url}/postings")
    page.go_back()
    assert page.url == url
    expect_result(page)


def test_seven_tabs_of_one_browser_all_live(
    context: BrowserContext, printing: Server, press: Press, tmp_path: Path
) -> None:
    tabs = [context.new_page() for _ in range(7)]
    with press.held():
        url = begin(tabs[0], printing.url, own_tex(tmp_path, "seven"))
        for tab in tabs[1:]:
            tab.goto(url)
    for tab in tabs:
        tab.bring_to_front()
        expect_result(tab)


def test_the_page_works_with_scripts_switched_off(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    begin(page, server.url, SAMPLES / "jake_resume.tex", instructions="projects first")
    expect(page.get_by_role("heading", name="What they ask for")).to_be_visible(timeout=60_000)
    context.close()


def test_a_server_killed_in_the_middle_goes_on_by_itself(page: Page, data_dir: Path, tmp_path: Path) -> None:
    with Server(data_dir) as server:
        begin(page, server.url, slow_tex(tmp_path))
        expect_last_step(page)
        server.kill()
        server.start()
        expect_result(page)
        assert server.log.count("step=0") == 1


STEP_NAMES = {f"step-{number}" for number in range(6)}


def remembered(data_dir: Path) -> set[str]:
    """The steps that the newest tailoring has done for good."""
    with open_database(data_dir / "foreword.sqlite3") as connection:
        newest = connection.execute("SELECT run_id FROM tailorings ORDER BY created_at DESC LIMIT 1").fetchone()
        rows = connection.execute("SELECT name FROM run_steps WHERE run_id = ? AND name LIKE 'step-%'", newest)
        return {name for (name,) in rows}


def killed_in_step_two(page: Page, server: Server, resume: Path) -> bool:
    """Begin, and kill the server while the page says that skills are matched; False when that was over too soon."""
    begin(page, server.url, resume)
    matching = page.locator("#tailoring-label", has_text="Matching skills...")
    matching.or_(page.get_by_role("heading", name="What they ask for")).first.wait_for()
    if not matching.is_visible():
        return False
    server.kill()
    return True


def test_a_server_killed_in_step_two_does_no_remembered_step_again(page: Page, data_dir: Path, tmp_path: Path) -> None:
    with Server(data_dir) as server:
        before, logged = STEP_NAMES, 0
        for attempt in range(8):
            if not killed_in_step_two(page, server, long_resume(tmp_path, 1_150 - attempt)):
                continue
            before, logged = remembered(data_dir), len(server.log)
            server.start()
            if before < STEP_NAMES:
                break
        assert {"step-0", "step-1"} <= before < STEP_NAMES
        expect_result(page)
        again = [f"step-{number}" for number in re.findall(r"step=(\d) done", server.log[logged:])]
        assert again == sorted(STEP_NAMES - before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_text_in_a_resume_does_nothing(page: Page, server: Server, tmp_path: Path, scheme: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    nasty = tmp_path / f"{scheme}.md"
    nasty.write_text(
        "# Eve <b hx-get=/canary hx-trigger=load>x</b>\n\neve@example.org\n\n## Experience\n\n"
        "### Engineer, <hx-partial hx-target=#main hx-swap=innerHTML>gone</hx-partial> (Berlin) — 2020 to present\n\n"
        "- <div hx-sse:connect=/canary>Python</div> <img src=/canary> javascript:alert(1)\n\n## Skills\n\nPython\n"
        f"\n{scheme}\n",
        encoding="utf-8",
    )
    posting = (
        "Python engineer wanted. <div hx-get='/canary' hx-trigger='load'>Requirements: Python and PostgreSQL.</div>"
    )
    begin(page, server.url, nasty, posting=posting)
    expect_result(page)
    expect(page.locator("#main")).to_be_visible()
    assert not [url for url in requests if "canary" in url]
    assert page.locator("hx-partial, [hx-get]").count() == 0
