"""Questions about a LaTeX source: which braces and environments enclose a place, what a range prints."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from app.documents.latex import atoms as kinds
from app.documents.latex.atoms import Atom
from app.documents.latex.conditionals import is_conditional
from app.documents.latex.definitions import Definitions
from app.documents.latex.expansion import Expansion
from app.documents.latex.rich import Rich
from app.documents.latex.symbols import collapsed, joined_ligatures
from app.documents.latex.tokens import BLANKS, CLOSE, LEFT, OPEN, RIGHT, SYMBOL, WORD, TokenList
from app.documents.resume import Span
from app.errors import UnreadableDocument

MAX_VALUE_STEPS = 60_000


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value and the source range that prints it; no range when a definition alone says it."""

    text: str
    span: Span | None


def unescape(source: str, definitions: Definitions | None = None) -> str:
    """What a piece of LaTeX prints, as Unicode text with single spaces; unknown commands print their arguments."""
    return _printed(TokenList(source), Expansion(definitions or Definitions()))


def _printed(tokens: TokenList, expansion: Expansion) -> str:
    atoms = expansion.run(tokens, 0, len(tokens.tokens))
    printed = (atom.text if atom.kind == kinds.TEXT else _gap(atom) for atom in atoms)
    return joined_ligatures(collapsed("".join(printed)))


def _gap(atom: Atom) -> str:
    return "" if atom.kind in (kinds.SPLIT, kinds.LINK) else " "


class Source:
    """The tokens of one document, their nesting, and its environments as events in source order."""

    def __init__(self, tokens: TokenList, definitions: Definitions, atoms: list[Atom]) -> None:
        self.text = tokens.source
        self.tokens = tokens
        self.definitions = definitions
        self.starts = [token.start for token in tokens.tokens]
        self.parents, self.heads = nesting(tokens)
        events = _conditionals(tokens) + [
            (atom.start, atom.end, atom.kind == kinds.BEGIN) for atom in atoms if atom.kind in _ENVIRONMENT
        ]
        self.events = sorted(events, key=lambda event: event[0])
        self.event_starts = [event[0] for event in self.events]
        self._enclosing = _enclosing(self.events)
        self._steps_left = MAX_VALUE_STEPS

    def value(self, rich: Rich) -> Value | None:
        """The text as its source range prints it; None for white space.

        Raises UnreadableDocument when the values of one document together take more steps than any résumé's: a
        definition that doubles itself costs anew in each of them.
        """
        place = rich.span()
        if place is None:
            text = joined_ligatures(collapsed(rich.text))
            return Value(text, None) if text else None
        start, end = self.balanced(*place)
        expansion = Expansion(self.definitions)
        expansion.most_steps = self._steps_left
        text = _printed(TokenList(self.text[start:end]), expansion)
        self._steps_left -= expansion.steps
        if expansion.truncated:
            raise UnreadableDocument(
                "The commands of this file print far more than a résumé holds. Upload a simpler file, or its PDF."
            )
        return Value(text, Span(start, end)) if text else None

    def index_at(self, offset: int) -> int:
        """The index of the token that begins at `offset` or holds it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def brace_around(self, offset: int) -> int:
        """The index of the innermost open brace around the token at `offset`; -1 for none."""
        index = self.index_at(offset)
        return self.parents[index] if self.parents else -1

    def environment_around(self, offset: int) -> int:
        """A number of the innermost environment around `offset`; -1 for none."""
        at = bisect_left(self.event_starts, offset)
        return self._enclosing[at - 1] if at else -1

    def balanced(self, start: int, end: int) -> tuple[int, int]:
        """The smallest range around `[start, end)` in which every brace has its partner and its command."""
        first, last = self.index_at(start), self.index_at(max(start, end - 1))
        begin, stop = start, end
        at = first
        while at <= last:
            kind, partner = self.tokens.tokens[at].kind, self.tokens.match[at]
            if kind == OPEN and partner > last:
                last, stop = partner, self.tokens.tokens[partner].end
            elif kind == CLOSE and 0 <= partner < first:
                head = self.heads[partner]
                first = at = head if head >= 0 else partner
                begin = self.tokens.tokens[first].start
            at += 1
        return begin, stop


def _conditionals(tokens: TokenList) -> list[tuple[int, int, bool]]:
    """TeX's conditionals as environments: what stands in one branch may not leave it."""
    events: list[tuple[int, int, bool]] = []
    for token in tokens.tokens:
        if token.kind != WORD:
            continue
        if token.text in ("fi", "else"):
            events.append((token.start, token.end, False))
        if token.text == "else" or is_conditional(token.text):
            events.append((token.start, token.end, True))
    return events


_ENVIRONMENT = frozenset({kinds.BEGIN, kinds.END})


def nesting(tokens: TokenList) -> tuple[list[int], list[int]]:
    """For each token its innermost open brace, and for each open brace the command whose argument it opens."""
    parents: list[int] = []
    heads = [-1] * len(tokens.tokens)
    stack: list[int] = []
    bracket = -1
    previous = -1
    for index, token in enumerate(tokens.tokens):
        if token.kind == CLOSE and stack and tokens.match[index] == stack[-1]:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        if token.kind == LEFT:
            bracket = index
            heads[index] = _head(tokens, heads, previous, bracket)
        if token.kind == OPEN:
            heads[index] = _head(tokens, heads, previous, bracket)
            if tokens.match[index] >= 0:
                stack.append(index)
        if token.kind not in BLANKS:
            previous = index
    return parents, heads


def _head(tokens: TokenList, heads: list[int], previous: int, bracket: int) -> int:
    if previous < 0:
        return -1
    kind = tokens.tokens[previous].kind
    if kind in (WORD, SYMBOL):
        return previous
    if kind == CLOSE and tokens.match[previous] >= 0:
        return heads[tokens.match[previous]]
    return heads[bracket] if kind == RIGHT and bracket >= 0 else -1


def _enclosing(events: list[tuple[int, int, bool]]) -> list[int]:
    enclosing: list[int] = []
    stack: list[int] = []
    for index, (_, _, opening) in enumerate(events):
        if opening:
            stack.append(index)
        elif stack:
            stack.pop()
        enclosing.append(stack[-1] if stack else -1)
    return enclosing


def own_line_comment(text: str, start: int) -> bool:
    """Whether nothing but white space stands before `start` on its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()
