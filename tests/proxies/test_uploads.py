"""Files through the proxies: as large as Foreword takes them, and what is larger is answered by Foreword itself."""

import io
import os
import zipfile

import pytest
from docx import Document

from tests.proxies.fronts import Front

MOST = 10 * 1024 * 1024
_ZIP_OVERHEAD = 30 + 46


@pytest.fixture(scope="module")
def heavy() -> bytes:
    """A résumé in Word with a picture's worth of ballast, as large as a file may be."""
    document = Document()
    document.add_heading("Ada Lovelace", 0)
    document.add_heading("Experience", 1)
    document.add_paragraph("Engineer, Engine Works, London, 2019 to 2023")
    document.add_paragraph("Programmed the analytical engine in Python.", style="List Bullet")
    written = io.BytesIO()
    document.save(written)
    name = "word/media/ballast.bin"
    left = MOST - len(written.getvalue()) - _ZIP_OVERHEAD - 2 * len(name)
    with zipfile.ZipFile(written, "a") as package:
        package.writestr(name, os.urandom(left), zipfile.ZIP_STORED)
    assert len(written.getvalue()) == MOST
    return written.getvalue()


@pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])
def test_a_file_of_ten_megabytes_passes(front: Front, heavy: bytes, http2: bool) -> None:
    with front.client(http2=http2) as client:
        passed = client.post("/v1/resumes", files={"file": ("ada.docx", heavy)})
    assert passed.is_success, passed.text
    assert passed.json()["resumeId"].startswith("res_")


def test_a_file_that_is_too_large_gets_forewords_own_answer(front: Front, heavy: bytes) -> None:
    with front.client() as client:
        refused = client.post("/v1/resumes", files={"file": ("ada.docx", heavy + b"\0")})
    assert refused.status_code == 413
    assert "10 MB" in refused.text
    assert "x-request-id" in refused.headers
