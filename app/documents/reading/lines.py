"""Lines of text with their look: shared by plain text and PDF."""

import re

import msgspec

from app.documents.reading.blocks import ITEM, TEXT, Block, Mark
from app.documents.resume import Span

BULLET = re.compile(
    r"[ \t]*(?:[•◦●○‣⁃∙·▪▫■□◆◇►▸▶➢➤✓✔❖★–\u2010\u25aa\uf0b7\uf0a7\u00b7*+-]|o(?=[ \t]+[A-Z\d])|\d{1,2}[.)])[ \t]+(?=\S)"
)


class Look(msgspec.Struct, frozen=True):
    """What sets a line apart: font size in points (0 in plain text), bold, all capitals."""

    size: float = 0.0
    bold: bool = False
    capitals: bool = False


class Line(msgspec.Struct):
    """One line: `text` at `start` in the source, its left and right edge (columns or points), its look.

    `reach` is the right edge that a full line of its column has. `underlined`: a rule of signs stands below it.
    `opening` is how wide its first word with a space is, 0 where that is not known. `ragged`: the lines of its column
    end where their words do, so that no word is broken at their ends.
    """

    text: str
    start: int
    left: float
    right: float
    reach: float
    look: Look = Look()
    gap: bool = False
    underlined: bool = False
    marks: tuple[Mark, ...] = ()
    opening: float = 0.0
    ragged: bool = False

    def block(self, kind: str, skip: int = 0, level: int = 0) -> Block:
        """The line as a block without its first `skip` characters."""
        length = len(self.text.rstrip())
        whole = Block(TEXT, self.text[:length], range(self.start, self.start + length), Span(0, 0), 0, self.marks)
        block = whole.cut(skip, length)
        block.kind, block.level, block.gap = kind, level, self.gap
        indent = len(self.text) - len(self.text.lstrip())
        block.span = Span(self.start + min(indent, skip) if kind == ITEM else block.span.start, self.start + length)
        return block
