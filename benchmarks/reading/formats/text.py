"""Plain text: headings in capitals or underlined, wrapped lines with hanging indents, dates at the right margin."""

import textwrap
import unicodedata
from collections.abc import Sequence

import msgspec

from benchmarks.reading.formats import docx_sections, line_layout, outline, writing
from benchmarks.reading.formats.line_layout import Line
from benchmarks.reading.person import Person

SUBJECT = "text"
_BULLETS = ("- ", "* ", "• ", "o ", "· ", "– ", "-  ", "*\t")
_LAYOUTS = (
    "title over employer",
    "employer over title",
    "four corners",
    "one line",
    "dates below",
    "all in a row",
    "dates above",
    "dates alone",
)


class _Page(msgspec.Struct, frozen=True):
    """`width` in columns, 0 where lines run on; `indent` of what stands under a heading."""

    person: Person
    width: int
    indent: str
    bullet: str

    def wrapped(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """A text in lines, the first one and the others with what goes before them."""
        if not self.width:
            return [first + text]
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def bullets(self, lines: Sequence[str]) -> list[str]:
        """A list with hanging indents."""
        before = self.indent + self.person.choice(f"{SUBJECT} bullet indent", "", "", "  ")
        hanging = before + " " * len(self.bullet.expandtabs(4))
        return [wrapped for line in lines for wrapped in self.wrapped(line, before + self.bullet, hanging)]


def make(person: Person) -> bytes:
    """The person's .txt in UTF-8, some with a byte order mark or the line ends of Windows."""
    page = _Page(
        person,
        person.choice(f"{SUBJECT} width", 72, 76, 80, 0),
        person.choice(f"{SUBJECT} indent", "", "", "", "  "),
        person.choice(f"{SUBJECT} bullet", *_BULLETS),
    )
    apart = person.choice(f"{SUBJECT} apart", [""], ["", ""])
    lines = _head(page)
    for at, key in enumerate(writing.section_order(person)):
        for heading, content in _section(page, key):
            feed = "\f" if "three_pages" in person.traits and at == 2 else ""
            lines += [*apart, *_heading(person, feed + heading), *content]
    end = person.choice(f"{SUBJECT} line end", "\n", "\n", "\r\n")
    mark = person.choice(f"{SUBJECT} mark", "\ufeff", "", "")
    return (mark + end.join(lines) + end).encode()


def _head(page: _Page) -> list[str]:
    person = page.person
    pieces = writing.contact_pieces(person)
    names = [line for line in writing.headline(person.resume.basics) if line]
    if person.choice(f"{SUBJECT} contacts", "labels", "labels", "row", "lines") == "labels":
        words = docx_sections.LABELS[person.language]
        return [*names, "", *(f"{words.get(piece.kind, piece.kind)}: {piece.text}" for piece in pieces)]
    texts = [piece.text for piece in pieces]
    if person.choice(f"{SUBJECT} contacts", "labels", "labels", "row", "lines") == "row":
        texts = _filled(texts, person.choice(f"{SUBJECT} contacts between", " | ", "  *  ", " · "), page.width or 80)
    lines = [*names, *texts]
    if person.choice(f"{SUBJECT} centred", True, False):
        lines = [" " * max(((page.width or 78) - _columns(line)) // 2, 0) + line for line in lines]
    return lines


def _filled(texts: Sequence[str], mark: str, width: int) -> list[str]:
    """Texts in as few lines as hold them."""
    lines: list[str] = []
    for text in texts:
        if lines and _columns(lines[-1] + mark + text) <= width:
            lines[-1] += mark + text
        else:
            lines.append(text)
    return lines


def _heading(person: Person, text: str) -> list[str]:
    bare = text.removeprefix("\f")
    feed = text[: len(text) - len(bare)]
    rule = _columns(bare)
    match person.choice(f"{SUBJECT} heading", "caps", "caps", "double", "single", "colon", "caps ruled", "fenced"):
        case "caps":
            return [feed + bare.upper(), ""]
        case "double":
            return [feed + bare, "=" * rule]
        case "single":
            return [feed + bare, "-" * rule, ""]
        case "colon":
            return [f"{feed}{bare}:"]
        case "caps ruled":
            return [feed + bare.upper(), "_" * 60]
        case _:
            return [f"{feed}== {bare} ==", ""]


def _section(page: _Page, key: str) -> list[tuple[str, list[str]]]:
    person = page.person
    if key == "other":
        return [(title, page.bullets(lines)) for title, lines in outline.others(person)]
    heading = writing.heading(person, key)
    if key == "summary":
        return [(heading, page.wrapped(person.resume.basics.summary or "", page.indent, page.indent))]
    if key in outline.ENTRY_KEYS:
        found: list[str] = []
        for entry in outline.entries(person, key):
            found += [""] * bool(found) + _entry(page, entry)
        return [(heading, found)]
    return [(heading, _rows(page, key))]


def _entry(page: _Page, entry: outline.Entry) -> list[str]:
    lines = [
        shown for line in line_layout.headlines(page.person, entry, SUBJECT, _LAYOUTS) for shown in _line(page, line)
    ]
    notes = [wrapped for note in entry.notes for wrapped in page.wrapped(note, page.indent, page.indent)]
    apart = [""] if page.person.choice(f"{SUBJECT} loose", True, False, False) and entry.bullets else []
    return [*lines, *notes, *apart, *page.bullets(entry.bullets)]


def _line(page: _Page, line: Line) -> list[str]:
    """A line; what stands right is set at the margin, behind a tab, or below where it finds no room."""
    left = page.indent + "".join(part.text for part in line.left)
    right = "".join(part.text for part in line.right)
    if not right:
        return [left]
    if page.person.choice(f"{SUBJECT} right", "spaces", "spaces", "tab") == "tab":
        return [f"{left}\t{right}"]
    room = (page.width or 80) - _columns(left) - _columns(right)
    return [left + " " * room + right] if room >= 2 else [left, page.indent + right]


def _rows(page: _Page, key: str) -> list[str]:
    rows = line_layout.rows(page.person, key, SUBJECT)
    if rows.listed and not any(line.right for line in rows.lines):
        return page.bullets(["".join(part.text for part in line.left) for line in rows.lines])
    found: list[str] = []
    for line in rows.lines:
        hanging = page.indent + ("    " if len(rows.lines) > 1 else "")
        text = "".join(part.text for part in line.left)
        found += _line(page, line) if line.right else page.wrapped(text, page.indent, hanging)
    return found


def _columns(text: str) -> int:
    """The columns that a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(bool(unicodedata.combining(char)) for char in text)
