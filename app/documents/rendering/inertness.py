"""A PDF that only shows: nothing in it runs, starts a program or carries a file (ISO 32000-1, 12.6 and 7.11.4).

The names of the PDF's objects are read, those inside compressed object streams too, and those written with
`#xx`. Text in strings and page content is passed over: a résumé may well say "/JavaScript".
"""

import re
import zlib
from itertools import pairwise

from app.errors import RenderFailed

_INFLATED = 40_000_000
_TOKENS = 300_000
_FORBIDDEN = {
    b"JavaScript": "a script",
    b"JS": "a script",
    b"Launch": "a command that starts a program",
    b"EmbeddedFile": "an attached file",
    b"EmbeddedFiles": "an attached file",
    b"FileAttachment": "an attached file",
    b"RichMedia": "embedded media",
    b"Rendition": "embedded media",
    b"Movie": "embedded media",
    b"Sound": "embedded media",
    b"SubmitForm": "a form that sends data",
    b"ImportData": "a form that reads data",
    b"XFA": "an active form",
    b"AA": "an action that runs by itself",
}
_TOKEN = re.compile(
    rb"""(?P<comment>%[^\r\n]*)
    |(?P<open>\()
    |<<
    |(?P<hex><[0-9A-Fa-f\s]*>)
    |(?P<stream>\bstream\r?\n)
    |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]+)""",
    re.VERBOSE,
)
_PARENTHESIS = re.compile(rb"\\.|[()]|endobj", re.DOTALL)
_FIRST = re.compile(rb"/First\s+(\d+)")
_NUMBER = re.compile(rb"\d+")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class PdfFacts:
    """What was seen while the names were read."""

    def __init__(self) -> None:
        self.names: set[bytes] = set()

    @property
    def has_text(self) -> bool:
        """Whether any font is used: without one there can be no text."""
        return b"Font" in self.names


def check_inert(pdf: bytes) -> PdfFacts:
    """Raises RenderFailed for active content; the sentence says which."""
    facts = PdfFacts()
    _collect(pdf, facts.names, _INFLATED)
    for name, what in _FORBIDDEN.items():
        if name in facts.names:
            raise RenderFailed(f"The PDF would contain {what}, which a résumé must not. Remove it from the source.")
    return facts


def _collect(data: bytes, names: set[bytes], budget: int) -> None:
    """Add the names of a file, or of one object of an object stream, to `names`.

    Nothing reaches beyond its object: raw objects may come from the document's author, and an open parenthesis
    must not hide the objects that follow it.
    """
    position = begun = tokens = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        tokens += 1
        if tokens > _TOKENS:
            raise _too_large()
        if match["open"]:
            position = _end_of_string(data, position)
        elif match["name"]:
            names.add(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), match["name"]))
        elif match["stream"]:
            dictionary = data[begun : match.start()]
            end = min(_find(data, b"endstream", position), _find(data, b"endobj", position))
            if b"ObjStm" in dictionary:
                budget -= _collect_object_stream(dictionary, data[position:end], names, budget)
            position = begun = end


def _collect_object_stream(dictionary: bytes, body: bytes, names: set[bytes], budget: int) -> int:
    """Inflated bytes that were read. Object streams hold no streams, so this nests no further."""
    try:
        inflated = zlib.decompressobj().decompress(body, budget) if b"FlateDecode" in dictionary else body
    except zlib.error:
        raise RenderFailed("The PDF is damaged and cannot be checked. Try again.") from None
    if len(inflated) >= budget:
        raise _too_large()
    first = _FIRST.search(dictionary)
    start = int(first[1]) if first else 0
    offsets = [int(number) for number in _NUMBER.findall(inflated[:start])[1::2]]
    for begin, end in pairwise([0, *offsets, len(inflated) - start]):
        _collect(inflated[start + begin : start + end].replace(b"stream", b"_"), names, budget)
    return len(inflated)


def _end_of_string(data: bytes, position: int) -> int:
    depth = 1
    while depth and (match := _PARENTHESIS.search(data, position)):
        if match[0] == b"endobj":
            return match.start()
        position = match.end()
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
    return len(data) if depth else position


def _find(data: bytes, word: bytes, position: int) -> int:
    found = data.find(word, position)
    return len(data) if found < 0 else found


def _too_large() -> RenderFailed:
    return RenderFailed("The PDF is too large to be checked. Make the document simpler.")
