"""What a piece of LaTeX prints, character by character, each with the source that it would vanish with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.latex import atoms as kinds
from app.documents.latex.atoms import Atom
from app.documents.latex.definitions import Definitions
from app.documents.latex.expansion import Expansion
from app.documents.latex.symbols import INPUT_LIGATURES
from app.documents.latex.tokens import TokenList

Place = tuple[int, int]
_INVISIBLE = frozenset({kinds.SPLIT, kinds.LINK})
_WHITE = frozenset({kinds.PAR, kinds.BREAK})
_LINE_BREAK = re.compile(r"\\\\\*?|\s+")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character and the source ranges that print it.

    `fixed`: it stands for structure (an item, a cell) that no rewording may take away.
    """

    char: str
    places: tuple[Place, ...]
    fixed: bool = False

    @property
    def start(self) -> int:
        """Where its source begins."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Where its source ends."""
        return self.places[-1][1]


def printed(tokens: TokenList, definitions: Definitions) -> list[Glyph]:
    """What `tokens` print. The characters joined are what `source.unescape` gives for the same text."""
    atoms = Expansion(definitions).run(tokens, 0, len(tokens.tokens))
    return _joined(_collapsed(_raw(tokens.source, atoms)))


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters joined."""
    return "".join(glyph.char for glyph in glyphs)


def _raw(source: str, atoms: Sequence[Atom]) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for atom in atoms:
        if atom.kind == kinds.TEXT:
            glyphs += [
                Glyph(char, ((atom.start + at, atom.start + at + 1) if atom.exact else (atom.start, atom.end),))
                for at, char in enumerate(atom.text)
            ]
        elif atom.kind not in _INVISIBLE:
            loose = atom.kind in _WHITE and _LINE_BREAK.fullmatch(source, atom.start, atom.end) is not None
            glyphs.append(Glyph(" ", ((atom.start, atom.end),), fixed=not loose))
    return glyphs


def _collapsed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Every run of white space as one space, none at the ends."""
    found: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char == "\u00ad":
            continue
        if not glyph.char.isspace():
            found.append(glyph)
        elif found and found[-1].char == " ":
            places = tuple(sorted({*found[-1].places, *glyph.places}))
            found[-1] = Glyph(" ", places, found[-1].fixed or glyph.fixed)
        elif found:
            found.append(Glyph(" ", glyph.places, glyph.fixed))
    if found and found[-1].char == " ":
        found.pop()
    return found


def _joined(glyphs: list[Glyph]) -> list[Glyph]:
    """With the dashes and quotes that TeX's fonts make of several characters."""
    for written, shown in INPUT_LIGATURES:
        text = text_of(glyphs)
        if written not in text:
            continue
        joined: list[Glyph] = []
        at = 0
        while at < len(text):
            if text.startswith(written, at):
                places = tuple(sorted({place for glyph in glyphs[at : at + len(written)] for place in glyph.places}))
                joined.append(Glyph(shown, places))
                at += len(written)
            else:
                joined.append(glyphs[at])
                at += 1
        glyphs = joined
    return glyphs
