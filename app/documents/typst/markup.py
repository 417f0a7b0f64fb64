"""Typst's markup mode: headings, lists, styles, escapes, and the code that begins with `#`."""

import re
from dataclasses import dataclass, replace
from typing import Final

from app.documents.typst.scanning import character
from app.documents.typst.statements import Statements
from app.documents.typst.symbols import symbol
from app.documents.typst.syntax import (
    BOLD,
    BREAK,
    ITALIC,
    PARAGRAPH,
    SPACE,
    Address,
    Code,
    Heading,
    Ignored,
    Item,
    Markup,
    Node,
    Styled,
    Term,
    Text,
    White,
)

_WORD = r"(?:(?!https?://)[^\s\[\]*_`$\\~#<@/.:-])+"
_PLAIN = re.compile(rf"{_WORD}(?: {_WORD})*")
_WHITE = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s\[\]()<>{}\"'`]*(?:\([^\s()]{0,200}\)[^\s\[\]()<>{}\"'`]*)*")
_LABEL = re.compile(r"<[\w.:-]{1,200}>")
_HEADING = re.compile(r"(=+)(?=[ \t]|$)", re.MULTILINE)
_BULLET = re.compile(r"(?:[-+]|\d{1,9}\.)(?=[ \t]|$)", re.MULTILINE)
_TERM = re.compile(r"/(?=[ \t])")
_CODE_POINT = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
_FENCE = re.compile(r"`+")
_LANGUAGE = re.compile(r"[A-Za-z][\w-]*(?=\s|$)")
_SIGNS: Final = (("---", "\u2014"), ("--", "\u2013"), ("-?", ""), ("...", "\u2026"), ("~", " "))
_FORMULA = re.compile(
    r"""\"([^\"]*)\"|([A-Za-z]{2,}(?:\.[A-Za-z]+)*)|\\(.)|([<>=!-][=>]|[^\s&\\_"A-Za-z<>=!-]+|[^\s&\\_"])""", re.DOTALL
)
_RELATIONS: Final = {"<=": "≤", ">=": "≥", "->": "→", "=>": "⇒", "!=": "≠", "-": "−"}
_LONGEST_FORMULA = 2_000


@dataclass(frozen=True, slots=True)
class _Ends:
    """What ends a piece of markup: a sign, the end of the line, a line indented no more than `column`."""

    sign: str = ""
    line: bool = False
    column: int = -1
    colon: bool = False


class Parser(Statements):
    """Reads a whole document."""

    def document(self) -> Markup:
        """The document."""
        return self._markup(_Ends())

    def content(self) -> Markup:
        """The content block whose bracket comes next."""
        start = self.at
        self.at += 1
        lines, self._lines = self._lines, False
        inside = self._markup(_Ends("]"))
        self._lines = lines
        self.take("]")
        return Markup(start, self.at, inside.nodes)

    def _markup(self, ends: _Ends, *, at_line_start: bool = True) -> Markup:
        start = self.at
        nodes = list[Node]()
        brackets = 0
        with self.deeper():
            while self.at < len(self.source) and not self._ended(ends, brackets):
                white = self._white()
                if white is not None:
                    at_line_start = at_line_start or "\n" in self.source[white.start : white.end]
                    nodes.append(white)
                elif self._at_comment():
                    self.skip_comment()
                else:
                    brackets += self.peek("[") - (self.peek("]") and brackets > 0)
                    node = self._opening(ends) if at_line_start else None
                    nodes.append(node or self._inline(ends))
                    at_line_start = False
        return Markup(start, self.at, nodes)

    def _ended(self, ends: _Ends, brackets: int) -> bool:
        """Whether the markup ends here, be it by the end of what is around it."""
        char = self.char()
        if char == "]" and ends.sign != "" and brackets == 0:
            return True
        if ends.sign in ("*", "_") and char == ends.sign and not self._inside_word():
            return True
        if ends.colon and char == ":":
            return True
        if not char.isspace():
            return False
        blank = _WHITE.match(self.source, self.at)
        end = blank.end() if blank else self.at
        newline = self.source.rfind("\n", self.at, end)
        if newline < 0:
            return False
        paragraph = self.source.find("\n", self.at, end) != newline
        if ends.line or (ends.sign in ("*", "_") and paragraph):
            return True
        return ends.column >= 0 and end - newline - 1 <= ends.column

    def _inside_word(self) -> bool:
        return self.char(-1).isalnum() and self.char(1).isalnum()

    def _white(self) -> White | None:
        found = _WHITE.match(self.source, self.at)
        if found is None:
            return None
        start, self.at = self.at, found.end()
        return White(start, self.at, PARAGRAPH if found[0].count("\n") > 1 else SPACE)

    def _at_comment(self) -> bool:
        return self.peek("/*") or (self.peek("//") and self.char(-1) != ":")

    def _opening(self, ends: _Ends) -> Node | None:
        """What is only understood at the beginning of a line."""
        start = self.at
        column = start - self.source.rfind("\n", 0, start) - 1
        around = "]" if ends.sign else ""
        heading = _HEADING.match(self.source, start)
        if heading:
            self.at = heading.end()
            body = self._markup(_Ends(around, line=True), at_line_start=False)
            return Heading(start, body.end, len(heading[1]), body)
        inner = _Ends(around, column=column)
        bullet = _BULLET.match(self.source, start)
        if bullet:
            self.at = bullet.end()
            body = self._markup(inner)
            return Item(start, body.end, body)
        if _TERM.match(self.source, start):
            self.at += 1
            term = self._markup(replace(inner, line=True, colon=True), at_line_start=False)
            if self.take(":"):
                body = self._markup(inner, at_line_start=False)
                return Term(start, body.end, term, body)
            self.at = start
        return None

    def _inline(self, ends: _Ends) -> Node:
        start, char = self.at, self.char()
        if char == "\\":
            return self._escape()
        if char in ("*", "_") and not self._inside_word():
            self.at += 1
            body = self._markup(replace(ends, sign=char, colon=False), at_line_start=False)
            self.take(char)
            return Styled(start, self.at, BOLD if char == "*" else ITALIC, body)
        if char in ("`", "$"):
            return self.raw()
        if char == "#":
            return self._code()
        label = _LABEL.match(self.source, start) if char == "<" else None
        if label:
            self.at = label.end()
            return Ignored(start, self.at)
        for sign, shown in _SIGNS:
            if self.take(sign):
                return Text(start, self.at, shown, [start] * len(shown))
        address = _ADDRESS.match(self.source, start) if char == "h" else None
        if address:
            url = address[0].rstrip(".,;:!?*_~")
            self.at += len(url)
            return Address(start, self.at, url)
        plain = _PLAIN.match(self.source, start)
        self.at = plain.end() if plain else start + 1
        return Text(start, self.at, self.source[start : self.at], range(start, self.at))

    def _escape(self) -> Node:
        start = self.at
        point = _CODE_POINT.match(self.source, start)
        if point:
            self.at = point.end()
            return Text(start, self.at, character(point[1]), [start])
        following = self.char(1)
        if not following or following.isspace():
            self.at += 1
            return White(start, self.at, BREAK)
        self.at += 2
        return Text(start, self.at, following, [start + 1])

    def raw(self) -> Node:
        """The raw text or formula that comes next; its sign alone where it is never closed."""
        start = self.at
        if self.peek("$"):
            close = self.source.find("$", start + 1, start + _LONGEST_FORMULA)
            self.at = close + 1 if close >= 0 else start + 1
            return self._formula(start + 1, close) if close >= 0 else Text(start, self.at, "$", [start])
        fence = _FENCE.match(self.source, start)
        signs = fence[0] if fence else "`"
        begin = self.at = start + len(signs)
        if len(signs) == 2:
            return Ignored(start, self.at)
        close = self.source.find(signs, begin)
        if close < 0:
            return Text(start, begin, signs, range(start, begin))
        self.at = close + len(signs)
        language = _LANGUAGE.match(self.source, begin) if len(signs) > 2 else None
        begin = language.end() if language else begin
        return Text(start, self.at, self.source[begin:close], range(begin, close))

    def _formula(self, start: int, end: int) -> Text:
        """A formula as the text that its names and signs stand for."""
        text, offsets = "", list[int]()
        for found in _FORMULA.finditer(self.source, start, end):
            if text and self.source[found.start() - 1].isspace():
                text += " "
                offsets.append(found.start() - 1)
            written = found[found.lastindex or 0]
            shown = symbol(written, written) if found[2] else _RELATIONS.get(written, written)
            at = found.start(found.lastindex or 0)
            offsets += range(at, at + len(shown)) if shown == written else [at] * len(shown)
            text += shown
        return Text(start, end, text, offsets)

    def _code(self) -> Node:
        start = self.at
        self.at += 1
        expression = self._embedded()
        if expression is None:
            return Text(start, self.at, "#", [start])
        end = self.at
        self.take(";")
        before = self.source.rfind("\n", 0, start) + 1
        after = self.source.find("\n", self.at)
        rest = self.source[self.at : after if after >= 0 else len(self.source)]
        alone = not self.source[before:start].strip() and (not rest.strip() or rest.lstrip().startswith("//"))
        return Code(start, end, expression, alone)

    def _embedded(self) -> Node | None:
        """The expression behind a `#`: without operators, as those are text in markup; None where none begins."""
        word = self.word()
        if word:
            at = self.at
            keyword = self.statement(word)
            if keyword is not None:
                return keyword
            return self.postfix(self.literal(self.name(), at), in_markup=True)
        if self.char() not in ('"', "[", "{", "(", "`", "$") and not self.char().isdecimal():
            return None
        return self.postfix(self.primary(), in_markup=True)
