"""The form that every reader but LaTeX's and JSON's ends in: paragraphs, bullets and headings with their places.

A reader turns its format into a list of `Block`; `structuring.structure` turns that list into a `Resume`. Formats
differ before this border only.
"""

from collections.abc import Iterable, Sequence

import msgspec

from app.documents.resume import Span

HEADING, TEXT, ITEM = "heading", "text", "item"


class Mark(msgspec.Struct, frozen=True):
    """A range of a block's text that is `bold`, `italic` or a `link` (then `url` is where it leads)."""

    start: int
    end: int
    kind: str
    url: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """A value as the résumé will hold it, and the span of the source that it was read from."""

    text: str
    span: Span


class Block(msgspec.Struct):
    """One paragraph, bullet or heading.

    `text` is clean: no markup, no bullet sign, wrapped lines joined by one space; a tab stands for a wide gap
    (a cell border, a right-aligned date). `offsets[i]` is the place in the source of `text[i]`. `level` counts
    from 1 for headings and from 0 for bullets. `span` is the whole block in the source, with bullet sign and markup.
    `gap`: blank space stands before it. `hard`: indices in `text` where the source had a line end.
    """

    kind: str
    text: str
    offsets: Sequence[int]
    span: Span
    level: int = 0
    marks: tuple[Mark, ...] = ()
    gap: bool = False
    hard: tuple[int, ...] = ()

    def piece(self, start: int = 0, end: int | None = None, strip: str = " \t") -> Piece | None:
        """The text between two indices without `strip` at its ends; None when nothing is left."""
        stop = len(self.text) if end is None else end
        part = self.text[start:stop]
        left = len(part) - len(part.lstrip(strip))
        cleaned = part.strip(strip)
        if not cleaned:
            return None
        return Piece(cleaned, self.source(start + left, start + left + len(cleaned)))

    def source(self, start: int, end: int) -> Span:
        """The span in the source of `text[start:end]`, which is not empty."""
        places = self.offsets[start:end]
        return Span(min(places), max(places) + 1)

    def marked(self, kind: str) -> list[Mark]:
        """The marks of one kind, in order."""
        return [mark for mark in self.marks if mark.kind == kind]

    def cut(self, start: int, end: int) -> "Block":
        """A block of the part between two indices, with its own marks."""
        marks = tuple(
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.url)
            for mark in self.marks
            if mark.start < end and mark.end > start
        )
        offsets = self.offsets[start:end]
        span = Span(offsets[0], offsets[-1] + 1) if offsets else self.span
        hard = tuple(index - start for index in self.hard if start < index < end)
        return Block(self.kind, self.text[start:end], offsets, span, self.level, marks, self.gap, hard)


def joined(blocks: Iterable[Block], separator: str = " ") -> Block | None:
    """One block of several, `separator` (one character) between them; None of none."""
    parts = [block for block in blocks if block.text]
    if not parts:
        return None
    text, offsets, marks, hard = "", list[int](), list[Mark](), list[int]()
    for block in parts:
        if text:
            offsets.append(offsets[-1])
            text += separator
            hard.append(len(text))
        marks += [Mark(m.start + len(text), m.end + len(text), m.kind, m.url) for m in block.marks]
        hard += [index + len(text) for index in block.hard]
        text += block.text
        offsets += block.offsets
    first = parts[0]
    span = Span(min(b.span.start for b in parts), max(b.span.end for b in parts))
    return Block(first.kind, text, offsets, span, first.level, tuple(marks), first.gap, tuple(hard))
