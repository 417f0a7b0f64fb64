"""PDF to blocks by PDFium: glyphs with boxes, from which lines, columns and looks are worked out."""

import pypdfium2

from app.documents.reading.assembling import assemble
from app.documents.reading.blocks import HEADING, Block
from app.documents.reading.pdf_glyphs import PageText, page_text
from app.documents.reading.pdf_layout import Layout, laid_out
from app.documents.reading.pdf_words import Run
from app.errors import TooLarge, UnreadableDocument

MAX_PAGES = 20
MAX_CHARACTERS = 200_000
_FEWEST_LETTERS = 20
_NO_TEXT = (
    "There is no text in this PDF; it holds only pictures. "
    "Upload the .docx or .tex it was made from, or a PDF exported as text."
)


def pdf_blocks(data: bytes) -> tuple[str, list[Block]]:
    """The text of a PDF in reading order and its blocks.

    Raises `UnreadableDocument` for one that is damaged, locked or without text, `TooLarge` above 20 pages or
    200,000 characters.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_why(data)) from error
    count = len(document)
    if count > MAX_PAGES:
        raise TooLarge(
            f"This PDF has {count} pages; a résumé may have {MAX_PAGES}. Upload the pages that are the résumé."
        )
    pages: list[list[Run]] = []
    total = strange = 0
    for index in range(count):
        page = _page(document, index)
        total += sum(len(run.text) for run in page.runs)
        strange += page.strange
        if total > MAX_CHARACTERS:
            raise TooLarge(f"This PDF holds more than {MAX_CHARACTERS:,} characters. Upload a shorter one.")
        pages.append(page.runs)
    _check_text(pages, strange)
    layout = laid_out(pages)
    return layout.text, _foremost(assemble(layout.lines), layout)


def _why(data: bytes) -> str:
    if b"/Encrypt" in data:
        return "This PDF is locked with a password. Remove the password (print it to a new PDF) and upload that."
    return "This PDF is damaged or was cut off on its way. Export it again and upload the new copy."


def _check_text(pages: list[list[Run]], strange: int) -> None:
    letters = sum(char.isalnum() for runs in pages for run in runs for char in run.text)
    if strange > letters:
        raise UnreadableDocument(
            "The letters in this PDF have no meaning that can be read (its fonts carry no Unicode table). "
            "Upload the .docx or .tex it was made from, or export the PDF anew."
        )
    if letters < _FEWEST_LETTERS:
        raise UnreadableDocument(_NO_TEXT)


def _page(document: pypdfium2.PdfDocument, index: int) -> PageText:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        # One page that cannot be loaded does not make the others unreadable.
        return PageText([])
    return page_text(document.raw, page.raw, text_page.raw)


def _foremost(blocks: list[Block], layout: Layout) -> list[Block]:
    """The blocks with contacts from footers, and with what opens a second column without a heading, above all sections.

    Otherwise a sidebar's first lines would belong to the last section of the column that is read before it.
    """
    moved: list[Block] = []
    for place in (layout.contacts, *layout.beside):
        opening = [block for block in blocks if place.start <= block.span.start < place.stop]
        headings = [index for index, block in enumerate(opening) if block.kind == HEADING]
        moved += opening[: headings[0] if headings else len(opening)] if place is layout.contacts or headings else []
    if not moved:
        return blocks
    taken = {id(block) for block in moved}
    kept = [block for block in blocks if id(block) not in taken]
    first = next((index for index, block in enumerate(kept) if block.kind == HEADING and block.level > 1), len(kept))
    return [*kept[:first], *moved, *kept[first:]]
