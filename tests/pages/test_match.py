"""What a match shows: each keyword with its line, and a score that adds up on the page."""

import re
from fractions import Fraction

from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.tailoring import begin, expect_result
from tests.pages.test_accessibility import violations
from tests.running import SAMPLES, Server

POSTING = """Backend engineer
Acme

Requirements
- 9+ years of experience with Python
- PostgreSQL or MySQL
- Kubernetes and Terraform
- Excellent communication skills

Nice to have
- Kafka, Git
"""


def open_all(page: Page) -> None:
    for summary in page.locator("details.lines > summary").all():
        summary.click()


def figures(row: Locator) -> list[Fraction]:
    return [Fraction(text) for text in row.locator("td").all_inner_texts() if text.strip()]


def check_sum(part: Locator) -> int:
    """The points of one part, worked out again from the figures on the page."""
    rows = [figures(row) for row in part.locator("tbody tr").all()]
    assert all(weight * credit == product for weight, credit, product in rows)
    whole, earned = figures(part.locator("tfoot tr"))
    assert (whole, earned) == (sum(row[0] for row in rows), sum(row[2] for row in rows))
    points, of = map(int, re.findall(r"\d+", part.locator("h3").inner_text()))
    assert points == of * earned // whole
    return points


def test_the_score_adds_up_on_the_page(page: Page, server: Server) -> None:
    begin(page, server.url, SAMPLES / "jake_resume.tex", posting=POSTING)
    expect_result(page)
    page.get_by_text("How this score is made").click()
    sums = page.locator(".sum")
    expect(sums).to_have_count(4)
    parts = [part for part in sums.all() if part.locator("table").count()]
    points = sum(check_sum(part) for part in parts)
    years = page.locator(".sum", has_text="Years of experience")
    asked = 12 * 9
    (months,) = map(int, re.findall(r"× (\d+) ÷", years.inner_text()))
    of = int(re.findall(r"of (\d+)", years.locator("h3").inner_text())[0])
    assert 0 < months < asked
    points += of * months // asked
    expect(page.get_by_role("img", name=f"Score: {points} of 100")).to_be_visible()
    before = page.locator(".verdict").inner_text()
    page.reload()
    page.get_by_text("How this score is made").click()
    assert page.locator(".verdict").inner_text() == before


def test_each_keyword_leads_to_its_line(page: Page, server: Server) -> None:
    begin(page, server.url, SAMPLES / "jake_resume.tex", posting=POSTING)
    expect_result(page)
    open_all(page)
    kubernetes = page.locator(".evidence", has_text="Kubernetes").first
    expect(kubernetes).to_contain_text("nearly")
    expect(kubernetes).to_contain_text("Docker and Kubernetes both run containers.")
    expect(kubernetes).to_contain_text("Asked for: “Kubernetes and Terraform”")
    link = kubernetes.get_by_role("link")
    line = link.inner_text()
    link.click()
    target = page.locator(".shown-lines > li:target")
    expect(target).to_contain_text(line)
    expect(target).to_contain_text("Kubernetes")
    python = page.locator(".evidence", has_text="9+ years").first
    expect(python).to_contain_text("asks for 9 y.")
    expect(python).to_contain_text("Undergraduate Research Assistant, Texas A&M University Jun 2020 – present")
    expect(python).to_contain_text("partly")
    expect(page.locator(".evidence", has_text="Terraform").last).to_contain_text("missing")


def test_the_sums_fit_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    begin(page, server.url, SAMPLES / "jake_resume.tex", posting=POSTING)
    expect_result(page)
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    names = page.locator(".sum-table tbody th")
    assert names.count() > 4
    assert all((box := name.bounding_box()) and box["width"] > 90 for name in names.all())
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    context.close()
