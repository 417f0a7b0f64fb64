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
        packed(b"<< /EF << /F 4 0 R >> >>"),
        b"1 0 obj << /S /URI /URI (javascript:alert(1)) >> endobj",
        b"1 0 obj << /S/URI/URI( \\t java\\163cr\\\nipt:1) >> endobj",
        b"1 0 obj << /S/URI/URI<6A6176610A7363726970743A31> >> endobj",
        b"1 0 obj << /S/URI/URI<FEFF006A006100760061007300630072006900700074003A0031> >> endobj",
        b"1 0 obj << /X/S/URI(vbscript:1) >> endobj",
        b"1 0 obj << /S /URI /URI 7 0 R >> endobj",
        b"1 0 obj << /S /URI /URI (file:///etc/passwd) >> endobj",
        b"1 0 obj << /S /URI /URI (data:text/html,x) >> endobj",
        b"1 0 obj << /S /GoToR /F (\\\\\\\\evil\\\\share) >> endobj",
        b"1 0 obj << /S /GoToR /F (../../secret.pdf) >> endobj",
        b"1 0 obj << /S /GoToR /F << /UF (a.pdf) >> >> endobj",
        b"1 0 obj << /S /GoToR /F 7 0 R >> endobj",
        b"1 0 obj << /OpenAction << /S /URI /URI (https://a.org) >> >> endobj",
        b"1 0 obj << /OpenAction 2 0 R >> endobj 2 0 obj << /S /Named /N /Print >> endobj",
        b"1 0 obj << /OpenAction 2 0 R >> endobj",
        b"1 0 obj << /OpenAction << /S /GoTo /D [0] /Next 2 0 R >> >> endobj",
        packed(b"<< /OpenAction 2 0 R >>", b"<< /S /URI /URI (https://a.org) >>"),
        b"1 0 obj << /F (x) /Length 1 >> stream\nx endstream endobj",
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
        b"1 0 obj << /OpenAction [3 0 R /XYZ 0 0 null] >> endobj",
        packed(b"<< /OpenAction 2 0 R >>", b"<< /S /GoTo /D (top) >>"),
        b"1 0 obj << /S /URI /URI (jobs.example.org:8080/a) >> endobj",
        b"1 0 obj << /S /URI /URI (github.com/ada) /A << /S/URI/URI(MAILTO:a@b.org) >> >> endobj",
        b"1 0 obj << /F 4 /A << /S /GoToR /F (github.com/ada.pdf) /D [0 /Fit] >> >> endobj",
        b"1 0 obj << /Prev 4 0 R /Next 5 0 R /Title (a bookmark) >> endobj",
        b"1 0 obj << /Type /XObject /Resources << /F 3 0 R >> >> stream\nx endstream endobj",
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


@pytest.mark.parametrize(
    "pdf",
    [
        b"1 0 obj << >> stream\n9 0 obj << /S /X >> endstream endobj",
        b"1 0 obj (9 0 obj << /S /X >>) endobj",
        b"1 0 obj << /A 1 % 9 0\n% 9 0 obj << /S /X >>\n >> endobj",
        b"1 0 obj << /A << /B [ >> ] >> stream\n/X >> endstream endobj",
        b"1 0 obj << /A << >> stream\n/X >> endobj",
        b"1 0 obj << /Type /XRef >> stream\nx endstream endobj 2 0 obj << /Type /XRef >> stream\nx endstream endobj",
        b"1 0 obj << /Type /XRef /Prev 9 >> stream\nx endstream endobj",
        b"trailer << /Size 4 /Prev 9 >>",
        b"trailer << /Size 4 /XRefStm 9 >>",
        b"trailer << /Size 4 /Encrypt 9 0 R >>",
        b"1 0 obj << /Type /Obj#53tm /First 4 /Filter /ASCIIHexDecode >> stream\n39 endstream endobj",
        b"1 0 obj << /Type /ObjStm /First 4 /First 9 >> stream\n9 0 << >> endstream endobj",
        b"1 0 obj << /Type /ObjStm /First 4 /DecodeParms 3 0 R /Filter /FlateDecode >> stream\n9 endstream endobj",
        b"1 0 obj << /Type /ObjStm /First 8 >> stream\n9 5 8 0 << >> endstream endobj",
    ],
)
def test_what_readers_may_see_in_two_ways_is_refused(pdf: bytes) -> None:
    with pytest.raises(RenderFailed, match="cannot be checked"):
        check_inert(pdf)


def test_a_damaged_object_stream_is_refused() -> None:
    with pytest.raises(RenderFailed, match="damaged"):
        check_inert(b"1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\nnot deflate endstream endobj")
