"""JSON for the log. Text that has no UTF-8 (lone surrogates, from models and damaged files) becomes U+FFFD."""

import re
from typing import Any

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")
_encoder = msgspec.json.Encoder()
_canonical = msgspec.json.Encoder(order="deterministic")


def encode(value: Any) -> bytes:
    """`value` as JSON on one line.

    Raises:
        TypeError: a value that msgspec cannot write as JSON.
    """
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        return _encoder.encode(_clean(msgspec.to_builtins(value)))


def encode_canonical(value: Any) -> bytes:
    """The same JSON for equal values: keys of mappings are sorted."""
    try:
        return _canonical.encode(value)
    except UnicodeEncodeError:
        return _canonical.encode(_clean(msgspec.to_builtins(value)))


def clean_text(text: str) -> str:
    """`text` with every lone surrogate replaced."""
    return _SURROGATE.sub("\ufffd", text)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
