"""A cursor over Typst source: white space, comments, names, numbers, strings; it bounds how deep a file nests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from app.documents.typst.syntax import Number, Text
from app.errors import UnreadableDocument

MAX_DEPTH: Final = 100

_BLANK = re.compile(r"\s+")
_NAME = re.compile(r"[^\W\d][\w-]*")
_NUMBER = re.compile(r"(?:0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?)([a-z]+|%)?")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_INSIDE_STRING = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_BASES = {"0x": 16, "0o": 8, "0b": 2}
_MOST_DIGITS = 60


class Scanner:
    """`at` is the place that is read next. Nothing here fails on what is left open at the end of the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self._depth = 0
        self._unclosed_strings = False

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level of nesting more while this lasts. Raises UnreadableDocument beyond those that résumés have."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnreadableDocument(
                "This Typst file is nested more deeply than a résumé can be. Upload a simpler file, or its PDF."
            )
        yield
        self._depth -= 1

    def peek(self, text: str) -> bool:
        """Whether `text` comes next."""
        return self.source.startswith(text, self.at)

    def take(self, text: str) -> bool:
        """Step over `text` when it comes next."""
        found = self.source.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found

    def char(self, ahead: int = 0) -> str:
        """The character that comes next, or `ahead` of it; empty beyond the ends."""
        at = self.at + ahead
        return self.source[at] if 0 <= at < len(self.source) else ""

    def skip(self, *, lines: bool = True) -> None:
        """Step over white space and comments; without `lines` no further than the end of the line."""
        while self.at < len(self.source):
            if self.peek("//") or self.peek("/*"):
                self.skip_comment()
                continue
            blank = _BLANK.match(self.source, self.at)
            if blank is None:
                return
            newline = self.source.find("\n", self.at, blank.end())
            if newline >= 0 and not lines:
                self.at = newline
                return
            self.at = blank.end()

    def skip_comment(self) -> None:
        """Step over the comment that begins here: to the line's end, or to the end of the last one inside it."""
        if self.peek("//"):
            newline = self.source.find("\n", self.at)
            self.at = newline if newline >= 0 else len(self.source)
            return
        depth = 0
        for edge in _COMMENT_EDGE.finditer(self.source, self.at):
            depth += 1 if edge[0] == "/*" else -1
            if depth == 0:
                self.at = edge.end()
                return
        self.at = len(self.source)

    def name(self) -> str:
        """The identifier that comes next, stepped over; empty when there is none."""
        found = _NAME.match(self.source, self.at)
        if found is None:
            return ""
        text = found[0].rstrip("-")
        self.at += len(text)
        return text

    def word(self) -> str:
        """The identifier that comes next, not stepped over."""
        at = self.at
        found = self.name()
        self.at = at
        return found

    def number(self) -> Number | None:
        """The number that comes next, stepped over."""
        start = self.at
        found = _NUMBER.match(self.source, start)
        if found is None or len(found[0]) > _MOST_DIGITS:
            return None
        unit = found[1] or ""
        written = found[0].removesuffix(unit)
        base = _BASES.get(written[:2])
        self.at = found.end()
        return Number(start, self.at, float(int(written, base) if base else float(written)), unit, written)

    def string(self) -> Text:
        """The string whose quote comes next, stepped over; one that is never closed ends with its line."""
        start = self.at
        self.at += 1
        close = self._closing_quote(self.at)
        found = Text(start, close + 1, *self._unescaped(self.at, close))
        self.at = min(close + 1, len(self.source))
        return found

    def _closing_quote(self, begin: int) -> int:
        if not self._unclosed_strings:
            inside = _INSIDE_STRING.match(self.source, begin)
            if inside and inside.end() < len(self.source):
                return inside.end()
            self._unclosed_strings = True
        newline = self.source.find("\n", begin)
        return newline if newline >= 0 else len(self.source)

    def _unescaped(self, start: int, end: int) -> tuple[str, range | list[int]]:
        if self.source.find("\\", start, end) < 0:
            return self.source[start:end], range(start, end)
        text, offsets, at = list[str](), list[int](), start
        for escape in _ESCAPE.finditer(self.source, start, end):
            text += [self.source[at : escape.start()], _escaped(escape)]
            offsets += [*range(at, escape.start()), escape.end() - 1]
            at = escape.end()
        return "".join([*text, self.source[at:end]]), [*offsets, *range(at, end)]


def _escaped(escape: re.Match[str]) -> str:
    return character(escape[1]) if escape[1] else _ESCAPED.get(escape[2], escape[2])


def character(code: str) -> str:
    """The character of a hexadecimal code point; a replacement for one that there is not."""
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 and number else "\ufffd"
