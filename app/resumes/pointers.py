"""Which JSON pointers (RFC 6901) name a text, or a list of texts, that a résumé can have."""

import functools
from typing import Any, get_args, get_origin

import msgspec

from app.documents.resume import Part, Resume


def names_a_field(pointer: str) -> bool:
    """Whether a change may set what the pointer names: `/basics/name`, `/work/0/highlights`, but no entry itself."""
    head, *parts = pointer.split("/")
    kind: Any = Resume
    for part in parts:
        kind = _below(kind, part)
    return not head and bool(parts) and (kind is str or kind == list[str])


def _below(kind: Any, part: str) -> Any:
    """The type of a member or an item; None when there is none."""
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        is_index = part.isascii() and part.isdecimal() and len(part) < 6
        return item if is_index and isinstance(item, type) and issubclass(item, Part) else None
    return _members(kind).get(part) if isinstance(kind, type) and issubclass(kind, Part) else None


@functools.cache
def _members(kind: type[Part]) -> dict[str, Any]:
    """The types of a part's members by their names in JSON, without None."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.name != "extra":
            kinds = [one for one in get_args(field.type) if one is not type(None)]
            is_optional = type(None) in get_args(field.type)
            found[field.encode_name] = kinds[0] if is_optional else field.type
    return found
