"""The page that shows a PDF as machines see it: without scripts, and in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.documents.machine_view.papers import two_columns
from tests.pages.test_accessibility import Scheme, violations
from tests.running import SAMPLES, Server, Visitor

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


@pytest.fixture
def uploaded(server: Server) -> Callable[[Path], str]:
    """Uploads a file and waits until it is read; the path of its page."""

    def upload(file: Path) -> str:
        with Visitor(server) as visitor:
            path: str = visitor.submit("/resumes", file=file).headers["location"]
            visitor.ended(path)
        return path

    return upload


@pytest.fixture
def sidebar(tmp_path: Path, uploaded: Callable[[Path], str]) -> str:
    """A résumé in two columns with small capitals set apart."""
    file = tmp_path / "sidebar.pdf"
    file.write_bytes(two_columns())
    return uploaded(file)


def test_a_resume_leads_to_what_a_machine_sees_of_it(visitor: Visitor, uploaded: Callable[[Path], str]) -> None:
    path = uploaded(SAMPLES / "jake_resume.tex")
    assert f'href="{path}/machine-view"' in visitor.get(path).text
    answer = visitor.get(f"{path}/machine-view")
    assert answer.status_code == 200
    assert re.search(r"Nothing is lost: all \d+ values", answer.text)
    assert "the PDF of your LaTeX" in answer.text
    assert "Undergraduate Research Assistant June 2020 – Present" in answer.text
    assert "tau 1.00" in answer.text


def test_a_tailoring_leads_to_what_a_machine_sees_of_its_pdf(visitor: Visitor) -> None:
    fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "key": "machine-view"}
    path = visitor.submit("/tailorings", fields, file=SAMPLES / "resume_plain.md").headers["location"]
    assert f'href="{path}/machine-view"' in visitor.ended(path)
    body = visitor.get(f"{path}/machine-view").text
    assert re.search(r"Nothing is lost: all \d+ values", body)
    assert "Polder Pay" in body


def test_what_is_lost_is_named_with_what_to_change(visitor: Visitor, sidebar: str) -> None:
    body = visitor.get(f"{sidebar}/machine-view").text
    for words in (
        "Columns run into each other",
        "Letters set wide apart",
        "Contact details in the header or footer",
        "Use one column",
        "S k i l l s E x p e r i e n c e",
        "Rows that run together across columns",
        "It is no score",
    ):
        assert words in body
    assert "Nothing is lost" not in body


def test_text_of_a_file_is_only_text_on_the_page(
    visitor: Visitor, tmp_path: Path, uploaded: Callable[[Path], str]
) -> None:
    file = tmp_path / "cv.md"
    evil = '<img src=x onerror=alert(1)> <hx-partial hx-target="#x">'
    job = f"### Nurse, Saint Mary Hospital\n\n2019 – 2021\n\n- {evil} cared for nine wards\n"
    file.write_text(f"# Jane Doe\n\njane@example.org\n\n## Experience\n\n{job}", encoding="utf-8")
    body = visitor.get(f"{uploaded(file)}/machine-view").text
    assert "cared for nine wards" in body
    assert "<img src=x" not in body
    assert "<hx-partial" not in body


def test_what_does_not_exist_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/resumes/res_absent/machine-view").status_code == 404
    assert visitor.get("/tailorings/tlr_absent/machine-view").status_code == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_axe_finds_nothing(
    page: Page, server: Server, sidebar: str, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}{sidebar}/machine-view")
    expect(page.get_by_role("heading", name="What to change")).to_be_visible()
    page.get_by_text("Row by row across the page", exact=True).scroll_into_view_if_needed()
    expect(page.locator("mark").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
