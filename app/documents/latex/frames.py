"""The stack that expansion works on: which tokens are being read, for which call, with which arguments."""

from dataclasses import dataclass, field
from typing import Final

from app.documents.latex.atoms import Atom
from app.documents.latex.definitions import Parameter
from app.documents.latex.tokens import CLOSE, COMMENT, LEFT, OPEN, PAR, RIGHT, SPACE, TEXT, TokenList

Place = tuple[int, int]
_LONGEST: Final = 2000
_NO_ARGUMENT: Final = frozenset({CLOSE, PAR, RIGHT})


@dataclass(slots=True)
class Argument:
    """Tokens `[index, end)` given to a call, to be read in the surroundings of the caller."""

    tokens: TokenList
    index: int
    end: int
    origin: Place | None
    arguments: tuple["Argument", ...]
    literal: bool = False

    @property
    def source(self) -> str:
        """The raw text of the argument."""
        return self.tokens.text_between(self.index, self.end)

    def substituted(self) -> str:
        """The raw text with the caller's own arguments in place of `#n`, cut at a length no address has."""
        source = self.source[:_LONGEST]
        for number, given in enumerate(self.arguments, start=1):
            if f"#{number}" in source:
                source = source.replace(f"#{number}", given.source[:_LONGEST])
        return source[:_LONGEST]


@dataclass(slots=True)
class Frame:
    """A run of tokens under way. `origin` is the outermost call that they come from; None in the document itself."""

    tokens: TokenList
    index: int
    end: int
    origin: Place | None = None
    arguments: tuple[Argument, ...] = ()
    after: list[Atom] = field(default_factory=list)
    depth: int = 0
    style: int = 0
    literal: bool = False

    def place(self, first: int, last: int) -> Place:
        """The source range of the tokens `[first, last]`, or of the call that they come from."""
        if self.origin is not None:
            return self.origin
        return self.tokens.tokens[first].start, self.tokens.tokens[last].end

    def peek(self) -> str:
        """The kind of the next token that is not blank; empty at the end."""
        at = self.tokens.skip_blanks(self.index, self.end)
        return self.tokens.tokens[at].kind if at < self.end else ""

    def take_group(self) -> Argument | None:
        """The next braced group; None when something else follows."""
        at = self.tokens.skip_blanks(self.index, self.end)
        if at >= self.end or self.tokens.tokens[at].kind != OPEN:
            return None
        close = self.tokens.group_end(at, self.end)
        self.index = min(close + 1, self.end)
        return Argument(self.tokens, at + 1, close, self.origin, self.arguments)

    def take_bracket(self) -> Argument | None:
        """The next bracketed argument; None when something else follows."""
        at = self.tokens.skip_blanks(self.index, self.end)
        if at >= self.end or self.tokens.tokens[at].kind != LEFT:
            return None
        close = self.tokens.bracket_end(at, self.end)
        if close < 0:
            return None
        self.index = close + 1
        return Argument(self.tokens, at + 1, close, self.origin, self.arguments)

    def take_star(self) -> bool:
        """Whether a lone `*` follows, which is then taken."""
        at = self.tokens.skip_blanks(self.index, self.end)
        if at < self.end and self.tokens.tokens[at].kind == TEXT and self.tokens.tokens[at].text == "*":
            self.index = at + 1
            return True
        return False

    def take(self, parameters: tuple[Parameter, ...]) -> tuple[Argument, ...]:
        """The arguments for `parameters`; a missing one is empty or its default."""
        return tuple(self._take_one(parameter) for parameter in parameters)

    def _take_one(self, parameter: Parameter) -> Argument:
        found: Argument | None = None
        if parameter.kind == "o":
            found = self.take_bracket()
        elif parameter.kind == "s":
            self.take_star()
        else:
            found = self.take_group()
            if found is None and parameter.kind == "m":
                found = self._take_token()
        if found is None:
            default = TokenList(parameter.default)
            found = Argument(default, 0, len(default.tokens), self.origin or (0, 0), (), literal=True)
        return found

    def _take_token(self) -> Argument | None:
        at = self.tokens.skip_blanks(self.index, self.end)
        if at >= self.end or self.tokens.tokens[at].kind in _NO_ARGUMENT:
            return None
        self.index = at + 1
        return Argument(self.tokens, at, at + 1, self.origin, self.arguments)

    def following_groups(self) -> int:
        """How many braced groups follow directly (white space and comments between them)."""
        at, count = self.index, 0
        while count < 9:
            at = self.tokens.skip_blanks(at, self.end)
            if at >= self.end or self.tokens.tokens[at].kind != OPEN:
                break
            close = self.tokens.match[at]
            if close < 0 or close >= self.end:
                break
            at = close + 1
            count += 1
        return count

    def skip_space(self) -> None:
        """Pass the white space and comments that TeX ignores after a control word."""
        while self.index < self.end and self.tokens.tokens[self.index].kind in (SPACE, COMMENT):
            self.index += 1
