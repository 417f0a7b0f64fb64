"""The text of a paragraph while it arrives: what a model adds that no letter has is taken out piece by piece.

The pieces given back are never changed afterwards, so what was shown while it was written is, joined, the paragraph.
"""

import re
import unicodedata

MOST_CHARACTERS = 6_000
_MARKS = str.maketrans("", "", "*`")
_INVISIBLE_BUT_KEPT = "\u200c\u200d\u00ad"


class Cleaner:
    """`keeps_lines`: up to two line ends in a row stay (a closing has some before the name), else they are spaces."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._gap = ""
        self._pieces: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        """Everything given back so far."""
        return "".join(self._pieces)

    def feed(self, piece: str) -> str:
        """What may be shown now; white space waits for what follows it, so that none is left at the end."""
        shown = "".join(self._words(piece))
        if shown:
            self._pieces.append(shown)
            self.length += len(shown)
        return shown

    def _words(self, piece: str) -> list[str]:
        words: list[str] = []
        for part in re.findall(r"\s+|\S+", piece):
            if part.isspace():
                self._gap += part
                continue
            word = "".join(filter(_is_printable, part.translate(_MARKS)))
            if self._opens_heading(word):
                word = word.lstrip("#")
            if word:
                words.append(self._spacing(has_text=bool(self._pieces or words)) + word)
                self._gap = ""
        return words

    def _opens_heading(self, word: str) -> bool:
        return set(word) == {"#"} and (not self._pieces or "\n" in self._gap)

    def _spacing(self, *, has_text: bool) -> str:
        if not has_text or not self._gap:
            return ""
        lines = self._gap.count("\n") if self._keeps_lines else 0
        return "\n" * min(lines, 2) or " "


def _is_printable(character: str) -> bool:
    """No control, format-override, private or surrogate character; joiners that some scripts need stay."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"} or character in _INVISIBLE_BUT_KEPT


def tidy_typed(text: str) -> str:
    """What a person typed, its line ends kept, without what cannot be seen or would break the page or the file."""
    seen = ("".join(char for char in line if char.isspace() or _is_printable(char)) for line in text.splitlines())
    lines = (" ".join(line.split()) for line in seen)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
