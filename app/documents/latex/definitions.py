"""A document's own commands and environments, read from their definitions.

Understood: `\\newcommand` and its kin, `\\def` with undelimited parameters, `\\let`, xparse's
`\\NewDocumentCommand` and `\\NewDocumentEnvironment`, `\\newenvironment`, enumitem's `\\newlist`.
"""

from dataclasses import dataclass, field
from typing import Final

from app.documents.latex.tokens import COMMENT, LEFT, OPEN, PARAM, SPACE, TEXT, WORD, TokenList

_COMMANDS: Final = frozenset(
    {"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "newrobustcmd", "renewrobustcmd"}
)
_ENVIRONMENTS: Final = frozenset({"newenvironment", "renewenvironment", "provideenvironment"})
_XPARSE: Final = ("NewDocument", "RenewDocument", "ProvideDocument", "DeclareDocument")
_PRIMITIVES: Final = frozenset({"def", "gdef", "edef", "xdef"})
DEFINING: Final = (
    _COMMANDS
    | _ENVIRONMENTS
    | _PRIMITIVES
    | {"let", "newlist", "newif"}
    | {start + kind for start in _XPARSE for kind in ("Command", "Environment")}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: mandatory, optional in brackets (with its default's source) or a star."""

    kind: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a command stands for; `ending` is the second half of an environment."""

    parameters: tuple[Parameter, ...]
    body: TokenList
    ending: TokenList | None = None


@dataclass(slots=True)
class Definitions:
    """All definitions of a document by name (without backslash)."""

    commands: dict[str, Definition] = field(default_factory=dict)
    environments: dict[str, Definition] = field(default_factory=dict)
    conditionals: dict[str, bool] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    """Commands (and environments, as `begin NAME`) that are called with section headings: in which argument."""

    def named(self, name: str) -> str:
        """The command that a `\\let` name stands for; the name itself when it is no such name."""
        return self.aliases.get(name, name)


def read_definitions(tokens: TokenList) -> Definitions:
    """Every definition in `tokens`, a later one of the same name winning."""
    found = Definitions()
    index, end = 0, len(tokens.tokens)
    while index < end:
        token = tokens.tokens[index]
        if token.kind == WORD and token.text in DEFINING:
            index = read_definition(tokens, index, end, found)
        else:
            _note_conditional(token.text, found) if token.kind == WORD else None
            index += 1
    return found


def read_definition(tokens: TokenList, index: int, end: int, into: Definitions | None) -> int:
    """Read the definition whose command stands at `index` into `into`; returns the index after it."""
    name = tokens.tokens[index].text
    scan = _Scan(tokens, index + 1, end)
    if name == "let":
        return _read_let(scan, into)
    if name in _PRIMITIVES:
        return _read_primitive(scan, into)
    if name == "newif":
        return _read_conditional(scan, into)
    target = scan.name()
    if not target:
        return index + 1
    if name == "newlist":
        kind = scan.group().strip()
        scan.group()
        if into is not None:
            opening, closing = TokenList(f"\\begin{{{kind}}}"), TokenList(f"\\end{{{kind}}}")
            into.environments[target] = Definition((Parameter("o"),), opening, closing)
        return scan.index
    parameters = _xparse_parameters(scan.group()) if name.startswith(_XPARSE) else _parameters(scan)
    body = TokenList(scan.group())
    if name in _ENVIRONMENTS or name.endswith("Environment"):
        ending = TokenList(scan.group())
        if into is not None:
            into.environments[target] = Definition(parameters, body, ending)
    elif into is not None:
        into.commands[target] = Definition(parameters, body)
    return scan.index


class _Scan:
    """A cursor that takes names, groups and brackets."""

    def __init__(self, tokens: TokenList, index: int, end: int) -> None:
        self.tokens, self.index, self.end = tokens, index, end

    def _peek(self) -> str:
        self.index = self.tokens.skip_blanks(self.index, self.end)
        return self.tokens.tokens[self.index].kind if self.index < self.end else ""

    def name(self) -> str:
        """`\\x`, `{\\x}` or `{x}`, without backslash; a star before it is skipped."""
        kind = self._peek()
        if kind == TEXT and self.tokens.tokens[self.index].text.strip() == "*":
            self.index += 1
            kind = self._peek()
        if kind == OPEN:
            return self.group().strip().lstrip("\\")
        if kind in (WORD, "symbol"):
            self.index += 1
            return self.tokens.tokens[self.index - 1].text
        return ""

    def group(self) -> str:
        """The source inside the next braces; empty when none follow."""
        if self._peek() != OPEN:
            return ""
        close = self.tokens.group_end(self.index, self.end)
        text = self.tokens.text_between(self.index + 1, close)
        self.index = min(close + 1, self.end)
        return text

    def bracket(self) -> str | None:
        """The source inside the next brackets; None when none follow."""
        if self._peek() != LEFT:
            return None
        close = self.tokens.bracket_end(self.index, self.end)
        if close < 0:
            return None
        text = self.tokens.text_between(self.index + 1, close)
        self.index = close + 1
        return text


def _parameters(scan: _Scan) -> tuple[Parameter, ...]:
    count = scan.bracket()
    if count is None or not count.strip().isdecimal():
        return ()
    parameters = [Parameter("m")] * min(int(count), 9)
    default = scan.bracket()
    if default is not None and parameters:
        parameters[0] = Parameter("o", default)
    return tuple(parameters)


def _xparse_parameters(specification: str) -> tuple[Parameter, ...]:
    parameters: list[Parameter] = []
    tokens = TokenList(specification)
    index, end = 0, len(tokens.tokens)
    while index < end:
        token = tokens.tokens[index]
        index += 1
        if token.kind != TEXT:
            continue
        for letter in token.text:
            if letter in "mrv":
                parameters.append(Parameter("m"))
            elif letter in "odOD":
                parameters.append(Parameter("o"))
            elif letter in "gG":
                parameters.append(Parameter("g"))
            elif letter in "st":
                parameters.append(Parameter("s"))
        if token.text.rstrip().endswith("O") and index < end and tokens.tokens[index].kind == OPEN:
            close = tokens.group_end(index, end)
            parameters[-1] = Parameter("o", tokens.text_between(index + 1, close))
            index = close + 1
    return tuple(parameters[:9])


def _read_primitive(scan: _Scan, into: Definitions | None) -> int:
    target = scan.name()
    count, simple = 0, True
    while scan.index < scan.end and scan.tokens.tokens[scan.index].kind != OPEN:
        kind = scan.tokens.tokens[scan.index].kind
        if kind == PARAM:
            count += 1
        elif kind not in (SPACE, COMMENT):
            simple = False
        if kind == "par" or count > 9:
            return scan.index
        scan.index += 1
    body = scan.group()
    if into is not None and simple and target:
        into.commands[target] = Definition((Parameter("m"),) * count, TokenList(body))
    return scan.index


def _read_let(scan: _Scan, into: Definitions | None) -> int:
    target = scan.name()
    following = scan.tokens.skip_blanks(scan.index, scan.end)
    if following < scan.end and scan.tokens.tokens[following].text.strip() == "=":
        scan.index = following + 1
    source = scan.name()
    if into is not None and target and source:
        if source in into.commands:
            into.commands[target] = into.commands[source]
        elif target != source:
            into.aliases[target] = into.named(source)
    return scan.index


def _read_conditional(scan: _Scan, into: Definitions | None) -> int:
    name = scan.name().removeprefix("if")
    if into is not None and name:
        into.conditionals[name] = False
    return scan.index


def _note_conditional(word: str, into: Definitions) -> None:
    for ending in ("true", "false"):
        name = word.removesuffix(ending)
        if name != word and name in into.conditionals:
            into.conditionals[name] = ending == "true"
