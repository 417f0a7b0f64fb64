"""Words, and runs of words that stand side by side on one baseline. Lengths are PDF points; y grows upwards."""

from itertools import pairwise
from statistics import median

import msgspec

_SAME_BASELINE = 0.4
_WIDE = 1.1
# The tail of a Q reaches so far below the next letter.
_REACH_BELOW = 0.6
_FEWEST_SPACED = 4
_WORD_GAP = 1.6
_WIDEST_WORD_GAP = 8.0


class Word(msgspec.Struct):
    """Glyphs without space between them.

    `apart`: a picture stood before it, so it is a piece of its own. `near`: no more than a word space stands before
    it, however wide that is. `size` is that of its tallest glyph.
    """

    text: str
    left: float
    right: float
    bold: bool = False
    italic: bool = False
    url: str | None = None
    apart: bool = False
    near: bool = False
    size: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left


class Run(msgspec.Struct):
    """Words with no more than a glyph's width between them; `y` and `size` are those of the tallest glyph."""

    words: list[Word]
    y: float
    size: float
    last_left: float

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    def takes(self, x: float, y: float, size: float) -> bool:
        """Whether a glyph at x, y goes on with this run."""
        near = _SAME_BASELINE * max(self.size, size)
        return self.is_twin(x, y) or (
            abs(y - self.y) <= near
            and -_REACH_BELOW * max(self.size, size) <= x - self.right <= _WIDE * max(self.size, size, 4.0)
        )

    def is_twin(self, x: float, y: float) -> bool:
        """Whether a glyph has the box of the last one, as PDFium gives it to each letter of a ligature."""
        return abs(y - self.y) <= 0.5 and abs(x - self.last_left) <= 0.1

    def add(self, char: str, left: float, right: float, y: float, size: float) -> None:
        """Append a glyph that stands between `left` and `right` to the last word."""
        word = self.words[-1]
        word.text += char
        word.right = max(word.right, right)
        word.size = max(word.size, size)
        self.last_left = left
        if size > self.size:
            self.y, self.size = y, round(size, 1)


def without_letter_spacing(words: list[Word]) -> list[Word]:
    """Words whose letters were set apart ("K U R Z"), whole again.

    Four or more signs in a row that each stand alone are one or more words; a word ends where the space is wider than
    between the letters.
    """
    found: list[Word] = []
    alone: list[Word] = []
    for word in words:
        if len(word.text) == 1 and not (alone and word.apart):
            alone.append(word)
            continue
        found += [*_rejoined(alone), word]
        alone = []
    return [*found, *_rejoined(alone)]


def _rejoined(letters: list[Word]) -> list[Word]:
    words = sum(letter.text.isalpha() for letter in letters)
    figures = sum(letter.text.isdigit() for letter in letters)
    if len(letters) < _FEWEST_SPACED or words + figures < 0.7 * len(letters) or words < figures:
        return letters
    gaps = [after.left - before.right for before, after in pairwise(letters)]
    usual = max(median(gaps), 0.1)
    found = [msgspec.structs.replace(letters[0])]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > _WORD_GAP * usual:
            found.append(msgspec.structs.replace(letter, near=gap <= _WIDEST_WORD_GAP * usual))
        else:
            found[-1].text += letter.text
            found[-1].right = letter.right
    return found
