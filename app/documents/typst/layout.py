"""From printed content to blocks: lines, headings and bullets, every character with its place in the source."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from app.documents.reading import blocks as reading
from app.documents.reading.blocks import Block, Mark
from app.documents.resume import Span
from app.documents.typst import values
from app.documents.typst.grids import rows_of
from app.documents.typst.syntax import BREAK, PARAGRAPH
from app.documents.typst.values import Element, Part, Sign, Words
from app.errors import UnreadableDocument

MAX_PRINTED: Final = 400_000
_BLANKS: Final = " \t"


class Places:
    """Which places of a source lie in the bodies of its functions: what they print is said by their calls."""

    def __init__(self, bodies: Sequence[tuple[int, int]]) -> None:
        self._starts, self._ends = list[int](), list[int]()
        for start, end in sorted(bodies):
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def defined(self, offset: int) -> bool:
        """Whether a place is in a function's body, or no place at all."""
        at = bisect_right(self._starts, offset) - 1
        return offset < 0 or (at >= 0 and offset < self._ends[at])

    def resolved(self, text: str, offsets: Sequence[int]) -> list[int]:
        """The place of each character.

        Signs that a function puts around its arguments stand where those stand. A cell that a function says in words
        of its own stands in the function.
        """
        found = list(offsets)
        start = 0
        for end in [*(index for index, char in enumerate(text) if char == "\t"), len(text)]:
            own = [index for index in range(start, end) if not self.defined(found[index])]
            if any(text[index].isalnum() for index in own) or not any(char.isalnum() for char in text[start:end]):
                for index in set(range(start, end)) - set(own):
                    found[index] = -1
            start = end
        last = next((offset for offset in found if offset >= 0), 0)
        for index, offset in enumerate(found):
            last = found[index] = offset if offset >= 0 else last
        return found


class Layout:
    """Lays parts out one after another; `blocks` is complete after `flush`."""

    def __init__(self, places: Places, left: list[int] | None = None) -> None:
        self.blocks: list[Block] = []
        self.has_large = False
        self._places = places
        self._left = left if left is not None else [MAX_PRINTED]
        self._text: list[str] = []
        self._offsets: list[int] = []
        self._hard: list[int] = []
        self._marks: list[Mark] = []
        self._open: list[Mark] = []
        self._gap = True
        self._heading = 0
        self._depth = 0
        self._is_fresh = False
        self._elements: dict[str, Callable[[Element], None]] = {
            values.HEADING: self._headed,
            values.ITEM: self._item,
            values.GRID: self._grid,
            values.LINE: self._line,
            values.GROUP: self._group,
            values.CELL: lambda element: self.add(element.body),
        }

    def add(self, parts: Sequence[Part]) -> None:
        """Lay out some content. Raises UnreadableDocument for more than any résumé prints."""
        self._left[0] -= len(parts)
        for part in parts:
            if isinstance(part, Words):
                self._words(part)
            elif isinstance(part, Sign):
                self._sign(part.kind)
            else:
                self._elements.get(part.kind, self._marked)(part)

    def _words(self, words: Words) -> None:
        self._left[0] -= len(words.text)
        if self._left[0] < 0:
            raise UnreadableDocument(
                "The functions of this Typst file print far more than a résumé holds. "
                "Upload a simpler file, or its PDF."
            )
        for char, offset in zip(words.text, words.offsets, strict=True):
            if char.isspace():
                self._blank(" ", offset)
            else:
                self._text.append(char)
                self._offsets.append(offset)

    def _blank(self, char: str, offset: int = -1) -> None:
        if char == "\t" and self._text and self._text[-1] == " ":
            self._text[-1] = "\t"
        elif self._text and self._text[-1] not in _BLANKS:
            self._text.append(char)
            self._offsets.append(offset)

    def _sign(self, kind: str) -> None:
        if kind == BREAK and (self._depth or self._heading) and self._text:
            self._blank(" ")
            self._hard.append(len(self._text))
        elif kind in (PARAGRAPH, BREAK):
            self.flush()
            self._gap = self._gap or kind == PARAGRAPH
        else:
            self._blank("\t" if kind == values.GAP else " ")

    def _marked(self, element: Element) -> None:
        mark = Mark(len(self._text), 0, element.kind, element.url or None)
        self._open.append(mark)
        self.add(element.body)
        self._close(self._open.pop())

    def _close(self, mark: Mark) -> None:
        if len(self._text) > mark.start:
            self._marks.append(msgspec.structs.replace(mark, end=len(self._text)))

    def _headed(self, element: Element) -> None:
        self.flush()
        self._heading = element.level
        self.add(element.body)
        self.flush()
        self._heading = 0

    def _item(self, element: Element) -> None:
        self.flush()
        self._depth += 1
        self._is_fresh = True
        self.add(element.body)
        self.flush()
        self._depth -= 1
        self._is_fresh = False

    def _line(self, element: Element) -> None:
        self.flush()
        self.add(element.body)
        self.flush()

    def _group(self, element: Element) -> None:
        self.flush()
        self._gap = True
        self._line(element)

    def _grid(self, element: Element) -> None:
        self.flush()
        cells = list[list[Block]]()
        for cell in element.body:
            inner = Layout(self._places, self._left)
            inner.add([cell])
            inner.flush()
            self.has_large |= inner.has_large
            cells.append(inner.blocks)
        for row in rows_of(cells, element.level):
            row[0].gap = self._gap or len(row) > 1
            self.blocks += row
            self._gap = False

    def flush(self) -> None:
        """End the line."""
        for mark in self._open:
            self._close(mark)
        text, offsets, hard, marks = "".join(self._text), self._offsets, self._hard, self._marks
        self._text, self._offsets, self._hard, self._marks = [], [], [], []
        self._open = [msgspec.structs.replace(mark, start=0) for mark in self._open]
        end = len(text.rstrip())
        if not end:
            return
        places = self._places.resolved(text[:end], offsets[:end])
        own = [place for place in places if not self._places.defined(place)] or places
        kept = [msgspec.structs.replace(mark, end=min(mark.end, end)) for mark in marks if mark.start < end]
        kind, level = self._kind(text[:end], kept)
        self.blocks.append(
            Block(
                kind,
                text[:end],
                places,
                Span(min(own), max(own) + 1),
                level,
                tuple(sorted((mark for mark in kept if mark.kind != values.LARGE), key=lambda mark: mark.start)),
                self._gap,
                tuple(index for index in hard if index < end),
            )
        )
        self._gap = self._is_fresh = False

    def _kind(self, text: str, marks: Sequence[Mark]) -> tuple[str, int]:
        if self._heading:
            return reading.HEADING, self._heading
        if self._depth:
            return reading.ITEM, self._depth - 1 if self._is_fresh else self._depth
        is_large = any(mark.kind == values.LARGE and mark.start == 0 and mark.end == len(text) for mark in marks)
        if is_large and not self.has_large:
            self.has_large = True
            return reading.HEADING, 1
        return reading.TEXT, 0
