"""Where each value of a JSON text stands, by JSON pointer (RFC 6901)."""

import json
import re

import msgspec

from app.documents.resume import Span
from app.errors import InvalidInput

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}]+")


class JsonPlace(msgspec.Struct, frozen=True):
    """`span` of a value; for a string what is between its quotes. `size`: members of an array or object, else -1.

    `member` starts at the name that an object gives the value, and ends with the value and its quotes.
    """

    span: Span
    member: Span
    size: int = -1


def json_places(source: str) -> dict[str, JsonPlace]:
    """Every value's place in a text that is known to be valid JSON; deep nesting ends in a `RecursionError`."""
    places: dict[str, JsonPlace] = {}
    start = _skip(source, 0)
    _value(source, (start, start), "", places)
    return places


def _value(source: str, starts: tuple[int, int], pointer: str, places: dict[str, JsonPlace]) -> int:
    """Note the value at `starts` (of its member, of itself) and all inside it; returns its end."""
    first, at = starts
    if source[at] in "{[":
        return _members(source, starts, pointer, places)
    is_string = source[at] == '"'
    match = (_STRING if is_string else _SCALAR).match(source, at)
    if match is None:
        raise InvalidInput("This JSON could not be read to its end. Save it again and upload the new copy.")
    inset = 1 if is_string else 0
    places[pointer] = JsonPlace(Span(at + inset, match.end() - inset), Span(first, match.end()))
    return match.end()


def _members(source: str, starts: tuple[int, int], pointer: str, places: dict[str, JsonPlace]) -> int:
    first, start = starts
    is_object = source[start] == "{"
    at, size = _skip(source, start + 1), 0
    while source[at] not in "}]":
        name, member = str(size), at
        if is_object:
            key = _STRING.match(source, at)
            if key is None:
                raise InvalidInput("This JSON could not be read to its end. Save it again and upload it.")
            name = json.loads(key[0], strict=False).replace("~", "~0").replace("/", "~1")
            at = _skip(source, _skip(source, key.end()) + 1)
        at = _skip(source, _value(source, (member, at), f"{pointer}/{name}", places))
        size += 1
        if source[at] == ",":
            at = _skip(source, at + 1)
    places[pointer] = JsonPlace(Span(start, at + 1), Span(first, at + 1), size)
    return at + 1


def _skip(source: str, at: int) -> int:
    match = _BLANK.match(source, at)
    return match.end() if match else at
