"""A page of a PDF as runs of words, by PDFium: ligatures opened, icons left out, right-to-left words in their order."""

import ctypes
import math
import re
import unicodedata
from itertools import pairwise

import msgspec
import pypdfium2.raw as pdfium

from app.documents.reading.pdf_words import Run, Word
from app.documents.reading.symbols import BULLETS_OF_ICON_FONTS, BULLETS_OF_WINGDINGS, is_private

_MOST_GLYPHS = 400_000
_MOST_LINKS = 500
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_FORCE_BOLD_FLAG = 1 << 18
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LINE_END_HYPHEN = 0x02
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x200B, 0x2002, 0x2003, 0x2009, 0x202F))
_UNREADABLE = 0xFFFD
_ICON_FONT = re.compile(r"awesome|marvosym|wingding|webding|icon|academicons|fontello|material ?symbols|glyphs")
_FIRST_LEFTWARD, _FIRST_PRIVATE = 0x590, 0xE000
_LETTER_GAP = 0.2
_GROWN, _CAPITAL_GAP = 1.1, 0.1


class Font(msgspec.Struct, frozen=True):
    """What a glyph's font says: its look, and whether its letters are pictures (`icons`), of Wingdings maybe.

    `size` is the font's, in points on the page; 0 where the file does not say.
    """

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    icons: bool = False
    wingdings: bool = False


class _Link(msgspec.Struct, frozen=True):
    left: float
    bottom: float
    right: float
    top: float
    url: str

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


class _Glyph(msgspec.Struct):
    char: str
    left: float
    right: float
    y: float
    size: float
    index: int


class PageText(msgspec.Struct):
    """A page's runs in content order, and how many of its signs have no meaning that can be read."""

    runs: list[Run]
    strange: int = 0


def page_text(document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE, text_page: pdfium.FPDF_TEXTPAGE) -> PageText:
    """The text of one page."""
    return _Reading(text_page, _links(document, page)).page()


class _Reading:
    """Takes a page's characters in content order and gathers those that stand together into runs."""

    def __init__(self, text_page: pdfium.FPDF_TEXTPAGE, links: list[_Link]) -> None:
        self._page, self._links = text_page, links
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._fonts: dict[int, Font] = {}
        self._found = PageText([])
        self._leftwards: list[_Glyph] = []
        self._space, self._apart = True, False
        self._size_before, self._font_size = 0.0, 0.0
        self._font_before = Font()

    def page(self) -> PageText:
        for index in range(min(pdfium.FPDFText_CountChars(self._page), _MOST_GLYPHS)):
            code = pdfium.FPDFText_GetUnicode(self._page, index)
            if code in _SPACES:
                self._space = True
            elif not ((code < 0x20 and code != _LINE_END_HYPHEN) or 0xD800 <= code <= 0xDFFF or code == 0xFFFE):
                self._take(index, code)
        self._close_leftwards()
        return self._found

    def _take(self, index: int, code: int) -> None:
        font = self._font_at(index, code)
        glyph = self._glyph(index, code, font)
        if glyph is None:
            return
        if code >= _FIRST_PRIVATE:
            self._found.strange += code == _UNREADABLE or is_private(code)
        if code >= _FIRST_LEFTWARD and _is_leftward(code):
            self._take_leftward(glyph)
            return
        if self._leftwards:
            self._close_leftwards()
        if font.icons or is_private(code):
            glyph.char = "•" if _is_bullet(code, font) else ""
        if glyph.char:
            self._put(glyph, font)
        else:
            self._space = self._apart = True

    def _take_leftward(self, glyph: _Glyph) -> None:
        last = self._leftwards[-1] if self._leftwards else None
        if last and unicodedata.combining(glyph.char):
            last.char += glyph.char
            return
        if last and abs(last.y - glyph.y) > 0.4 * glyph.size:
            self._close_leftwards()
        self._leftwards.append(glyph)

    def _glyph(self, index: int, code: int, font: Font) -> _Glyph | None:
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._box)
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        box, y = self._box, self._y.value
        if not math.isfinite(box.left + box.right + box.top + box.bottom + y):
            return None
        # PDFium writes every hyphen at a line end so, a compound's own hyphen too.
        char = "-" if code == _LINE_END_HYPHEN else _LIGATURES.get(code) or chr(code)
        height = abs(box.top - box.bottom)
        size = font.size if 0.4 * height <= font.size <= 2.5 * height else height
        return _Glyph(char, box.left, box.right, y, size, index)

    def _put(self, glyph: _Glyph, font: Font) -> None:
        last = self._found.runs[-1] if self._found.runs else None
        goes_on = last is not None and not self._apart and last.takes(glyph.left, glyph.y, glyph.size)
        if last is None or not goes_on:
            last = Run([], glyph.y, 0.0, glyph.left)
            self._found.runs.append(last)
        parted = self._space or self._opens_capital(last, glyph)
        if not goes_on or (parted and not last.is_twin(glyph.left, glyph.y)):
            link = self._link(glyph)
            last.words.append(Word("", glyph.left, glyph.left, font.bold, font.italic, link, self._apart))
        last.add(glyph.char, glyph.left, glyph.right, glyph.y, glyph.size)
        self._space, self._apart, self._size_before = False, False, glyph.size

    def _opens_capital(self, run: Run, glyph: _Glyph) -> bool:
        """Whether a larger letter stands apart from smaller ones: a space that capitals of two sizes left out."""
        grows = 0 < self._size_before * _GROWN < glyph.size
        return grows and bool(run.words) and glyph.left - run.right > _CAPITAL_GAP * glyph.size

    def _close_leftwards(self) -> None:
        """Words of a right-to-left script as one: PDFium gives their letters in order, not the words."""
        if not self._leftwards:
            return
        glyphs = sorted(self._leftwards, key=lambda glyph: -glyph.left)
        self._leftwards = []
        text = glyphs[0].char
        for before, glyph in pairwise(glyphs):
            text += " " * (before.left - glyph.right > _LETTER_GAP * glyph.size) + glyph.char
        whole = _Glyph(text, glyphs[-1].left, max(g.right for g in glyphs), glyphs[0].y, glyphs[0].size, 0)
        last = self._found.runs[-1] if self._found.runs else None
        self._space = last is None or whole.left - last.right > _LETTER_GAP * whole.size
        self._put(whole, self._font(glyphs[0].index))
        self._space = False

    def _link(self, glyph: _Glyph) -> str | None:
        x, y = glyph.left + 0.3 * glyph.size, glyph.y + 0.2 * glyph.size
        return next((link.url for link in self._links if link.holds(x, y)), None)

    def _font_at(self, index: int, code: int) -> Font:
        """The font of a glyph: looked up at the beginning of words, at pictures and where its size changes."""
        size = pdfium.FPDFText_GetFontSize(self._page, index)
        if self._space or size != self._font_size or is_private(code):
            self._font_size, self._font_before = size, self._font(index)
        return self._font_before

    def _font(self, index: int) -> Font:
        handle = pdfium.FPDFText_GetTextObject(self._page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            self._fonts[address] = self._described(index)
        return self._fonts[address]

    def _described(self, index: int) -> Font:
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        length = pdfium.FPDFText_GetFontInfo(self._page, index, name, 128, flags)
        folded = name.value.decode("utf-8", "replace").lower() if 0 < length <= 128 else ""
        weight = pdfium.FPDFText_GetFontWeight(self._page, index)
        heavy = any(word in folded for word in ("bold", "black", "heavy", "semibold", "cmbx", "sfbx", "-bd"))
        slanted = any(word in folded for word in ("italic", "oblique", "cmti", "sfti", "cmsl"))
        return Font(
            size=self._size_of(index),
            bold=heavy or weight >= _BOLD_WEIGHT or bool(flags.value & _FORCE_BOLD_FLAG),
            italic=slanted or bool(flags.value & _ITALIC_FLAG),
            icons=bool(_ICON_FONT.search(folded)),
            wingdings="wingding" in folded,
        )

    def _size_of(self, index: int) -> float:
        if not pdfium.FPDFText_GetMatrix(self._page, index, self._matrix):
            return 0.0
        size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(self._matrix.c, self._matrix.d)
        return float(size) if math.isfinite(size) else 0.0


def _is_leftward(code: int) -> bool:
    """Letters of Hebrew, Arabic and their neighbours."""
    return (_FIRST_LEFTWARD <= code <= 0x8FF or 0xFB1D <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFE) and not (
        0x660 <= code <= 0x669 or 0x6F0 <= code <= 0x6F9
    )


def _is_bullet(code: int, font: Font) -> bool:
    return code in BULLETS_OF_ICON_FONTS or (font.wingdings and code in BULLETS_OF_WINGDINGS)


def _links(document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE) -> list[_Link]:
    found: list[_Link] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while len(found) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(2048)
        length = pdfium.FPDFAction_GetURIPath(document, action, buffer, 2048)
        if 1 < length <= 2048:
            url = buffer.value.decode("utf-8", "replace")
            found.append(_Link(rect.left, rect.bottom, rect.right, rect.top, url))
    return found
