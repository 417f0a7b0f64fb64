"""New words in a piece of LaTeX: only the words that differ change, the markup around the others stays.

A word takes over the style of the word that it replaces. Markup is deleted only when everything that it marks up is.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.documents.latex.definitions import Definitions
from app.documents.latex.escaping import escape_latex
from app.documents.latex.printing import Glyph, Place, printed, text_of
from app.documents.latex.source import nesting
from app.documents.latex.tokens import COMMENT, DOLLAR, OPEN, SPACE, SYMBOL, WORD, Token, TokenList
from app.errors import InvalidInput

Difference = tuple[int, int, str]
_UNIT: Final = re.compile(r"\w+|\s|[^\w\s]")
_MANY_UNITS: Final = 1500
_NUMBER: Final = re.compile(r"[\d.,+]*")
_ENDS_IN_COMMAND: Final = re.compile(r"\\[A-Za-z@]+\*?$")
_SILENT_SYMBOLS: Final = frozenset("/-!@")
_MATH_EDGE: Final = frozenset({"(", ")"})
_BY_NAME: Final = {
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}


def rewritten(source: str, definitions: Definitions, before: str, after: str) -> str:
    """`source`, which prints `before`, so that it prints `after`. Raises InvalidInput when it cannot be done there."""
    tokens = TokenList(source)
    glyphs = printed(tokens, definitions)
    if text_of(glyphs) != before:
        raise unwritable()
    differences = _differences(before, after)
    try:
        return _Rewriting(tokens, glyphs).apply(differences)
    except InvalidInput:
        # One command may print a word that changes with a space that does not: then both are written anew.
        first, last = differences[0][0], differences[-1][1]
        whole = (first, last, after[first : len(after) - (len(before) - last)])
        return _Rewriting(tokens, glyphs).apply([whole])


def written(text: str) -> str:
    """Plain text as LaTeX that prints it with any font encoding."""
    escaped = escape_latex(text).replace(r"\^{}", r"\textasciicircum{}")
    return "".join(_BY_NAME.get(char, char) for char in escaped)


def unwritable() -> InvalidInput:
    """The text is not in one piece in the source."""
    return InvalidInput(
        "This text is put together by commands of the LaTeX source, so it cannot be changed from here. "
        "Change it in the .tex file and upload the file again."
    )


@dataclass(slots=True)
class _Rewriting:
    tokens: TokenList
    glyphs: Sequence[Glyph]
    groups: list["_Group"] = field(init=False)
    gone: bytearray = field(init=False)
    added: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.groups = [*_braces(self.tokens), *_formulas(self.tokens)]
        self.gone = bytearray(len(self.tokens.source))

    def apply(self, differences: Sequence[Difference]) -> str:
        for start, end, new in differences:
            self._check(start, end)
            self._put(start, end, new)
            self._take_out(start, end)
        for group in sorted(self.groups, key=lambda group: group.end - group.start):
            self._tidy(group)
        return self._result()

    def _check(self, start: int, end: int) -> None:
        """Refuse what would take a character along that is to stay."""
        if any(glyph.fixed for glyph in self.glyphs[start:end]):
            raise unwritable()
        going = {place for glyph in self.glyphs[start:end] for place in glyph.places}
        staying = {place for glyph in (*self.glyphs[:start], *self.glyphs[end:]) for place in glyph.places}
        wide = [place for place in going if place[1] - place[0] > 1]
        if going & staying or any(
            place[0] < other[1] and other[0] < place[1] and not _contains(other, place)
            for place in wide
            for other in staying
        ):
            raise unwritable()

    def _put(self, start: int, end: int, new: str) -> None:
        if not new:
            return
        at = self.glyphs[start].start if start < end else self._gap(start)
        for group in self.groups:
            if group.is_formula and group.start < at < group.end and not _NUMBER.fullmatch(new):
                inside = [glyph for glyph in self.glyphs if group.start <= glyph.start < group.end]
                if not inside or any(glyph not in self.glyphs[start:end] for glyph in inside):
                    raise unwritable()
                at = group.start
        self.added[at] = self.added.get(at, "") + written(new)

    def _gap(self, index: int) -> int:
        """Where to insert before the character at `index`: in the plainest style between it and the one before."""
        first = self.glyphs[index - 1] if index else None
        last = self.glyphs[index] if index < len(self.glyphs) else None
        if first is None or last is None:
            only = first or last
            if only is None:
                raise unwritable()
            return self._outside(only.end if first else only.start, forwards=first is not None)
        low, high = first.end, last.start
        if low > high:
            if _contains(first.places[-1], last.places[0]) and first.places != last.places:
                return last.start
            if _contains(last.places[0], first.places[-1]) and first.places != last.places:
                return first.end
            raise unwritable()
        bounds = {low, high, *(edge for group in self.groups for edge in (group.start, group.end) if low < edge < high)}
        return min(sorted(bounds), key=self._depth)

    def _outside(self, at: int, *, forwards: bool) -> int:
        """`at`, or outside the markup that ends (or begins) there, but inside a call that prints words of its own."""
        around = [group for group in self.groups if group.start < at < group.end]
        for group in sorted(around, key=lambda group: group.end - group.start):
            own = (group.start, group.end)
            if any(own == place or _contains(place, own) for glyph in self.glyphs for place in glyph.places):
                break
            at = group.end if forwards else group.start
        return at

    def _depth(self, at: int) -> int:
        return sum(group.start < at < group.end for group in self.groups)

    def _take_out(self, start: int, end: int) -> None:
        for glyph in self.glyphs[start:end]:
            for first, last in glyph.places:
                self.gone[first:last] = b"\x01" * (last - first)
        for first, last in self._silent_between(start, end):
            self.gone[first:last] = b"\x01" * (last - first)

    def _silent_between(self, start: int, end: int) -> Iterator[Place]:
        """Tokens between deleted characters that print nothing and would only stand in the way."""
        if end - start < 2:
            return
        low, high = self.glyphs[start].end, self.glyphs[end - 1].start
        tokens, match = self.tokens.tokens, self.tokens.match
        for index, token in enumerate(tokens):
            if not low <= token.start < high:
                continue
            swallowed = index > 0 and tokens[index - 1].kind == WORD and self.gone[tokens[index - 1].start]
            if (token.kind == SPACE and swallowed) or (token.kind == SYMBOL and token.text in _SILENT_SYMBOLS):
                yield token.start, token.end
            elif token.kind == OPEN and match[index] == index + 1 and tokens[index + 1].end <= high:
                yield token.start, tokens[index + 1].end

    def _tidy(self, group: "_Group") -> None:
        """Delete markup that has nothing left to mark up."""
        inside = [glyph for glyph in self.glyphs if group.start <= glyph.start and glyph.end <= group.end]
        if not inside or not all(self.gone[glyph.start] for glyph in inside):
            return
        if any(group.start < at < group.end for at in self.added) or self._has_comment(group):
            return
        self.gone[group.start : group.end] = b"\x01" * (group.end - group.start)

    def _has_comment(self, group: "_Group") -> bool:
        return any(token.kind == COMMENT and group.start <= token.start < group.end for token in self.tokens.tokens)

    def _result(self) -> str:
        source = self.tokens.source
        pieces: list[str] = []
        for at in range(len(source) + 1):
            if at in self.added:
                pieces.append(_guarded("".join(pieces[-40:]), self.added[at]))
            if at < len(source) and not self.gone[at]:
                pieces.append(source[at])
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Group:
    """Markup: a command with all its arguments, bare braces, or a formula."""

    start: int
    end: int
    is_formula: bool = False


def _braces(tokens: TokenList) -> Iterator[_Group]:
    _, heads = nesting(tokens)
    last: dict[int, int] = {}
    for index, token in enumerate(tokens.tokens):
        close = tokens.match[index]
        if token.kind != OPEN or close < 0:
            continue
        head = heads[index] if heads[index] >= 0 else index
        last[head] = max(last.get(head, 0), tokens.tokens[close].end)
    for head, end in last.items():
        yield _Group(tokens.tokens[head].start, end)


def _formulas(tokens: TokenList) -> Iterator[_Group]:
    opening: Token | None = None
    for token in tokens.tokens:
        if token.kind == DOLLAR or (token.kind == SYMBOL and token.text in _MATH_EDGE):
            if opening is None:
                opening = token
            else:
                yield _Group(opening.start, token.end, is_formula=True)
                opening = None


def _contains(outer: Place, inner: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def _guarded(before: str, new: str) -> str:
    """`new` so that a command or an item before it does not take it for its own."""
    if _ENDS_IN_COMMAND.search(before) and (new[0].isalpha() or new[0] in " *["):
        return "{}" + new
    if new[0] in "[*" and before.rstrip().endswith("\\\\"):
        return "{}" + new
    return new


def _differences(before: str, after: str) -> list[Difference]:
    """The ranges of `before` that differ and what stands in `after` instead, word by word."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle, wanted = old[head : len(old) - tail], new[head : len(new) - tail]
    offset = sum(map(len, old[:head]))
    starts = [offset]
    for unit in middle:
        starts.append(starts[-1] + len(unit))
    if max(len(middle), len(wanted)) > _MANY_UNITS:
        return [(starts[0], starts[-1], "".join(wanted))]
    matcher = difflib.SequenceMatcher(None, middle, wanted, autojunk=False)
    return [(starts[a], starts[b], "".join(wanted[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
