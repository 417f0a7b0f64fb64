"""What Typst's expressions come to: texts that know their places, content, arrays, dictionaries, functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from app.documents.typst.symbols import symbol
from app.documents.typst.syntax import BREAK, PARAGRAPH, SPACE, Closure

GAP: Final = "gap"
BOLD, ITALIC, LINK, LARGE = "bold", "italic", "link", "large"
HEADING, ITEM, LINE, GROUP, GRID, CELL = "heading", "item", "line", "group", "grid", "cell"


@dataclass(frozen=True, slots=True)
class Words:
    """A string: `offsets[i]` is the place in the source that `text[i]` was read from."""

    text: str
    offsets: Sequence[int]

    def cut(self, start: int, end: int) -> "Words":
        """The part between two indices."""
        return Words(self.text[start:end], self.offsets[start:end])


@dataclass(frozen=True, slots=True)
class Sign:
    """A space, paragraph end, line break (as in `syntax`), or a wide GAP."""

    kind: str


@dataclass(frozen=True, slots=True)
class Element:
    """Content with a meaning.

    HEADING and GRID have a `level` (its columns for a grid, whose body are CELLs), LINK a `url`. LINE stands on lines
    of its own; GROUP too, and what is in it belongs together.
    """

    kind: str
    body: "list[Part]"
    url: str = ""
    level: int = 0


Part: TypeAlias = "Words | Sign | Element"


@dataclass(frozen=True, slots=True)
class Content:
    """What is printed."""

    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit; `words` are its digits where it stands in the source as it is."""

    value: float
    unit: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A `datetime`: its parts as they are given, and the place of the call."""

    year: int | None
    month: int | None
    day: int | None
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What this reading knows nothing of but its name: another file's function or value, a colour, a length."""

    name: str = ""


@dataclass(slots=True)
class Scope:
    """The names that are known, and the scope around it."""

    names: "dict[str, Value]" = field(default_factory=dict)
    around: "Scope | None" = None

    def holder(self, name: str) -> "Scope | None":
        """The innermost scope that knows the name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.around
        return scope


@dataclass(slots=True)
class Arguments:
    """What a call is given, and the place of the call. `alone`: it stands on lines of its own in markup."""

    positional: "list[Value]" = field(default_factory=list)
    named: "dict[str, Value]" = field(default_factory=dict)
    place: tuple[int, int] = (0, 0)
    alone: bool = False

    def merged(self, more: "Arguments") -> "Arguments":
        """These arguments and those that come later."""
        return Arguments([*self.positional, *more.positional], self.named | more.named, more.place, more.alone)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the file itself, with the scope that it was written in."""

    closure: Closure
    scope: Scope


@dataclass(frozen=True, slots=True)
class Standard:
    """A function of Typst's own."""

    name: str
    call: "Callable[[Arguments], Value]"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`function.with(arguments)`."""

    function: "Value"
    arguments: Arguments


Value: TypeAlias = (
    "bool | Number | Words | Content | Moment | Unknown | Function | Standard | Prepared | Arguments"
    " | list[Value] | dict[str, Value] | None"
)

SPACE_SIGN, PARAGRAPH_SIGN, BREAK_SIGN, GAP_SIGN = Sign(SPACE), Sign(PARAGRAPH), Sign(BREAK), Sign(GAP)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def shown(value: Value) -> list[Part]:
    """A value as it is printed; arrays and dictionaries as their values, with commas between them."""
    if isinstance(value, Content):
        return value.parts
    if isinstance(value, Words):
        return [value] if value.text else []
    if isinstance(value, Number):
        return [value.words or placeless(f"{value.value:g}{value.unit}")]
    if isinstance(value, Moment):
        return [moment_words(value)]
    if isinstance(value, Unknown):
        return [placeless(symbol(value.name.removeprefix("sym.")))] if value.name.startswith("sym.") else []
    if isinstance(value, Arguments):
        return shown([*value.positional, *value.named.values()])
    if isinstance(value, list | dict):
        each = [shown(one) for one in (value.values() if isinstance(value, dict) else value)]
        return separated([parts for parts in each if parts], ", ")
    return []


def separated(several: Sequence[list[Part]], separator: str) -> list[Part]:
    """Several pieces of content with a separator between them, which has no place of its own."""
    parts: list[Part] = []
    for one in several:
        parts += [placeless(separator), *one] if parts else one
    return parts


def placeless(text: str) -> Words:
    """Words that the source does not hold: they take the place of what they stand beside."""
    return Words(text, [-1] * len(text))


def moment_words(moment: Moment) -> Words:
    """A date as résumés write it, "Mar 2021", all of it at the place of the call."""
    month = _MONTHS[moment.month - 1] if moment.month and 1 <= moment.month <= len(_MONTHS) else ""
    text = f"{month} {moment.year or ''}".strip()
    return Words(text, spread_over(moment.place, len(text)))


def spread_over(place: tuple[int, int], length: int) -> list[int]:
    """Offsets for a text that a whole range of the source makes."""
    return [place[0]] * (length - 1) + [max(place[0], place[1] - 1)] * (length > 0)


def plain(parts: Sequence[Part]) -> str:
    """The text of content, a space for every sign."""
    made = list[str]()
    for part in parts:
        if isinstance(part, Words):
            made.append(part.text)
        else:
            made.append(plain(part.body) if isinstance(part, Element) else " ")
    return "".join(made)


def text_of(value: Value) -> str:
    """A value as plain text."""
    return " ".join(plain(shown(value)).split())


_BLOCKS = frozenset({HEADING, ITEM, LINE, GROUP, GRID})


def is_inline(parts: Sequence[Part]) -> bool:
    """Whether content is a part of one line."""
    inner = _trimmed(parts)
    return all(
        part.kind not in (BREAK, PARAGRAPH) if isinstance(part, Sign)
        else isinstance(part, Words) or (part.kind not in _BLOCKS and is_inline(part.body))
        for part in inner
    )  # fmt: skip


def _trimmed(parts: Sequence[Part]) -> Sequence[Part]:
    start, end = 0, len(parts)
    while start < end and isinstance(parts[start], Sign):
        start += 1
    while end > start and isinstance(parts[end - 1], Sign):
        end -= 1
    return parts[start:end]


def trimmed(parts: Sequence[Part]) -> list[Part]:
    """Content without the signs at its ends."""
    return list(_trimmed(parts))
