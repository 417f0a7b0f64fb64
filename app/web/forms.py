"""Form fields as they arrive: plain strings, whatever was sent."""

from collections.abc import Container, Mapping
from typing import Any

from app.errors import InvalidInput


def text_field(data: Mapping[str, Any], name: str, limit: int = 100_000) -> str:
    """The field's text, empty when it is absent; InvalidInput when it was sent twice, as a file, or is too long."""
    value = data.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(f"The field {name} must be text, given once.", field=name)
    if len(value) > limit:
        raise InvalidInput(f"The field {name} is limited to {limit:,} characters.", field=name)
    return value.replace("\0", "")


def text_or_nothing(data: Mapping[str, Any], name: str, limit: int = 2_000) -> str:
    """What was sent, to show it again in a form that was refused; empty when it is no text of that length."""
    value = data.get(name, "")
    return value.replace("\0", "") if isinstance(value, str) and len(value) <= limit else ""


def errors_of(error: InvalidInput, shown: Container[str], default: str = "") -> dict[str, str]:
    """The error beside its field when the form shows that field, else at `default` ("" is the whole form)."""
    return {error.field if error.field is not None and error.field in shown else default: error.message}
