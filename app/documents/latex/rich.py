"""Printed text in which every character knows its place in the source and its style."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.documents.latex.atoms import Atom
from app.documents.latex.families import ROLES
from app.documents.latex.signatures import LITERAL, ROLE_SHIFT


@dataclass(slots=True)
class Link:
    """An address, its place, and the offset of the text that carries it."""

    offset: int
    address: str
    start: int
    end: int


class Rich:
    """Text with, for each character, the source range that it came from and its style bits."""

    __slots__ = ("ends", "links", "splits", "starts", "styles", "text")

    def __init__(self) -> None:
        self.text = ""
        self.starts = array("l")
        self.ends = array("l")
        self.styles = array("l")
        self.splits: list[int] = []
        self.links: list[Link] = []

    def slice(self, start: int, end: int) -> "Rich":
        """The characters `[start, end)` without white space at their ends, and the links that they carry."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        part = Rich()
        part.text = self.text[start:end]
        part.starts, part.ends, part.styles = self.starts[start:end], self.ends[start:end], self.styles[start:end]
        part.splits = [split - start for split in self.splits if start < split < end]
        part.links = [
            Link(link.offset - start, link.address, link.start, link.end)
            for link in self.links
            if start <= link.offset < end
        ]
        return part

    def span(self) -> tuple[int, int] | None:
        """The source range of the text, a definition's own words left out; None when there are no others."""
        first = last = -1
        for index, char in enumerate(self.text):
            if char.isspace() or self.styles[index] & LITERAL:
                continue
            first = self.starts[index] if first < 0 else min(first, self.starts[index])
            last = max(last, self.ends[index])
        if first >= 0:
            return first, last
        return None

    def has(self, bits: int) -> bool:
        """Whether every printed character has one of the style `bits`."""
        seen = False
        for char, style in zip(self.text, self.styles, strict=True):
            if char.isspace() or not char.isalnum():
                continue
            if not style & bits:
                return False
            seen = True
        return seen

    @property
    def role(self) -> str:
        """The role that the text was given to a known command in; empty when it has none."""
        for char, style in zip(self.text, self.styles, strict=True):
            if not char.isspace():
                return ROLES[style >> ROLE_SHIFT]
        return ""

    def style_changes(self) -> Iterator[int]:
        """The offsets at which another style or argument begins."""
        cuts = set(self.splits)
        last = -1
        for index, char in enumerate(self.text):
            if not char.isalnum():
                continue
            style = self.styles[index] & ~LITERAL
            if last >= 0 and style != last:
                cuts.add(self._word_start(index))
            last = style
        return iter(sorted(cut for cut in cuts if 0 < cut < len(self.text)))

    def _word_start(self, index: int) -> int:
        while index and self.text[index - 1] in "([“\"'" and self.styles[index - 1] == self.styles[index]:
            index -= 1
        return index


@dataclass(slots=True)
class Builder:
    """Collects atoms into one `Rich`, white space collapsed."""

    _pieces: list[str] = field(default_factory=list)
    _rich: Rich = field(default_factory=Rich)
    _size: int = 0
    _space: bool = False

    def add(self, atom: Atom) -> None:
        """Append the text of an atom."""
        rich = self._rich
        for offset, char in enumerate(atom.text):
            if char.isspace():
                if self._space or not self._size:
                    continue
                char = " "
            self._space = char == " "
            self._pieces.append(char)
            self._size += 1
            rich.starts.append(atom.start + offset if atom.exact else atom.start)
            rich.ends.append(atom.start + offset + 1 if atom.exact else atom.end)
            rich.styles.append(atom.style)

    def split(self) -> None:
        """Note that another argument begins here."""
        self._rich.splits.append(self._size)

    def link(self, atom: Atom) -> None:
        """Note that the following text carries an address."""
        self._rich.links.append(Link(self._size, atom.text, atom.start, atom.end))

    def finish(self) -> Rich:
        """The text so far; the builder starts anew."""
        rich, self._rich = self._rich, Rich()
        rich.text = "".join(self._pieces)
        self._pieces, self._size, self._space = [], 0, False
        for link in rich.links:
            link.offset = min(link.offset, max(0, len(rich.text.rstrip()) - 1))
        return rich.slice(0, len(rich.text)) if rich.text.strip() else rich
