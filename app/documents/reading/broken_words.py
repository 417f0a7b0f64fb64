"""Lines of a paragraph as one block, words that were broken at line ends made whole."""

import re

from app.documents.reading.blocks import Block, Mark
from app.documents.resume import Span

_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
# A line end after these is taken for a compound's own hyphen ("full-stack"), after others for a broken word.
_COMPOUND_STARTS = (
    "full front back end real high low multi cross open well self long short state data test time user large small "
    "on off part third object hands decision cost in two three one non co pre post first second event service "
    "client server machine problem customer domain micro peer point company industry award follow follow-up"
)
_COMPOUNDS = frozenset(_COMPOUND_STARTS.split())
_LONGEST_WORD = 80


def whole(parts: list[Block], ragged: list[bool]) -> list[Block]:
    """The lines of a paragraph as one block; a word that was broken at a line end is made whole.

    `ragged`: of each line, whether the lines of its column end where their words do.
    """
    if len(parts) < 2:
        return parts
    text, offsets, marks, hard = list[str](), list[int](), list[Mark](), list[int]()
    length = 0
    for part, is_ragged, following in zip(parts, ragged, [*parts[1:], None], strict=True):
        end = len(part.text)
        word = _HYPHENATED.search(part.text[-_LONGEST_WORD:])
        broken = bool(word and following and following.text[:1].isalpha())
        if broken and word and following and not _keeps_hyphen(word, part, following, ragged=is_ragged):
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


def _keeps_hyphen(word: re.Match[str], part: Block, following: Block, *, ragged: bool) -> bool:
    if part.text.endswith("\u00ad"):
        return False
    return ragged or not following.text[:1].islower() or word[1].lower() in _COMPOUNDS


def keeps_hyphen(word: str, following: str) -> bool:
    """Whether the hyphen at which a word was cut is a compound's own: before a capital, after "full-" and the like.

    The capital may stand within what follows: "Pont-" above "l'Abbé".
    """
    return following.lower() != following or word.removesuffix("-").lower() in _COMPOUNDS
