"""The objects of a JSON Resume file, divided into what the typed schema holds and what is kept for the way out.

Kept in `Part.extra`, by their own names:
- members that the schema does not know, whatever their values;
- blank texts and empty lists of members that it knows, which the typed value has no form for;
- members that only Foreword knows (`_OURS`) when a file uses the name for something else.

`null`, and blank texts where the schema allows none, say nothing and are left out. A date that is not in the schema's
form is read as one when possible, and its own words are kept under its name with `x-` before it.
"""

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from app.documents.iso_dates import is_iso_date, is_present, iso_date
from app.documents.json_names import DATES, aside
from app.documents.resume import Education, OtherSection, Part, Resume, Volunteer

_OURS: frozenset[tuple[type[Part], str]] = frozenset(
    {
        (Education, "location"),
        (Education, "highlights"),
        (Volunteer, "location"),
        (Resume, "other"),
        (OtherSection, "title"),
        (OtherSection, "lines"),
    }
)
_MOST_NAMED = 3


class Divided(msgspec.Struct):
    """`tree` is what `msgspec.convert` makes a `Resume` of; `dates` says by pointer which dates were read how."""

    tree: Any
    dates: dict[str, tuple[str, str | None]]

    def warnings(self) -> Iterator[str]:
        """One sentence for all dates that were not as the schema wants them."""
        if not self.dates:
            return
        read = [f"“{written[:40]}” as {iso or _without_date(written)}" for written, iso in self.dates.values()]
        more = f" and {len(read) - _MOST_NAMED} more" if len(read) > _MOST_NAMED else ""
        yield f"Some dates are not written as JSON Resume wants them; read were {', '.join(read[:_MOST_NAMED])}{more}."


class _Member(msgspec.Struct, frozen=True):
    """A member that the typed schema knows; `part` is the object that it is, or that its list is of."""

    name: str
    annotation: Any
    is_list: bool
    is_text: bool
    part: type[Part] | None


def divide_members(given: Any) -> Divided:
    """The whole file's value; what is of a wrong type is left for `msgspec.convert` to refuse."""
    dates: dict[str, tuple[str, str | None]] = {}
    return Divided(_divided(given, Resume, "", dates), dates)


def _without_date(written: str) -> str:
    return "going on" if is_present(written) else "no date"


def _divided(given: Any, kind: type[Part], pointer: str, dates: dict[str, tuple[str, str | None]]) -> Any:
    if not isinstance(given, dict):
        return given
    tree: dict[str, Any] = {}
    members = _members_of(kind)
    extra = {name: value for name, value in given.items() if name not in members}
    for name, member in members.items():
        if name not in given:
            continue
        value = given[name]
        is_foreign = (kind, name) in _OURS and not _fits(value, member)
        if is_foreign or _may_be_blank(value, member):
            extra[name] = value
        elif value is None or (isinstance(value, str) and not value.strip()):
            continue
        elif name in DATES and isinstance(value, str):
            _take_date(tree, extra, name, value)
            if tree.get(name) != value:
                dates[f"{pointer}/{name}"] = (value, tree.get(name))
        else:
            tree[name] = _inner(value, member, f"{pointer}/{name}", dates)
    return tree | ({"extra": extra} if extra else {})


def _inner(value: Any, member: _Member, pointer: str, dates: dict[str, tuple[str, str | None]]) -> Any:
    if member.part is None:
        return value
    if member.is_list and isinstance(value, list):
        return [_divided(item, member.part, f"{pointer}/{index}", dates) for index, item in enumerate(value)]
    return value if member.is_list else _divided(value, member.part, pointer, dates)


def _take_date(tree: dict[str, Any], extra: dict[str, Any], name: str, written: str) -> None:
    if is_iso_date(written):
        tree[name] = written
        return
    extra[aside(name, extra)] = written
    is_end = name == "endDate"
    iso = None if is_end and is_present(written) else iso_date(written, is_end=is_end)
    if iso is not None:
        tree[name] = iso


@cache
def _members_of(kind: type[Part]) -> dict[str, _Member]:
    return {
        field.encode_name: _member(field.encode_name, field.type)
        for field in msgspec.structs.fields(kind)
        if field.name != "extra"
    }


def _member(name: str, annotation: Any) -> _Member:
    choices = [annotation, *typing.get_args(annotation)]
    part = next((one for one in choices if isinstance(one, type) and issubclass(one, Part)), None)
    is_list = typing.get_origin(annotation) is list
    return _Member(name, annotation, is_list, str in choices and not is_list, part)


def _fits(value: Any, member: _Member) -> bool:
    """Whether a member that is ours holds what it holds in our own files."""
    if value is None:
        return False
    try:
        msgspec.convert(value, member.annotation)
    except msgspec.ValidationError:
        return False
    own = _members_of(member.part).keys() if member.part else ()
    return member.part is not OtherSection or all(own & item.keys() for item in value)


def _may_be_blank(value: Any, member: _Member) -> bool:
    """Whether the value is blank in the way that the schema allows here; it allows no blank date."""
    if isinstance(value, str):
        return member.is_text and member.name not in DATES and not value.strip()
    return value in ([[]] if member.is_list else [{}] if member.part else [])
