"""Two wordings of one line compared word by word, and several changes of one line joined."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from app.errors import Conflict

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_GLUE = re.compile(r"\W*")
_WORDS = re.compile(r"\w")
_TAIL = re.compile(r"\S+$")
_HEAD = re.compile(r"\S+")


class Hunk(NamedTuple):
    """`[start, end)` in code points of the old wording becomes `new`."""

    start: int
    end: int
    new: str


class WordPiece(NamedTuple):
    """A stretch of words: in both wordings, only in the old one (`del`) or only in the new one (`ins`)."""

    kind: Literal["same", "del", "ins"]
    text: str

    @property
    def margins(self) -> tuple[str, str, str]:
        """Its blanks before, its words, its blanks after: a line through a blank is nothing to look at."""
        words = self.text.strip()
        start = len(self.text) - len(self.text.lstrip())
        return self.text[:start], words, self.text[start + len(words) :]


def hunks(before: str, after: str) -> list[Hunk]:
    """What differs, in whole words; two differences with nothing but blanks or marks between them are one."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    at, ends = 0, [0]
    for token in old:
        at += len(token)
        ends.append(at)
    found: list[Hunk] = []
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        hunk = Hunk(ends[first], ends[last], "".join(new[begin:end]))
        between = before[found[-1].end : hunk.start] if found else None
        if between is not None and _GLUE.fullmatch(between):
            hunk = Hunk(found[-1].start, hunk.end, found[-1].new + between + hunk.new)
            found.pop()
        found.append(hunk)
    return found


def pieces(before: str, after: str) -> tuple[WordPiece, ...]:
    """Both wordings in one line, for people."""
    found: list[WordPiece] = []
    at = 0
    for hunk in _readable(before, hunks(before, after)):
        found += [
            WordPiece("same", before[at : hunk.start]),
            WordPiece("del", before[hunk.start : hunk.end]),
            WordPiece("ins", hunk.new),
        ]
        at = hunk.end
    found.append(WordPiece("same", before[at:]))
    return tuple(piece for piece in found if piece.text)


def _readable(before: str, changes: Sequence[Hunk]) -> Iterator[Hunk]:
    """A change of nothing but marks and blanks is shown with the words that it stands between."""
    end = 0
    for number, hunk in enumerate(changes):
        start, stop, new = hunk
        if not _WORDS.search(before[start:stop] + new):
            limit = changes[number + 1].start if number + 1 < len(changes) else len(before)
            head = _TAIL.search(before, end, start)
            tail = _HEAD.match(before, stop, limit)
            left, right = head[0] if head else "", tail[0] if tail else ""
            start, stop, new = start - len(left), stop + len(right), left + new + right
        end = stop
        yield Hunk(start, stop, new)


def joined(before: str, afters: Iterable[str]) -> str:
    """One line with several changes of it made at once, whatever their order.

    Raises:
        Conflict: two of them change the same words in different ways.
    """
    every = sorted({hunk for after in afters for hunk in hunks(before, after)})
    for one, other in itertools.pairwise(every):
        if other.start < one.end or other.start == one.start:
            raise Conflict(
                "Another change that you accepted rewords the same words of this line. Undo that one first, or edit "
                "it instead."
            )
    return _applied(before, every)


def without(before: str, after: str, start: int, end: int) -> str:
    """`after` with the old words again wherever a difference touches `[start, end)` of it."""
    kept, shift = [], 0
    for hunk in hunks(before, after):
        begins = hunk.start + shift
        shift += len(hunk.new) - (hunk.end - hunk.start)
        if begins >= end or begins + len(hunk.new) <= start:
            kept.append(hunk)
    return _applied(before, kept)


def _applied(before: str, changes: Sequence[Hunk]) -> str:
    text = before
    for hunk in reversed(changes):
        text = text[: hunk.start] + hunk.new + text[hunk.end :]
    return text
