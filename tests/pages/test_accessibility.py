"""axe-core finds nothing, in every state, light and dark, narrow and wide."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.pages.press import Press
from tests.pages.tailoring import begin, expect_last_step, expect_result, own_tex
from tests.running import SAMPLES, Server

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
Scheme = Literal["light", "dark"]


def violations(page: Page) -> list[str]:
    """What axe-core holds against the page as it is now, rule by rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_at_rest(page: Page, server: Server, scheme: Scheme, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/resumes", "/postings", "/tailorings", "/tailorings/new", "/reviews", "/reviews/new", "/absent"):
        page.goto(server.url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator(".crumb").count() <= 1, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_run_and_its_result(page: Page, printing: Server, press: Press, tmp_path: Path, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    with press.held():
        begin(page, printing.url, own_tex(tmp_path, scheme))
        expect_last_step(page)
        assert violations(page) == []
    expect_result(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page) == []


def test_a_resume_and_its_form(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(SAMPLES / "resume_plain.md")
    page.get_by_role("button", name="Upload and read it").click()
    expect(page.get_by_role("heading", name="Amara Okafor-Lindqvist", level=2)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("heading", name="Edit this résumé")).to_be_visible()
    assert violations(page) == []


def test_a_refused_upload(page: Page, server: Server, tmp_path: Path) -> None:
    wrong = tmp_path / "cv.pdf"
    wrong.write_bytes(b"this is no PDF")
    page.goto(f"{server.url}/resumes")
    page.get_by_label("Choose a résumé").set_input_files(wrong)
    page.get_by_role("button", name="Upload and read it").click()
    expect(page.locator(".error").first).to_be_visible()
    assert violations(page) == []
