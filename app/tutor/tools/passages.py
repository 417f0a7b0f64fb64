"""Texts cut into passages of some 80 to 400 code points, along the borders that their writers drew."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

SHORTEST, LONGEST = 80, 400
_BULLET = re.compile(r"[ \t]*(?:[•◦●○‣⁃∙·▪▫■□◆◇►▸▶➢➤✓✔❖★–*+-]|\d{1,2}[.)])[ \t]+\S")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+\S|.{2,60}:[ \t]*$")
_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’»)\]]*(?=\s)|[。！？；])\s*")
_WORDS_OF_A_SPOT, _WORDS_OF_A_CLAUSE, _LETTERS_OF_A_SPOT = 8, 3, 24
_LONGEST_HEADING, _SHORT_LINE, _MOST_WORDS_OF_A_HEADING = 60, 40, 6


class Atom(NamedTuple):
    """A stretch of a text that is not torn unless it is too long. `opens`: a passage begins with it.

    `heading` is what it stands under, `spot` are words by which a page can find it. `lists`: it names things, such as
    skills, and says nothing about them.
    """

    start: int
    end: int
    opens: bool = False
    heading: str = ""
    spot: str = ""
    lists: bool = False


class Passage(NamedTuple):
    """`[start, end)` of a text, under a heading; `spot` are words of it that stand in one line. `lists` as of atoms."""

    start: int
    end: int
    heading: str
    spot: str
    lists: bool = False


def passages_of(text: str) -> list[Passage]:
    """The passages of a text without any marks of its own: paragraphs and bullets, headings with what they head."""
    return joined(text, _atoms(text))


def joined(text: str, atoms: Iterable[Atom], shortest: int = SHORTEST) -> list[Passage]:
    """Atoms below `shortest` are taken together, long ones are cut between sentences, else between words."""
    passages: list[Passage] = []
    after_head = False
    for atom in (piece for whole in atoms for piece in _cut(text, whole)):
        spot = atom.spot or spot_in(text[atom.start : atom.end])
        last = passages[-1] if passages else None
        if last is not None and _fits(last, atom, shortest, after_head=after_head):
            better = last.spot if len(last.spot) >= _LETTERS_OF_A_SPOT else max(last.spot, spot, key=len)
            heading = atom.heading if after_head else last.heading
            passages[-1] = Passage(last.start, atom.end, heading, better, last.lists and atom.lists)
        else:
            passages.append(Passage(atom.start, atom.end, atom.heading, spot, atom.lists))
        after_head = atom.opens
    return passages


def _fits(last: Passage, atom: Atom, shortest: int, *, after_head: bool) -> bool:
    if atom.end - last.start > LONGEST or (atom.opens and not after_head):
        return False
    is_short = last.end - last.start < shortest or atom.end - atom.start < shortest // 2
    return after_head or (is_short and last.heading == atom.heading)


def fragment(spot: str, anchor: str = "") -> str:
    """What follows `#` in a link that leads to words within a page, and to its part `anchor` where they are not found.

    Source: WICG, URL Fragment Text Directives. Browsers that do not know them go to the part.
    """
    if not spot:
        return f"#{anchor}" if anchor else ""
    return f"#{anchor}:~:text={quote(spot, safe='').replace('-', '%2D')}"


def spot_in(text: str) -> str:
    """The first words of the first line that says something of its own, as they stand there.

    They end where a clause does: a posting's page sets numbers behind those in which something was found.
    """
    lines = [line.strip() for line in text.split("\n")]
    chosen = next((line for line in lines if len(line.split()) > _WORDS_OF_A_CLAUSE), max(lines, key=len, default=""))
    words = chosen.split()[:_WORDS_OF_A_SPOT]
    ends = (at for at, word in enumerate(words, 1) if at >= _WORDS_OF_A_CLAUSE and word[-1] in ".,;:!?")
    spot = " ".join(words[: next(ends, len(words))]).rstrip(".,;:!?")
    return spot if len(words) > 1 else spot[: 2 * _LETTERS_OF_A_SPOT]


def _atoms(text: str) -> Iterator[Atom]:
    """A line that is followed by more of the same paragraph belongs to it; a heading stays with what follows."""
    heading = ""
    start = end = -1
    after_gap = True
    lines = list(_lines(text))
    for (line_start, line_end), (next_start, next_end) in pairwise([*lines, (len(text), len(text))]):
        line = text[line_start:line_end]
        first = line_start + len(line) - len(line.lstrip())
        is_heading = after_gap and line_end < lines[-1][1] and _is_heading(line, text[next_start:next_end])
        goes_on = start >= 0 and line and not is_heading and not _BULLET.match(line)
        if goes_on:
            end = line_end
        elif start >= 0:
            yield Atom(start, end, heading=heading)
            start = -1
        if is_heading:
            heading = line.strip().strip("#:* \t")
            yield Atom(first, line_end, opens=True, heading=heading)
        elif line and not goes_on:
            start, end = first, line_end
        after_gap = not line
    if start >= 0:
        yield Atom(start, end, heading=heading)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.rstrip().split("\n"):
        yield start, start + len(line.rstrip())
        start += len(line) + 1


def _is_heading(line: str, following: str) -> bool:
    """A short line: marked as one, or without the end of a sentence above other lines."""
    if not line or _BULLET.match(line) or len(line.strip()) > _LONGEST_HEADING:
        return False
    if _HEADING.match(line):
        return True
    stands_above = not following or _BULLET.match(following) is not None
    # A paragraph's first line is not short when its second is long.
    stands_above = stands_above or (len(line) <= _SHORT_LINE and len(following) > _LONGEST_HEADING)
    return stands_above and line[-1].isalnum() and len(line.split()) <= _MOST_WORDS_OF_A_HEADING


def _cut(text: str, atom: Atom) -> Iterator[Atom]:
    start = atom.start
    while atom.end - start > LONGEST:
        end = _border(text, start, atom.end)
        yield Atom(start, end, atom.opens and start == atom.start, atom.heading, lists=atom.lists)
        start = end
        while start < atom.end and text[start].isspace():
            start += 1
    if start == atom.start:
        yield atom
    elif start < atom.end:
        yield Atom(start, atom.end, heading=atom.heading, lists=atom.lists)


def _border(text: str, start: int, end: int) -> int:
    """Where to cut: behind the last sentence that fits, else behind the last word, else anywhere."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start + SHORTEST, min(start + LONGEST, end))]
    if ends:
        return start + len(text[start : ends[-1]].rstrip())
    gap = max(text.rfind(" ", start + SHORTEST, start + LONGEST), text.rfind("\n", start + SHORTEST, start + LONGEST))
    return gap if gap > 0 else start + LONGEST
