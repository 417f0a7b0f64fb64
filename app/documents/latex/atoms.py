"""The printed content of a LaTeX document as a flat list of atoms, each with its place in the source."""

from typing import Final, NamedTuple

TEXT: Final = "text"
PAR: Final = "par"
BREAK: Final = "break"
CELL: Final = "cell"
SPLIT: Final = "split"
BEGIN: Final = "begin"
END: Final = "end"
ITEM: Final = "item"
ENTRY: Final = "entry"
SECTION: Final = "section"
SECTION_END: Final = "section_end"
SUBSECTION: Final = "subsection"
LINK: Final = "link"


class Atom(NamedTuple):
    """One thing that the document prints or one event of its structure.

    `start`, `end`: the source range; for what a command's definition prints, the range of the whole call.
    `text` is printed text, for `begin` and `end` the kind of environment (`list`, `table`, `box`, `other`), for
    `link` the address. `exact`: character i of `text` is character `start + i` of the source. `style` holds the
    bits of `signatures` and, above them, the number of a role.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    style: int = 0
    exact: bool = False
