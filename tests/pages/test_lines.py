"""Lines that are cut, silent, refused or wrong: the page says so, goes on by itself, and ends as it should.

Most tests open the page of a finished run as it was in its first moment (`tests/pages/line.py`), so that the whole
stream comes at once and nobody waits for a run.
"""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.faults import Answer, Change, Cut, Drip, Fault, Hold, Silence
from tests.pages.line import END, EVENTS, HURRY, STEPS, WHOLE, OpenStale, Stale, finish_one, taken
from tests.pages.proxy import Proxy
from tests.pages.tailoring import expect_result
from tests.running import Server


@pytest.fixture(scope="module")
def stale(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Stale:
    return finish_one(server, tmp_path_factory.mktemp("stale"))


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with Proxy(server.port) as running:
        yield running


@pytest.fixture
def open_stale(page: Page, proxy: Proxy, server: Server, stale: Stale) -> OpenStale:
    return OpenStale(page, proxy, server, stale)


def last_ids(proxy: Proxy) -> list[str | None]:
    return [seen.last_event_id for seen in proxy.seen(EVENTS)]


def test_a_whole_line_gives_each_step_once_and_then_the_end(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    open_stale()
    expect_end(page)
    assert taken(page) == WHOLE
    assert last_ids(proxy) == [None]


@pytest.mark.parametrize("abrupt", [False, True])
def test_a_cut_line_goes_on_after_the_last_event(page: Page, proxy: Proxy, open_stale: OpenStale, abrupt: bool) -> None:
    open_stale(Silence(marker=b"id: 4\n"))
    expect_done_steps(page, 2)
    proxy.plan(EVENTS, [Cut(marker=b"</article>", abrupt=abrupt)])
    proxy.cut()
    expect_end(page)
    assert last_ids(proxy)[:2] == [None, "3"]
    assert taken(page) == WHOLE


def test_cuts_anywhere_lose_nothing_and_double_nothing(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    ending = open_stale.stream(last_event_id=STEPS[-1])
    first_step = open_stale.stream().index(b"id: 2\n")
    inside_letters = [place for place, byte in enumerate(ending) if byte & 0xC0 == 0x80]
    around_the_end = range(ending.index(b"event: app:end") - 5, len(ending))
    places = {*range(0, first_step + 60, 11), *inside_letters[:: len(inside_letters) // 20 + 1], *around_the_end}
    assert len(inside_letters) > 20
    page.add_init_script(HURRY)
    open_stale(*(Cut(after=place) for place in sorted(places)))
    expect_end(page)
    assert len(proxy.seen(EVENTS)) == len(places) + 1
    assert taken(page) == WHOLE
    swapped = article(page)
    page.reload()
    assert swapped == article(page)


def test_a_line_in_tiny_pieces_reads_the_same(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    open_stale(Drip(5))
    expect_end(page)
    assert taken(page) == WHOLE
    assert len(proxy.seen(EVENTS)) == 1


@pytest.mark.parametrize("status", [500, 503])
def test_a_first_connection_that_fails_is_tried_again(
    page: Page, proxy: Proxy, open_stale: OpenStale, status: int
) -> None:
    open_stale(Answer(status))
    expect_end(page)
    assert len(proxy.seen(EVENTS)) == 2
    assert page.locator("#swapped").count() == 0
    assert taken(page) == WHOLE


@pytest.mark.parametrize("status", [401, 403, 404, 410])
@pytest.mark.parametrize("before", [[], [Cut(marker=b"id: 3\n")]], ids=["at once", "later"])
def test_a_refused_line_is_given_up(
    page: Page, proxy: Proxy, open_stale: OpenStale, status: int, before: list[Fault]
) -> None:
    page.clock.install()
    open_stale(*before, Answer(status))
    expect(page.locator("#live-status")).to_have_text("This page can no longer be updated. Reload it.")
    expect(page.locator("#tailoring")).to_have_attribute("aria-busy", "false")
    assert page.locator("#swapped").count() == 0
    expect_no_more_requests(page, proxy)
    assert len(proxy.seen(EVENTS)) == len(before) + 1


def test_a_lost_end_is_told_again_and_then_nobody_asks(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    page.clock.install()
    open_stale(Cut(marker=b"event: app:end"))
    expect(page.locator("#live-status")).to_be_hidden()
    expect_end(page)
    expect_no_more_requests(page, proxy)
    assert last_ids(proxy) == [None, STEPS[-1]]
    assert taken(page) == WHOLE


@pytest.mark.parametrize("after", [7, 999])
def test_a_page_that_has_seen_the_end_or_more_gets_the_end(
    page: Page, proxy: Proxy, open_stale: OpenStale, after: int
) -> None:
    page.clock.install()
    open_stale(after=after)
    expect_end(page)
    expect_no_more_requests(page, proxy)
    assert last_ids(proxy) == ([None] if after == 7 else [None, END])
    assert taken(page)[-1] == "app:end"


def test_a_page_that_has_seen_more_than_a_restored_log_starts_over(
    page: Page, proxy: Proxy, open_stale: OpenStale
) -> None:
    later = b'id: 50\ndata: <hx-partial hx-target="#tailoring-label" hx-swap="textContent">Later</hx-partial>\n\n'
    open_stale(Change(rb"(?s)\A.+\Z", later))
    expect_end(page)
    assert last_ids(proxy) == [None, "50", END]


def test_a_silent_line_is_left_for_a_new_one(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    page.clock.install()
    open_stale(Silence(marker=b"id: 3\n"))
    expect_done_steps(page, 1)
    page.clock.fast_forward(25_000)
    expect_end(page)
    assert last_ids(proxy) == [None, "2"]
    assert taken(page) == WHOLE


@pytest.mark.parametrize("before", [[], [Cut(marker=b"id: 3\n")]], ids=["at once", "later"])
def test_a_connection_that_nobody_answers_is_left(
    page: Page, proxy: Proxy, open_stale: OpenStale, before: list[Fault]
) -> None:
    page.clock.install()
    never = threading.Event()
    open_stale(*before, Hold(never))
    proxy.wait(EVENTS, len(before) + 1)
    page.clock.fast_forward(16_000)
    expect_end(page)
    never.set()
    assert len(proxy.seen(EVENTS)) == len(before) + 2
    assert taken(page) == WHOLE


def test_the_page_says_that_it_reconnects_while_nobody_answers(page: Page, proxy: Proxy, open_stale: OpenStale) -> None:
    open_stale(Silence(marker=b"id: 3\n"))
    expect_done_steps(page, 1)
    status = page.locator("#live-status")
    expect(status).to_be_hidden()
    proxy.refuse()
    expect(status).to_have_text("Reconnecting…")
    expect(status).to_be_visible()
    proxy.accept()
    expect_end(page)
    expect(status).to_be_hidden()


def test_what_one_opened_and_where_one_reads_stay_when_the_end_comes_twice(
    page: Page, proxy: Proxy, open_stale: OpenStale
) -> None:
    open_stale(Silence(marker=b"event: app:end"))
    expect_result(page)
    details = page.locator("#tailoring details").first
    details.locator("summary").click()
    page.evaluate("scrollTo(0, 700)")
    proxy.cut()
    proxy.wait(EVENTS, 2)
    expect_end(page)
    expect(details).to_have_attribute("open", "")
    assert page.evaluate("scrollY") == 700


def expect_done_steps(page: Page, count: int) -> None:
    expect(page.locator('#tailoring-steps li[data-state="done"]')).to_have_count(count)


def expect_end(page: Page) -> None:
    """The result is shown, the end was taken in, and the line was closed because of it."""
    expect(page.locator("html")).to_have_attribute("data-closed", "message")
    expect_result(page)


def expect_no_more_requests(page: Page, proxy: Proxy) -> None:
    """Let every timer of the next minutes fire, then ask for something else: nothing came before it."""
    count = len(proxy.seen(EVENTS))
    page.clock.run_for(180_000)
    page.evaluate("fetch('/health/live')")
    proxy.wait("/health/live", 1)
    assert len(proxy.seen(EVENTS)) == count


def article(page: Page) -> str:
    """All of the result but the forms' tokens, which are another one each time that a page is asked for."""
    return re.sub(r'(name="_csrf_token" value=")[0-9a-f]+', r"\1", page.locator("#tailoring").inner_html())
