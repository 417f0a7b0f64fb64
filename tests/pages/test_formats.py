"""From upload to a tailored PDF, whatever the résumé came as."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.documents.people import JAKE_SHEET
from tests.documents.sheets import as_docx, as_md, as_pdf, as_txt
from tests.pages.tailoring import begin, expect_result
from tests.running import SAMPLES, Server, Visitor

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
FILES: dict[str, Callable[[], bytes]] = {
    "jake.tex": (SAMPLES / "jake_resume.tex").read_bytes,
    "jake.pdf": lambda: as_pdf(JAKE_SHEET),
    "jake.docx": lambda: as_docx(JAKE_SHEET),
    "jake.md": lambda: as_md(JAKE_SHEET),
    "jake.txt": lambda: as_txt(JAKE_SHEET),
    "richard.json": (SAMPLES / "jsonresume.sample.json").read_bytes,
}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("filename", FILES)
def test_a_resume_becomes_a_tailored_pdf(visitor: Visitor, filename: str) -> None:
    fields = {"_csrf_token": visitor.token, "resume_id": "new", "posting_id": "new", "text": BACKEND}
    files = {"resume_file": (filename, FILES[filename]())}
    path = visitor.post("/tailorings", data=fields, files=files).headers["location"]
    body = visitor.ended(path)
    assert "of 100" in body
    text = text_of(visitor.get(f"{path}/resume.pdf").content)
    if filename.startswith("jake"):
        assert "Jake Ryan" in text
        assert "Southwestern University" in text
        assert "Undergraduate Research Assistant" in text
        assert "PostgreSQL" in text
        assert visitor.get(f"{path}/resume.json").json()["work"][0]["name"] == "Texas A&M University"
    else:
        assert "Richard Hendriks" in text
        assert "Pied Piper" in text


def test_the_score_does_not_depend_on_the_format(visitor: Visitor) -> None:
    scores = set()
    for filename in ("jake.pdf", "jake.docx", "jake.md", "jake.txt"):
        fields = {"_csrf_token": visitor.token, "resume_id": "new", "posting_id": "new", "text": BACKEND}
        files = {"resume_file": (filename, FILES[filename]())}
        path = visitor.post("/tailorings", data=fields, files=files).headers["location"]
        body = visitor.ended(path)
        scores.add(body.partition('aria-label="Score: ')[2].partition(" ")[0])
    assert len(scores) == 1


@pytest.mark.parametrize("filename", FILES)
def test_the_same_in_a_browser(page: Page, server: Server, tmp_path: Path, filename: str) -> None:
    resume = tmp_path / filename
    resume.write_bytes(FILES[filename]())
    begin(page, server.url, resume)
    expect_result(page)
    image = page.get_by_role("img", name="Page 1 of")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 1000
