"""A person gets a letter written, in a real Chromium; and the same without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.databases import open_database
from tests.pages.letters import PARTS, begin, edit, expect_whole, text_of
from tests.pages.tailoring import BACKEND
from tests.pages.test_accessibility import violations
from tests.running import SAMPLES, Server, Visitor

FALSE = "At Polder Pay I led a team of 26 engineers. I introduced Kafka for booking events."


def test_a_letter_is_written_and_its_evidence_shows_on_focus(page: Page, server: Server) -> None:
    begin(page, server.url)
    expect_whole(page)
    expect(page.locator("#letter-said")).not_to_be_empty()
    assert text_of(page, "salutation") == "Dear hiring team at Northwind Ledger,"
    assert text_of(page, "closing").endswith("Amara Okafor-Lindqvist")
    claim = page.locator(".claim[data-state='supported']", has_text="Kafka").first
    tip = claim.locator(".tip")
    expect(tip).to_be_hidden()
    claim.focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Introduced Kafka for booking events")
    page.get_by_role("heading", level=1).click()
    expect(tip).to_be_hidden()
    page.locator("#letter-opening").get_by_text("What this stands on").click()
    expect(page.locator("#letter-opening dd").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits_a_phone(page: Page, server: Server, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/letters", "/letters/new"):
        page.goto(server.url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    url = begin(page, server.url)
    expect_whole(page)
    edit(page, "opening", FALSE)
    for details in page.locator("#letter details:not(.confirm) > summary").all():
        details.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".claim[data-state='doubt']").first.focus()
    assert violations(page) == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{url}/letter.pdf")
    expect(page.get_by_role("heading", name="Before you send it")).to_be_visible()
    assert violations(page) == []


def test_a_mark_is_answered_in_each_of_the_three_ways(page: Page, server: Server, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text((SAMPLES / "resume_plain.md").read_text(encoding="utf-8") + "\n\nmarks\n", encoding="utf-8")
    begin(page, server.url, own)
    expect_whole(page)
    opening = page.locator("#letter-opening")
    edit(page, "opening", "I know Kubernetes. I introduced Kafka for booking events at Polder Pay.")
    expect(opening.locator(".doubts li")).to_have_count(1)
    opening.get_by_role("button", name="Remove").click()
    expect(opening.locator(".doubts")).to_have_count(0)
    assert text_of(page, "opening") == "I introduced Kafka for booking events at Polder Pay."
    edit(page, "opening", "I know Kubernetes. I introduced Kafka for booking events at Polder Pay.")
    opening.get_by_role("button", name="Rephrase").click()
    expect_whole(page)
    expect(opening.locator(".doubts")).to_have_count(0)
    assert "Kubernetes." not in text_of(page, "opening")
    edit(page, "opening", "I know Kubernetes. I introduced Kafka for booking events at Polder Pay.")
    opening.get_by_text("It is true, add it to my résumé").click()
    expect(opening.get_by_label("The line for your résumé")).to_have_value("Kubernetes")
    opening.get_by_role("button", name="Add it and check again").click()
    expect(page.get_by_text("Your résumé has this line now")).to_be_visible()
    expect(page.locator("#letter-opening .doubts")).to_have_count(0)
    page.locator(".page-head a[href^='/resumes/']").click()
    expect(page.locator(".resume")).to_contain_text("Kubernetes")


def test_a_paragraph_is_rewritten_in_its_place_and_restored(page: Page, server: Server) -> None:
    begin(page, server.url)
    expect_whole(page)
    before = {part: text_of(page, part) for part in PARTS}
    page.get_by_role("button", name="Rewrite: First main paragraph").click()
    expect_whole(page)
    after = {part: text_of(page, part) for part in PARTS}
    assert after["body_1"] != before["body_1"]
    assert {**after, "body_1": ""} == {**before, "body_1": ""}
    section = page.locator("#letter-body_1")
    section.get_by_text("2 versions").click()
    section.get_by_role("button", name="Restore this").click()
    expect(section.get_by_text("3 versions")).to_be_visible()
    assert text_of(page, "body_1") == before["body_1"]


def test_unanswered_marks_are_named_before_the_file_is_given(page: Page, server: Server) -> None:
    begin(page, server.url)
    expect_whole(page)
    edit(page, "opening", FALSE)
    page.get_by_role("link", name="PDF").click()
    expect(page.get_by_role("heading", name="Before you send it")).to_be_visible()
    expect(page.locator(".doubts")).to_contain_text("26")
    with page.expect_download() as started:
        page.get_by_role("link", name="Export anyway").click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF-")
    assert started.value.suggested_filename == "Amara_Okafor_Lindqvist_Northwind_Ledger_letter.pdf"


def test_the_letter_is_copied_as_text(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page, server.url)
    expect_whole(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#live-status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == "\n\n".join(text_of(page, part) for part in PARTS)


def test_a_form_sent_from_an_outdated_tab_is_told_and_keeps_what_was_typed(page: Page, server: Server) -> None:
    url = begin(page, server.url)
    expect_whole(page)
    other = page.context.new_page()
    other.goto(url)
    edit(page, "opening", "The first tab.")
    edit(other, "opening", "The second tab.")
    expect(other.get_by_text("changed in another tab")).to_be_visible()
    expect(other.locator("#letter-opening textarea[name='text']")).to_have_value("The second tab.")
    assert text_of(other, "opening") == "The first tab."


def test_it_all_works_without_scripts(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    begin(page, server.url, hints="I can start in March.")
    expect(page.locator(".letter-part[data-state='whole']")).to_have_count(5, timeout=60_000)
    expect(page.locator("#letter")).to_have_attribute("aria-busy", "false", timeout=60_000)
    section = page.locator("#letter-opening")
    section.locator("summary", has_text="Edit").click()
    section.locator("textarea[name='text']").fill(FALSE)
    section.get_by_role("button", name="Save").click()
    expect(page.locator("#letter-opening .doubts")).to_contain_text("26")
    page.get_by_role("button", name="Rewrite: Opening").click()
    expect(page.locator("#letter")).to_have_attribute("aria-busy", "false", timeout=60_000)
    expect(page.locator("#letter-opening .doubts")).to_have_count(0)
    page.locator("details.confirm summary").click()
    page.get_by_role("button", name="Delete this letter").click()
    expect(page.get_by_role("heading", name="Letters")).to_be_visible()
    context.close()


def test_what_is_wrong_with_the_form_stands_beside_its_field_and_what_was_typed_stays(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": "short", "hints": "keep it", "language": "en"}
    answer = visitor.submit_multipart("/letters", fields)
    assert answer.status_code == 422
    assert "Choose a résumé" in answer.text
    assert ">\nkeep it</textarea>" in answer.text
    answer = visitor.submit("/letters", {**fields, "text": BACKEND, "language": "de"}, SAMPLES / "resume_plain.md")
    assert answer.status_code == 422
    assert "English only" in answer.text
    assert '<option value="de" selected>' in answer.text


def test_a_form_sent_twice_begins_one_letter(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "key": "twice"}
    first, second = (visitor.submit("/letters", fields, SAMPLES / "resume_plain.md") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    other = visitor.submit("/letters", {**fields, "tone": "formal"}, SAMPLES / "resume_plain.md")
    assert other.headers["location"] != first.headers["location"]


@pytest.mark.parametrize(
    "path", ["/letters/let_absent", "/letters/let_absent/events", "/letters/let_absent/letter.pdf"]
)
def test_an_absent_letter_is_404(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_another_letters_run_is_not_shown(visitor: Visitor, server: Server) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND}
    first, second = (
        visitor.submit("/letters", {**fields, "hints": hints}, SAMPLES / "resume_plain.md").headers["location"]
        for hints in ("one", "two")
    )
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        query = "SELECT run_id FROM letters WHERE id = ?"
        (run,) = connection.execute(query, (first.rpartition("/")[2],)).fetchone()
    assert "app:end" in visitor.get(f"{first}/events?run={run}").text
    assert visitor.get(f"{second}/events?run={run}").status_code == 404
    assert visitor.get(f"{second}/events?run=run_absent").status_code == 404
