"""The page for developers in a real Chromium: lines are copied, requests are sent and shown raw, and stopped."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.accounts.signing_in import PASSWORD, make_account
from tests.developers.filling import bring
from tests.developers.reading import ReadPage, events_in
from tests.pages.test_accessibility import violations
from tests.pages.tutoring import BEGUN, BEGUN_PIECES, scripted, serving
from tests.provider import Provider
from tests.provider.behaviours import held
from tests.running import SAMPLES, Server

Scheme = Literal["light", "dark"]
PATIENCE = 120.0
ENDS = {
    "career-tailor": "done",
    "career-letter": "done",
    "optimisation-stream": "complete",
    "tutor-begin": "done",
    "tutor-go-on": "done",
    "latex-stream": "complete",
    "agent-send": "[DONE]",
    "native-follow": "done",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Somebody who has one of everything."""
    with Server(tmp_path_factory.mktemp("developers") / "data", rate_limit_per_minute="10000") as running:
        fill(running)
        yield running


def fill(server: Server) -> None:
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        kept = bring(client)
        resume = client.get("/api/resumes").json()["items"][0]["id"]
        client.post("/api/tailorings", json={"resume_id": resume, "posting_id": kept}).raise_for_status()


def opened(page: Page, server: Server, name: str) -> Locator:
    """A request's part of the page, its form open."""
    page.goto(f"{server.url}/developers")
    part = page.locator(f"#{name}")
    part.get_by_text("Try it here").click()
    return part


def send(part: Locator) -> None:
    part.get_by_role("button", name="Send", exact=True).click()


def status(part: Locator) -> Locator:
    return part.locator("[data-status]")


def raw(part: Locator) -> str:
    """What came, as it is shown, long frames unfolded."""
    for button in part.get_by_role("button", name=re.compile("^Show .* more characters")).all():
        button.click()
    return "\n\n".join(part.locator("[data-frames] pre").all_text_contents())


def test_a_line_is_copied_as_it_stands(context: BrowserContext, page: Page, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/settings")
    page.get_by_role("main").get_by_role("link", name="For developers").click()
    expect(page.get_by_role("heading", name="For developers", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Settings").first).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("contentinfo").get_by_role("link", name="For developers")).to_be_visible()
    part = page.locator("#career-tailor")
    part.get_by_role("button", name="Copy the line for: Tailor a résumé").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == ReadPage(httpx.get(f"{server.url}/developers").text).lines["career-tailor"]
    assert copied.startswith("curl -N -X POST http://127.0.0.1:")


def test_where_the_page_may_not_copy_the_line_is_selected(page: Page, server: Server) -> None:
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto(f"{server.url}/developers")
    part = page.locator("#tutor-usage")
    part.get_by_role("button", name="Copy the line for").click()
    expect(page.get_by_text("The line is selected: copy it yourself.")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == part.locator("pre").first.inner_text()


@pytest.mark.parametrize("name", ENDS)
def test_a_request_is_sent_with_ones_own_ids_and_its_frames_are_shown_raw(
    page: Page, server: Server, name: str
) -> None:
    part = opened(page, server, name)
    expect(part.locator(".dev-does")).to_contain_text("It is sent as you, by this page.")
    send(part)
    expect(status(part)).to_have_text(re.compile(r"^200 OK\. Ended: [\d,]+ frames? in \d+\.\d{3} s\.$"))
    came = events_in(raw(part))
    assert came[-1].name == ENDS[name]
    assert len(came) > 1
    expect(part.locator("[data-frames] .dev-when").first).to_have_text(re.compile(r"^\+\d+\.\d{3} s$"))
    part.get_by_text("Headers").click()
    expect(part.locator("[data-headers]")).to_contain_text("content-type: text/event-stream")
    expect(part.get_by_role("button", name="Stop")).to_be_hidden()


def test_a_whole_answer_is_shown_raw(page: Page, server: Server) -> None:
    part = opened(page, server, "agent-create")
    part.get_by_label("Name").fill("<b>made</b> by hand")
    send(part)
    expect(status(part)).to_have_text(re.compile(r"^201 Created\. Ended: [\d,]+ bytes in "))
    assert json.loads(raw(part))["name"] == "<b>made</b> by hand"
    assert part.locator("[data-frames] b").count() == 0


def test_a_file_of_ones_own_goes_before_the_newest_one(page: Page, server: Server, tmp_path: Path) -> None:
    own = tmp_path / "mine.tex"
    own.write_bytes((SAMPLES / "jake_resume.tex").read_bytes().replace(b"Jake Ryan", b"Quill Feather"))
    part = opened(page, server, "latex-stream")
    part.get_by_label("LaTeX file").set_input_files(own)
    send(part)
    expect(status(part)).to_contain_text("Ended")
    assert "Quill Feather" in events_in(raw(part))[-1].payload["tex_content"]
    own.write_bytes(b"no such kind")
    own.rename(tmp_path / "mine.docx")
    part.get_by_label("LaTeX file").set_input_files(tmp_path / "mine.docx")
    send(part)
    expect(status(part)).to_contain_text("400 Bad Request. Ended")
    assert json.loads(raw(part)) == {"detail": "Only .tex files are accepted", "field": "resume_file"}


def test_a_refusal_is_shown_raw_and_the_form_stays_as_it_was(page: Page, server: Server) -> None:
    part = opened(page, server, "career-tailor")
    part.get_by_label("Résumé").fill("res_none/../x?y")
    send(part)
    expect(status(part)).to_contain_text("404 Not Found. Ended")
    assert json.loads(raw(part))["statusCode"] == 404
    expect(part.get_by_label("Résumé")).to_have_value("res_none/../x?y")
    part.get_by_label("Résumé").fill("")
    send(part)
    expect(part.get_by_label("Résumé")).to_be_focused()
    expect(status(part)).to_contain_text("404 Not Found. Ended")


def test_what_is_typed_into_a_path_is_one_part_of_it(page: Page, server: Server) -> None:
    part = opened(page, server, "native-resume")
    part.get_by_label("Résumé").fill("../usage?x=1#y")
    with page.expect_request("**/api/resumes/**") as asked:
        send(part)
    assert asked.value.url == f"{server.url}/api/resumes/..%2Fusage%3Fx%3D1%23y"
    expect(status(part)).to_contain_text("404 Not Found. Ended")


def test_a_line_that_breaks_is_said_and_what_came_stays(page: Page, server: Server) -> None:
    part = opened(page, server, "career-list")
    page.route("**/v1/resumes", lambda route: route.abort())
    send(part)
    expect(status(part)).to_contain_text("The line broke: 0 bytes in")
    expect(part.get_by_role("button", name="Send", exact=True)).to_be_enabled()


def test_frames_are_shown_while_they_come_and_stop_breaks_off(page: Page, data_dir: Path, provider: Provider) -> None:
    script = scripted(provider)
    script.turns = [held(provider.gate(), after=BEGUN_PIECES)]
    with serving(data_dir, provider) as server:
        part = opened(page, server, "tutor-begin")
        send(part)
        expect(part.locator("[data-frames]")).to_contain_text(BEGUN.split()[-1])
        expect(status(part)).to_have_text(re.compile(r"^200 OK, after \d"))
        expect(part.locator("[data-count]")).to_contain_text("frame")
        expect(part.get_by_role("button", name="Send", exact=True)).to_be_disabled()
        assert "".join(event.payload["content"] for event in events_in(raw(part))).strip() == BEGUN
        assert violations(page) == []
        part.get_by_role("button", name="Stop").click()
        expect(status(part)).to_have_text(re.compile(r"^Stopped by you: [\d,]+ frames? in \d"))
        expect(part.get_by_role("button", name="Stop")).to_be_hidden()
        expect(part.get_by_role("button", name="Send", exact=True)).to_be_focused()
        assert "".join(event.payload["content"] for event in events_in(raw(part))).strip() == BEGUN


def test_somebody_who_has_nothing_is_told_where_to_begin(page: Page, data_dir: Path) -> None:
    with Server(data_dir) as server:
        page.goto(f"{server.url}/developers")
        part = page.locator("#career-tailor")
        expect(part.get_by_text("You have no résumé here yet, so this line names none.")).to_be_visible()
        expect(part.locator("pre").first).to_contain_text("RESUME_ID")
        part.get_by_text("Try it here").click()
        expect(part.get_by_label("Résumé")).to_have_value("")
        send(part)
        expect(part.get_by_label("Résumé")).to_be_focused()
        expect(part.locator("[data-answer]")).to_be_hidden()
        part.get_by_role("link", name="Upload a résumé").click()
        expect(page.get_by_role("heading", name="Résumés", level=1)).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, server: Server, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.url}/developers")
    assert violations(page) == []
    for summary in page.get_by_text("Try it here").all():
        summary.click()
    part = page.locator("#career-tailor")
    send(part)
    expect(status(part)).to_contain_text("Ended")
    for direction in ("ltr", "rtl"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_somebody_who_is_signed_in_tries_it_with_their_session(page: Page, data_dir: Path) -> None:
    make_account(data_dir, "ada@example.org", "Ada Lovelace")
    with Server(data_dir, auth="accounts") as server:
        page.goto(f"{server.url}/developers")
        page.get_by_label("Email").fill("ada@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        part = page.locator("#tutor-begin")
        part.get_by_text("Try it here").click()
        send(part)
        expect(status(part)).to_contain_text("200 OK. Ended")
        assert events_in(raw(part))[-1].name == "done"
        page.context.clear_cookies()
        send(part)
        expect(status(part)).to_contain_text("401 Unauthorized. Ended")
        assert json.loads(raw(part))["error"]["code"] == "not_signed_in"


def test_without_scripts_everything_can_be_read_and_no_button_is_dead(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{server.url}/developers")
    part = page.locator("#career-tailor")
    part.get_by_text("Try it here").click()
    expect(part.get_by_text("This form needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Send|Stop|Copy"))).to_have_count(0)
    expect(page.get_by_role("table", name="Events of: Career API").locator("tbody tr")).to_have_count(3)
    context.close()
