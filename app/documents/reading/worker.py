"""The child's side of reading: one file from standard input, one résumé to standard output.

Imports only what the format at hand needs: everything else would be start-up time on every upload. A process that is
started before its file comes has the time to import everything.
"""

import importlib
import select
import sys
from collections.abc import Callable

import msgspec

from app.documents.decoding import decode_text
from app.documents.frames import ANSWER, FAILURE, NOTE, take_output, write_frame
from app.documents.resume import ReadResume
from app.errors import InvalidInput, TooLarge, UnreadableDocument

MAX_CHARACTERS = 200_000
_EARLY = ("app.documents.reading.structuring", "app.documents.reading.pdf", "app.documents.reading.docx")
_LATE = (
    "app.documents.latex",
    "app.documents.reading.plain_text",
    "app.documents.reading.json_resume",
    "app.documents.typst",
)
_SAMPLE = b"""# Ada Lovelace

ada@example.org | London

## Where I worked

**Analyst**, Engine Works, London (2019 - present)

- Wrote the notes

## What I know

Python, SQL; NEBOSH certificate; German
"""


def main() -> None:
    """Answer one request: the format's name in eight bytes, then the file."""
    output = take_output()
    request = sys.stdin.buffer.read()
    kind, data = request[:8].decode("ascii").strip(), request[8:]
    try:
        document = read(kind, data, lambda stage: write_frame(output, NOTE, stage.encode("ascii")))
        write_frame(output, ANSWER, msgspec.msgpack.encode(document))
    except InvalidInput as error:
        write_frame(output, FAILURE, msgspec.msgpack.encode((error.code, error.message)))
    except RecursionError:
        message = "This file is nested too deeply to be a résumé. Save a simpler copy and upload that."
        write_frame(output, FAILURE, msgspec.msgpack.encode((UnreadableDocument.code, message)))


def warm() -> None:
    """What the formats need, before the file is there: modules, and word lists by reading a small résumé.

    What every format needs comes first. It ends as soon as the file comes, which waits for no other format's modules.
    """
    for module in _EARLY:
        if _has_come():
            return
        importlib.import_module(module)
    read("md", _SAMPLE, lambda _stage: None)
    for module in _LATE:
        if _has_come():
            return
        importlib.import_module(module)


def _has_come() -> bool:
    waiting = select.poll()
    waiting.register(sys.stdin, select.POLLIN)
    return bool(waiting.poll(0))


def read(kind: str, data: bytes, tell: Callable[[str], None]) -> ReadResume:
    """Read one file of a known format; tells "analyzing" once its text is there."""
    if kind in {"pdf", "docx"}:
        return _read_binary(kind, data, tell)
    source = decode_text(data, kind)
    tell("analyzing")
    if kind == "tex":
        from app.documents.latex import read_latex

        return read_latex(source)
    _check_length(source)
    if kind == "json":
        from app.documents.reading.json_resume import read_json_resume

        return read_json_resume(source)
    if kind == "typ":
        from app.documents.typst import read_typst

        return read_typst(source)
    if kind == "md":
        from app.documents.reading.markdown import read_markdown

        return read_markdown(source)
    from app.documents.reading.plain_text import read_plain_text

    return read_plain_text(source)


def _read_binary(kind: str, data: bytes, tell: Callable[[str], None]) -> ReadResume:
    if kind == "pdf":
        from app.documents.reading.pdf import pdf_blocks as extract
    else:
        from app.documents.reading.docx import docx_blocks as extract
    text, blocks = extract(data)
    _check_length(text)
    tell("analyzing")
    from app.documents.reading.structuring import structure

    return structure(kind, text, blocks)


def _check_length(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"This file holds more than {MAX_CHARACTERS:,} characters of text, more than a résumé has. "
            "Upload a shorter one."
        )
