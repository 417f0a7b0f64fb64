"""DOCX to blocks by python-docx, in document order: paragraphs, tables, text boxes, lists, links."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import docx.opc.exceptions
import msgspec

from app.documents.headings import is_known_heading
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Mark
from app.documents.reading.docx_package import DAMAGED, check_inflation
from app.documents.reading.lines import BULLET
from app.documents.resume import Span
from app.errors import UnreadableDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING_STYLE = re.compile(
    r"(?:heading|uberschrift|überschrift|titre|titolo|título|titulo|kop|rubrik)\s*(\d)", re.IGNORECASE
)
_TITLE_STYLES = ("title", "titel", "titre", "name")
_LIST_STYLE = re.compile(r"list|aufz|puces|viñeta|lijst|bullet", re.IGNORECASE)


def docx_blocks(data: bytes) -> tuple[str, list[Block]]:
    """The text of a DOCX, one paragraph a line, and its blocks.

    Raises `TooLarge` for one that inflates beyond 50 MB or a hundredfold, `UnreadableDocument` for one that is
    damaged, has a document type declaration (no entity is ever expanded), or holds no text.
    """
    check_inflation(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document))
    except (
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        # lxml's XMLSyntaxError is one of these.
        SyntaxError,
        docx.opc.exceptions.OpcError,
    ) as error:
        raise UnreadableDocument(DAMAGED) from error
    text, blocks = _written(paragraphs)
    if not any(char.isalnum() for char in text):
        raise UnreadableDocument(
            "There is no text in this Word file; it holds only pictures or blank pages. Upload one with text in it."
        )
    return text, blocks


class _Paragraph(msgspec.Struct):
    kind: str
    level: int
    text: str
    marks: list[Mark]
    gap: bool = False


class _Story(msgspec.Struct):
    """What a paragraph's meaning depends on outside itself."""

    style_names: dict[str, str]
    style_elements: dict[str, Any]
    links: dict[str, str]
    bullets: bool


def _paragraphs(document: Any) -> Iterator[_Paragraph]:
    styles = {style.style_id: style for style in document.styles if getattr(style, "style_id", None)}
    links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.reltype.endswith("/hyperlink")}
    names = {key: str(style.name or "").lower() for key, style in styles.items()}
    story = _Story(names, {key: style.element for key, style in styles.items()}, links, bullets=True)
    gap = False
    for element in _flow(document.element.body):
        read = _table_row if element.tag == f"{_W}tr" else _paragraph
        paragraph = read(element, story)
        for line in _split_lines(paragraph):
            if not line.text.strip():
                gap = True
                continue
            line.gap = gap or line.kind == HEADING
            gap = False
            yield line


def _flow(body: Any) -> Iterator[Any]:
    """Paragraphs and simple table rows in reading order; cells that hold several paragraphs are walked one by one."""
    for child in body:
        if child.tag == f"{_W}p":
            yield child
            for box in _text_boxes(child):
                yield from _flow(box)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                yield from _row_flow(row)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
            yield from _flow(child)


def _row_flow(row: Any) -> Iterator[Any]:
    cells = [cell for cell in row if cell.tag == f"{_W}tc"]
    filled = [[p for p in cell.iter(f"{_W}p") if _has_text(p)] for cell in cells]
    if all(len(paragraphs) <= 1 for paragraphs in filled):
        yield row
        return
    for cell in cells:
        yield from _flow(cell)


def _has_text(paragraph: Any) -> bool:
    return any(text.text and text.text.strip() for text in paragraph.iter(f"{_W}t"))


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph, each once (its older twin for old readers, mc:Fallback, is skipped)."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
            yield box


def _table_row(row: Any, story: _Story) -> _Paragraph:
    text, marks = "", list[Mark]()
    first: _Paragraph | None = None
    for element in row.iter(f"{_W}p"):
        part = _paragraph(element, story)
        if not part.text.strip():
            continue
        first = first or part
        if text:
            text += "\t"
        marks += [Mark(m.start + len(text), m.end + len(text), m.kind, m.url) for m in part.marks]
        text += part.text
    if first is None or first.text == text:
        return first or _Paragraph(TEXT, 0, "", [])
    return _Paragraph(TEXT, 0, text, marks)


def _paragraph(element: Any, story: _Story) -> _Paragraph:
    text, marks = "", list[Mark]()
    for run, url in _runs(element, story):
        content = _run_text(run)
        start, end = len(text), len(text) + len(content)
        text += content
        if not content.strip():
            continue
        if _is_on(run, "b", story, element):
            marks.append(Mark(start, end, "bold"))
        if _is_on(run, "i", story, element):
            marks.append(Mark(start, end, "italic"))
        if url:
            marks.append(Mark(start, end, "link", url))
    marks = _merged(marks, text)
    kind, level = _kind(element, story, text, marks)
    return _Paragraph(kind, level, text, marks)


def _runs(element: Any, story: _Story) -> Iterator[tuple[Any, str | None]]:
    """Runs of a paragraph with the address of the link they are in; nothing from text boxes or deleted text."""
    for child in element:
        if child.tag == f"{_W}r":
            yield child, None
        elif child.tag == f"{_W}hyperlink":
            url = story.links.get(child.get(f"{_R}id") or "")
            for run in child.iter(f"{_W}r"):
                yield run, url
        elif child.tag in {f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent", f"{_W}fldSimple"}:
            yield from _runs(child, story)


def _run_text(run: Any) -> str:
    signs = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join((child.text or "") if child.tag == f"{_W}t" else signs.get(child.tag, "") for child in run)


def _is_on(run: Any, name: str, story: _Story, paragraph: Any) -> bool:
    properties = run.find(f"{_W}rPr")
    switch = properties.find(f"{_W}{name}") if properties is not None else None
    if switch is not None:
        return switch.get(f"{_W}val") not in {"0", "false", "off"}
    styles = [_style_id(paragraph, "pPr", "pStyle"), _style_id(run, "rPr", "rStyle")]
    for style in (story.style_elements.get(one) for one in styles if one):
        inherited = style.find(f"{_W}rPr/{_W}{name}") if style is not None else None
        if inherited is not None and inherited.get(f"{_W}val") not in {"0", "false", "off"}:
            return True
    return False


def _style_id(element: Any, properties: str, name: str) -> str:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    return str(found.get(f"{_W}val")) if found is not None else ""


def _merged(marks: list[Mark], text: str) -> list[Mark]:
    """Marks of one kind that only blank space parts are one."""
    found: list[Mark] = []
    for kind in ("bold", "italic", "link"):
        last: Mark | None = None
        for mark in (mark for mark in marks if mark.kind == kind):
            if last and last.url == mark.url and not text[last.end : mark.start].strip(" "):
                last = found[-1] = Mark(last.start, mark.end, kind, mark.url)
            else:
                last = mark
                found.append(mark)
    return found


def _kind(element: Any, story: _Story, text: str, marks: list[Mark]) -> tuple[str, int]:
    style_id = _style_id(element, "pPr", "pStyle")
    name = story.style_names.get(style_id, style_id.lower())
    heading = _HEADING_STYLE.match(name)
    if heading:
        return HEADING, int(heading[1]) + 1
    if name in _TITLE_STYLES:
        return HEADING, 1
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and str(outline.get(f"{_W}val")).isdigit() and int(outline.get(f"{_W}val")) < 9:
        return HEADING, int(outline.get(f"{_W}val")) + 2
    numbering = element.find(f"{_W}pPr/{_W}numPr")
    if numbering is not None or _LIST_STYLE.search(name):
        depth = numbering.find(f"{_W}ilvl") if numbering is not None else None
        digits = re.search(r"\d", name)
        level = int(depth.get(f"{_W}val")) if depth is not None else (int(digits[0]) - 1 if digits else 0)
        return ITEM, max(0, level)
    return _plain_kind(text, marks)


def _plain_kind(text: str, marks: list[Mark]) -> tuple[str, int]:
    """Headings and bullets made by hand: known words in bold or capitals, a typed bullet sign."""
    stripped = text.strip()
    if BULLET.match(text) and not re.match(r"\s*\d", text):
        return ITEM, 0
    bold = any(mark.kind == "bold" and mark.end - mark.start >= len(stripped) for mark in marks)
    if 0 < len(stripped) <= 50 and "\t" not in stripped and is_known_heading(stripped):
        return HEADING, 2
    letters = [char for char in stripped if char.isalpha()]
    capitals = len(letters) > 3 and all(char.isupper() for char in letters)
    if bold and capitals and len(stripped) <= 50 and not any(char.isdigit() or char in "\t@|" for char in stripped):
        return HEADING, 2
    return TEXT, 0


def _split_lines(paragraph: _Paragraph) -> Iterator[_Paragraph]:
    """A paragraph with line breaks in it is a paragraph a line."""
    start = 0
    for part in paragraph.text.split("\n"):
        end = start + len(part)
        marks = [
            Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind, m.url)
            for m in paragraph.marks
            if m.start < end and m.end > start
        ]
        kind, level = paragraph.kind, paragraph.level
        if start and kind == TEXT:
            kind, level = _plain_kind(part, marks)
        yield _Paragraph(kind, level, part, marks)
        start = end + 1


def _written(paragraphs: list[_Paragraph]) -> tuple[str, list[Block]]:
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        if paragraph.kind == HEADING and blocks:
            pieces.append("\n")
            at += 1
        text = paragraph.text.rstrip()
        sign = BULLET.match(text) if paragraph.kind == ITEM else None
        skip = sign.end() if sign and not re.match(r"\s*\d", text) else len(text) - len(text.lstrip())
        lead = "" if paragraph.kind != ITEM or sign else "• "
        start = at + len(lead)
        whole = Block(paragraph.kind, text, range(start, start + len(text)), Span(0, 0), 0, tuple(paragraph.marks))
        block = whole.cut(skip, len(text))
        block.level, block.gap, block.span = paragraph.level, paragraph.gap, Span(at, start + len(text))
        blocks.append(block)
        pieces.append(f"{lead}{text}\n")
        at += len(lead) + len(text) + 1
    return "".join(pieces), blocks
