"""Lines of text with their look, and how they become blocks: shared by plain text and PDF."""

import re
from collections import Counter
from statistics import median

import msgspec

from app.documents.dates import parse_date_range
from app.documents.heading_forms import are_titles, look_of_headings
from app.documents.headings import is_known_heading, section_key
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Mark
from app.documents.reading.broken_words import whole
from app.documents.reading.numbered import numbered_headings, without_number
from app.documents.resume import Span

BULLET = re.compile(
    r"[ \t]*(?:[•◦●○‣⁃∙·▪▫■□◆◇►▸▶➢➤✓✔❖★–\u2010\u25aa\uf0b7\uf0a7\u00b7*+-]|o(?=[ \t]+[A-Z\d])|\d{1,2}[.)])[ \t]+(?=\S)"
)
_LABELLED = re.compile(r"\s*[A-Z][^\s:]*(?: [^\s:]+){0,3}:\s")
# "Productions 2011–2025:", "Stationen (seit 2004)": a heading that says over what time.
_YEARS_BESIDE = re.compile(
    r"(?<=[^\W\d_])[,:]?\s+\(?(?:"
    r"(?:[^\W\d_]{2,6}\s+)?(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|[^\W\d_]+)|"
    r"(?:bis|seit|ab|since|until|from|to|depuis|desde|hasta|ate|até|tot|sinds)\s+(?:19|20)\d\d"
    r")\)?(?=:?$)",
    re.IGNORECASE,
)
# A comma, or a sign with spaces on both sides, or at the end where the line is broken after it.
_BETWEEN_PIECES = re.compile(r",|\s[·•|/;–—](?:\s|$)|;(?:\s|$)")
_LONGEST_HEADING = 50
_DEEPEST_HANG = 8
_LARGER = 1.08
_SAME_SCALE = 0.06
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
    numbered = numbered_headings((line.text, line.gap or line.underlined) for line in lines)
    usual, opened = median(line.look.size for line in lines) if lines else 0.0, False
    for number, line in enumerate(lines):
        bullet = None if number in numbered or _is_numbered_title(line, heads) else BULLET.match(line.text)
        is_title = bool(title and line.look == title)
        # Below the first heading a line in larger letters is one without a gap above it too.
        larger = opened and line.look.size >= _LARGER * usual > 0
        is_heading = (
            is_title or number in numbered or (not bullet and _is_heading(line, heads, colons=colons, larger=larger))
        )
        if parts and not bullet and not is_heading and _continues(open_lines, parts[0], line):
            parts.append(line.block(parts[0].kind, _indent(line)))
            open_lines.append(line)
            continue
        blocks += whole(parts, [line.ragged for line in open_lines])
        parts, open_lines = [], [line]
        if is_title:
            _add_title(blocks, line.block(HEADING, _indent(line), 1))
        elif is_heading:
            blocks.append(line.block(HEADING, _indent(line), 2))
            opened = True
        elif bullet:
            level = edges.index(_edge(line)) if _edge(line) in edges else 0
            parts = [line.block(ITEM, bullet.end(), level)]
        else:
            parts = [line.block(TEXT, _indent(line))]
    return [*blocks, *whole(parts, [line.ragged for line in open_lines])]


def _is_numbered_title(line: Line, heads: set[Look]) -> bool:
    """Whether a line with a number is set as headings are: those of two columns are not read in their order."""
    return line.look in heads and line.text != without_number(line.text) and _short(line)


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
    text = _YEARS_BESIDE.sub("", without_number(line.text).strip())
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
    if last and last.kind == HEADING and last.level == 1:
        blocks[-1:] = whole([last, block], [True, True])
    else:
        blocks.append(block)


def _heading_looks(lines: list[Line]) -> set[Look]:
    """The looks of lines that are headings by their words, without those that ordinary lines have too."""
    known = [line for line in lines if _short(line) and _known(line)]
    looks = {line.look for line in known if line.look.bold or line.look.capitals or line.look.size}
    plain: dict[Look, int] = {}
    for line in lines:
        if not (_short(line) and (_known(line) or section_key(line.text))):
            plain[line.look] = plain.get(line.look, 0) + 1
    counts = {look: sum(line.look == look for line in known) for look in looks}
    found = {look for look in looks if plain.get(look, 0) <= 2 * counts[look]}
    found |= _looks_by_form(lines) if len(known) < 2 else set()
    columns: dict[float, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.reach, []).append(line)
    # The headings of a sidebar are set smaller than those beside it, of which no list may know any.
    lacking = [column for column in columns.values() if not _have(column, found)]
    return found.union(*(_looks_by_form(column) | _looks_in_scale(column, lines, found) for column in lacking))


def _looks_in_scale(column: list[Line], lines: list[Line], known: set[Look]) -> set[Look]:
    """The looks of lines in a column that are to its text as the headings of another column are to theirs."""
    own = _common_size(column)
    able = {line.look for line in column if line.gap and _short(line) and not BULLET.match(line.text)}
    found: set[Look] = set()
    for head in known if own else ():
        reaches = {line.reach for line in lines if line.look == head}
        scale = head.size / (_common_size([line for line in lines if line.reach in reaches]) or head.size)
        found |= {
            look
            for look in able
            if (look.bold, look.capitals) == (head.bold, head.capitals)
            and look.size > own
            and abs(look.size / own - scale) <= _SAME_SCALE
        }
    return found


def _common_size(lines: list[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.look.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _have(lines: list[Line], looks: set[Look]) -> bool:
    return any(line.look in looks and line.gap and _short(line) and "\t" not in line.text for line in lines)


def _looks_by_form(lines: list[Line]) -> set[Look]:
    """The look of headings that no list knows, where looks are known: larger, bold or in capitals, and set apart."""
    letters: Counter[Look] = Counter()
    for line in lines:
        letters[line.look] += len(line.text)
    if not letters or not lines[0].look.size:
        return set()
    able = [(line.look, line.gap and _short(line) and not BULLET.match(without_number(line.text))) for line in lines]
    common = letters.most_common(1)[0][0]
    # What stands below the name, up to the first gap, may be set as headings are.
    named = lines[0].look.size > max((line.look.size for line in lines[1:]), default=0.0)
    first = next((index for index, (_, could) in enumerate(able) if could and index >= named), 0)
    look = look_of_headings([(common, False)] * first + able[first:], common, _prominence)
    return {look} if look else set()


def _prominence(look: Look) -> tuple[float, ...]:
    return look.size, look.capitals, look.bold


def _is_heading(line: Line, looks: set[Look], *, colons: bool, larger: bool) -> bool:
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
        return distinct and (line.gap or larger)
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
    lists = _holds_list(before) and (line.opening > 0 or before.text.endswith(","))
    return full and (len(before.text.split()) > 8 or lists or (line.opening > 0 and line.text[:1].islower()))


def _holds_list(line: Line) -> bool:
    """Whether a line has signs between its pieces, such as a list has that goes on in the next line."""
    if line.look.size:
        return bool(_BETWEEN_PIECES.search(line.text))
    return line.text.count(",") > 1


def _is_full(before: Line, line: Line) -> bool:
    """Whether the first word had no room in the line before; where widths are unknown, whether that line is long."""
    if line.opening:
        return before.right + line.opening > before.reach
    return before.right >= 0.8 * before.reach


def _is_dated(line: Line) -> bool:
    return len(line.text.split()) <= 14 and parse_date_range(line.text) is not None
