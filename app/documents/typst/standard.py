"""Typst's own functions, as far as they print; those that only style keep the content that they are given."""

from collections.abc import Callable, Sequence
from typing import Final

from app.documents.typst.values import (
    BOLD,
    BREAK_SIGN,
    CELL,
    GAP_SIGN,
    GRID,
    HEADING,
    ITALIC,
    ITEM,
    LARGE,
    LINE,
    LINK,
    PARAGRAPH_SIGN,
    Arguments,
    Content,
    Element,
    Moment,
    Number,
    Part,
    Standard,
    Unknown,
    Value,
    Words,
    placeless,
    shown,
    spread_over,
    text_of,
)

_LARGE_POINTS: Final = 15.0
_LARGE_EM: Final = 1.5
_MOST_NUMBERS: Final = 2_000


def _printed(given: Arguments) -> list[Part]:
    """The content among the arguments, in order."""
    found = [*given.positional, given.named.get("body")]
    return [part for one in found if isinstance(one, Content | Words) for part in shown(one)]


def _styled(given: Arguments) -> Value:
    return Content(_printed(given))


def _as(kind: str) -> Callable[[Arguments], Value]:
    return lambda given: Content([Element(kind, _printed(given))])


def _text(given: Arguments) -> Value:
    sizes = [one for one in [given.named.get("size"), *given.positional] if isinstance(one, Number)]
    parts = _printed(given)
    weight = given.named.get("weight")
    if isinstance(weight, Words) and weight.text in ("bold", "semibold", "extrabold", "black"):
        parts = [Element(BOLD, parts)]
    is_large = any(
        size.value >= _LARGE_POINTS if size.unit == "pt" else size.unit == "em" and size.value >= _LARGE_EM
        for size in sizes
    )
    return Content([Element(LARGE, parts)] if is_large else parts)


def _cased(change: Callable[[str], str]) -> Callable[[Arguments], Value]:
    def cased(given: Arguments) -> Value:
        found = given.positional[0] if given.positional else None
        changed = change(found.text) if isinstance(found, Words) else ""
        if isinstance(found, Words) and len(changed) == len(found.text):
            return Words(changed, found.offsets)
        return found if isinstance(found, Words) else Content(_printed(given))

    return cased


def _block(given: Arguments) -> Value:
    return Content([Element(LINE, _printed(given))])


def _h(given: Arguments) -> Value:
    amount = given.positional[0] if given.positional else None
    wide = isinstance(amount, Number) and (amount.unit == "fr" or (amount.unit == "em" and amount.value >= 1))
    wide = wide or (isinstance(amount, Number) and amount.unit in ("pt", "mm", "cm", "in", "%") and amount.value > 0)
    return Content([GAP_SIGN if wide else placeless(" ")])


def _link(given: Arguments) -> Value:
    target = given.positional[0] if given.positional else None
    body = _printed(Arguments(given.positional[1:], {"body": given.named.get("body")}))
    if not isinstance(target, Words):
        return Content(_printed(given))
    if not body:
        scheme = next((len(one) for one in ("mailto:", "tel:") if target.text.startswith(one)), 0)
        body = [target.cut(scheme, len(target.text))]
    return Content([Element(LINK, body, url=target.text)])


def _heading(given: Arguments) -> Value:
    level = given.named.get("level", given.named.get("depth"))
    depth = int(level.value) if isinstance(level, Number) and 1 <= level.value <= 9 else 1
    return Content([Element(HEADING, _printed(given), level=depth)])


def _items(given: Arguments) -> Value:
    return Content([Element(ITEM, _second(one)) for one in given.positional if isinstance(one, Content | Words | list)])


def _second(one: Value) -> list[Part]:
    return shown(one[-1]) if isinstance(one, list) and one else shown(one)


def _item(given: Arguments) -> Value:
    return Content(shown(given.positional[-1]) if given.positional else [])


def _terms(given: Arguments) -> Value:
    pairs = [one for one in given.positional if isinstance(one, list) and one]
    return Content([Element(ITEM, [Element(BOLD, shown(one[0])), placeless(": "), *shown(one[1:])]) for one in pairs])


def _grid(given: Arguments) -> Value:
    columns = given.named.get("columns")
    count = len(columns) if isinstance(columns, list) else 1
    if isinstance(columns, Number) and not columns.unit and 1 <= columns.value < 100:
        count = int(columns.value)
    return Content([Element(GRID, [_cell(one) for one in _cells(given.positional)], level=max(1, count))])


def _cells(values: Sequence[Value]) -> list[Value]:
    """The cells; those of a header or footer stand in it as an array."""
    return [
        inner
        for one in values
        for inner in (one if isinstance(one, list) else [one])
        if isinstance(inner, Content | Words | Number | Moment)
    ]


def _cell(value: Value) -> Element:
    return Element(CELL, shown(value))


def _stack(given: Arguments) -> Value:
    direction = given.named.get("dir")
    cells = _cells(given.positional)
    if isinstance(direction, Unknown) and direction.name in ("ltr", "rtl"):
        return Content([Element(GRID, [_cell(one) for one in cells], level=max(1, len(cells)))])
    return Content([Element(LINE, shown(one)) for one in cells])


def _row(given: Arguments) -> Value:
    return list(given.positional)


def _raw(given: Arguments) -> Value:
    return Content([part for one in given.positional for part in shown(one)])


def _figure(given: Arguments) -> Value:
    return Content([Element(LINE, _printed(given)), Element(LINE, shown(given.named.get("caption")))])


def _nothing(_given: Arguments) -> Value:
    return None


def _unknown(_given: Arguments) -> Value:
    return Unknown()


def _str(given: Arguments) -> Value:
    found = given.positional[0] if given.positional else None
    if isinstance(found, Number) and found.words is None:
        text = f"{found.value:g}"
        return Words(text, spread_over(given.place, len(text)))
    parts = shown(found)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Words) else placeless(text_of(found))


def _int(given: Arguments) -> Value:
    found = given.positional[0] if given.positional else None
    if isinstance(found, Words) and found.text.strip().isdecimal() and len(found.text) < 10:
        return Number(float(found.text), words=found)
    return found if isinstance(found, Number) else Unknown()


def _range(given: Arguments) -> Value:
    bounds = [int(one.value) for one in given.positional if isinstance(one, Number) and abs(one.value) < 1e9]
    step = given.named.get("step")
    stride = int(step.value) if isinstance(step, Number) and 1 <= abs(step.value) < 1e9 else 1
    if not 1 <= len(bounds) <= 2:
        return Unknown()
    first, last = [0, *bounds][-2:]
    return [Number(float(number)) for number in range(first, last, stride)[:_MOST_NUMBERS]]


def _datetime(given: Arguments) -> Value:
    parts = [given.named.get(name) for name in ("year", "month", "day")]
    year, month, day = (int(one.value) if isinstance(one, Number) and 0 < one.value < 10_000 else None for one in parts)
    return Moment(year, month, day, given.place)


def _type(given: Arguments) -> Value:
    names = {Words: "str", Content: "content", list: "array", dict: "dictionary", bool: "bool", Number: "int"}
    found = given.positional[0] if given.positional else None
    return Unknown(names.get(type(found), "none" if found is None else ""))


_MODULES: Final = ("calc", "color", "std")
_KEEPING: Final = "underline overline strike highlight smallcaps sub super box move scale rotate skew footnote"
_STANDING: Final = "block align columns pad rect square circle ellipse place par page quote"
_SILENT: Final = "v line image hide repeat bibliography metadata outline lorem panic assert smartquote"
_VALUES: Final = (
    "rgb luma cmyk oklab oklch color counter state here query measure read json yaml toml csv xml cbor gradient tiling "
    "stroke selector regex locate label eval version plugin"
)
_FUNCTIONS: dict[str, Callable[[Arguments], Value]] = {
    **dict.fromkeys(_KEEPING.split(), _styled),
    **dict.fromkeys(_STANDING.split(), _block),
    **dict.fromkeys(_SILENT.split(), _nothing),
    **dict.fromkeys(_VALUES.split(), _unknown),
    "strong": _as(BOLD),
    "emph": _as(ITALIC),
    "text": _text,
    "upper": _cased(str.upper),
    "lower": _cased(str.lower),
    "h": _h,
    "link": _link,
    "heading": _heading,
    "list": _items,
    "enum": _items,
    "terms": _terms,
    "grid": _grid,
    "table": _grid,
    "stack": _stack,
    "raw": _raw,
    "figure": _figure,
    "linebreak": lambda _given: Content([BREAK_SIGN]),
    "parbreak": lambda _given: Content([PARAGRAPH_SIGN]),
    "pagebreak": lambda _given: Content([PARAGRAPH_SIGN]),
    "colbreak": lambda _given: Content([PARAGRAPH_SIGN]),
    "str": _str,
    "int": _int,
    "float": _int,
    "range": _range,
    "datetime": _datetime,
    "type": _type,
}
_NESTED: dict[str, Callable[[Arguments], Value]] = {
    **{f"{owner}.cell": _styled for owner in ("grid", "table")},
    **{f"{owner}.{part}": _row for owner in ("grid", "table") for part in ("header", "footer")},
    **{f"{owner}.{part}": _nothing for owner in ("grid", "table") for part in ("hline", "vline")},
    **{f"{owner}.item": _item for owner in ("list", "enum")},
    "terms.item": lambda given: list(given.positional),
    "math.equation": _styled,
    "datetime.today": _unknown,
}
NAMES: Final = {name: Standard(name, call) for name, call in _FUNCTIONS.items()}


def member(owner: Value, name: str) -> Value:
    """`owner.name` of Typst's own functions and modules; unknown, by its whole name, where it is neither."""
    if isinstance(owner, Unknown):
        whole = f"{owner.name}.{name}"
        return {} if whole == "sys.inputs" else _nested(whole) or Unknown(whole)
    if isinstance(owner, Standard):
        return _nested(f"{owner.name}.{name}") or Standard(name, _unknown)
    return None


def _nested(name: str) -> Standard | None:
    found = _NESTED.get(name)
    found = _unknown if found is None and name.split(".")[0] in _MODULES else found
    return Standard(name, found) if found else None
