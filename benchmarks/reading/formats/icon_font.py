"""A font of icons like those that résumés use: squares at private code points, which stand for no letter."""

import struct
from pathlib import Path
from tempfile import mkdtemp

FAMILY = "Bench Icons"
CODES = (0xF08C, 0xF095, 0xF09B, 0xF0AC, 0xF0C1, 0xF0E0, 0xF3C5)
_EM, _ASCENT, _DESCENT = 1000, 800, 200


def folder() -> Path:
    """A folder of this process that holds the font."""
    found = Path(mkdtemp(prefix="bench-icons-"))
    (found / "icons.ttf").write_bytes(font())
    return found


def font() -> bytes:
    """TrueType with the tables that a reader must find; glyph 0 is empty, the others are squares of growing size."""
    glyphs = [b"", *(_square(400 + 50 * number) for number in range(len(CODES)))]
    places = [0]
    for glyph in glyphs:
        places.append(places[-1] + len(glyph))
    box = (0, 0, 800, 800)
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, *box, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, -_DESCENT, 0, 1000, 0, 0, 800, 1, *(0,) * 7, len(glyphs)
        ),
        b"hmtx": struct.pack(">Hh", 1000, 0) * len(glyphs),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": struct.pack(">IH13H", 0x10000, len(glyphs), 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, *(0,) * 5),
    }
    return _file(tables)


def _square(side: int) -> bytes:
    """One closed outline of four points on the curve, as steps of two bytes."""
    head = struct.pack(">5hHH", 1, 0, 0, side, side, 3, 0)
    return head + b"\1\1\1\1" + struct.pack(">8h", 0, 0, side, 0, 0, side, 0, -side)


def _cmap() -> bytes:
    ends = [*CODES, 0xFFFF]
    deltas = [(number + 1 - code) % 65536 for number, code in enumerate(CODES)] + [1]
    count = len(ends)
    body = struct.pack(">HHHH", count * 2, 2, 0, 0) + struct.pack(f">{count}H", *ends) + b"\0\0"
    body += struct.pack(f">{count}H", *ends) + struct.pack(f">{count}H", *deltas) + bytes(2 * count)
    table = struct.pack(">HHH", 4, 6 + len(body), 0) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _names() -> bytes:
    strings = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    records, stored = b"", b""
    for number, text in strings.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(encoded), len(stored))
        stored += encoded
    return struct.pack(">HHH", 0, len(strings), 6 + len(records)) + records + stored


def _os2() -> bytes:
    sizes = (0, 500, 400, 5, 0, *(100,) * 10, 0)
    head = struct.pack(">H15h", 3, *sizes[:15])
    return (
        head
        + bytes(10)
        + bytes(16)
        + b"NONE"
        + struct.pack(">HHH", 0x40, CODES[0], CODES[-1])
        + struct.pack(">hhhHH", _ASCENT, -_DESCENT, 0, _ASCENT, _DESCENT)
        + bytes(8)
        + struct.pack(">hhHHH", 500, 700, 0, 32, 1)
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128), b""
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        words = struct.unpack(f">{len(padded) // 4}I", padded)
        directory += struct.pack(">4sIII", tag, sum(words) % 2**32, offset + len(body), len(content))
        body += padded
    return directory + body
