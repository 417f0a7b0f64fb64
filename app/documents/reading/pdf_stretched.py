"""Lines that were stretched to both margins of a narrow column: their wide gaps part words and no cells."""

from itertools import pairwise

from app.documents.reading.lines import BULLET
from app.documents.reading.pdf_rows import Row

_SAME_EDGE = 2.0
_LEADING = 1.7
# A stretched line has no gap as narrow as a word space, and none that is many times as wide as its others.
_STRETCHED, _EVEN = 1.1, 4.0
_FEWEST_GAPS = 2


def without_stretched(rows: list[Row], space: float) -> None:
    """Take the cells out of the last text of each row that goes on at that text's edge in the row below.

    `space` is how wide the space between two words usually is, in parts of the font size.
    """
    for row, below in pairwise(rows):
        start = _text_above(row, below)
        if start is not None and _is_stretched(row, start, below, space):
            row.tabs = {tab for tab in row.tabs if tab <= start}


def _text_above(row: Row, below: Row) -> int | None:
    """The index of the word that opens the text which the row below goes on with; None where it opens one of its own.

    A bullet's text begins behind its sign, and goes on there or below the sign.
    """
    near = 0 < row.bottom - below.y <= _LEADING * max(row.size, below.size)
    if not near or below.tabs or _opens_bullet(below):
        return None
    if _opens_bullet(row):
        return 1 if row.left - _SAME_EDGE <= below.left <= row.words[1].left + _SAME_EDGE else None
    return next((tab for tab in sorted(row.tabs) if abs(row.words[tab].left - below.left) <= _SAME_EDGE), None)


def _opens_bullet(row: Row) -> bool:
    return len(row.words) > 1 and BULLET.match(f"{row.words[0].text} X") is not None


def _is_stretched(row: Row, start: int, below: Row, space: float) -> bool:
    """Whether a row's text, set with usual spaces, would have had no room for the word that opens the next line."""
    words = row.words[start:]
    gaps = [after.left - before.right for before, after in pairwise(words)]
    if len(gaps) < _FEWEST_GAPS or any(word.apart for word in words[1:]):
        return False
    usual = space * row.size
    if min(gaps) < _STRETCHED * usual or max(gaps) > _EVEN * min(gaps):
        return False
    wanted = sum(word.width for word in words) + usual * len(words) + below.words[0].width
    return wanted > row.right - words[0].left
