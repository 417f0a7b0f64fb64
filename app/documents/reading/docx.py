"""DOCX to blocks by python-docx, in reading order: paragraphs, tables, text boxes, lists, links, headers."""

import io
import re
import zipfile
from typing import Any

import docx
import docx.opc.exceptions

from app.documents.contact import find_contact
from app.documents.folding import fold
from app.documents.reading.blocks import HEADING, ITEM, Block
from app.documents.reading.docx_flow import Flow, Paragraph
from app.documents.reading.docx_kinds import Kind, kinds_of
from app.documents.reading.docx_package import DAMAGED, check_inflation
from app.documents.reading.docx_styles import Styles, styles_of
from app.documents.reading.lines import BULLET
from app.documents.resume import Span
from app.errors import UnreadableDocument


def docx_blocks(data: bytes) -> tuple[str, list[Block]]:
    """The text of a DOCX, one paragraph a line, and its blocks.

    Raises `TooLarge` for one that inflates beyond 50 MB or a hundredfold, `UnreadableDocument` for one that is
    damaged, has a document type declaration (no entity is ever expanded), or holds no text.
    """
    check_inflation(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = _paragraphs(document)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        # lxml's XMLSyntaxError is one of these.
        SyntaxError,
        docx.opc.exceptions.OpcError,
    ) as error:
        raise UnreadableDocument(DAMAGED) from error
    text, blocks = _written(paragraphs, kinds_of(paragraphs))
    if not any(char.isalnum() for char in text):
        raise UnreadableDocument(
            "There is no text in this Word file; it holds only pictures or blank pages. Upload one with text in it."
        )
    return text, blocks


def _paragraphs(document: Any) -> list[Paragraph]:
    """The lines of the document that hold text; those of headers and footers that are not said again, at the top."""
    styles = styles_of(document)
    body = _filled(Flow(styles, _links(document.part)).lines(document.element.body))
    running = _running(document.part, styles, body)
    if not running or not body:
        return body or running
    is_name_above = max(line.look.size for line in running) > body[0].look.size or body[0].opens_section
    return [*running, *body] if is_name_above else [body[0], *running, *body[1:]]


def _running(part: Any, styles: Styles, body: list[Paragraph]) -> list[Paragraph]:
    """What only headers say, and contacts that only footers have."""
    said = {fold(line.text.strip()) for line in body}
    text = "\n".join(line.text for line in body)
    found: list[Paragraph] = []
    for kind in ("header", "footer"):
        for other in [rel.target_part for rel in part.rels.values() if _is_of(rel, kind)]:
            element = getattr(other, "element", None)
            for line in _filled(Flow(styles, _links(other)).lines(element)) if element is not None else []:
                spans = find_contact(line.text).spans
                contacts = any(line.text[span.start : span.end] not in text for span in spans)
                is_new = contacts if kind == "footer" or spans else _is_new(line, said)
                if is_new:
                    said.add(fold(line.text.strip()))
                    text += f"\n{line.text}"
                    found.append(line)
    return found


def _is_of(rel: Any, kind: str) -> bool:
    return str(rel.reltype).endswith(f"/{kind}") and not rel.is_external


def _is_new(line: Paragraph, said: set[str]) -> bool:
    return any(char.isalpha() for char in line.text) and fold(line.text.strip()) not in said


def _links(part: Any) -> dict[str, str]:
    return {key: rel.target_ref for key, rel in part.rels.items() if str(rel.reltype).endswith("/hyperlink")}


def _filled(lines: list[Paragraph]) -> list[Paragraph]:
    """The lines with text; one below an empty line has a gap above it."""
    found: list[Paragraph] = []
    gap = False
    for line in lines:
        if line.text.strip():
            line.gap = gap
            found.append(line)
        gap = not line.text.strip()
    return found


def _written(paragraphs: list[Paragraph], kinds: list[Kind]) -> tuple[str, list[Block]]:
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        is_heading = kind.name == HEADING
        if is_heading and blocks:
            pieces.append("\n")
            at += 1
        text = paragraph.text.rstrip()
        sign = BULLET.match(text) if kind.name == ITEM else None
        skip = sign.end() if sign and not re.match(r"\s*\d", text) else len(text) - len(text.lstrip())
        lead = "" if kind.name != ITEM or sign else "• "
        start = at + len(lead)
        whole = Block(kind.name, text, range(start, start + len(text)), Span(0, 0), 0, tuple(paragraph.marks))
        block = whole.cut(skip, len(text))
        block.level, block.gap, block.span = kind.level, paragraph.gap or is_heading, Span(at, start + len(text))
        blocks.append(block)
        pieces.append(f"{lead}{text}\n")
        at += len(lead) + len(text) + 1
    return "".join(pieces), blocks
