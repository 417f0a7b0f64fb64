"""What a look at a PDF through a machine's eyes comes to: plain values, made in the limited process."""

from typing import Literal

import msgspec

State = Literal["found", "garbled", "lost"]
Cause = Literal[
    "",
    "ligature",
    "spaced",
    "joined",
    "hyphen",
    "accents",
    "unmapped",
    "torn",
    "incomplete",
    "inline",
    "unreadable_date",
]


class FieldSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One value of the résumé and what became of it.

    `pointer` is its JSON pointer (RFC 6901; `/sections/0` for a heading), `kind` what it is ("email", "employer",
    "bullet", …), `expected` the value. `arrives` is what the machine gets instead and `cause` why, when the state is
    garbled; "torn" means that it is whole in the order of the file and in pieces for a program that reads across
    the page. `in_margin`: it stands in a running header or footer and nowhere else.
    """

    pointer: str
    kind: str
    expected: str
    state: State
    arrives: str = ""
    cause: Cause = ""
    in_margin: bool = False


class Mark(msgspec.Struct, frozen=True):
    """Code points `[start, end)` of a text and what is wrong with them: a `Cause`, "unmapped" or "mixed"."""

    start: int
    end: int
    kind: str


class MarkedText(msgspec.Struct, frozen=True):
    """A text as it arrives; pages are parted by a form feed, `marks` do not overlap and are in order."""

    text: str
    marks: tuple[Mark, ...] = ()


class FontSeen(msgspec.Struct, frozen=True):
    """A font: `kind` is the PDF's subtype; `letters` drawn with it, of these `unmapped` without any Unicode value and
    `private` with one that only this font understands."""

    name: str
    kind: str
    embedded: bool
    letters: int
    unmapped: int
    private: int


class Finding(msgspec.Struct, frozen=True):
    """Something about the file: `kind` has its words in `app/machine_view/wording.py`; `pages` count from 1."""

    kind: str
    pages: tuple[int, ...] = ()
    count: int = 0
    examples: tuple[str, ...] = ()


class ReadingOrder(msgspec.Struct, frozen=True):
    """Kendall's tau (-1 to 1) of the résumé's entries and lines against one way of reading; None below two of them.

    `strays` are the lines that come out of turn, as few as explain the difference.
    """

    tau: float | None
    strays: tuple[str, ...] = ()


class MachineView(msgspec.Struct, frozen=True, kw_only=True):
    """The whole. `written` is the text in the order of the file, `across` row by row over the whole width of the page;
    `mixed_rows` are rows in which a program that reads across joins parts of the page that do not belong together."""

    pages: int
    size: int
    tagged: bool
    written: MarkedText
    across: MarkedText
    fields: tuple[FieldSeen, ...] = ()
    order_written: ReadingOrder = ReadingOrder(None)
    order_across: ReadingOrder = ReadingOrder(None)
    mixed_rows: tuple[str, ...] = ()
    fonts: tuple[FontSeen, ...] = ()
    findings: tuple[Finding, ...] = ()
