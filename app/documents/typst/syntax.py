"""The syntax tree of Typst source, as far as a résumé's text depends on it.

Every node tells its place, `[start, end)` in code points of the source. Rules that only style (`set`, most of
`show`) are read and leave `Ignored`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SPACE: Final = "space"
PARAGRAPH: Final = "paragraph"
BREAK: Final = "break"
BOLD: Final = "bold"
ITALIC: Final = "italic"


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Markup(Node):
    """What stands in the document itself, in a content block or in a piece of markup."""

    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Printed characters; `offsets[i]` is the place of `text[i]`. In code it is a string."""

    text: str
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class White(Node):
    """A space, the end of a paragraph, or a line break (`kind`)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Styled(Node):
    """`*strong*` or `_emphasised_` markup (`kind` is BOLD or ITALIC)."""

    kind: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """`= Title`; `level` counts the signs."""

    level: int
    body: Markup


@dataclass(frozen=True, slots=True)
class Item(Node):
    """`- item` or `+ item`."""

    body: Markup


@dataclass(frozen=True, slots=True)
class Term(Node):
    """`/ term: body`."""

    term: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Address(Node):
    """An address that stands in markup as it is."""

    url: str


@dataclass(frozen=True, slots=True)
class Code(Node):
    """`#expression` in markup. `alone`: nothing else stands on its lines."""

    expression: Node
    alone: bool


@dataclass(frozen=True, slots=True)
class Ignored(Node):
    """What prints nothing: `set` rules, labels."""


@dataclass(frozen=True, slots=True)
class Name(Node):
    """An identifier."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """`none`, `true`, `false`; `auto` has the value None too."""

    value: bool | None


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number with its unit ("pt", "%", "fr", …), if any, and as it is written without it."""

    value: float
    unit: str
    written: str


@dataclass(frozen=True, slots=True)
class Block(Node):
    """`{ … }`: statements whose values are joined."""

    statements: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """One item between parentheses: `value`, `name: value` (`name` a Name, a string or an expression), `..value`."""

    value: Node
    name: Node | None = None
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Array(Node):
    """`(a, b)`."""

    items: Sequence[Argument]


@dataclass(frozen=True, slots=True)
class Dictionary(Node):
    """`(a: 1, b: 2)`."""

    items: Sequence[Argument]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`callee(arguments)[content]`."""

    callee: Node
    arguments: Sequence[Argument]


@dataclass(frozen=True, slots=True)
class Field(Node):
    """`target.name`."""

    target: Node
    name: str


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """`-value`, `+value`, `not value`."""

    operator: str
    value: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`left operator right`, assignments included."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Closure(Node):
    """A function; a parameter is an Argument whose value is the default of `name`, or the pattern alone."""

    parameters: Sequence[Argument]
    body: Node


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let pattern = value`; a pattern is a Name or an Array of patterns."""

    pattern: Node
    value: Node


@dataclass(frozen=True, slots=True)
class ShowAll(Node):
    """`show: transform`, which is given all that follows."""

    transform: Node


@dataclass(frozen=True, slots=True)
class Import(Node):
    """`import path: names`; `names` are those that become known, as (name there, name here)."""

    path: Node
    names: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Include(Node):
    """`include path`."""

    path: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition body else otherwise`."""

    condition: Node
    body: Node
    otherwise: Node | None


@dataclass(frozen=True, slots=True)
class While(Node):
    """`while condition body`."""

    condition: Node
    body: Node


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for pattern in values body`."""

    pattern: Node
    values: Node
    body: Node


@dataclass(frozen=True, slots=True)
class Return(Node):
    """`return value`."""

    value: Node | None


@dataclass(frozen=True, slots=True)
class Jump(Node):
    """`break` or `continue` (`kind`)."""

    kind: str
