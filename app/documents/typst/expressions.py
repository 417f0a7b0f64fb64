"""Typst's code mode: expressions, by precedence; calls, parentheses, functions."""

from abc import ABC, abstractmethod
from typing import Final

from app.documents.typst.scanning import Scanner
from app.documents.typst.syntax import (
    Argument,
    Array,
    Binary,
    Block,
    Call,
    Closure,
    Dictionary,
    Field,
    Ignored,
    Literal,
    Markup,
    Name,
    Node,
    Unary,
)

_LITERALS: Final = {"none": None, "auto": None, "true": True, "false": False}
_OPERATORS: Final = (
    ("+=", 1), ("-=", 1), ("*=", 1), ("/=", 1), ("==", 4), ("!=", 4), ("<=", 4), (">=", 4), ("=", 1),
    ("<", 4), (">", 4), ("+", 5), ("-", 5), ("*", 6), ("/", 6),
)  # fmt: skip
_WORD_OPERATORS: Final = {"or": 2, "and": 3, "in": 4, "not": 4}
_ASSIGNMENT, _NEGATION, _SIGN = 1, 4, 7
_MOST_OPERATORS = 400


class Expressions(Scanner, ABC):
    """Reads expressions; what opens another mode (`[`, `$`, `` ` ``) or a statement is its subclasses' part."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.bodies: list[tuple[int, int]] = []
        self._lines = False

    @abstractmethod
    def content(self) -> Markup:
        """The content block whose bracket comes next."""

    @abstractmethod
    def raw(self) -> Node:
        """The raw text or formula that comes next."""

    @abstractmethod
    def statement(self, word: str) -> Node | None:
        """What the keyword that comes next begins; None when the word is no keyword."""

    def expression(self, least: int = 0) -> Node:
        """One expression whose operators bind at least that strongly."""
        with self.deeper():
            left = self._prefixed()
            for _ in range(_MOST_OPERATORS):
                at = self.at
                operator, strength = self._operator()
                if not operator or strength < least:
                    self.at = at
                    return left
                self.skip()
                right = self.expression(strength if strength == _ASSIGNMENT else strength + 1)
                left = Binary(left.start, max(right.end, left.end), operator, left, right)
            return left

    def _operator(self) -> tuple[str, int]:
        self.skip(lines=self._lines)
        word = self.word()
        if word in _WORD_OPERATORS:
            self.at += len(word)
            if word == "not":
                self.skip()
                return ("not in", 4) if self.word() == "in" and self.take("in") else ("", 0)
            return word, _WORD_OPERATORS[word]
        for sign, strength in _OPERATORS:
            if self.peek(sign) and not self.peek("=>"):
                self.at += len(sign)
                return sign, strength
        return "", 0

    def _prefixed(self) -> Node:
        start = self.at
        if self.char() in ("+", "-") or self.word() == "not":
            operator = self.name() or self.char()
            self.at += operator in ("+", "-")
            self.skip()
            value = self.expression(_NEGATION if operator == "not" else _SIGN)
            return Unary(start, value.end, operator, value)
        return self.postfix(self.primary())

    def postfix(self, value: Node, *, in_markup: bool = False) -> Node:
        """The value with the fields and calls that follow it directly; in code a field may stand on the next line."""
        for _ in range(_MOST_OPERATORS):
            if self.peek("(") or self.peek("["):
                arguments = self.arguments()
                value = Call(value.start, self.at, value, arguments)
                continue
            at = self.at
            if not in_markup:
                self.skip()
            if not self.peek(".") or self.peek("..") or not self._is_name(self.char(1)):
                self.at = at
                return value
            self.at += 1
            value = Field(value.start, self.at, value, self.name())
        return value

    def _is_name(self, char: str) -> bool:
        return char.isalpha() or char == "_"

    def primary(self) -> Node:
        """A name, literal, string, block, parenthesis or statement; a sign that begins none of them is stepped over."""
        start, char = self.at, self.char()
        if char == '"':
            return self.string()
        if char == "[":
            return self.content()
        if char == "{":
            return self.block()
        if char == "(":
            return self._parenthesis()
        if char in ("`", "$"):
            return self.raw()
        if char == "<":
            return self._label()
        return self.number() or self._named(start)

    def _named(self, start: int) -> Node:
        word = self.word()
        found = self.statement(word) if word else None
        if found is not None:
            return found
        if self.name():
            name = self.literal(word, start)
            is_function = isinstance(name, Name) and self._arrow()
            return self._closure([Argument(start, name.end, name)], start) if is_function else name
        if self.char() not in (")", "]", "}", ",", ";", "\n", ""):
            self.at += 1
        return Ignored(start, self.at)

    def literal(self, word: str, start: int) -> Node:
        """What a word that stands there means: a literal or a name."""
        end = start + len(word)
        return Literal(start, end, _LITERALS[word]) if word in _LITERALS else Name(start, end, word)

    def _label(self) -> Node:
        start = self.at
        self.at += 1
        while self.char() and (self.char().isalnum() or self.char() in "-_.:"):
            self.at += 1
        self.take(">")
        return Ignored(start, self.at)

    def block(self) -> Node:
        """`{ … }`, whose brace comes next."""
        start, lines = self.at, self._lines
        self.at += 1
        self._lines = False
        with self.deeper():
            statements = list[Node]()
            while self._more("}"):
                at = self.at
                statements.append(self.expression())
                self.at += self.at == at
        self._lines = lines
        return Block(start, self.at, statements)

    def _more(self, closing: str) -> bool:
        """Whether another item comes before the closing sign, which is stepped over."""
        while True:
            self.skip()
            if self.take(closing) or not self.char():
                return False
            if not (self.take(";") or (closing == ")" and self.take(","))):
                return True

    def arguments(self) -> list[Argument]:
        """The arguments of a call: those in parentheses, and the content blocks behind them."""
        given = list[Argument]()
        if self.peek("("):
            given = self._items()[0]
        while self.peek("["):
            start = self.at
            given.append(Argument(start, start, self.content()))
        return given

    def _items(self) -> tuple[list[Argument], bool]:
        """What stands between the parentheses that come next, and whether it makes a list of a single item."""
        lines, self._lines = self._lines, True
        self.at += 1
        items = list[Argument]()
        is_list = False
        with self.deeper():
            while True:
                self.skip()
                if self.take(")") or not self.char():
                    break
                if self.take(",") or self.take(";"):
                    is_list = True
                    continue
                at = self.at
                items.append(self._item())
                self.at += self.at == at
        self._lines = lines
        return items, is_list

    def _item(self) -> Argument:
        start = self.at
        if self.take(".."):
            self.skip()
            value = self.expression() if self.char() not in (",", ")") else Ignored(start, self.at)
            return Argument(start, self.at, value, spread=True)
        if self.take(":"):
            return Argument(start, self.at, Ignored(start, self.at), Ignored(start, self.at))
        value = self.expression()
        self.skip()
        if not self.take(":"):
            return Argument(start, self.at, value)
        self.skip()
        return Argument(start, self.at, self.expression(), value)

    def _parenthesis(self) -> Node:
        start = self.at
        items, is_list = self._items()
        if self._arrow():
            return self._closure(items, start)
        if any(item.name is not None for item in items):
            return Dictionary(start, self.at, items)
        if len(items) == 1 and not is_list and not items[0].spread:
            return items[0].value
        return Array(start, self.at, items)

    def _arrow(self) -> bool:
        at = self.at
        self.skip(lines=self._lines)
        if self.take("=>"):
            return True
        self.at = at
        return False

    def _closure(self, parameters: list[Argument], start: int) -> Closure:
        self.skip()
        return self.function(parameters, self.expression(), start)

    def function(self, parameters: list[Argument], body: Node, start: int) -> Closure:
        """A function, whose body is noted in `bodies`: its words are the definition's, not those of a call."""
        self.bodies.append((body.start, body.end))
        return Closure(start, body.end, parameters, body)
