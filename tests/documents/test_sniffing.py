"""What is refused before a file is read, and in which words."""

import io
import zipfile

import pytest

from app.documents.decoding import decode_text
from app.documents.sniffing import MAX_BYTES, MAX_TEX_BYTES, check_upload
from app.errors import InvalidInput, TooLarge, UnreadableDocument, UnsupportedFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def docx_bytes(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names or ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (PDF, "CV.PDF", "pdf"),
        (b"\n" + PDF, "cv.pdf", "pdf"),
        (docx_bytes(), "cv.docx", "docx"),
        (b"# Jo", "cv.md", "md"),
        (b"# Jo", "cv.markdown", "md"),
        ("Jö".encode(), "cv.txt", "txt"),
        ("\ufeffJö".encode(), "cv.txt", "txt"),
        ("Jö".encode("utf-16"), "cv.txt", "txt"),
        (b"{}", "C:\\cv\\resume.json", "json"),
        (b"\\documentclass{article}", "cv.tex", "tex"),
    ],
)
def test_name_and_bytes_that_agree_give_the_format(data: bytes, filename: str, kind: str) -> None:
    assert check_upload(data, filename) == kind


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"hello", "cv.exe"),
        (b"hello", "cv"),
        (b"hello", ".pdf"),
        (b"hello", "cv.doc"),
        (b"\x89PNG", "cv.png"),
        (b"hello, I am no PDF", "cv.pdf"),
        (PDF, "cv.docx"),
        (PDF, "cv.txt"),
        (docx_bytes(), "cv.md"),
        (docx_bytes("other.xml"), "cv.docx"),
        (b"a\x00b", "cv.txt"),
        (b"MZ\x90", "cv.tex"),
        ("Jö".encode("utf-16"), "cv.tex"),
        (b"\xff\xfea", "cv.txt"),
    ],
)
def test_name_and_bytes_that_differ_are_unsupported(data: bytes, filename: str) -> None:
    with pytest.raises(UnsupportedFile) as caught:
        check_upload(data, filename)
    assert caught.value.status == 400
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("data", [b"", b"  \n\t", "\ufeff \n".encode()])
def test_an_empty_file_is_named_as_empty(data: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"empty|blank") as caught:
        check_upload(data, "cv.txt")
    assert caught.value.status == 422


def test_latin_1_latex_is_told_how_to_become_utf_8() -> None:
    with pytest.raises(UnsupportedFile, match="UTF-8") as caught:
        check_upload("\\section{Éducation}".encode("latin-1"), "cv.tex")
    assert "inputenc" in caught.value.message


@pytest.mark.parametrize(("filename", "limit"), [("cv.tex", MAX_TEX_BYTES), ("cv.txt", MAX_BYTES)])
def test_the_size_limits_hold_to_the_byte(filename: str, limit: int) -> None:
    assert check_upload(b"a" * limit, filename)
    with pytest.raises(TooLarge, match=f"{limit // 1024 // 1024} MB") as caught:
        check_upload(b"a" * (limit + 1), filename)
    assert caught.value.status == 413


def test_a_truncated_docx_is_damaged() -> None:
    with pytest.raises(UnreadableDocument, match="damaged") as caught:
        check_upload(docx_bytes()[:-30], "cv.docx")
    assert caught.value.status == 422


def test_a_locked_word_file_is_told_apart() -> None:
    with pytest.raises(UnreadableDocument, match="password"):
        check_upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cv.docx")


def test_the_byte_order_mark_is_no_text() -> None:
    assert decode_text("\ufeffJö".encode(), "txt") == "Jö"
    assert decode_text("Jö".encode("utf-16"), "md") == "Jö"
