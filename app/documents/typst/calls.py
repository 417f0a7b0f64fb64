"""Calls and names: how arguments are bound to parameters, patterns to values, and how much of it a file may ask for."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

from app.documents.typst import operators, syntax
from app.documents.typst.arranging import arranged
from app.documents.typst.methods import METHODS
from app.documents.typst.standard import member
from app.documents.typst.syntax import Argument, Node
from app.documents.typst.values import (
    Arguments,
    Content,
    Function,
    Prepared,
    Scope,
    Standard,
    Unknown,
    Value,
    Words,
    shown,
)
from app.errors import UnreadableDocument

MAX_STEPS: Final = 60_000
MAX_CALLS: Final = 40
_WEIGHT: Final = 16
_DATA: Final = frozenset(("yaml", "json", "toml", "csv", "xml", "cbor", "read"))


class Calls(ABC):
    """Runs functions in their scopes; what a node comes to is its subclass's part.

    `left_out` tells whether the document names other files that may hold a part of its text.
    """

    def __init__(self) -> None:
        self.left_out = False
        self._scope = Scope()
        self._steps = 0
        self._calls = 0
        self._jump = ""
        self._returned: Value = None

    @abstractmethod
    def value(self, node: Node) -> Value:
        """What a node comes to; None for what prints and gives nothing."""

    def spend(self, steps: int) -> None:
        """Count work. Raises UnreadableDocument beyond what any résumé takes."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise UnreadableDocument(
                "The loops and functions of this Typst file print far more than a résumé holds, or never end. "
                "Upload a simpler file, or its PDF."
            )

    def weigh(self, value: Value) -> Value:
        """The value, once the work of looking through it is counted."""
        self.spend(operators.size(value) // _WEIGHT)
        return value

    def _bind(self, pattern: Node, value: Value) -> None:
        if isinstance(pattern, syntax.Name):
            self._scope.names[pattern.name] = value
        elif isinstance(pattern, syntax.Array):
            values = value if isinstance(value, list) else []
            for index, item in enumerate(pattern.items):
                rest = values[index : index + len(values) - len(pattern.items) + 1]
                one: Value = list(rest) if item.spread else values[index] if index < len(values) else Unknown()
                self._bind(item.value, one)
        elif isinstance(pattern, syntax.Dictionary) and isinstance(value, dict):
            for item in pattern.items:
                if isinstance(item.name, syntax.Name):
                    self._bind(item.value, value.get(item.name.name))

    def _assign(self, target: Node, operator: str, value: Value) -> None:
        if isinstance(target, syntax.Name):
            holder = self._scope.holder(target.name) or self._scope
            before = holder.names.get(target.name)
            holder.names[target.name] = value if operator == "=" else operators.binary(operator[0], before, value)
            self.weigh(holder.names[target.name])
        elif isinstance(target, syntax.Field):
            owner = self.value(target.target)
            if isinstance(owner, dict):
                before = owner.get(target.name)
                owner[target.name] = value if operator == "=" else operators.binary(operator[0], before, value)

    def _arguments(self, items: Sequence[Argument]) -> Arguments:
        given = Arguments()
        for item in items:
            if item.name is None and isinstance(item.value, syntax.Ignored):
                continue
            value = self.value(item.value)
            if item.spread:
                _spread(given, value)
            elif item.name is None:
                given.positional.append(value)
            else:
                given.named[self._key(item.name)] = value
            self.weigh(value if item.spread else None)
        given.named.pop("", None)
        return given

    def _key(self, name: Node) -> str:
        if isinstance(name, syntax.Name):
            return name.name
        found = self.value(name)
        return found.text if isinstance(found, Words) else ""

    def _call(self, node: syntax.Call, *, alone: bool = False) -> Value:
        given = self._arguments(node.arguments)
        given.place, given.alone = (node.start, node.end), alone
        if not isinstance(node.callee, syntax.Field):
            return self.call(self.value(node.callee), given)
        owner = self.value(node.callee.target)
        if node.callee.name == "with" and not isinstance(owner, dict):
            return Prepared(owner, given)
        held = owner.get(node.callee.name) if isinstance(owner, dict) else None
        if held is not None:
            return self.call(held, given)
        method = METHODS.get((type(owner), node.callee.name))
        if method is not None:
            self.weigh([owner, *given.positional])
            return self.weigh(method(self, owner, given))
        return self.call(member(owner, node.callee.name), given)

    def call(self, function: Value, given: Arguments) -> Value:
        """What a function makes of its arguments; an unknown one keeps their text, in a sensible order."""
        self.weigh([*given.positional, *given.named.values()])
        while isinstance(function, Prepared):
            given = function.arguments.merged(given)
            function = function.function
        if isinstance(function, Function):
            return self._called(function, given)
        if isinstance(function, Standard):
            self.left_out |= function.name in _DATA
            return self.weigh(function.call(given))
        if isinstance(function, Unknown):
            if function.name == "layout":
                given.positional = [self.call(one, Arguments([Unknown()])) for one in given.positional]
            return Content(arranged(function.name, given))
        return Content([part for one in given.positional for part in shown(one)])

    def _called(self, function: Function, given: Arguments) -> Value:
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise UnreadableDocument(
                "The functions of this Typst file call each other without end. Upload a simpler file, or its PDF."
            )
        outer, self._scope = self._scope, Scope(around=function.scope)
        self._bind_parameters(function.closure.parameters, given)
        found = self.value(function.closure.body)
        if self._jump == "return":
            found = self._returned
        self._jump = ""
        self._scope = outer
        self._calls -= 1
        return found

    def _bind_parameters(self, parameters: Sequence[Argument], given: Arguments) -> None:
        waiting = list(given.positional)
        named = dict(given.named)
        after = sum(one.name is None and not one.spread for one in parameters)
        for parameter in parameters:
            if parameter.spread:
                taken = waiting[: max(0, len(waiting) - after)]
                del waiting[: len(taken)]
                self._bind(parameter.value, Arguments(taken, named, given.place))
            elif parameter.name is None:
                after -= 1
                self._bind(parameter.value, waiting.pop(0) if waiting else None)
            elif isinstance(parameter.name, syntax.Name):
                key = parameter.name.name
                self._scope.names[key] = named.pop(key) if key in named else self.value(parameter.value)


def _spread(given: Arguments, value: Value) -> None:
    if isinstance(value, dict):
        given.named.update(value)
    elif isinstance(value, list):
        given.positional += value
    elif isinstance(value, Arguments):
        given.positional += value.positional
        given.named.update(value.named)
