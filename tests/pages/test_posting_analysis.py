"""A person pastes a posting and watches what is found in it, in a real Chromium, and without scripts."""

import re
import socket
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.databases import open_database
from tests.pages.test_accessibility import violations
from tests.pages.test_hostile_text import HOSTILE
from tests.running import SAMPLES, Server, Visitor

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
ODD = """Junior Developer
Acme Ltd, Leeds

We are looking for a rockstar who wears many hats. You will build our web shop with PHP and MySQL.

Requirements
- 8 years of experience with Java or Kotlin
- Overtime as required
- Native English speakers only

What we offer
- £28,000 to £45,000 a year
- A refundable deposit of £50 is due for your starter kit.
"""


def paste(page: Page, server: Server, text: str, title: str = "") -> str:
    page.goto(f"{server.url}/postings")
    page.get_by_label("The posting's text").fill(text)
    page.get_by_label("Job title").fill(title)
    page.get_by_role("button", name="Keep and analyse").click()
    page.wait_for_url("**/postings/job_*")
    return page.url


def expect_done(page: Page) -> None:
    expect(page.locator("#analysis")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("heading", name="Worth asking")).to_be_visible()


def test_findings_stand_beside_the_posting_and_link_both_ways(page: Page, server: Server) -> None:
    paste(page, server, ODD)
    expect_done(page)
    expect(page.locator('.found-card[data-serious="true"]')).to_contain_text("refundable deposit")
    expect(page.locator(".found-facts")).to_contain_text("£28,000 to £45,000 a year")
    expect(page.locator(".found-list").first).to_contain_text("8 years of experience with Java or Kotlin")
    sentence = page.locator("#analysis-text mark", has_text="8 years of experience")
    number = page.locator(".found-list li", has_text="8 years of experience").get_by_role("link")
    number.focus()
    page.keyboard.press("Enter")
    expect(sentence).to_be_in_viewport()
    assert page.url.endswith("#" + str(sentence.get_attribute("id")))
    refs = sentence.locator("xpath=following-sibling::span[1]").get_by_role("link")
    assert refs.count() >= 4
    labels = [str(label) for label in refs.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")]
    assert any(", Must-have: " in label for label in labels)
    assert any(", Look twice: Level and years disagree" in label for label in labels)
    assert any("keywords: Java" in label for label in labels)
    refs.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#" + page.url.rpartition("#")[2])).to_be_in_viewport()


def test_every_link_of_the_page_leads_somewhere(page: Page, server: Server) -> None:
    paste(page, server, BACKEND)
    expect_done(page)
    broken = page.evaluate(
        "[...document.querySelectorAll('#analysis a[href^=\"#\"]')]"
        ".map(link => link.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    )
    assert broken == []
    repeated = page.evaluate(
        "(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert repeated == []
    shown = page.locator("#analysis-text").evaluate(
        "text => { const copy = text.cloneNode(true); copy.querySelectorAll('.refs').forEach(e => e.remove());"
        " return copy.textContent }"
    )
    assert "".join(shown.split()) == "".join(BACKEND.split())


def test_the_ways_on_lead_with_the_posting(page: Page, server: Server) -> None:
    posting = paste(page, server, BACKEND).rpartition("/")[2]
    for name, path in (
        ("Tailor a résumé", f"/tailorings/new?posting_id={posting}"),
        ("Write a letter", f"/letters/new?posting_id={posting}"),
        ("Get suggestions", f"/reviews/new?posting_id={posting}"),
    ):
        expect(page.get_by_role("link", name=name)).to_have_attribute("href", path)


def test_reload_again_and_a_second_tab_show_the_same(page: Page, server: Server) -> None:
    url = paste(page, server, ODD + "\nAgain.")
    expect_done(page)
    before = page.locator("#analysis-found").inner_text()
    page.reload()
    assert page.locator("#analysis-found").inner_text() == before
    page.get_by_role("button", name="Analyse again").click()
    expect_done(page)
    second = page.context.new_page()
    second.goto(url)
    expect_done(second)
    assert second.locator("#analysis-found").inner_text() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(page: Page, server: Server, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    paste(page, server, f"{ODD}\n{scheme}")
    expect_done(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Analyse again")).to_be_hidden()


def test_hostile_text_is_only_text(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    musts = "\n".join(f"- You must have Python, overtime as required {text}" for text in HOSTILE)
    url = paste(page, server, f"Requirements\n{musts}\n\nLocation: {HOSTILE[2]}\n", HOSTILE[0])
    expect_done(page)
    assert page.url == url
    assert page.evaluate("window.pwned") is None
    made = (
        "main :is(script, style, iframe, object, base, hx-partial, img, [hx-get], [data-hx-get], [onload], [onerror])"
    )
    assert page.locator(made).count() == 0
    assert page.locator("a[href^='javascript:' i], a[href^='data:' i]").count() == 0
    assert page.locator("main article").count() == 1
    assert not [url for url in asked if "canary" in url or "evil" in url]


def test_without_scripts_a_posting_is_pasted_analysed_and_analysed_again(visitor: Visitor) -> None:
    answer = visitor.submit("/postings", {"text": ODD + "\nNo scripts.", "title": "A", "company": "B"})
    assert answer.status_code == 303
    path = answer.headers["location"]
    body = unescape(visitor.ended(path))
    assert "Costs for the applicant" in body
    assert re.search(r'<mark id="said-\d+" data-kinds="must[^"]*">8 years of experience', body)
    again = visitor.submit(f"{path}/analysis")
    assert (again.status_code, again.headers["location"]) == (303, path)
    assert "Costs for the applicant" in unescape(visitor.ended(path))
    assert visitor.submit(f"{path}/stop").status_code == 303
    assert visitor.submit(f"{path}/delete").status_code == 303
    assert visitor.get(f"{path}/events").status_code == 404


def test_a_posting_from_elsewhere_has_no_analysis_yet_and_offers_one(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND + "\nFrom the tailoring.", "title": "Unread"}
    visitor.submit("/tailorings", fields, file=SAMPLES / "resume_plain.md")
    found = re.search(r'href="(/postings/job_\w+)"[^>]*>Unread<', visitor.get("/postings").text)
    assert found is not None
    body = visitor.get(found[1]).text
    assert "Analyse this posting" in body
    assert "nothing is sent anywhere" in body
    assert visitor.get(f"{found[1]}/events").status_code == 404
    assert visitor.submit(f"{found[1]}/analysis").status_code == 303
    assert "Worth asking" in visitor.ended(found[1])


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://127.0.0.1/", "No public site"),
        ("http://localhost:8000/", "web address"),
        ("file:///etc/passwd", "web address"),
        ("http://user@jobs.example/", "user name"),
        ("http://8.8.8.8:22/", "80 and 443"),
        ("nonsense", "web address"),
        ("x" * 5_000, "limited to 4,000"),
    ],
)
def test_an_address_that_is_refused_stands_beside_its_field(visitor: Visitor, url: str, sentence: str) -> None:
    answer = visitor.submit("/postings", {"url": url, "title": "Kept", "company": "Also kept"})
    assert answer.status_code == 422
    assert re.search(rf'id="posting-url-error">[^<]*{sentence}', unescape(answer.text))
    if len(url) < 4_000:
        assert 'value="Kept"' in answer.text
        assert f'value="{url}"' in answer.text


def test_a_text_that_was_pasted_goes_before_the_address(visitor: Visitor) -> None:
    answer = visitor.submit("/postings", {"url": "http://127.0.0.1/", "text": BACKEND + "\nBoth."})
    assert answer.status_code == 303


def test_addresses_are_fetched_only_so_often(tmp_path: Path) -> None:
    with Server(tmp_path / "data", rate_limit_per_minute="2") as server, Visitor(server) as visitor:
        statuses = [visitor.submit("/postings", {"url": "http://127.0.0.1/"}).status_code for _ in range(3)]
        answer = visitor.submit("/postings", {"url": "http://127.0.0.1/", "title": "Kept"})
        assert statuses == [422, 422, 429]
        assert int(answer.headers["retry-after"]) >= 1
        assert 'value="Kept"' in answer.text
        assert visitor.submit("/postings", {"text": BACKEND}).status_code == 303


def test_endings_without_a_result_are_said_and_can_be_tried_again(page: Page, tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        url = paste(page, server, ODD)
        expect_done(page)
        for state, title in (
            ("failed", "This analysis failed"),
            ("cancelled", "Stopped"),
            ("abandoned", "Stopped, because nobody was watching"),
            ("interrupted", "Interrupted"),
        ):
            with open_database(tmp_path / "data" / "foreword.sqlite3") as rows:
                rows.execute("UPDATE posting_analyses SET state = ?, problem = 'Because.'", (state,))
            page.goto(url)
            expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
            expect(page.get_by_text("What you see below was found earlier.")).to_be_visible()
            assert violations(page) == []
        with open_database(tmp_path / "data" / "foreword.sqlite3") as rows:
            rows.execute("UPDATE posting_analyses SET result = NULL")
        page.reload()
        expect(page.get_by_role("heading", name="Worth asking")).to_have_count(0)
        page.get_by_role("button", name="Try again").click()
        expect_done(page)


def test_the_stream_brings_the_dots_what_is_found_and_the_marked_text(visitor: Visitor) -> None:
    path = visitor.submit("/postings", {"text": ODD + "\nStreamed."}).headers["location"]
    visitor.ended(path)
    frames = [
        frame for frame in visitor.get(f"{path}/events").text.split("\n\n") if "id: " in frame or "data: " in frame
    ]
    found = [frame for frame in frames if 'hx-target="#analysis-found"' in frame]
    assert len(found) == 6
    assert all('hx-target="#analysis-text"' in frame and "<mark" in frame for frame in found)
    assert "Not yet…" in found[0]
    assert "Not yet…" not in found[-1]
    assert sum('hx-target="#analysis-steps"' in frame for frame in frames) == 6
    assert 'hx-target="#analysis" hx-swap="outerHTML"' in frames[-2]
    assert frames[-1].startswith("event: app:end")
    beyond = visitor.get(f"{path}/events", params={"after": "999"}).text
    assert "event: app:reset" in beyond
    assert "Costs for the applicant" in beyond


def test_stop_ends_an_analysis_whose_model_is_silent(page: Page, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        base = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        settings = {
            "model": "openai/silent",
            "model_api_base": base,
            "model_api_key": "test",
            "model_first_token_seconds": "120",
        }
        with Server(tmp_path / "data", **settings) as server:
            paste(page, server, ODD)
            expect(page.locator("#analysis-label")).to_have_text("Reading what the job is...")
            expect(page.locator("#analysis-found")).to_contain_text("Not yet…")
            expect(page.locator("#analysis-text")).to_contain_text("8 years of experience")
            assert violations(page) == []
            page.get_by_role("button", name="Stop").click()
            expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
            expect(page.locator("#analysis-said")).to_contain_text("Stopped")
            expect(page.get_by_role("button", name="Try again")).to_be_visible()
