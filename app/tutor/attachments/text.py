"""The text of a file that somebody uploads to a conversation."""

from typing import NamedTuple

from app.documents.decoding import decode_text
from app.documents.reader import read_resume
from app.documents.sniffing import check_upload
from app.errors import InvalidInput
from app.streaming.encoding import clean_text

MOST_CHARACTERS = 100_000
_BINARY = frozenset({"pdf", "docx"})
_NEVER = {code: None for code in (*range(0x20), *range(0x7F, 0xA0), 0xFEFF) if chr(code) not in "\n\t"}


class FileText(NamedTuple):
    """`format` is pdf, docx, md, txt, tex, typ or json. `is_cut`: the file goes on after `text`."""

    format: str
    text: str
    is_cut: bool


async def text_of(data: bytes, filename: str) -> FileText:
    r"""What a file says, as its format writes it down, its lines ended by `\n`; at most 100,000 code points.

    Kinds and limits are those of résumés. PDF and Word are read in a limited process.

    Raises:
        UnsupportedFile, TooLarge, UnreadableDocument, InvalidInput: why not, with the field `file`.
    """
    try:
        kind = check_upload(data, filename)
        found = (await read_resume(data, filename)).text if kind in _BINARY else decode_text(data, kind)
    except InvalidInput as error:
        error.field = "file"
        raise
    plain = clean_text(found.replace("\r\n", "\n").replace("\r", "\n")).translate(_NEVER).strip()
    if not any(char.isalnum() for char in plain):
        raise InvalidInput("There is no text in this file. Attach one with text in it.", field="file")
    return FileText(kind, plain[:MOST_CHARACTERS], len(plain) > MOST_CHARACTERS)
