"""Joining and the operators: what two values make; unknown when one of them is."""

import operator as python
from collections.abc import Callable
from typing import Final

from app.documents.typst.values import Content, Element, Number, Part, Unknown, Value, Words, shown, text_of

_MOST_COPIES: Final = 500
_MOST_COUNTED: Final = 3_000_000
_CHARACTERS: Final = 16
_ORDERED: dict[str, Callable[[float, float], bool]] = {
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": python.add,
    "-": python.sub,
    "*": python.mul,
    "/": python.truediv,
}
_NONE = type(None)


class Joiner:
    """Joins values one after another, as the statements of a block are joined; each is looked at once."""

    def __init__(self) -> None:
        self._values: list[Value] = []

    def add(self, value: Value) -> None:
        """The next value."""
        if value is not None:
            self._values.append(value)

    def value(self) -> Value:
        """All of them as one: strings as a string, arrays as an array, everything else as content."""
        values = self._values
        if len(values) < 2:
            return values[0] if values else None
        if all(isinstance(one, Words) for one in values):
            return _strung([one for one in values if isinstance(one, Words)])
        if all(isinstance(one, list) for one in values):
            return [inner for one in values if isinstance(one, list) for inner in one]
        if all(isinstance(one, dict) for one in values):
            return {key: inner for one in values if isinstance(one, dict) for key, inner in one.items()}
        parts: list[Part] = []
        for one in values:
            parts += shown(one)
        return Content(parts)


def _strung(values: list[Words]) -> Words:
    return Words("".join(one.text for one in values), [offset for one in values for offset in one.offsets])


def joined(first: Value, second: Value) -> Value:
    """Two values as one."""
    both = Joiner()
    both.add(first)
    both.add(second)
    return both.value()


def size(value: Value) -> int:
    """How much a value holds, with all that is in it, for counting work; what is too much is not counted to its end."""
    waiting: list[Value | Part] = [value]
    count = 0
    while waiting and count < _MOST_COUNTED:
        one = waiting.pop()
        count += 1
        if isinstance(one, Words):
            count += len(one.text) // _CHARACTERS
        elif isinstance(one, Content):
            waiting += one.parts
        elif isinstance(one, Element):
            waiting += one.body
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
    return count


def unary(operator: str, value: Value) -> Value:
    """`not value`, `-value`, `+value`."""
    if operator == "not":
        return not value if isinstance(value, bool) else Unknown()
    if isinstance(value, Number):
        return Number(-value.value, value.unit) if operator == "-" else value
    return Unknown()


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left operator right`."""
    if operator in ("and", "or"):
        return _logical(operator, left, right)
    if operator in ("==", "!="):
        same = equal(left, right)
        return same if same is None or isinstance(same, Unknown) else same is (operator == "==")
    if operator in ("in", "not in"):
        found = contains(right, left)
        return found if isinstance(found, Unknown) else found is (operator == "in")
    if operator in _ORDERED:
        if isinstance(left, Number) and isinstance(right, Number):
            return _ORDERED[operator](left.value, right.value)
        return Unknown()
    if operator == "+" and not (isinstance(left, Number) and isinstance(right, Number)):
        return _sum(left, right)
    if isinstance(left, Number) and isinstance(right, Number):
        return _computed(operator, left, right)
    return _repeated(left, right) if operator == "*" else Unknown()


def _logical(operator: str, left: Value, right: Value) -> Value:
    decisive = operator == "or"
    if left is decisive or right is decisive:
        return decisive
    return (not decisive) if isinstance(left, bool) and isinstance(right, bool) else Unknown()


def equal(left: Value, right: Value) -> bool | Unknown:
    """Whether two values are the same; unknown where one is."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        named = isinstance(left, Unknown) and isinstance(right, Unknown) and left.name and left.name == right.name
        return True if named else Unknown()
    if isinstance(left, Words) and isinstance(right, Words):
        return left.text == right.text
    if isinstance(left, Number) and isinstance(right, Number):
        return (left.value, left.unit) == (right.value, right.unit)
    if isinstance(left, Content) and isinstance(right, Content):
        return text_of(left) == text_of(right)
    if isinstance(left, list | dict | bool | _NONE) and isinstance(right, list | dict | bool | _NONE):
        return type(left) is type(right) and _plain(left) == _plain(right)
    return False


def _plain(value: Value) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Number):
        return value.value, value.unit
    return value if isinstance(value, bool | _NONE) else text_of(value)


def contains(holder: Value, value: Value) -> bool | Unknown:
    """Whether an array, a dictionary or a string holds a value."""
    if isinstance(holder, list):
        return any(equal(one, value) is True for one in holder)
    if isinstance(holder, dict) and isinstance(value, Words):
        return value.text in holder
    if isinstance(holder, Words) and isinstance(value, Words):
        return value.text in holder.text
    return Unknown()


def _sum(left: Value, right: Value) -> Value:
    if isinstance(left, Unknown):
        return right
    if isinstance(right, Unknown):
        return left
    return joined(left, right)


def _computed(operator: str, left: Number, right: Number) -> Value:
    if operator == "/" and right.value == 0:
        return Unknown()
    try:
        return Number(_ARITHMETIC[operator](left.value, right.value), left.unit or right.unit)
    except (KeyError, OverflowError):
        return Unknown()


def _repeated(left: Value, right: Value) -> Value:
    if isinstance(left, Number):
        left, right = right, left
    if not isinstance(right, Number):
        return Unknown()
    times = int(max(0.0, min(right.value, float(_MOST_COPIES))))
    copies = Joiner()
    for _ in range(times):
        copies.add(left)
    return copies.value()
