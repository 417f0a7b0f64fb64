"""The methods of strings, arrays, dictionaries, arguments and dates that templates use."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from app.documents.typst.operators import Joiner, contains
from app.documents.typst.values import (
    Arguments,
    Content,
    Moment,
    Number,
    Unknown,
    Value,
    Words,
    moment_words,
    placeless,
    shown,
    spread_over,
    text_of,
)

_PATTERN: Final = re.compile(r"\[(\w+)([^\]]*)\]|([^\[]+)")
_LONG_MONTHS: Final = "January February March April May June July August September October November December"
_BLANK = re.compile(r"\s+")


class Runs(Protocol):
    """What a method needs of the evaluator."""

    def call(self, function: Value, given: Arguments) -> Value:
        """What a function makes of its arguments."""

    def spend(self, steps: int) -> None:
        """Count work."""


Method = Callable[[Runs, Any, Arguments], Value]


def _argument(given: Arguments, index: int = 0) -> Value:
    return given.positional[index] if index < len(given.positional) else None


def _string(given: Arguments, index: int = 0) -> str:
    found = _argument(given, index)
    return found.text if isinstance(found, Words) else ""


def _index(given: Arguments, length: int, index: int = 0, otherwise: int = 0) -> int:
    found = _argument(given, index)
    at = int(found.value) if isinstance(found, Number) and abs(found.value) < 1e9 else otherwise
    return at + length if at < 0 else at


def _one(run: Runs, function: Value, *values: Value) -> Value:
    run.spend(1)
    return run.call(function, Arguments(list(values)))


def _join(_run: Runs, array: list[Value], given: Arguments) -> Value:
    separator = _placeless_if_words(_argument(given))
    last = _placeless_if_words(given.named["last"]) if "last" in given.named else separator
    made = Joiner()
    for index, one in enumerate(array):
        if index:
            made.add(last if index == len(array) - 1 else separator)
        made.add(one)
    return made.value()


def _placeless_if_words(value: Value) -> Value:
    """A separator takes its place from what it stands between: it is written once and printed often."""
    return placeless(value.text) if isinstance(value, Words) else value


def _slice(_run: Runs, value: Sequence[Any] | Words, given: Arguments) -> Value:
    length = len(value.text) if isinstance(value, Words) else len(value)
    start = _index(given, length)
    end = _index(given, length, 1, length)
    count = given.named.get("count")
    end = start + int(count.value) if isinstance(count, Number) and 0 <= count.value < 1e9 else end
    start, end = max(0, start), max(0, end)
    return value.cut(start, max(start, end)) if isinstance(value, Words) else list(value[start:end])


def _at(_run: Runs, array: list[Value], given: Arguments) -> Value:
    index = _index(given, len(array))
    return array[index] if 0 <= index < len(array) else given.named.get("default")


def _key(_run: Runs, dictionary: dict[str, Value], given: Arguments) -> Value:
    return dictionary.get(_string(given), given.named.get("default"))


def _edge(index: int) -> Method:
    return lambda _run, array, _given: array[index] if array else None


def _push(_run: Runs, array: list[Value], given: Arguments) -> None:
    array += [list(one) if isinstance(one, list) else one for one in given.positional[:1]]


def _pop(_run: Runs, array: list[Value], _given: Arguments) -> Value:
    return array.pop() if array else None


def _insert(_run: Runs, dictionary: dict[str, Value], given: Arguments) -> None:
    dictionary[_string(given)] = _argument(given, 1)


def _fold(run: Runs, array: list[Value], given: Arguments) -> Value:
    found = _argument(given)
    for one in array:
        found = _one(run, _argument(given, 1), found, one)
    return found


def _sorted(_run: Runs, array: list[Value], _given: Arguments) -> Value:
    return sorted(array, key=lambda one: (not isinstance(one, Number), one.value if isinstance(one, Number) else 0.0,
                                          text_of(one)))  # fmt: skip


def _zip(_run: Runs, array: list[Value], given: Arguments) -> Value:
    others = [one for one in given.positional if isinstance(one, list)]
    return [list(row) for row in zip(array, *others, strict=False)]


def _chunks(_run: Runs, array: list[Value], given: Arguments) -> Value:
    length = max(1, _index(given, 0))
    return [array[index : index + length] for index in range(0, len(array), length)]


def _flat(_run: Runs, array: list[Value], _given: Arguments) -> Value:
    return [inner for one in array for inner in (one if isinstance(one, list) else [one])]


def _intersperse(_run: Runs, array: list[Value], given: Arguments) -> Value:
    separator = _placeless_if_words(_argument(given))
    return [inner for index, one in enumerate(array) for inner in ([separator, one] if index else [one])]


def _pairs(_run: Runs, dictionary: dict[str, Value], _given: Arguments) -> Value:
    return [[Words(key, [-1] * len(key)), value] for key, value in dictionary.items()]


def _split(run: Runs, words: Words, given: Arguments) -> Value:
    separator = _string(given)
    pattern = re.compile(re.escape(separator)) if separator else _BLANK
    parts: list[Value] = []
    start = 0
    for found in pattern.finditer(words.text):
        parts.append(words.cut(start, found.start()))
        start = found.end()
    run.spend(len(parts))
    return [*parts, words.cut(start, len(words.text))]


def _trim(_run: Runs, words: Words, _given: Arguments) -> Value:
    start = len(words.text) - len(words.text.lstrip())
    return words.cut(start, max(start, len(words.text.rstrip())))


def _replace(run: Runs, words: Words, given: Arguments) -> Value:
    old, new = _string(given), _argument(given, 1)
    if not old or not isinstance(new, Words):
        return words
    made = Joiner()
    pieces = _split(run, words, given)
    for index, piece in enumerate(pieces if isinstance(pieces, list) else []):
        if index:
            made.add(placeless(new.text))
        made.add(piece)
    return made.value() or Words("", [])


def _has(test: Callable[[str, str], bool]) -> Method:
    return lambda _run, words, given: test(words.text, _string(given))


def _display(_run: Runs, moment: Moment, given: Arguments) -> Value:
    pattern = _string(given)
    if not pattern:
        return moment_words(moment)
    made = "".join(found[3] or _dated(moment, found[1], found[2]) for found in _PATTERN.finditer(pattern))
    return Words(made, spread_over(moment.place, len(made)))


def _dated(moment: Moment, part: str, how: str) -> str:
    if part == "month" and moment.month and 1 <= moment.month <= 12:
        name = _LONG_MONTHS.split()[moment.month - 1]
        return name if "long" in how else name[:3] if "short" in how else f"{moment.month:02}"
    number = {"year": moment.year, "day": moment.day}.get(part)
    return "" if number is None else f"{number % 100:02}" if "last_two" in how else f"{number:02}"


METHODS: dict[tuple[type, str], Method] = {
    (list, "join"): _join,
    (list, "map"): lambda run, array, given: [_one(run, _argument(given), one) for one in array],
    (list, "filter"): lambda run, array, given: [one for one in array if _one(run, _argument(given), one) is not False],
    (list, "enumerate"): lambda _run, array, _given: [[Number(index), one] for index, one in enumerate(array)],
    (list, "at"): _at,
    (list, "first"): _edge(0),
    (list, "last"): _edge(-1),
    (list, "len"): lambda _run, array, _given: Number(len(array)),
    (list, "rev"): lambda _run, array, _given: array[::-1],
    (list, "push"): _push,
    (list, "pop"): _pop,
    (list, "slice"): _slice,
    (list, "sorted"): _sorted,
    (list, "zip"): _zip,
    (list, "chunks"): _chunks,
    (list, "flatten"): _flat,
    (list, "intersperse"): _intersperse,
    (list, "fold"): _fold,
    (list, "contains"): lambda _run, array, given: contains(array, _argument(given)),
    (dict, "at"): _key,
    (dict, "keys"): lambda _run, dictionary, _given: [Words(key, [-1] * len(key)) for key in dictionary],
    (dict, "values"): lambda _run, dictionary, _given: list(dictionary.values()),
    (dict, "pairs"): _pairs,
    (dict, "len"): lambda _run, dictionary, _given: Number(len(dictionary)),
    (dict, "insert"): _insert,
    (Words, "split"): _split,
    (Words, "trim"): _trim,
    (Words, "replace"): _replace,
    (Words, "slice"): _slice,
    (Words, "len"): lambda _run, words, _given: Number(len(words.text)),
    (Words, "contains"): _has(lambda text, part: part in text),
    (Words, "starts-with"): _has(str.startswith),
    (Words, "ends-with"): _has(str.endswith),
    (Words, "first"): lambda _run, words, _given: words.cut(0, 1),
    (Words, "last"): lambda _run, words, _given: words.cut(max(0, len(words.text) - 1), len(words.text)),
    (Words, "clusters"): lambda _run, words, _given: [words.cut(at, at + 1) for at in range(len(words.text))],
    (Arguments, "pos"): lambda _run, arguments, _given: list(arguments.positional),
    (Arguments, "named"): lambda _run, arguments, _given: dict(arguments.named),
    (Arguments, "at"): lambda run, arguments, given: _at(run, arguments.positional, given),
    (Moment, "display"): _display,
    (Moment, "year"): lambda _run, moment, _given: Number(moment.year or 0),
    (Unknown, "display"): lambda _run, _unknown, _given: Unknown(),
    (Content, "display"): lambda _run, content, _given: Content(shown(content)),
}
