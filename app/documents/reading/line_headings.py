"""Which lines are headings: by their words, and by the look that those known by their words have."""

import re
from collections import Counter
from collections.abc import Sequence

from app.documents.heading_forms import are_titles, look_of_headings
from app.documents.headings import is_known_heading, section_key
from app.documents.reading.lines import BULLET, Line, Look
from app.documents.reading.numbered import without_number

# "Productions 2011–2025:", "Stationen (seit 2004)": a heading that says over what time.
_YEARS_BESIDE = re.compile(
    r"(?<=[^\W\d_])[,:]?\s+\(?(?:"
    r"(?:[^\W\d_]{2,6}\s+)?(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|[^\W\d_]+)|"
    r"(?:bis|seit|ab|since|until|from|to|depuis|desde|hasta|ate|até|tot|sinds)\s+(?:19|20)\d\d"
    r")\)?(?=:?$)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 50
LARGER = 1.08
"""How many times as large as the text a line at least is that is a heading by its size."""
_SAME_SCALE = 0.06
_MOST_HEADING_WORDS = 6


def heading_looks(lines: Sequence[Line]) -> set[Look]:
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


def _looks_in_scale(column: Sequence[Line], lines: Sequence[Line], known: set[Look]) -> set[Look]:
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


def _common_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.look.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _have(lines: Sequence[Line], looks: set[Look]) -> bool:
    return any(line.look in looks and line.gap and _short(line) and "\t" not in line.text for line in lines)


def _looks_by_form(lines: Sequence[Line]) -> set[Look]:
    """The look of headings that no list knows, where looks are known: larger, bold or in capitals, and set apart."""
    letters: Counter[Look] = Counter()
    for line in lines:
        letters[line.look] += len(line.text)
    if not letters or not lines[0].look.size:
        return set()
    common = letters.most_common(1)[0][0]
    # What stands below the name, up to the first gap, may be set as headings are.
    named = lines[0].look.size > max((line.look.size for line in lines[1:]), default=0.0)
    largest = max((line.look.size for line in lines[named:]), default=0.0)
    # A heading in the largest letters need not stand apart: a short section above it leaves no gap.
    alone = largest if largest >= LARGER * common.size else 0.0
    able = [(line.look, (line.gap or line.look.size == alone) and _could_be_heading(line)) for line in lines]
    first = next((index for index, (_, could) in enumerate(able) if could and index >= named), 0)
    look = look_of_headings([(common, False)] * first + able[first:], common, _prominence)
    return {look} if look else set()


def _could_be_heading(line: Line) -> bool:
    return _short(line) and not BULLET.match(without_number(line.text))


def _prominence(look: Look) -> tuple[float, ...]:
    return look.size, look.capitals, look.bold


def is_heading(line: Line, looks: set[Look], *, colons: bool, larger: bool) -> bool:
    """Whether a line that is no bullet is a heading, by the `looks` of headings; `colons`: headings end in them.

    `larger`: in letters larger than the text's it need not stand apart.
    """
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


def title_look(lines: Sequence[Line]) -> Look | None:
    """The look of the one or two lines that stand out by their size: the person's name."""
    largest = max((line.look for line in lines), key=lambda look: look.size, default=None)
    if largest is None or not largest.size:
        return None
    having = [line for line in lines if line.look.size == largest.size]
    others = max((line.look.size for line in lines if line.look.size != largest.size), default=0.0)
    alone = len(having) <= 2 and largest.size >= 1.1 * others and len({line.look for line in having}) == 1
    return largest if alone and not any(_known(line) for line in having) else None


def have_colons(lines: Sequence[Line]) -> bool:
    """Whether the headings end in colons: two known ones that do, or lines alike where no known ones are."""
    ending = [line for line in lines if line.text.rstrip().endswith(":") and _short(line)]
    known = sum(map(_known, ending))
    unknown = [line.text.strip().rstrip(":") for line in ending if line.gap]
    return known > 1 or (sum(map(_known, lines)) < 2 and are_titles(unknown))


def is_numbered_title(line: Line, heads: set[Look]) -> bool:
    """Whether a line with a number is set as headings are: those of two columns are not read in their order."""
    return line.look in heads and line.text != without_number(line.text) and _short(line)


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
