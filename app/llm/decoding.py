"""JSON as providers send it: fast where it is right, patient with half a surrogate pair and with broken UTF-8."""

import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def decoded(decoder: msgspec.json.Decoder[T], data: bytes) -> T | None:
    """The value, or None where the line is no JSON or of another form.

    msgspec refuses an escaped lone surrogate; providers that count UTF-16 send pairs in two halves.
    """
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _patiently(decoder, data)


def _patiently(decoder: msgspec.json.Decoder[T], data: bytes) -> T | None:
    try:
        value: Any = json.loads(data.decode("utf-8", "replace"))
        found: T = msgspec.convert(value, decoder.type)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None
    return found
