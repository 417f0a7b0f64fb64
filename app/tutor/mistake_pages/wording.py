"""Texts compared, and spans of time, in words."""

import re
from difflib import SequenceMatcher

from app.tutor.mistake_pages.contexts import Piece

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
_MINUTE, _HOUR, _DAY, _MONTH, _YEAR = 60, 3_600, 86_400, 30.44 * 86_400, 365.25 * 86_400


def compared(typed: str, wanted: str) -> tuple[Piece, ...]:
    """What was typed as it becomes what was wanted, word by word."""
    old, new = _TOKEN.findall(typed), _TOKEN.findall(wanted)
    found: list[Piece] = []
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[first:last])))
            continue
        found += [Piece("del", "".join(old[first:last])), Piece("ins", "".join(new[begin:end]))]
    return tuple(piece for piece in found if piece.text)


def margins(text: str) -> tuple[str, str, str]:
    """Its blanks before, its words, its blanks behind: a mark under a blank is nothing to look at."""
    words = text.strip()
    start = len(text) - len(text.lstrip())
    return text[:start], words, text[start + len(words) :]


def solved(before: str, wrong: str, right: str, after: str) -> tuple[Piece, ...]:
    """A sentence with what is wrong in it and what is right."""
    if wrong.strip() == right.strip():
        pieces = [Piece("same", before), Piece("del", wrong), Piece("ins", right), Piece("same", after)]
        return tuple(piece for piece in pieces if piece.text)
    lead, wrong_words, tail = margins(wrong)
    right_lead, right_words, right_tail = margins(right)
    pieces = [
        Piece("same", before + lead),
        Piece("del", wrong_words),
        Piece("same", right_lead),
        Piece("ins", right_words),
        Piece("same", (right_tail if right_words else tail) + after),
    ]
    return tuple(piece for piece in pieces if piece.text)


def span_of(seconds: float) -> str:
    """A span of time as a button has room for it: "1 min", "6 h", "8 d", "2.3 mo", "1.5 y"."""
    seconds = round(seconds)
    if seconds < 59.5 * _MINUTE:
        return f"{max(1, round(seconds / _MINUTE))} min"
    if seconds < 23.5 * _HOUR:
        return f"{max(1, round(seconds / _HOUR))} h"
    if seconds < _MONTH:
        return f"{round(seconds / _DAY)} d"
    if seconds < 11.95 * _MONTH:
        return f"{_short(seconds / _MONTH)} mo"
    return f"{_short(seconds / _YEAR)} y"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
