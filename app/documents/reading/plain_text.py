"""Plain text to blocks: indentation, blank lines, bullet signs, capitals and underlines are all there is."""

import re

from app.documents.reading.blocks import Block
from app.documents.reading.lines import Line, Look, assemble
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume

_RULE = re.compile(r"\s*(?:[-=_~*#–—]\s?){3,}$")


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
            left = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
            shown = text.lstrip("\ufeff")
            letters = [char for char in shown if char.isalpha()]
            look = Look(0.0, False, len(letters) > 2 and all(char.isupper() for char in letters))
            lines.append(Line(text, start, left, len(text.expandtabs(4)), reach, look, gap or not lines))
            gap = False
        start += len(raw)
    return assemble(lines)


def _reach(source: str) -> float:
    """How long a full line is: a wrapped text has many lines near its longest, an unwrapped one none."""
    lengths = sorted(len(line) for line in source.splitlines() if line.strip())
    return float(min(lengths[-1], 100)) if lengths else 0.0
