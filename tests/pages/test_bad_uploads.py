"""The worst files, through the front door: a clear answer each, and the server lives on."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import httpx
import pytest
from PIL import Image

from tests.running import SAMPLES, Server, Visitor

JAKE = (SAMPLES / "jake_resume.tex").read_bytes()


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("Ada Lovelace")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def pictures_only() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((600, 800), 80).convert("RGB").save(stream, "PDF")
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document())) as good, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name) if name != "word/document.xml" else b" " * 80_000_000)
    return stream.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    "0 bytes": ("cv.tex", lambda: b"", 422, "empty"),
    "only blank space": ("cv.md", lambda: b" \n\t\n", 422, "empty"),
    "a wrong extension": ("cv.exe", lambda: JAKE, 400, "does not read this kind of file"),
    "an old Word file": ("cv.doc", lambda: JAKE, 400, "Save it as .docx"),
    "a picture": ("cv.png", lambda: b"\x89PNG\r\n\x1a\n", 400, "picture"),
    "text that calls itself PDF": ("cv.pdf", lambda: JAKE, 400, "PDF"),
    "a PDF that calls itself LaTeX": ("cv.tex", lambda: b"%PDF-1.7\n", 400, "plain text"),
    "latin-1": ("cv.tex", lambda: "Café".encode("latin-1"), 400, "UTF-8"),
    "3 MB of LaTeX": ("cv.tex", lambda: b"%" * 3_000_000, 413, "2 MB"),
    "11 MB of text": ("cv.txt", lambda: b"a" * 11_000_000, 413, "10 MB"),
    "half a Word file": ("cv.docx", lambda: document()[:2_000], 422, ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_at_once(visitor: Visitor, name: str) -> None:
    filename, make, status, says = REFUSED[name]
    files = {"resume_file": (filename, make())}
    answer = visitor.post("/resumes", data={"_csrf_token": visitor.token}, files=files)
    assert answer.status_code == status
    shown = re.search(r'<p class="error"[^>]*>(.+?)</p>', answer.text)
    assert shown is not None
    sentence = re.sub(r"</?bdi>", "", shown.group(1))
    assert says in sentence
    assert sentence.rstrip().endswith((".", "”.", ").")), sentence


UNREADABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "pictures": ("cv.pdf", pictures_only, "no text in this PDF"),
    "a damaged PDF": ("cv.pdf", lambda: b"%PDF-1.7\n" + b"garbage " * 1_000, ""),
    "a zip bomb": ("cv.docx", bomb, ""),
    "LaTeX without a document": ("cv.tex", lambda: b"\\section{Only a part}", "\\begin{document}"),
    "LaTeX without text": ("cv.tex", lambda: b"\\documentclass{article}\\begin{document}\\end{document}", "no text"),
    "JSON that is no résumé": ("cv.json", lambda: b'{"basics": {"name": 7}}', ""),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_in_which_nothing_can_be_read_says_so_and_offers_a_way_on(visitor: Visitor, name: str) -> None:
    filename, make, says = UNREADABLE[name]
    files = {"resume_file": (filename, make())}
    answer = visitor.post("/resumes", data={"_csrf_token": visitor.token}, files=files)
    if answer.status_code == 303:
        page = visitor.ended(answer.headers["location"])
        assert "This file could not be read" in page
        assert "/retry" in page
    else:
        assert answer.status_code in {400, 422}
        page = answer.text
    assert says in page


def test_the_server_lives_on(server: Server) -> None:
    assert httpx.get(f"{server.url}/health/ready").json() == {"status": "ready"}
    assert "Traceback" not in server.log
