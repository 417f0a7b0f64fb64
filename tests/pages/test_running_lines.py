"""A run that is at work while its page's line breaks: it is watched further, and stopped when somebody says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.faults import Answer, Change, Cut, Silence
from tests.pages.line import EVENTS, HURRY, NOTE_TAKEN, start, taken
from tests.pages.press import Press
from tests.pages.proxy import Proxy
from tests.pages.tailoring import begin, expect_last_step, own_tex, slow_tex
from tests.running import Server, Visitor


@pytest.fixture(scope="module")
def server(printing: Server) -> Server:
    return printing


@pytest.fixture
def held(press: Press) -> Iterator[None]:
    """Nothing is compiled before the test is over."""
    with press.held():
        yield


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with Proxy(server.port) as running:
        yield running


@pytest.mark.usefixtures("held")
def test_a_running_line_cut_again_and_again_goes_on(page: Page, proxy: Proxy, tmp_path: Path) -> None:
    page.add_init_script(HURRY)
    proxy.plan(EVENTS, [Cut(after=place) for place in range(0, 90, 9)])
    begin(page, proxy.url, own_tex(tmp_path, "cut"))
    proxy.wait_until_met()
    expect_last_step(page)
    proxy.cut()
    proxy.wait(EVENTS, 12)
    stop(page)
    expect_stopped(page)


@pytest.mark.usefixtures("held")
def test_a_running_page_with_a_cursor_beyond_the_log_starts_over(
    page: Page, proxy: Proxy, server: Server, tmp_path: Path
) -> None:
    with Visitor(server) as visitor:
        path = start(visitor, own_tex(tmp_path, "beyond"))
    proxy.plan(path, [Change(rb"after=\d+", b"after=999")])
    page.add_init_script(NOTE_TAKEN)
    page.goto(proxy.url + path)
    expect_last_step(page)
    expect(page.locator("#tailoring")).to_have_attribute("aria-busy", "true")
    assert taken(page)[0] == "app:reset"
    stop(page)
    expect_stopped(page)


@pytest.mark.usefixtures("held")
def test_stop_works_while_the_line_is_silent(page: Page, proxy: Proxy, tmp_path: Path) -> None:
    proxy.plan(EVENTS, [Silence(marker=b"<article")])
    begin(page, proxy.url, own_tex(tmp_path, "silent"))
    expect_last_step(page)
    stop(page)
    proxy.wait("/stop", 1)
    proxy.cut()
    expect_stopped(page)


@pytest.mark.usefixtures("held")
def test_stop_says_when_it_did_not_work(page: Page, proxy: Proxy, tmp_path: Path) -> None:
    begin(page, proxy.url, own_tex(tmp_path, "refused"))
    expect_last_step(page)
    proxy.plan("/stop", [Answer(503)])
    stop(page)
    expect(page.locator("#live-status")).to_have_text("That did not work. Please try again.")
    stop(page)
    expect_stopped(page)


@pytest.mark.usefixtures("held")
def test_back_in_the_middle_of_a_run_goes_on(page: Page, proxy: Proxy, tmp_path: Path) -> None:
    url = begin(page, proxy.url, own_tex(tmp_path, "back"))
    expect_last_step(page)
    page.goto(f"{proxy.url}/postings")
    page.go_back()
    assert page.url == url
    expect_last_step(page)
    stop(page)
    expect_stopped(page)


def test_a_page_whose_run_is_not_in_the_restored_data_gives_up(page: Page, data_dir: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    page.add_init_script(HURRY)
    with Server(data_dir) as server:
        server.stop()
        shutil.copytree(data_dir, older)
        server.start()
        begin(page, server.url, slow_tex(tmp_path))
        expect_last_step(page)
        server.kill()
        shutil.rmtree(data_dir)
        older.rename(data_dir)
        server.start()
        expect(page.locator("#live-status")).to_have_text("This page can no longer be updated. Reload it.")
        assert page.locator("#tailoring-live").count() == 0


def expect_stopped(page: Page) -> None:
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(page.locator("#tailoring")).to_have_attribute("aria-busy", "false")


def stop(page: Page) -> None:
    page.get_by_role("button", name="Stop").click()
