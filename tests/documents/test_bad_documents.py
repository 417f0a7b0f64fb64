"""Broken and hostile files: each gets a sentence and a status, and the next file is read as ever."""

import io
import json
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import typst
from PIL import Image

from app.documents import reader
from app.documents.limited_process import Limits
from app.documents.reader import read_resume
from app.errors import InvalidInput, TooLarge, UnreadableDocument
from tests.documents.people import AMARA, AMARA_SHEET
from tests.documents.sheets import as_docx, as_md, as_pdf


async def refusal(data: bytes, filename: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        await read_resume(data, filename)
    assert caught.value.message.endswith(".")
    assert "Error" not in caught.value.message
    return caught.value


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of numbered objects (the first is the catalogue), with a correct cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def packed_blanks(megabytes: int) -> bytes:
    """What inflates to that many megabytes of spaces, made from one flushed block."""
    press = zlib.compressobj(9)
    head = press.compress(b" " * 1024 * 1024) + press.flush(zlib.Z_FULL_FLUSH)
    block = press.compress(b" " * 1024 * 1024) + press.flush(zlib.Z_FULL_FLUSH)
    return head + block * (megabytes - 1)


def one_page(content: bytes) -> bytes:
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        content,
    )


async def test_a_pdf_of_pictures_says_what_to_upload_instead(tmp_path: Path) -> None:
    picture = tmp_path / "scan.png"
    Image.new("RGB", (200, 200), "white").save(picture)
    source = tmp_path / "scan.typ"
    source.write_text('#image("scan.png", alt: "Amara Okafor")')
    error = await refusal(typst.compile(str(source)), "scan.pdf")
    assert isinstance(error, UnreadableDocument)
    assert error.message == (
        "There is no text in this PDF; it holds only pictures. "
        "Upload the .docx or .tex it was made from, or a PDF exported as text."
    )


async def test_a_pdf_of_more_than_twenty_pages_is_too_large() -> None:
    twenty = (
        "#set page(width: 9cm, height: 5cm)\n" + "Jo Doe, one line of text on a page #pagebreak()\n" * 19 + "The end"
    )
    assert (await read_resume(typst.compile(twenty.encode()), "cv.pdf")).format == "pdf"
    error = await refusal(typst.compile(f"{twenty} #pagebreak() more".encode()), "cv.pdf")
    assert isinstance(error, TooLarge)
    assert "21 pages" in error.message


@pytest.mark.parametrize("cut", [40, 700, 3000])
async def test_a_truncated_or_scrambled_pdf_is_refused_or_read_but_never_breaks_the_parent(cut: int) -> None:
    whole = as_pdf(AMARA_SHEET)
    error = await refusal(whole[:cut], "cv.pdf")
    assert isinstance(error, UnreadableDocument)


async def test_a_small_pdf_that_inflates_without_end_is_stopped() -> None:
    inner = packed_blanks(1500)
    twice = zlib.compress(inner, 9)
    bomb = one_page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    assert len(bomb) < 20_000
    error = await refusal(bomb, "cv.pdf")
    assert isinstance(error, UnreadableDocument)


async def test_a_pdf_that_claims_a_billion_pages_is_refused() -> None:
    liar = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    await refusal(liar, "cv.pdf")


async def test_a_zip_bomb_is_stopped_by_what_really_comes_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b" " * 60 * 1024 * 1024)
    data = out.getvalue()
    assert isinstance(await refusal(data, "cv.docx"), TooLarge)
    understated = data.replace((60 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert understated != data
    await refusal(understated, "cv.docx")


async def test_a_docx_that_unfolds_a_hundredfold_is_refused_although_it_is_small() -> None:
    error = await refusal(with_document(b" " * 5 * 1024 * 1024, zipfile.ZIP_DEFLATED), "cv.docx")
    assert isinstance(error, TooLarge)
    assert "unfolds to far more" in error.message


def with_document(xml: bytes, packing: int = zipfile.ZIP_STORED) -> bytes:
    """A DOCX whose main part is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(AMARA_SHEET))) as good, zipfile.ZipFile(out, "w", packing) as made:
        for name in good.namelist():
            made.writestr(name, xml if name == "word/document.xml" else good.read(name))
    return out.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_a_docx_that_declares_entities_is_not_parsed(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-4711")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY leak SYSTEM "file://{secret}">]>'
        f"<w:document {W.decode()}><w:body><w:p><w:r><w:t>Amara Okafor &leak;</w:t></w:r></w:p></w:body></w:document>"
    )
    error = await refusal(with_document(xml.encode(encoding)), "cv.docx")
    assert isinstance(error, UnreadableDocument)
    assert "document type" in error.message


async def test_a_truncated_docx_is_damaged() -> None:
    assert isinstance(await refusal(as_docx(AMARA_SHEET)[:-2000], "cv.docx"), UnreadableDocument)


async def test_a_docx_with_broken_xml_is_damaged() -> None:
    error = await refusal(with_document(b"<w:document %b><w:body><w:p>" % W), "cv.docx")
    assert isinstance(error, UnreadableDocument)
    assert "damaged" in error.message


async def test_a_docx_with_a_broken_member_is_damaged() -> None:
    data = bytearray(as_docx(AMARA_SHEET))
    at = data.index(b"word/document.xml") + 200
    data[at : at + 50] = b"\xff" * 50
    assert isinstance(await refusal(bytes(data), "cv.docx"), UnreadableDocument)


async def test_a_docx_without_text_is_refused() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert isinstance(await refusal(out.getvalue(), "cv.docx"), UnreadableDocument)


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"[" * 100_000, "cv.json"),
        (b'{"work":' * 5_000 + b"1" + b"}" * 5_000, "cv.json"),
        (b"{", "cv.json"),
        (b"[1]", "cv.json"),
        (b"{}", "cv.json"),
        (b'{"work": [{"name": 5}]}', "cv.json"),
        (b"a " * 150_000, "cv.txt"),
        (b"a " * 150_000, "cv.md"),
        (b'{"basics": {"name": "%b"}}' % (b"a" * 250_000), "cv.json"),
    ],
)
async def test_text_that_is_too_deep_too_long_or_of_another_form_is_refused(data: bytes, filename: str) -> None:
    error = await refusal(data, filename)
    assert error.status in {413, 422}


async def test_deep_nesting_is_named_as_such() -> None:
    error = await refusal(b'{"work":' * 5_000 + b"1" + b"}" * 5_000, "cv.json")
    assert "nested too deeply" in error.message


@pytest.mark.parametrize(
    "data",
    [
        b"> " * 5_000 + b"deep",
        b"- " * 5_000 + b"deep",
        b"[" * 20_000,
        b"*a_ " * 20_000,
        b"`" * 50_000,
        b"|" * 50_000 + b"\n" + b"|-" * 1_000,
        b"\r\r\n\n" * 20_000 + b"a",
    ],
    ids=["quotes", "lists", "brackets", "emphasis", "code", "tables", "line ends"],
)
async def test_hostile_markdown_ends_in_time(data: bytes) -> None:
    assert (await read_resume(data, "cv.md")).format == "md"


@pytest.mark.parametrize(
    "line", [b"a" * 190_000, b"2019 - " * 27_000, b"(" * 190_000, b"x@" * 90_000, b"1 " * 90_000, b"a.b" * 60_000]
)
async def test_hostile_plain_text_ends_in_time(line: bytes) -> None:
    assert (await read_resume(b"Jo Doe\n\nEXPERIENCE\n" + line, "cv.txt")).resume.basics.name == "Jo Doe"


async def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "READ_LIMITS", Limits(wall_seconds=0.001))
    error = await refusal(as_md(AMARA_SHEET), "cv.md")
    assert isinstance(error, UnreadableDocument)
    assert "too long" in error.message


async def test_after_a_crash_the_next_file_is_read() -> None:
    await refusal(
        one_page(stream(zlib.compress(packed_blanks(1500)), b"/Filter [/FlateDecode /FlateDecode]")), "cv.pdf"
    )
    assert (await read_resume(as_md(AMARA_SHEET), "cv.md")).resume == AMARA


async def test_the_stages_are_told_in_order() -> None:
    stages: list[str] = []
    await read_resume(as_pdf(AMARA_SHEET), "cv.pdf", stages.append)
    assert stages == ["extracting", "analyzing"]


async def test_json_says_where_it_breaks_the_schema() -> None:
    error = await refusal(json.dumps({"work": [{"name": "A"}, {"name": 5}]}).encode(), "cv.json")
    assert "work[1].name" in error.message
    assert "line 2" in (await refusal(b'{\n"work": ]', "cv.json")).message
