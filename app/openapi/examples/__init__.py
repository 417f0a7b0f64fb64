"""Examples of bodies: what a real server was sent and answered, shortened; a file for each operation."""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


@cache
def _of(operation: str) -> dict[str, Any]:
    file = files(__name__) / f"{operation}.json"
    found: dict[str, Any] = msgspec.json.decode(file.read_bytes()) if file.is_file() else {}
    return found


def example(operation: str, part: str) -> Any:
    """The example of a part (`request`, or a status such as `200`) of an operation; None when there is none."""
    return _of(operation).get(part)
