"""Words of a résumé, a posting or an answer inside the coach's own Markdown: quoted, cut to size, never as markup."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_MARKUP = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
_BULLET = re.compile(r"^[\s\-–—*•·▪◦‣●○#>]+")
LONGEST = 160


def quoted(text: str, most: int = LONGEST) -> str:
    """A text in quotation marks on one line, at most `most` characters of it, with its markup taken literally."""
    inner = shortened(text, most).replace("“", "‘").replace("”", "’")
    return f"“{escaped(inner)}”"


def shortened(text: str, most: int = LONGEST) -> str:
    """A text on one line without bullet and final stop, cut after a word with an ellipsis where it is too long."""
    line = _BULLET.sub("", " ".join(text.split())).strip(" \"'“”")
    line = line[:-1] if line.endswith((".", ";", ":", ",")) and not line.endswith("..") else line
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[:most]
    return cut.rstrip(" ,;:–—-(") + " …"


def escaped(text: str) -> str:
    """A text of somebody else whose characters mean nothing to Markdown."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", text)


def around(text: str, start: int, end: int, most: int = LONGEST) -> str:
    """The sentence at `[start, end)` of an answer, quoted."""
    return quoted(text[start:end], most)


def pick(options: Sequence[T], *seed: object) -> T:
    """One of the options, the same for the same seed on every machine."""
    digest = blake2b("\0".join(map(str, seed)).encode("utf-8", "replace"), digest_size=8).digest()
    return options[int.from_bytes(digest, "big") % len(options)]


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names as a person lists them: "A, B and C"."""
    kept = list(names)[:most]
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""
