"""The text of uploads that are text: UTF-8, with or without a byte order mark."""

import codecs

from app.errors import InvalidInput, UnsupportedFile

ACCEPTED = "Upload a .tex, .typ, .pdf, .docx, .md, .txt or JSON Resume (.json) file."
ZIP, PDF, OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (ZIP, PDF, OLE, b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(data: bytes, kind: str) -> str:
    """The text of a .tex, .typ, .md, .txt or .json upload, without its byte order mark; raises `UnsupportedFile`."""
    if kind in {"txt", "md"} and data.startswith(_UTF16):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnsupportedFile(_not_utf8(kind), field="resume_file") from error
    else:
        if data.startswith(_BINARY) or b"\x00" in data:
            raise UnsupportedFile(
                f"This file is named .{kind} but it does not hold plain text. {ACCEPTED}", field="resume_file"
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnsupportedFile(_not_utf8(kind), field="resume_file") from error
    if "\x00" in text:
        raise UnsupportedFile(
            f"This file is named .{kind} but it does not hold plain text. {ACCEPTED}", field="resume_file"
        )
    if not text.strip():
        raise InvalidInput("This file holds only blank space. Upload one with text in it.", field="resume_file")
    return text


def _not_utf8(kind: str) -> str:
    advice = (
        "In your editor choose “Save with encoding → UTF-8”"
        + (" and declare \\usepackage[utf8]{inputenc} in place of latin1" if kind == "tex" else "")
        + ", then upload it again."
    )
    return f"The text of this .{kind} file is not UTF-8 (it looks like Latin-1 or Windows-1252). {advice}"
