"""The archive that a DOCX is: refused before any XML is parsed when it is a bomb, damaged or declares entities."""

import io
import re
import zipfile
import zlib
from typing import IO

from app.errors import TooLarge, UnreadableDocument

MAX_INFLATED = 50 * 1024 * 1024
MAX_RATIO = 100
DAMAGED = "This Word file is damaged or was cut off on its way. Save it again in Word and upload the new copy."
# XML of a few kilobytes may well compress a hundredfold (empty table cells); a bomb is more than that.
_RATIO_FLOOR = 1024 * 1024
_CHUNK = 256 * 1024
_DECLARATION = 20
# Also in UTF-16, where a NUL stands between the letters.
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")


def check_inflation(data: bytes) -> None:
    """Inflate every part, counting what really comes out; the sizes that the archive declares prove nothing.

    Raises `TooLarge` beyond 50 MB or a hundredfold, `UnreadableDocument` for a damaged or locked archive and for XML
    with a document type declaration.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    total = _count(part, total, len(data), is_xml=info.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UnreadableDocument(DAMAGED) from error


def _count(part: IO[bytes], total: int, packed: int, *, is_xml: bool) -> int:
    seen = b""
    while chunk := part.read(_CHUNK):
        total += len(chunk)
        if total > MAX_INFLATED or total > max(_RATIO_FLOOR, MAX_RATIO * packed):
            raise TooLarge(
                "This Word file unfolds to far more than a résumé holds. Save a copy without pictures and upload that."
            )
        # Blanks may push the declaration as far down as they like, and a chunk may end in the middle of it.
        if is_xml and _DOCTYPE.search(seen + chunk):
            raise UnreadableDocument(
                "This Word file declares a document type, which Word never does, so it is not opened. "
                "Save it again in Word and upload the new copy."
            )
        seen = chunk[-_DECLARATION:]
    return total
