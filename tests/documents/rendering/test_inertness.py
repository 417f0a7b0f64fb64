"""Active content is found however it is written, and words are not taken for it."""

import zlib

import pytest

from app.documents.rendering.inertness import check_inert
from app.errors import RenderFailed


def packed(*objects: bytes) -> bytes:
    """A PDF whose objects are in one compressed object stream."""
    offsets, body = [], b""
    for number, content in enumerate(objects, 1):
        offsets.append(b"%d %d" % (number, len(body)))
        body += content + b" "
    head = b" ".join(offsets) + b" "
    data = zlib.compress(head + body)
    return (
        b"%%PDF-1.5\n9 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\n" % (len(objects), len(head), len(data), data)
    )


@pytest.mark.parametrize(
    "pdf",
    [
        b"1 0 obj << /S /JavaScript >> endobj",
        b"1 0 obj << /S /Java#53cript >> endobj",
        b"1 0 obj <</S/Launch/F(x)>> endobj",
        b"1 0 obj << /Names << /EmbeddedFiles 3 0 R >> >> endobj",
        b"1 0 obj ( endobj 2 0 obj << /JS (x) >> endobj 3 0 obj ) endobj",
        b"1 0 obj stream\n endobj 2 0 obj << /JS (x) >> endobj 3 0 obj << >> stream\nx endstream endobj",
        b"1 0 obj % comment\n << /AA << >> >> endobj",
        packed(b"<< /S /JavaScript >>"),
        packed(b"( open", b"<< /JS 4 0 R >>", b") close"),
        packed(b"% comment", b"<< /Launch 4 0 R >>"),
    ],
)
def test_active_content_is_refused(pdf: bytes) -> None:
    with pytest.raises(RenderFailed, match="Remove it"):
        check_inert(pdf)


@pytest.mark.parametrize(
    "pdf",
    [
        b"1 0 obj << /Title (Node /JavaScript \\( /JS) /S /GoTo >> endobj",
        b"1 0 obj << /Length 9 >> stream\n/Launch x endstream endobj",
        b"1 0 obj << /OpenAction << /S /GoTo /D [1 0 R /Fit] >> /A << /S /URI /URI (https://a.org) >> >> endobj",
        packed(b"<< /Title (/JavaScript) >>", b"<< /T <2F4A53> >>"),
    ],
)
def test_words_links_and_page_destinations_are_fine(pdf: bytes) -> None:
    assert not check_inert(pdf).has_text


def test_a_font_is_a_sign_of_text() -> None:
    assert check_inert(packed(b"<< /Type /Font /Subtype /Type1 >>")).has_text


def test_a_bomb_of_compressed_objects_is_refused() -> None:
    with pytest.raises(RenderFailed, match="too large"):
        check_inert(packed(b" " * 41_000_000))


def test_a_flood_of_names_is_refused() -> None:
    with pytest.raises(RenderFailed, match="too large"):
        check_inert(b"/A " * 400_000)


def test_a_damaged_object_stream_is_refused() -> None:
    with pytest.raises(RenderFailed, match="damaged"):
        check_inert(b"1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\nnot deflate endstream endobj")
