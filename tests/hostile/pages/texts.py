"""The hostile texts of `texts.toml`, and ways to cut them."""

import itertools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("texts.toml")
_BORDER = re.compile(r"(?<=[<>/&;:(\[\]!`\"'=\r\n-])|(?=[<>&:=\r\n-])")
_NOT_DRAWN = re.compile(
    r"[\s\0-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]+"
)


class Hostile(NamedTuple):
    """`shown` is what a person reads of it where Markdown is understood."""

    name: str
    attacks: str
    text: str
    shown: str


def _read() -> tuple[Hostile, ...]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Hostile(name, table["attacks"], table["text"], table.get("shown", table["text"]))
        for name, table in tables.items()
    )


TEXTS = _read()
PROMISES = frozenset({"request", "script", "change", "policy", "frame", "order"})


def line_of(hostile: Hostile) -> str:
    """The text on one line."""
    return " ".join(hostile.text.split())


def paragraphs(texts: Iterable[Hostile] = TEXTS) -> str:
    """All of them as one text, each in a block of its own."""
    return "\n\n".join(hostile.text for hostile in texts)


def lines() -> list[str]:
    """Each of them on a line of its own."""
    return [line_of(hostile) for hostile in TEXTS]


def groups(longest: int, room: str = " ") -> list[str]:
    """All of them, joined to as few texts of at most so many characters as their order allows."""
    joined: list[str] = []
    for line in lines():
        if joined and len(joined[-1]) + len(room) + len(line) <= longest:
            joined[-1] += room + line
        else:
            joined.append(line)
    return joined


def cut_at_borders(text: str) -> tuple[str, ...]:
    """Cut before and behind every sign that a parser waits for: inside each tag, attribute, link, entity, line end."""
    ends = sorted({0, len(text), *(found.start() for found in _BORDER.finditer(text))})
    return tuple(text[low:high] for low, high in itertools.pairwise(ends))


def drawn(text: str) -> str:
    """Without what a browser folds or does not draw."""
    return _NOT_DRAWN.sub("", text)
