"""PDF to blocks by PDFium: glyphs with boxes, from which lines, columns and looks are worked out."""

import ctypes
import unicodedata

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from app.documents.reading.blocks import Block
from app.documents.reading.lines import assemble
from app.documents.reading.pdf_layout import Run, page_rows, written_lines
from app.errors import TooLarge, UnreadableDocument

MAX_PAGES = 20
MAX_CHARACTERS = 200_000
_FEWEST_LETTERS = 20
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_FORCE_BOLD_FLAG = 1 << 18
_NO_TEXT = (
    "There is no text in this PDF; it holds only pictures. "
    "Upload the .docx or .tex it was made from, or a PDF exported as text."
)
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LINE_END_HYPHEN = 0x02


class _Link(msgspec.Struct, frozen=True):
    left: float
    bottom: float
    right: float
    top: float
    url: str

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


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
    pages = []
    total = 0
    for index in range(count):
        runs = _page_runs(document, index)
        total += sum(len(run.text) for run in runs)
        if total > MAX_CHARACTERS:
            raise TooLarge(f"This PDF holds more than {MAX_CHARACTERS:,} characters. Upload a shorter one.")
        pages.append(page_rows(runs))
    _check_text([run for page in pages for row in page for run in row.runs])
    text, lines = written_lines(pages)
    return text, assemble(lines)


def _why(data: bytes) -> str:
    if b"/Encrypt" in data:
        return "This PDF is locked with a password. Remove the password (print it to a new PDF) and upload that."
    return "This PDF is damaged or was cut off on its way. Export it again and upload the new copy."


def _check_text(runs: list[Run]) -> None:
    letters = strange = 0
    for run in runs:
        letters += sum(char.isalnum() for char in run.text)
        strange += sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in run.text)
    if strange > letters:
        raise UnreadableDocument(
            "The letters in this PDF have no meaning that can be read (its fonts carry no Unicode table). "
            "Upload the .docx or .tex it was made from, or export the PDF anew."
        )
    if letters < _FEWEST_LETTERS:
        raise UnreadableDocument(_NO_TEXT)


def _page_runs(document: pypdfium2.PdfDocument, index: int) -> list[Run]:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        # One page that cannot be loaded does not make the others unreadable.
        return []
    return _Glyphs(text_page.raw, _links(document.raw, page.raw)).runs()


class _Glyphs:
    """Reads a page's characters in content order and gathers those that stand together into runs."""

    def __init__(self, text_page: pdfium.FPDF_TEXTPAGE, links: list[_Link]) -> None:
        self._page, self._links = text_page, links
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._found: list[Run] = []

    def runs(self) -> list[Run]:
        """All runs of the page, in content order."""
        space = True
        for index in range(min(pdfium.FPDFText_CountChars(self._page), 2 * MAX_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(self._page, index)
            if code in {0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x200B}:
                space = True
                continue
            if (code < 0x20 and code != _LINE_END_HYPHEN) or 0xD800 <= code <= 0xDFFF or code == 0xFFFE:
                continue
            self._take(index, code, space=space)
            space = False
        return self._found

    def _take(self, index: int, code: int, *, space: bool) -> None:
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._box)
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        box, y = self._box, self._y.value
        size = abs(box.top - box.bottom)
        # PDFium writes every hyphen at a line end so, a compound's own hyphen too.
        char = "-" if code == _LINE_END_HYPHEN else _LIGATURES.get(code) or chr(code)
        last = self._found[-1] if self._found else None
        if last and last.takes(box.left, y, size):
            if space and not last.is_twin(box.left, y):
                link = self._link(box.left, y, size)
                bold, italic = self._style(index)
                last.open_word(bold=bold, italic=italic, url=link)
            last.add(char, box.left, box.right, y, size)
            return
        bold, italic = self._style(index)
        run = Run("", box.left, box.left, y, 0.0, [], box.left)
        run.open_word(bold=bold, italic=italic, url=self._link(box.left, y, size))
        run.add(char, box.left, box.right, y, size)
        self._found.append(run)

    def _link(self, x: float, y: float, size: float) -> str | None:
        return next((link.url for link in self._links if link.holds(x + 0.3 * size, y + 0.2 * size)), None)

    def _style(self, index: int) -> tuple[bool, bool]:
        handle = pdfium.FPDFText_GetTextObject(self._page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            self._fonts[address] = self._font(index)
        return self._fonts[address]

    def _font(self, index: int) -> tuple[bool, bool]:
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        length = pdfium.FPDFText_GetFontInfo(self._page, index, name, 128, flags)
        folded = name.value.decode("utf-8", "replace").lower() if 0 < length <= 128 else ""
        weight = pdfium.FPDFText_GetFontWeight(self._page, index)
        heavy = any(word in folded for word in ("bold", "black", "heavy", "semibold", "cmbx", "sfbx", "-bd"))
        slanted = any(word in folded for word in ("italic", "oblique", "cmti", "sfti", "cmsl"))
        is_bold = heavy or weight >= _BOLD_WEIGHT or bool(flags.value & _FORCE_BOLD_FLAG)
        return is_bold, slanted or bool(flags.value & _ITALIC_FLAG)


def _links(document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE) -> list[_Link]:
    found: list[_Link] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while len(found) < 500 and pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(2048)
        length = pdfium.FPDFAction_GetURIPath(document, action, buffer, 2048)
        if 1 < length <= 2048:
            url = buffer.value.decode("utf-8", "replace")
            found.append(_Link(rect.left, rect.bottom, rect.right, rect.top, url))
    return found
