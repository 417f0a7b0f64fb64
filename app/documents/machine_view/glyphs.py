"""A PDF's glyphs by pdfminer.six: what each stands for, where it is, with which font; and its pictures and shapes.

A glyph's Unicode value is looked up as ISO 32000-1, 9.10.2 says: by the font's ToUnicode map, else by its encoding.
Where neither gives one, the glyph is `UNMAPPED`: a program can only guess what the letter is.
"""

import io
import math
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import Matrix, apply_matrix_pt, mult_matrix

from app.errors import TooLarge, UnreadableDocument

MAX_PAGES = 20
MAX_GLYPHS = 200_000
UNMAPPED = "\ufffd"
_INVISIBLE_MODE = 3
_DAMAGED = (
    "This PDF is damaged, so a program that reads it gets nothing. Export it again and look at the new copy.",
    "This PDF is locked with a password, so a program that reads it gets nothing. Print it to a new PDF.",
)
# What a parser of untrusted files may raise beside its own errors.
_BROKEN = (
    PSException, ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


class Font:
    """A font in use, counting what is drawn with it."""

    def __init__(self, font: PDFFont) -> None:
        self.name = _text(font.fontname).partition("+")[2] or _text(font.fontname) or "unnamed"
        self.kind = "Type3" if isinstance(font, PDFType3Font) else type(font).__name__.removeprefix("PDF")
        descriptor = font.descriptor
        self.embedded = self.kind == "Type3" or any(f"FontFile{end}" in descriptor for end in ("", "2", "3"))
        self.letters = self.unmapped = self.private = 0

    def count(self, text: str) -> None:
        """One more glyph."""
        self.letters += 1
        self.unmapped += text == UNMAPPED
        self.private += is_private(text)


class Glyph(msgspec.Struct):
    """What one glyph stands for, and where: `x` to `end` along its line of writing, `y` the baseline, both in points in
    the frame turned by `angle` degrees; `size` in points. `in_margin`: the file itself calls it a running header
    or footer."""

    text: str
    x: float
    end: float
    y: float
    size: float
    angle: int
    font: Font
    in_margin: bool
    hidden: bool


class Box(msgspec.Struct):
    """A rectangle in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Page(msgspec.Struct):
    """Glyphs in the order of the file. `shapes` are filled curves (letters that were turned into drawings look so);
    `broken` pages could not be read to their end."""

    width: float
    height: float
    glyphs: list[Glyph] = []
    pictures: list[Box] = []
    shapes: int = 0
    broken: bool = False


class MachineFile(msgspec.Struct):
    """`tagged`: the file says what is a heading and a list; `may_be_read`: it does not forbid taking text out."""

    pages: list[Page]
    fonts: list[Font]
    tagged: bool
    may_be_read: bool


def is_private(text: str) -> bool:
    """Whether a character has a meaning in one font only (Unicode's private use areas)."""
    return len(text) == 1 and ("\ue000" <= text <= "\uf8ff" or text >= "\U000f0000")


def read_file(data: bytes) -> MachineFile:
    """All glyphs. Raises `UnreadableDocument` for a damaged or locked file, `TooLarge` above 20 pages or 200,000.

    A page that breaks off keeps what came before.
    """
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = _first_pages(document)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableDocument(_DAMAGED[1]) from error
    except _BROKEN as error:
        raise UnreadableDocument(_DAMAGED[0]) from error
    if not pages:
        raise UnreadableDocument(_DAMAGED[0])
    device = _Collector()
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for page in pages:
        try:
            interpreter.process_page(page)
        except _BROKEN:
            device.break_off(page)
    return MachineFile(device.pages, list(device.fonts.values()), _is_tagged(document), document.is_extractable)


def _first_pages(document: PDFDocument) -> list[PDFPage]:
    pages = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > MAX_PAGES:
            raise TooLarge(f"This PDF has more than {MAX_PAGES} pages, more than a résumé may have.")
    return pages


def _is_tagged(document: PDFDocument) -> bool:
    try:
        marked = resolve1(document.catalog.get("MarkInfo"))
        return isinstance(marked, dict) and bool(resolve1(marked.get("Marked")))
    except _BROKEN:
        return False


class _Collector(PDFTextDevice):
    """Takes down what is drawn, page by page."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.pages: list[Page] = []
        self.fonts: dict[int, Font] = {}
        self._kept: list[PDFFont] = []
        self._open: PDFPage | None = None
        self._outer: list[Matrix] = []
        self._margins: list[bool] = []
        self._hidden = False
        self._glyphs = 0

    def break_off(self, page: PDFPage) -> None:
        """The page that is open, or a blank one when it did not even begin, is marked as broken."""
        if self._open is not page:
            self.begin_page(page, (1, 0, 0, 1, 0, 0))
        self.pages[-1].broken = True

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self._open = page
        left, bottom, right, top = (float(side) for side in page.mediabox)
        corners = [apply_matrix_pt(ctm, corner) for corner in ((left, bottom), (right, top))]
        width, height = (abs(a - b) for a, b in zip(*corners, strict=True))
        self.pages.append(Page(width, height))
        self._margins, self._outer = [], []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        is_margin = _name(tag) == "Artifact" and isinstance(props, dict) and _is_running(props)
        self._margins.append(is_margin)

    def end_tag(self) -> None:
        if self._margins:
            self._margins.pop()

    def begin_figure(self, _name: str, _bbox: Any, matrix: Matrix) -> None:
        if self.ctm is not None:
            self._outer.append(self.ctm)
            self.ctm = mult_matrix(matrix, self.ctm)

    def end_figure(self, _name: str) -> None:
        if self._outer:
            self.ctm = self._outer.pop()

    def render_image(self, _name: str, _stream: PDFStream) -> None:
        if self.ctm is None:
            return
        corners = [apply_matrix_pt(self.ctm, corner) for corner in ((0, 0), (0, 1), (1, 0), (1, 1))]
        across, up = zip(*corners, strict=True)
        self.pages[-1].pictures.append(Box(min(across), min(up), max(across), max(up)))

    def paint_path(self, _state: Any, _stroke: bool, fill: bool, _evenodd: bool, path: Sequence[Any]) -> None:
        if fill and any(segment[0] in {"c", "v", "y"} for segment in path):
            self.pages[-1].shapes += 1

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._hidden = textstate.render == _INVISIBLE_MODE
        if textstate.font is not None:
            super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, _ncs: Any,
        _state: Any,
    ) -> float:  # fmt: skip
        advance = float(font.char_width(cid) * fontsize * scaling)
        text = _meaning(font, cid)
        seen = self._font(font)
        if not text:
            return advance
        seen.count(text)
        self._glyphs += 1
        if self._glyphs > MAX_GLYPHS:
            raise TooLarge(f"This PDF draws more than {MAX_GLYPHS:,} letters, more than a résumé has.")
        self.pages[-1].glyphs.append(
            _placed(text, matrix, advance, fontsize, rise, seen, in_margin=any(self._margins), hidden=self._hidden)
        )
        return advance

    def _font(self, font: PDFFont) -> Font:
        if id(font) not in self.fonts:
            self._kept.append(font)  # so that its id stays its own
            self.fonts[id(font)] = Font(font)
        return self.fonts[id(font)]


def _placed(
    text: str, matrix: Matrix, advance: float, fontsize: float, rise: float, font: Font, *, in_margin: bool,
    hidden: bool,
) -> Glyph:  # fmt: skip
    a, b, c, d, _, _ = matrix
    angle = round(math.degrees(math.atan2(b, a))) % 360
    start = _turned(apply_matrix_pt(matrix, (0, rise)), angle)
    stop = _turned(apply_matrix_pt(matrix, (advance, rise)), angle)
    size = abs(fontsize) * math.hypot(c, d)
    return Glyph(text, start[0], stop[0], start[1], size, angle, font, in_margin, hidden)


def _turned(point: tuple[float, float], angle: int) -> tuple[float, float]:
    if angle == 0:
        return point
    turn = math.radians(-angle)
    x, y = point
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _meaning(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNMAPPED
    if text in {"\t", "\n", "\r", "\u00a0"}:
        return " "
    kept = "".join(_drawable(text))
    return kept if kept or not text else UNMAPPED


def _drawable(text: str) -> Iterator[str]:
    for char in text:
        if char >= " " and char != "\x7f" and not "\ud800" <= char <= "\udfff" and not "\x80" <= char <= "\x9f":
            yield char


def _is_running(props: dict[Any, Any]) -> bool:
    """A header or footer by ISO 32000-1, 14.8.2.2: an artifact of type Pagination (a page border is none)."""
    kind = _name(props.get("Type"))
    return kind == "Pagination" or _name(props.get("Subtype")) in {"Header", "Footer"}


def _name(value: Any) -> str:
    return _text(getattr(value, "name", ""))


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else str(getattr(value, "name", ""))
