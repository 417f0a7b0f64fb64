"""Headings of a posting: what the lines below one are about, in six languages, known ones and unlisted ones."""

import re
from functools import lru_cache
from typing import Literal

from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import load_data, posting_words

Part = Literal["required", "nice", "duties", "offer", "about", "intro"]

BULLET = re.compile(r"^\s*(?:[-*•·–—▪◦‣●○➢►➤»☑→>~]|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|\d{1,2}[.)])\s+")
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_NEXT: dict[Part, Part] = {
    "intro": "duties",
    "about": "duties",
    "duties": "required",
    "required": "nice",
    "nice": "offer",
    "offer": "offer",
}
_LONGEST_LINE = 200
_LONGEST_HEADING = 60
_MOST_WORDS = 8
_MOST_WORDS_OVER_A_LIST = 13
_FEW_WORDS = 6


def heading_of(line: str) -> Part | None:
    """What a line is the heading of, as its own words and marks tell; None for any other line."""
    plain = _plain(line)
    if not plain:
        return None
    known = posting_words().headings.get(plain)
    if known is None and (line.rstrip().endswith(":") or line.lstrip().startswith(("#", "**"))):
        known = _listed_inside(plain) or _by_cue(plain)
    return known  # type: ignore[return-value]  # the keys of the data file are the parts


def standing_heading_of(line: str, before: str, after: str, part: Part = "intro") -> Part | None:
    """What a line is the heading of that only its place shows: after a blank line, and with lines of its own.

    A heading in words of its own over a list goes on where `part` ended: from tasks to what is asked, and so on.
    """
    bare = line.strip()
    if before.strip() or not after.strip() or BULLET.match(line) or _ends_a_sentence(bare):
        return None
    most = _MOST_WORDS_OVER_A_LIST if BULLET.match(after) else _MOST_WORDS
    if not _DECORATION.sub("", bare)[:1].isupper() or len(bare.split()) > most:
        return None
    if len(bare) > len(after.strip()) and not BULLET.match(after) and not bare.endswith("?"):
        return None
    known = _by_cue(_plain(line))
    if known is None and BULLET.match(after) and (len(bare.split()) > 1 or bare.endswith(("?", "…", ":"))):
        return _NEXT[part]
    if known is None and len(after) > _LONGEST_HEADING and 2 < len(bare.split()) <= _FEW_WORDS:
        return _NEXT[part] if part != "intro" else None
    return known  # type: ignore[return-value]  # the keys of the data file are the parts


def _ends_a_sentence(bare: str) -> bool:
    return bare.endswith((".", ",", ";")) and not bare.endswith("..")


def inline_heading_of(line: str) -> tuple[Part, int] | None:
    """A heading before a colon with text after it ("Nice to have: Go, Rust"), and where the text begins."""
    before, colon, after = line.partition(":")
    if not colon or not after.strip() or len(before) > 40:
        return None
    label = BULLET.sub("", before)
    part = heading_of(label) or _unlisted(label)
    return (part, len(before) + 1) if part else None


def _unlisted(label: str) -> Part | None:
    """What a short unlisted label asks for; what it offers keeps its own words ("Closing date: 1 May")."""
    kind = _by_cue(_plain(label)) if len(label.split()) <= 4 else None
    return kind if kind in ("required", "nice", "duties") else None  # type: ignore[return-value]  # the keys are parts


def _plain(line: str) -> str:
    if len(line) > _LONGEST_LINE:
        return ""
    plain = _DECORATION.sub("", fold(line))
    return plain if len(plain) <= _LONGEST_HEADING else ""


def _listed_inside(plain: str) -> str | None:
    headings = posting_words().headings
    for kind in ("nice", "offer", "required", "duties", "about"):
        for heading, known in headings.items():
            if known == kind and len(heading) > 6 and re.search(rf"\b{re.escape(heading)}\b", plain):
                return kind
    return None


def _by_cue(plain: str) -> str | None:
    return next((kind for kind, pattern in _cues() if pattern.search(plain)), None)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in load_data("posting")["loose_headings"]["kinds"])
