"""Plain text to blocks: indentation, blank lines, bullet signs, capitals and underlines are all there is."""

import re

from app.documents.reading.assembling import assemble
from app.documents.reading.blocks import Block
from app.documents.reading.lines import Line, Look
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume

_SHORTEST_REACH = 60
_RULE = re.compile(r"\s*(?:[-=_~*#–—]\s?){3,}$")
# Headings between signs: two and more equal ones, brackets, or the number signs of Markdown.
_FENCED = re.compile(
    r"\s*(?:([=#~*_-])\1+\s*|\[\s*)([^\W\d_][^=#~*_\[\]]{1,48}?)\s*(?:\1{2,}|\])\s*|\s*#{1,4}\s+(\S.{1,48}?)\s*#*"
)


def read_plain_text(source: str) -> ReadResume:
    """The résumé in a plain text; spans are into `source`."""
    return structure("txt", source, _blocks(source))


def _blocks(source: str) -> list[Block]:
    lines: list[Line] = []
    start, gap = 0, False
    reach = _reach(source)
    for raw in source.splitlines(keepends=True):
        text = raw.rstrip()
        if not text:
            gap = True
        elif _RULE.fullmatch(text):
            if lines and not gap:
                lines[-1].underlined = True
            gap = True
        else:
            fence = _FENCED.fullmatch(text)
            if fence:
                group = 2 if fence[2] else 3
                lines.append(_heading(start + fence.start(group), fence[group], reach))
                gap, start = True, start + len(raw)
                continue
            left = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
            shown = text.lstrip("\ufeff")
            letters = [char for char in shown if char.isalpha()]
            look = Look(0.0, False, len(letters) > 2 and all(char.isupper() for char in letters))
            right, stands_apart = len(text.expandtabs(4)), gap or not lines
            lines.append(Line(text, start, left, right, reach, look, stands_apart, opening=_opening(text)))
            gap = False
        start += len(raw)
    return assemble(lines)


def _opening(text: str) -> float:
    """How wide a line's first word is with a space."""
    return len(text.split(maxsplit=1)[0]) + 1.0


def _heading(start: int, text: str, reach: float) -> Line:
    """A heading between signs as a line of its words alone."""
    return Line(text, start, 0.0, float(len(text)), reach, Look(), True, True)


def _reach(source: str) -> float:
    """How long a full line is: a wrapped text has many lines near its longest, an unwrapped one none."""
    lengths = sorted(len(line) for line in source.splitlines() if line.strip())
    return float(min(max(lengths[-1], _SHORTEST_REACH), 100)) if lengths else 0.0
