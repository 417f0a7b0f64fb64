"""A résumé as a JSON Resume file (https://jsonresume.org/schema, v1.0.0).

Members come in the schema's order, then those that only the file had that was read. What is read from such a file and
written again is the same JSON value, if the file was valid. The file is valid: a date that the schema would refuse
stands as far as it can be read, and in its own words under its name with `x-` before it.
"""

from typing import Any

import msgspec

from app.documents.iso_dates import is_iso_date, is_present, iso_date
from app.documents.json_names import DATES, aside
from app.documents.resume import Basics, Part, Resume


def json_resume_file(resume: Resume) -> bytes:
    """The file's bytes: UTF-8, two spaces a level, a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(to_json_resume(resume)), indent=2) + b"\n"


def to_json_resume(resume: Resume) -> dict[str, Any]:
    """The résumé as a JSON object; its values are the résumé's own, do not change them."""
    return _object(resume)


def _object(part: Part) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for field in msgspec.structs.fields(part):
        name, value = field.encode_name, getattr(part, field.name)
        if field.name == "extra":
            continue
        if _is_absent(value):
            # A blank text or an empty list of the file stands among its fellows.
            if name in part.extra:
                members[name] = part.extra[name]
        elif name in DATES:
            _put_date(members, name, value, part.extra)
        else:
            members[name] = _value(value)
    return members | _beside(part.extra, members)


def _value(value: Any) -> Any:
    if isinstance(value, Part):
        return _object(value)
    return [_value(item) for item in value] if isinstance(value, list) else value


def _is_absent(value: Any) -> bool:
    return value is None or value == [] or value == Basics()


def _put_date(members: dict[str, Any], name: str, written: str, extra: dict[str, Any]) -> None:
    is_end = name == "endDate"
    iso = None if is_end and is_present(written) else iso_date(written, is_end=is_end)
    if iso is not None:
        members[name] = iso
    if not is_iso_date(written) and written.strip():
        members[aside(name, extra)] = written


def _beside(extra: dict[str, Any], members: dict[str, Any]) -> dict[str, Any]:
    """The members of `extra` that are not written yet; one whose name now has a value of ours gets another name."""
    beside: dict[str, Any] = {}
    for name, value in extra.items():
        if name not in members:
            beside[name] = value
        elif members[name] is not value and value not in ("", [], {}):
            beside[aside(name, {*members, *extra, *beside})] = value
    return beside
