"""Typst's statements: bindings, rules, conditions, loops, imports."""

from collections.abc import Callable
from typing import Final

from app.documents.typst.expressions import Expressions
from app.documents.typst.syntax import (
    Argument,
    Array,
    For,
    If,
    Ignored,
    Import,
    Include,
    Jump,
    Let,
    Literal,
    Name,
    Node,
    Return,
    ShowAll,
    While,
)

_SET_STRENGTH: Final = 7


class Statements(Expressions):
    """Reads what a keyword begins."""

    def statement(self, word: str) -> Node | None:
        """What the keyword that comes next begins; None when the word is no keyword."""
        read: Callable[[int], Node] | None = _STATEMENTS.get(word, lambda _self: None)(self)
        if read is None:
            return None
        start = self.at
        self.at += len(word)
        self.skip(lines=word not in ("return", "break", "continue"))
        return read(start)

    def let(self, start: int) -> Node:
        """`let name = value`, `let name(parameters) = body`, `let (a, b) = pair`."""
        pattern = self._pattern()
        parameters: list[Argument] | None = None
        if isinstance(pattern, Name) and self.peek("("):
            parameters = self._items()[0]
        at = self.at
        self.skip()
        if not self.take("="):
            self.at = at
            return Let(start, at, pattern, Literal(at, at, None))
        self.skip()
        value = self.expression()
        if parameters is not None:
            value = self.function(parameters, value, start)
        return Let(start, self.at, pattern, value)

    def _pattern(self) -> Node:
        start = self.at
        if self.peek("("):
            return Array(start, self.at, self._items()[0])
        name = self.name()
        return Name(start, self.at, name) if name else Ignored(start, start)

    def rule(self, start: int) -> Node:
        """`set target(arguments)`, perhaps `if condition`: it only styles."""
        self.expression(_SET_STRENGTH)
        at = self.at
        self.skip(lines=False)
        if self.word() == "if":
            self.name()
            self.skip()
            self.expression()
        else:
            self.at = at
        return Ignored(start, self.at)

    def show(self, start: int) -> Node:
        """`show: transform`; a rule with a selector only styles."""
        selects = not self.peek(":")
        if selects:
            self.expression(_SET_STRENGTH)
            self.skip(lines=False)
        if not self.take(":"):
            return Ignored(start, self.at)
        self.skip()
        transform = self.expression()
        return Ignored(start, self.at) if selects else ShowAll(start, self.at, transform)

    def condition(self, start: int) -> Node:
        """`if condition { … } else { … }`."""
        condition = self.expression()
        self.skip()
        body = self._body()
        at = self.at
        self.skip()
        otherwise = None
        if self.word() == "else":
            self.name()
            self.skip()
            otherwise = self.primary() if self.word() == "if" else self._body()
        else:
            self.at = at
        return If(start, self.at, condition, body, otherwise)

    def repetition(self, start: int) -> Node:
        """`while condition { … }`."""
        condition = self.expression()
        self.skip()
        body = self._body()
        return While(start, self.at, condition, body)

    def iteration(self, start: int) -> Node:
        """`for pattern in values { … }`; two names without parentheses were a pattern once."""
        pattern = self._pattern()
        self.skip()
        if self.take(","):
            self.skip()
            names = [Argument(one.start, one.end, one) for one in (pattern, self._pattern())]
            pattern = Array(pattern.start, self.at, names)
            self.skip()
        if self.word() == "in":
            self.name()
            self.skip()
        values = self.expression()
        self.skip()
        body = self._body()
        return For(start, self.at, pattern, values, body)

    def _body(self) -> Node:
        return self.primary() if self.char() in ("{", "[") else Ignored(self.at, self.at)

    def importing(self, start: int) -> Node:
        """`import path`, `import path: a, b as c`, `import path: *`."""
        path = self.expression()
        names = list[tuple[str, str]]()
        self.skip(lines=False)
        if self.word() == "as":
            self.name()
            self.skip(lines=False)
            self.name()
            self.skip(lines=False)
        if self.take(":"):
            self.skip()
            names = self._imported()
        return Import(start, self.at, path, names)

    def _imported(self) -> list[tuple[str, str]]:
        names = list[tuple[str, str]]()
        inside = self.take("(")
        while True:
            self.skip(lines=inside)
            name = self.name()
            while self.take("."):
                name = self.name()
            self.skip(lines=inside)
            known_as = name
            if self.word() == "as":
                self.name()
                self.skip(lines=inside)
                known_as = self.name()
                self.skip(lines=inside)
            if name:
                names.append((name, known_as))
            else:
                self.take("*")
            if not self.take(","):
                break
        if inside:
            self.take(")")
        return names

    def inclusion(self, start: int) -> Node:
        """`include path`."""
        path = self.expression()
        return Include(start, self.at, path)

    def returning(self, start: int) -> Node:
        """`return`, with a value where one stands on its line."""
        if self.char() in ("\n", "}", "]", ";", ""):
            return Return(start, self.at, None)
        value = self.expression()
        return Return(start, self.at, value)

    def jump(self, start: int) -> Node:
        """`break` or `continue`."""
        return Jump(start, self.at, "break" if self.source.startswith("break", start) else "continue")

    def in_context(self, start: int) -> Node:
        """`context expression`: the expression."""
        del start
        return self.expression()


_STATEMENTS: dict[str, Callable[[Statements], Callable[[int], Node]]] = {
    "let": lambda self: self.let,
    "set": lambda self: self.rule,
    "show": lambda self: self.show,
    "if": lambda self: self.condition,
    "while": lambda self: self.repetition,
    "for": lambda self: self.iteration,
    "import": lambda self: self.importing,
    "include": lambda self: self.inclusion,
    "return": lambda self: self.returning,
    "break": lambda self: self.jump,
    "continue": lambda self: self.jump,
    "context": lambda self: self.in_context,
}
