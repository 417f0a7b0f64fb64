"""Hostile PDFs, each made here: bombs, circles, depths, lies about sizes, and files that are two things at once."""

import zlib

_LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
_FONT = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Numbered objects (the first is the catalogue) with a correct cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream whose length is right."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def one_page(content: bytes, page: bytes = _LEAF, *more: bytes, trailer: bytes = b"") -> bytes:
    """Catalogue, pages, a page and its content, and whatever follows as objects 5 and on."""
    catalogue, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of(catalogue, pages, page, content, *more, trailer=trailer)


def text(*lines: bytes) -> bytes:
    """A content stream with these lines."""
    return stream(b"BT /F 12 Tf 50 800 Td 14 TL " + b"".join(b"(%b) Tj T* " % line for line in lines) + b"ET")


def deflated_blanks(megabytes: int) -> bytes:
    """What inflates to that many megabytes of spaces."""
    press = zlib.compressobj(9)
    first = press.compress(b" " * 1_048_576) + press.flush(zlib.Z_FULL_FLUSH)
    return first + (press.compress(b" " * 1_048_576) + press.flush(zlib.Z_FULL_FLUSH)) * (megabytes - 1)


def _page(entries: bytes) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %b >>" % entries


def _tree(pages: bytes, *more: bytes) -> bytes:
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", pages, *more)


def _deep_tree(depth: int) -> bytes:
    levels = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, number - 1)
        for number in range(2, depth)
    ]
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", *levels, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


_LETTERED = _page(b"/MediaBox [0 0 595 842] /Resources " + _FONT)
_WORDS = text(b"Jo Doe", b"jo@example.org", b"Experience", b"Baker, Mills Ltd, 2019 - 2024", b"Baked bread by night")


def pdfs() -> dict[str, bytes]:
    """By name."""
    whole = one_page(_WORDS, _LETTERED)
    return {**_structures(whole), **_contents(), **_disguises(whole)}


def _structures(whole: bytes) -> dict[str, bytes]:
    bomb = zlib.compress(deflated_blanks(1_200), 9)
    return {
        "cut in the middle": whole[: len(whole) // 2],
        "only its first line": b"%PDF-1.7\n",
        "only zeros": b"%PDF-1.7\n" + b"\0" * 2_000_000,
        "bomb": one_page(stream(bomb, b"/Filter [/FlateDecode /FlateDecode]")),
        "bomb of filters": one_page(stream(b"00" * 5_000, b"/Filter [" + b"/ASCIIHexDecode " * 20_000 + b"]")),
        "bomb by a predictor": one_page(
            stream(
                zlib.compress(b"\0" * 100), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 >>"
            )
        ),
        "pages in a circle": _tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "pages in two circles": _tree(
            b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
        ),
        "pages 3,000 deep": _deep_tree(3_000),
        "200,000 pages": _tree(b"<< /Type /Pages /Kids [" + b"3 0 R " * 200_000 + b"] /Count 200000 >>", _LEAF, text()),
        "a billion pages by its word": _tree(b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", _LEAF, text()),
        "fewer pages than none": _tree(b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>", _LEAF, text()),
        "arrays a million deep": one_page(text(), _LEAF, b"[" * 1_000_000),
        "dictionaries 300,000 deep": one_page(text(), _page(b"/X " + b"<</A" * 300_000)),
    }


def _contents() -> dict[str, bytes]:
    return {
        "states that are never restored": one_page(stream(b"q " * 1_500_000)),
        "a form that draws itself": one_page(
            stream(b"/X Do"),
            _page(b"/MediaBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"),
            stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
        ),
        "forms that double": one_page(
            stream(b"/X Do"),
            _page(b"/MediaBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"),
            *(
                stream(
                    b"/X Do " * 10,
                    b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
                    % following,
                )
                for following in range(6, 16)
            ),
            stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        ),
        "a page as large as the sky": one_page(_WORDS, _page(b"/MediaBox [0 0 1e30 1e30] /Resources " + _FONT)),
        "a page of no size": one_page(_WORDS, _page(b"/MediaBox [0 0 0 0] /Resources " + _FONT)),
        "a page inside out": one_page(_WORDS, _page(b"/MediaBox [9 9 -9 -9] /UserUnit 1e9 /Resources " + _FONT)),
        "numbers without an end": one_page(stream(b"9" * 1_000_000 + b" 0 Td"), _LETTERED),
        "a font of absurd size": one_page(stream(b"BT /F 1e38 Tf (Jo) Tj /F -1e38 Tf (Doe) Tj ET"), _LETTERED),
        "letters at absurd places": one_page(
            stream(
                b"BT /F 9 Tf "
                + b"".join(b"1 0 0 1 %d %d Tm (Jo Doe) Tj " % (n**9, -(n**7)) for n in range(2_000))
                + b"ET"
            ),
            _LETTERED,
        ),
        "a font that is drawn with itself": one_page(
            stream(b"BT /F 9 Tf (aaaa) Tj ET"),
            _page(b"/MediaBox [0 0 99 99] /Resources << /Font << /F 5 0 R >> >>"),
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
            b"/Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
            b"/Resources << /Font << /F 5 0 R >> >> >>",
            stream(b"9 0 d0 BT /F 9 Tf (aaaa) Tj ET"),
        ),
        "a table of all letters": one_page(
            stream(b"BT /F 9 Tf (aaaa) Tj ET"),
            _page(b"/MediaBox [0 0 99 99] /Resources << /Font << /F 5 0 R >> >>"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            stream(b"begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap " * 2_000),
        ),
        "a picture of a billion dots": one_page(
            stream(b"/X Do"),
            _page(b"/MediaBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"),
            stream(
                b"x",
                b"/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 /ColorSpace /DeviceRGB",
            ),
        ),
    }


def _disguises(whole: bytes) -> dict[str, bytes]:
    return {
        "a length that is itself": one_page(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"),
        "locked": one_page(
            _WORDS,
            _LETTERED,
            trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <%b> /U <%b> >> /ID [<00> <00>]"
            % (b"41" * 32, b"42" * 32),
        ),
        "locked by nobody's method": one_page(_WORDS, _LETTERED, trailer=b"/Encrypt << /Filter /Nobody /V 99 >>"),
        "tables in a circle": whole.replace(b"/Size", b"/Prev 0 /Size").replace(b"%%EOF", b"startxref 9 %%EOF"),
        "places beyond its end": whole.replace(b" 00000 n", b"9 00000 n"),
        "object numbers beyond counting": whole.replace(b"3 0 obj", b"4294967299 0 obj"),
        "also an archive": whole + b"PK\x05\x06" + b"\0" * 18,
        "behind a page of the web": b"<html><script>alert(1)</script>".ljust(1_000) + whole,
        "with a script": one_page(_WORDS, _LETTERED).replace(
            b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
        ),
        "300,000 letters": one_page(text(*[b"Baker of bread " * 20] * 1_000), _LETTERED),
        "only control characters": one_page(text(*[bytes(range(1, 9)) * 40] * 200), _LETTERED),
    }
