"""Tokens of LaTeX source: one linear pass, no recursion, every token with its place.

The category codes are TeX's defaults (The TeXbook, chapter 7), with `@` always a letter in names: a template's
internals are then read whole, and `\\@` in running text prints nothing either way.
"""

import re
from typing import Final, NamedTuple

from app.errors import UnreadableDocument

MAX_TOKENS: Final = 300_000

WORD: Final = "word"
SYMBOL: Final = "symbol"
TEXT: Final = "text"
SPACE: Final = "space"
PAR: Final = "par"
COMMENT: Final = "comment"
OPEN: Final = "open"
CLOSE: Final = "close"
AMP: Final = "amp"
DOLLAR: Final = "dollar"
TILDE: Final = "tilde"
LEFT: Final = "left"
RIGHT: Final = "right"
PARAM: Final = "param"
VERBATIM: Final = "verbatim"

BLANKS: Final = frozenset({SPACE, PAR, COMMENT})

_TOKEN = re.compile(
    r"(?P<word>\\[A-Za-z@]+\*?)|(?P<symbol>\\(?:.|\Z))|(?P<comment>%[^\n]*(?:\n[ \t]*)?)"
    r"|(?P<space>\s+)|(?P<open>\{)|(?P<close>\})|(?P<amp>&)|(?P<dollar>\$\$?)|(?P<tilde>~)"
    r"|(?P<left>\[)|(?P<right>\])|(?P<param>\#+[1-9])|(?P<text>[^\\%\s{}&$~\[\]#][^\\%\n\r{}&$~\[\]#]*|\#)",
    re.DOTALL,
)
_RAW_ENVIRONMENT = re.compile(r"\\begin\s{0,20}\{(verbatim\*?|Verbatim|lstlisting|comment|filecontents\*?)\}")
_VERB_REACH = 1000
_BRACKET_REACH = 120


class Token(NamedTuple):
    """`text` is the source of the token, except for `word` and `symbol`: the name without backslash and star."""

    kind: str
    start: int
    end: int
    text: str


class TokenList:
    """The tokens of one text; `match[i]` is the partner of the brace at index i, or -1 for an unmatched one."""

    __slots__ = ("balanced", "match", "source", "tokens")

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = _tokenize(source)
        self.match, self.balanced = _match_braces(self.tokens)

    def skip_blanks(self, index: int, end: int) -> int:
        """The first index in `[index, end)` that is neither white space nor a comment (paragraphs end the search)."""
        while index < end and self.tokens[index].kind in (SPACE, COMMENT):
            index += 1
        return index

    def group_end(self, index: int, end: int) -> int:
        """The index of the brace that closes the group opened at `index`; `end` when it is never closed."""
        close = self.match[index]
        return close if 0 <= close < end else end

    def bracket_end(self, index: int, end: int) -> int:
        """The index of the `]` that closes the `[` at `index`, braces skipped; -1 when there is none nearby."""
        depth, at = 0, index
        limit = min(end, index + _BRACKET_REACH)
        while at < limit:
            kind = self.tokens[at].kind
            if kind == OPEN:
                at = self.group_end(at, end)
            elif kind in (CLOSE, PAR):
                return -1
            elif kind == LEFT:
                depth += 1
            elif kind == RIGHT:
                depth -= 1
                if depth == 0:
                    return at
            at += 1
        return -1

    def text_between(self, index: int, end: int) -> str:
        """The raw source of the tokens `[index, end)`."""
        if index >= end:
            return ""
        return self.source[self.tokens[index].start : self.tokens[end - 1].end]


def _tokenize(source: str) -> list[Token]:
    tokens: list[Token] = []
    unclosed: set[str] = set()
    at, size = 0, len(source)
    while at < size:
        if len(tokens) >= MAX_TOKENS:
            raise UnreadableDocument(
                "This LaTeX file holds more commands than a résumé can have. "
                "Upload the file of the résumé alone, without packages or generated parts."
            )
        raw = _raw_block(source, at, unclosed) if source[at] == "\\" else None
        token = raw or _next_token(source, at, tokens)
        tokens.append(token)
        at = token.end
    return tokens


def _next_token(source: str, at: int, before: list[Token]) -> Token:
    found = _TOKEN.match(source, at)
    if found is None:
        return Token(TEXT, at, at + 1, source[at])
    kind, text = found.lastgroup or TEXT, found.group()
    if kind in (WORD, SYMBOL):
        text = text[1:].removesuffix("*") if kind == WORD else text[1:]
    elif kind == SPACE:
        after_comment = bool(before) and before[-1].kind == COMMENT and before[-1].end == at
        if text.count("\n") + after_comment > 1:
            kind = PAR
    return Token(kind, at, found.end(), text)


def _raw_block(source: str, at: int, unclosed: set[str]) -> Token | None:
    """`\\verb|…|` and environments whose content TeX does not interpret, as one token."""
    if source.startswith("\\verb", at) and not source.startswith("\\verba", at):
        begin = at + 5 + source.startswith("*", at + 5)
        delimiter = source[begin : begin + 1]
        if delimiter and not delimiter.isalnum() and not delimiter.isspace():
            close = source.find(delimiter, begin + 1, begin + _VERB_REACH)
            if close >= 0 and "\n" not in source[begin:close]:
                return Token(VERBATIM, at, close + 1, source[begin + 1 : close])
    if not source.startswith("\\begin", at):
        return None
    found = _RAW_ENVIRONMENT.match(source, at)
    if found is None or found.group(1) in unclosed:
        return None
    closing = f"\\end{{{found.group(1)}}}"
    close = source.find(closing, found.end())
    if close < 0:
        unclosed.add(found.group(1))
        return None
    end = close + len(closing)
    if found.group(1) in ("comment", "filecontents", "filecontents*"):
        return Token(COMMENT, at, end, source[at:end])
    return Token(VERBATIM, at, end, source[found.end() : close])


def _match_braces(tokens: list[Token]) -> tuple[list[int], bool]:
    match = [-1] * len(tokens)
    waiting: list[int] = []
    balanced = True
    for index, token in enumerate(tokens):
        if token.kind == OPEN:
            waiting.append(index)
        elif token.kind == CLOSE:
            if waiting:
                opening = waiting.pop()
                match[opening], match[index] = index, opening
            else:
                balanced = False
    return match, balanced and not waiting
