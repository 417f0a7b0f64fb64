"""Form fields as they arrive: plain strings, whatever was sent."""

from collections.abc import Mapping
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


def errors_of(error: InvalidInput, default: str = "") -> dict[str, str]:
    """The error beside its field; one without a field goes to `default`, the whole form's when that is empty."""
    return {error.field or default: error.message}
