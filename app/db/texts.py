"""Text as a database takes it."""

import re
from typing import Any

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL's text holds every character but U+0000; a lone surrogate has no UTF-8 at all."""


def storable(value: Any) -> Any:
    """The same value; in a text U+FFFD for what no database text can hold."""
    if isinstance(value, str) and _UNSTORABLE.search(value):
        return _UNSTORABLE.sub("\ufffd", value)
    return value
