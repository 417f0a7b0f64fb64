"""Values of a résumé by JSON pointer (RFC 6901), read and changed in a copy."""

from typing import Any

import msgspec

from app.documents.resume import Resume
from app.errors import InvalidInput


def text_at(resume: Resume, pointer: str) -> str | None:
    """The text that a pointer names; None when there is none."""
    value = _value(resume, pointer.split("/")[1:])
    return value if isinstance(value, str) else None


def list_at(resume: Resume, pointer: str) -> list[str] | None:
    """The list of texts that a pointer names; None when there is none. It is the résumé's own: do not change it."""
    value = _value(resume, pointer.split("/")[1:])
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def with_text(resume: Resume, pointer: str, text: str) -> Resume:
    """A copy in which the existing text at `pointer` is `text`. Raises InvalidInput when there is none."""
    copy, owner, last = _copied(resume, pointer)
    if isinstance(owner, list) and last.isdecimal() and int(last) < len(owner) and isinstance(owner[int(last)], str):
        owner[int(last)] = text
        return copy
    name = _field(owner, last)
    if name is None or not isinstance(getattr(owner, name), str):
        raise no_such_text()
    setattr(owner, name, text)
    return copy


def with_item(resume: Resume, pointer: str, text: str) -> Resume:
    """A copy with `text` put into the list before the item at `pointer`; its index may be one past the last."""
    copy, owner, last = _copied(resume, pointer)
    if not isinstance(owner, list) or not last.isdecimal() or int(last) > len(owner):
        raise no_such_text()
    owner.insert(int(last), text)
    return copy


def without_item(resume: Resume, pointer: str) -> Resume:
    """A copy without the item of a list at `pointer`. Raises InvalidInput when there is none."""
    copy, owner, last = _copied(resume, pointer)
    if not isinstance(owner, list) or not last.isdecimal() or int(last) >= len(owner):
        raise no_such_text()
    del owner[int(last)]
    return copy


def no_such_text() -> InvalidInput:
    """The pointer names nothing that can be changed."""
    return InvalidInput("This change names a part that the résumé does not have. Reload the page and try again.")


def _copied(resume: Resume, pointer: str) -> tuple[Resume, Any, str]:
    copy = msgspec.convert(msgspec.to_builtins(resume), Resume)
    parts = pointer.split("/")[1:]
    if not parts:
        raise no_such_text()
    return copy, _value(copy, parts[:-1]), parts[-1]


def _value(value: Any, parts: list[str]) -> Any:
    for part in parts:
        if isinstance(value, list):
            value = value[int(part)] if part.isdecimal() and len(part) < 6 and int(part) < len(value) else None
        else:
            name = _field(value, part)
            value = getattr(value, name) if name is not None else None
    return value


def _field(value: Any, encoded: str) -> str | None:
    if not isinstance(value, msgspec.Struct):
        return None
    return next((field.name for field in msgspec.structs.fields(value) if field.encode_name == encoded), None)
