"""A letter to a Word document: real styles with the names that Word knows, nothing but text in them."""

import asyncio
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.documents.rendering.letter import PrintedLetter

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_A4 = (210.0, 297.0)
_LETTER = (215.9, 279.4)
_MARGIN = 25.0
_SPACE_AFTER = {"Date": 14.0, "Inside Address": 16.0, "Salutation": 10.0, "Body Text": 10.0, "Closing": 0.0}


async def write_letter(letter: PrintedLetter) -> bytes:
    """The .docx file's bytes."""
    return await asyncio.to_thread(_write, letter)


def _write(letter: PrintedLetter) -> bytes:
    from docx import Document

    document = Document()
    _set_page(document, letter)
    _set_styles(document, letter)
    document.core_properties.title = letter.title[:255]
    document.core_properties.author = letter.name[:255]
    document.core_properties.language = letter.language
    if letter.name:
        _paragraph(document, letter, "Title", [letter.name])
    contacts = "  ·  ".join(contact.text for contact in letter.contacts)
    if contacts:
        _paragraph(document, letter, "Sender", [contacts])
    _paragraph(document, letter, "Date", [letter.date])
    if letter.recipient:
        _paragraph(document, letter, "Inside Address", letter.recipient)
    last = len(letter.paragraphs) - 1
    for index, lines in enumerate(letter.paragraphs):
        style = "Salutation" if index == 0 and last > 0 else "Closing" if index == last and last > 0 else "Body Text"
        _paragraph(document, letter, style, lines)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraph(document: "Document", letter: PrintedLetter, style: str, lines: Sequence[str]) -> "Paragraph":
    paragraph = document.add_paragraph(style=style)
    if letter.is_right_to_left:
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))  # noqa: SLF001 - python-docx has no call for it
    for index, line in enumerate(lines):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)
        if letter.is_right_to_left:
            run.font.rtl = True
    return paragraph


def _set_page(document: "Document", letter: PrintedLetter) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    width, height = _LETTER if letter.paper == "us-letter" else _A4
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _set_styles(document: "Document", letter: PrintedLetter) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles: Any = document.styles
    styles["Normal"].font.name = "Cambria"
    styles["Normal"].font.size = Pt(11)
    styles["Normal"].element.get_or_add_rPr().append(_element("w:lang", letter.language))
    names = [style.name for style in styles]
    for name in ("Sender", *_SPACE_AFTER):
        style = styles[name] if name in names else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.space_after = Pt(_SPACE_AFTER.get(name, 18.0))
        style.paragraph_format.line_spacing = 1.15
    styles["Sender"].font.size = Pt(9.5)
    title = styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb = "Cambria", Pt(20), RGBColor(0x1D, 0x4E, 0x6B)
    title.paragraph_format.space_after = Pt(4)


def _element(tag: str, value: str = "") -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    if value:
        element.set(qn("w:val"), value)
    return element
