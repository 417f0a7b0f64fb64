"""Lines of text with their look, and how they become blocks: shared by plain text and PDF."""

import re
from collections import Counter

import msgspec

from app.documents.dates import parse_date_range
from app.documents.heading_forms import are_titles, look_of_headings
from app.documents.headings import is_known_heading, section_key
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Mark, joined
from app.documents.resume import Span

BULLET = re.compile(
    r"[ \t]*(?:[•◦●○‣⁃∙·▪▫■□◆◇►▸▶➢➤✓✔❖★–\u2010\u25aa\uf0b7\uf0a7\u00b7*+-]|o(?=[ \t]+[A-Z\d])|\d{1,2}[.)])[ \t]+(?=\S)"
)
_LABELLED = re.compile(r"\s*[A-Z][^\s:]*(?: [^\s:]+){0,3}:\s")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
# A line end after these is taken for a compound's own hyphen ("full-stack"), after others for a broken word.
_COMPOUND_STARTS = (
    "full front back end real high low multi cross open well self long short state data test time user large small "
    "on off part third object hands decision cost in two three one non co pre post first second event service "
    "client server machine problem customer domain micro peer point company industry award follow follow-up"
)
_COMPOUNDS = frozenset(_COMPOUND_STARTS.split())
_LONGEST_HEADING = 50
_LONGEST_WORD = 80
_DEEPEST_HANG = 8
_MOST_HEADING_WORDS = 6


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


def assemble(lines: list[Line]) -> list[Block]:
    """Headings, bullets and paragraphs of lines in reading order; wrapped lines are joined."""
    heads = _heading_looks(lines)
    edges = _bullet_edges(lines)
    title = _title_look(lines)
    colons = _have_colons(lines)
    blocks: list[Block] = []
    # The lines of the last paragraph or bullet are joined when it ends: joining each alone would be quadratic.
    parts: list[Block] = []
    open_lines: list[Line] = []
    for line in lines:
        bullet = BULLET.match(line.text)
        is_title = bool(title and line.look == title)
        is_heading = is_title or (not bullet and _is_heading(line, heads, colons=colons))
        if parts and not bullet and not is_heading and _continues(open_lines, parts[0], line):
            parts.append(line.block(parts[0].kind, _indent(line)))
            open_lines.append(line)
            continue
        blocks += _whole(parts, open_lines)
        parts, open_lines = [], [line]
        if is_title:
            _add_title(blocks, line.block(HEADING, _indent(line), 1))
        elif is_heading:
            blocks.append(line.block(HEADING, _indent(line), 2))
        elif bullet:
            level = edges.index(_edge(line)) if _edge(line) in edges else 0
            parts = [line.block(ITEM, bullet.end(), level)]
        else:
            parts = [line.block(TEXT, _indent(line))]
    return [*blocks, *_whole(parts, open_lines)]


def _have_colons(lines: list[Line]) -> bool:
    """Whether the headings end in colons: two known ones that do, or lines alike where no known ones are."""
    ending = [line for line in lines if line.text.rstrip().endswith(":") and _short(line)]
    known = sum(map(_known, ending))
    unknown = [line.text.strip().rstrip(":") for line in ending if line.gap]
    return known > 1 or (sum(map(_known, lines)) < 2 and are_titles(unknown))


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _edge(line: Line) -> int:
    return round(line.left / 4) if line.look.size else round(line.left / 2)


def _bullet_edges(lines: list[Line]) -> list[int]:
    """Left edges at which bullets stand, outermost first, neighbours taken together."""
    edges = sorted({_edge(line) for line in lines if BULLET.match(line.text)})
    return [edge for index, edge in enumerate(edges) if index == 0 or edge - edges[index - 1] > 0]


def _known(line: Line) -> bool:
    return is_known_heading(line.text)


def _short(line: Line) -> bool:
    text = line.text.strip()
    return (
        2 < len(text) <= _LONGEST_HEADING
        and (len(text.split()) <= _MOST_HEADING_WORDS or len(text.replace(" ", "")) <= 24)
        and "\t" not in text
        and text[-1] not in ".,;"
        and not any(char.isdigit() or char in "@|" for char in text)
    )


def _title_look(lines: list[Line]) -> Look | None:
    """The look of the one or two lines that stand out by their size: the person's name."""
    largest = max((line.look for line in lines), key=lambda look: look.size, default=None)
    if largest is None or not largest.size:
        return None
    having = [line for line in lines if line.look.size == largest.size]
    others = max((line.look.size for line in lines if line.look.size != largest.size), default=0.0)
    alone = len(having) <= 2 and largest.size >= 1.1 * others and len({line.look for line in having}) == 1
    return largest if alone and not any(_known(line) for line in having) else None


def _add_title(blocks: list[Block], block: Block) -> None:
    """A name in two lines is one name."""
    last = blocks[-1] if blocks else None
    whole = joined([last, block]) if last and last.kind == HEADING and last.level == 1 else None
    if whole:
        blocks[-1] = whole
    else:
        blocks.append(block)


def _heading_looks(lines: list[Line]) -> set[Look]:
    """The looks of lines that are headings by their words, without those that ordinary lines have too."""
    known = [line for line in lines if _short(line) and _known(line)]
    looks = {line.look for line in known if line.look.bold or line.look.capitals or line.look.size}
    plain: dict[Look, int] = {}
    for line in lines:
        if not (_short(line) and _known(line)):
            plain[line.look] = plain.get(line.look, 0) + 1
    counts = {look: sum(line.look == look for line in known) for look in looks}
    found = {look for look in looks if plain.get(look, 0) <= 2 * counts[look]}
    return found if len(known) > 1 else found | _looks_by_form(lines)


def _looks_by_form(lines: list[Line]) -> set[Look]:
    """The look of headings that no list knows, where looks are known: larger, bold or in capitals, and set apart."""
    letters: Counter[Look] = Counter()
    for line in lines:
        letters[line.look] += len(line.text)
    if not letters or not lines[0].look.size:
        return set()
    able = [(line.look, line.gap and _short(line) and not BULLET.match(line.text)) for line in lines]
    look = look_of_headings(able, letters.most_common(1)[0][0], lambda look: (look.size, look.capitals, look.bold))
    return {look} if look else set()


def _is_heading(line: Line, looks: set[Look], *, colons: bool = False) -> bool:
    if line.underlined and len(line.text.split()) <= _MOST_HEADING_WORDS:
        return True
    if not _short(line):
        return False
    if _known(line):
        return line.look in looks or line.gap or line.look.capitals or line.look.bold
    if line.text.rstrip().endswith(":") and line.gap and (colons or section_key(line.text)):
        return True
    distinct = line.look in looks and bool(line.look.size or line.look.capitals)
    if distinct and section_key(line.text):
        return True
    if line.look.size:
        return distinct and line.gap
    return line.gap and line.look.capitals and len(line.text.strip()) > 3


def _continues(open_lines: list[Line], block: Block, line: Line) -> bool:
    """Whether a line is the rest of the paragraph or bullet before it."""
    before, first = open_lines[-1], open_lines[0]
    if line.gap or abs(line.look.size - first.look.size) > 1 or "\t" in line.text.strip():
        return False
    bullet = BULLET.match(before.text)
    if "\t" in before.text[bullet.end() if bullet else 0 :].strip():
        return False
    full = _is_full(before, line)
    if block.kind == ITEM:
        hangs = line.left > first.left + (2 if line.look.size else 1)
        starts_low = line.text.lstrip()[:1].islower()
        return hangs or (full and (starts_low or not _is_dated(line)) and line.look.bold == first.look.bold)
    if not line.look.size and full and first.left < line.left <= first.left + _DEEPEST_HANG:
        return True
    if _LABELLED.match(line.text) or line.look.bold != first.look.bold or _is_dated(line) or _is_dated(before):
        return False
    lists = before.text.count(",") > (0 if line.look.size else 1) and (line.opening > 0 or before.text.endswith(","))
    return full and (len(before.text.split()) > 8 or lists or (line.opening > 0 and line.text[:1].islower()))


def _is_full(before: Line, line: Line) -> bool:
    """Whether the first word had no room in the line before; where widths are unknown, whether that line is long."""
    if line.opening:
        return before.right + line.opening > before.reach
    return before.right >= 0.8 * before.reach


def _is_dated(line: Line) -> bool:
    return len(line.text.split()) <= 14 and parse_date_range(line.text) is not None


def _whole(parts: list[Block], lines: list[Line]) -> list[Block]:
    """The lines of a paragraph as one block; a word that was broken at a line end is made whole."""
    if len(parts) < 2:
        return parts
    text, offsets, marks, hard = list[str](), list[int](), list[Mark](), list[int]()
    length = 0
    for part, line, following in zip(parts, lines, [*parts[1:], None], strict=True):
        end = len(part.text)
        word = _HYPHENATED.search(part.text[-_LONGEST_WORD:])
        broken = bool(word and following and following.text[:1].islower())
        if broken and word and not _keeps_hyphen(word, part, line):
            end -= 1
        marks += [Mark(m.start + length, min(m.end, end) + length, m.kind, m.url) for m in part.marks if m.start < end]
        text.append(part.text[:end])
        offsets += part.offsets[:end]
        length += end
        if following and not broken:
            text.append(" ")
            offsets.append(offsets[-1])
            length += 1
            hard.append(length)
    first = parts[0]
    span = Span(first.span.start, parts[-1].span.end)
    return [Block(first.kind, "".join(text), offsets, span, first.level, tuple(marks), first.gap, tuple(hard))]


def _keeps_hyphen(word: re.Match[str], part: Block, line: Line) -> bool:
    if part.text.endswith("\u00ad"):
        return False
    return line.ragged or word[1].lower() in _COMPOUNDS
