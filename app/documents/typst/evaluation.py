"""Running a Typst document as far as its text depends on it; it is never compiled, and no other file is read.

What a résumé cannot decide here (a value of another file, the page that a text falls on) is unknown: it prints
nothing, and of a condition that depends on it both branches are kept, so that no text is lost.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.documents.typst import operators, syntax
from app.documents.typst.calls import Calls
from app.documents.typst.standard import NAMES, member
from app.documents.typst.syntax import Node
from app.documents.typst.values import (
    BREAK_SIGN,
    GROUP,
    HEADING,
    ITEM,
    LINE,
    LINK,
    PARAGRAPH_SIGN,
    SPACE_SIGN,
    Arguments,
    Content,
    Element,
    Function,
    Number,
    Part,
    Scope,
    Unknown,
    Value,
    Words,
    is_inline,
    placeless,
    shown,
)

_SIGNS = {syntax.SPACE: SPACE_SIGN, syntax.PARAGRAPH: PARAGRAPH_SIGN, syntax.BREAK: BREAK_SIGN}


class Evaluator(Calls):
    """Evaluates nodes."""

    def __init__(self) -> None:
        super().__init__()
        self._handlers: dict[type[Node], Callable[[Any], Value]] = {
            syntax.Markup: self._markup,
            syntax.Code: self._code,
            syntax.Text: lambda node: Words(node.text, node.offsets),
            syntax.White: lambda node: Content([_SIGNS[node.kind]]),
            syntax.Styled: lambda node: self._wrapped(node.kind, node.body),
            syntax.Heading: lambda node: self._wrapped(HEADING, node.body, node.level),
            syntax.Item: lambda node: self._wrapped(ITEM, node.body),
            syntax.Term: self._term,
            syntax.Address: _address,
            syntax.Name: self._name,
            syntax.Literal: lambda node: node.value,
            syntax.Number: _number,
            syntax.Block: self._block,
            syntax.Array: lambda node: self._arguments(node.items).positional,
            syntax.Dictionary: lambda node: self._arguments(node.items).named,
            syntax.Call: self._call,
            syntax.Field: self._field,
            syntax.Unary: lambda node: operators.unary(node.operator, self.value(node.value)),
            syntax.Binary: self._binary,
            syntax.Closure: lambda node: Function(node, self._scope),
            syntax.Let: self._let,
            syntax.Import: self._import,
            syntax.Include: self._include,
            syntax.If: self._if,
            syntax.While: self._while,
            syntax.For: self._for,
            syntax.Return: self._return,
            syntax.Jump: self._jumping,
        }

    def value(self, node: Node) -> Value:
        """What a node comes to; None for what prints and gives nothing."""
        self.spend(1)
        handler = self._handlers.get(type(node))
        return handler(node) if handler else None

    def _wrapped(self, kind: str, body: Node, level: int = 0) -> Content:
        return Content([Element(kind, shown(self.value(body)), level=level)])

    def _term(self, node: syntax.Term) -> Content:
        term, body = shown(self.value(node.term)), shown(self.value(node.body))
        return Content([Element(ITEM, [Element(syntax.BOLD, term), placeless(": "), *body])])

    def _markup(self, node: syntax.Markup) -> Content:
        outer, self._scope = self._scope, Scope(around=self._scope)
        parts = shown(self._sequence(node.nodes))
        self._scope = outer
        return Content(parts)

    def _block(self, node: syntax.Block) -> Value:
        outer, self._scope = self._scope, Scope(around=self._scope)
        found = self._sequence(node.statements)
        self._scope = outer
        return found

    def _sequence(self, nodes: Sequence[Node]) -> Value:
        """The joined values of nodes; a `show: function` is given all that follows it."""
        joiner = operators.Joiner()
        for index, node in enumerate(nodes):
            inner = node.expression if isinstance(node, syntax.Code) else node
            if isinstance(inner, syntax.ShowAll):
                transform = self.value(inner.transform)
                rest = Content(shown(self._sequence(nodes[index + 1 :])))
                given = Arguments([rest], place=(inner.start, inner.end), alone=True)
                joiner.add(self.call(transform, given))
                break
            joiner.add(self.weigh(self.value(node)))
            if self._jump:
                break
        return joiner.value()

    def _code(self, node: syntax.Code) -> Value:
        if isinstance(node.expression, syntax.Call):
            found = self._call(node.expression, alone=node.alone)
        else:
            found = self.weigh(self.value(node.expression))
        if not node.alone or found is None:
            return found
        parts = shown(found)
        is_flowing = isinstance(node.expression, syntax.Call) and is_inline(parts)
        return Content([Element(LINE if is_flowing else GROUP, parts)]) if parts else None

    def _name(self, node: syntax.Name) -> Value:
        holder = self._scope.holder(node.name)
        if holder is not None:
            return holder.names[node.name]
        return NAMES.get(node.name) or Unknown(node.name)

    def _field(self, node: syntax.Field) -> Value:
        target = self.value(node.target)
        if isinstance(target, dict):
            return target.get(node.name)
        return member(target, node.name)

    def _binary(self, node: syntax.Binary) -> Value:
        right = self.value(node.right)
        if node.operator in ("=", "+=", "-=", "*=", "/="):
            self._assign(node.left, node.operator, right)
            return None
        left = self.weigh(self.value(node.left))
        return self.weigh(operators.binary(node.operator, left, self.weigh(right)))

    def _let(self, node: syntax.Let) -> None:
        value = self.value(node.value)
        # Arrays and dictionaries are values: what is done to the new name leaves the old one alone.
        if isinstance(value, list):
            value = list(value)
        elif isinstance(value, dict):
            value = dict(value)
        self._bind(node.pattern, value)

    def _import(self, node: syntax.Import) -> None:
        path = self.value(node.path)
        self.left_out |= isinstance(path, Words) and not path.text.startswith("@")
        for there, here in node.names:
            self._scope.names.setdefault(here, Unknown(there))

    def _include(self, node: syntax.Include) -> None:
        self.value(node.path)
        self.left_out = True

    def _if(self, node: syntax.If) -> Value:
        condition = self.value(node.condition)
        if isinstance(condition, bool):
            branch = node.body if condition else node.otherwise
            return self.value(branch) if branch else None
        both = [self.value(branch) for branch in (node.body, node.otherwise) if branch]
        return operators.joined(both[0], both[1]) if len(both) > 1 else both[0]

    def _while(self, node: syntax.While) -> Value:
        joiner = operators.Joiner()
        while self.value(node.condition) is True:
            joiner.add(self.weigh(self.value(node.body)))
            if self._left_loop():
                break
        return joiner.value()

    def _for(self, node: syntax.For) -> Value:
        values = self.value(node.values)
        joiner = operators.Joiner()
        for one in _each(values):
            outer, self._scope = self._scope, Scope(around=self._scope)
            self._bind(node.pattern, one)
            found = self.value(node.body)
            self._scope = outer
            if isinstance(found, Content) and not is_inline(found.parts):
                found = Content([Element(GROUP, found.parts)])
            joiner.add(self.weigh(found))
            if self._left_loop():
                break
        return joiner.value()

    def _left_loop(self) -> bool:
        left = self._jump in ("break", "return", "leave")
        self._jump = "" if self._jump in ("break", "continue") else self._jump
        return left

    def _jumping(self, node: syntax.Jump) -> None:
        self._jump = node.kind

    def _return(self, node: syntax.Return) -> None:
        self._returned = self.value(node.value) if node.value else None
        self._jump = "return" if node.value else "leave"


def _each(values: Value) -> Iterable[Value]:
    if isinstance(values, dict):
        return [[Words(key, [-1] * len(key)), value] for key, value in values.items()]
    if isinstance(values, Words):
        return [values.cut(index, index + 1) for index in range(len(values.text))]
    if isinstance(values, Arguments):
        return list(values.positional)
    return list(values) if isinstance(values, list) else []


def _number(node: syntax.Number) -> Number:
    return Number(node.value, node.unit, Words(node.written + node.unit, range(node.start, node.end)))


def _address(node: syntax.Address) -> Content:
    words: Part = Words(node.url, range(node.start, node.end))
    return Content([Element(LINK, [words], url=node.url)])
