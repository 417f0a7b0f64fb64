"""A Typst résumé as a typed value: its source is read and run as far as its text depends on it, never compiled."""

from typing import Final

from app.documents.reading.blocks import Block
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume
from app.documents.typst.evaluation import Evaluator
from app.documents.typst.layout import Layout, Places
from app.documents.typst.markup import Parser
from app.documents.typst.values import shown
from app.errors import UnreadableDocument

_LEAST_LETTERS: Final = 10


def read_typst(source: str) -> ReadResume:
    """Read a résumé written in Typst; spans are into `source`.

    Raises UnreadableDocument for one that prints nothing, nests too deeply, or prints without end. Files that it
    includes are not read; `warnings` says so.
    """
    try:
        blocks, left_out = printed_blocks(source)
    except RecursionError:
        raise UnreadableDocument(
            "The functions of this Typst file are nested too deeply to be read. Upload a simpler file, or its PDF."
        ) from None
    if sum(char.isalpha() for block in blocks for char in block.text) < _LEAST_LETTERS:
        raise UnreadableDocument(
            "This Typst file prints next to no text of its own. "
            "Upload the .typ file that holds the résumé itself, with everything in that one file, or its PDF."
        )
    read = structure("typ", source, blocks)
    if left_out:
        read.warnings.append(
            "This file takes parts from other files (#include, #import or data files), which were not read. "
            "Paste them into it, or upload the PDF."
        )
    return read


def printed_blocks(source: str) -> tuple[list[Block], bool]:
    """What the document prints, and whether it takes parts from other files.

    Raises UnreadableDocument, and RecursionError for what nests too deeply in running.
    """
    parser = Parser(source)
    document = parser.document()
    evaluator = Evaluator()
    layout = Layout(Places(parser.bodies))
    layout.add(shown(evaluator.value(document)))
    layout.flush()
    return layout.blocks, evaluator.left_out
