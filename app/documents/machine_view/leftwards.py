"""Arabic and Hebrew lines as they are read, from glyphs as they stand on the page.

The reverse of what the Unicode Bidirectional Algorithm (UAX 9) does for display: letters are turned round, Latin words
and numbers keep their own direction. The direction of the line itself is nowhere in the file; a bullet at its left end
tells of a line from left to right.
"""

import unicodedata
from collections.abc import Sequence


def is_leftwards(text: str) -> bool:
    """Whether a character belongs to a script that is written from right to left."""
    return bool(text) and text[0] >= "\u0590" and unicodedata.bidirectional(text[0]) in {"R", "AL"}


def logical(pieces: Sequence[str]) -> list[str]:
    """Glyphs as they stand from left to right, in reading order."""
    first = next((piece for piece in pieces if not piece.isspace()), "")
    if first[:1].isalnum():
        return _turned(pieces)
    found: list[str] = []
    part: list[str] = []
    for piece in pieces:
        if _is_latin(piece) and any(map(is_leftwards, part)):
            found += _turned_but_edges(part)
            part = []
        part.append(piece)
        if _is_latin(piece):
            found += part
            part = []
    return found + _turned_but_edges(part)


def _turned_but_edges(pieces: Sequence[str]) -> list[str]:
    """What stands before the first and after the last letter or number stays there."""
    inner = [at for at, piece in enumerate(pieces) if is_leftwards(piece) or _is_rightwards(piece)]
    if not inner:
        return list(pieces)
    start, end = inner[0], inner[-1] + 1
    return [*pieces[:start], *_turned(pieces[start:end]), *pieces[end:]]


def _turned(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    at = len(pieces) - 1
    while at >= 0:
        if not _is_rightwards(pieces[at]):
            found.append(_mirrored(pieces[at]))
            at -= 1
            continue
        start = _start_of_run(pieces, at)
        found += pieces[start : at + 1]
        at = start - 1
    return found


def _start_of_run(pieces: Sequence[str], end: int) -> int:
    """Where the Latin words and numbers that end here begin; spaces and marks between them belong to them."""
    start = end
    for at in range(end - 1, -1, -1):
        if is_leftwards(pieces[at]):
            break
        if _is_rightwards(pieces[at]):
            start = at
    return start


def _is_rightwards(text: str) -> bool:
    return bool(text) and (text[0].isalnum() or text[0] == "%") and not is_leftwards(text)


def _is_latin(text: str) -> bool:
    return text[:1].isalpha() and not is_leftwards(text)


def _mirrored(piece: str) -> str:
    return {"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«"}.get(piece, piece)
