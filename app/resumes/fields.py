"""Form fields named by JSON pointers (RFC 6901): what is wrong with one, and a résumé with them applied."""

import itertools
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.errors import InvalidInput
from app.resumes.form_fields import DATES, LINE_LISTS, LINKS, entry_of

FIELD_LIMIT = 5_000
LIST_LIMIT = 50_000
FIELD_COUNT_LIMIT = 3_000
_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_EMAIL = re.compile(r"[^\s@<>\"(),;:]+@[^\s@.<>\"(),;:]+(\.[^\s@.<>\"(),;:]+)+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def problem_with(pointer: str, text: str) -> str | None:
    """What is wrong with a field's text, as a sentence; None when nothing is."""
    name = pointer.rpartition("/")[2]
    limit = LIST_LIMIT if name in LINE_LISTS else FIELD_LIMIT
    if len(text) > limit:
        return f"A field is limited to {limit:,} characters."
    value = " ".join(text.split())
    if not value:
        return None
    if name in DATES and not _is_date(value):
        return "Write a date as 2021, 2021-03 or 2021-03-15."
    if name == "email" and not _EMAIL.fullmatch(value):
        return "This is no e-mail address. Write it like name@example.org."
    if name in LINKS and not _is_link(value):
        return "A link begins with https:// or http://. Other kinds are not kept."
    return None


def _is_date(value: str) -> bool:
    if not _ISO_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def _is_link(value: str) -> bool:
    found = _SCHEME.match(value)
    if found is None or found[1].lower() in _LINK_SCHEMES:
        return True
    host_and_port = "." in found[1] or found[1].lower() == "localhost"
    return host_and_port and value[found.end() : found.end() + 1].isdigit()


def text_in(tree: Any, pointer: str) -> str:
    """What a form shows for a pointer: the text, a list's lines, or nothing."""
    for part in pointer.split("/")[1:]:
        if isinstance(tree, list):
            tree = tree[int(part)] if part.isdecimal() and len(part) < 6 and int(part) < len(tree) else None
        else:
            tree = tree.get(part) if isinstance(tree, dict) else None
    if isinstance(tree, list):
        return "\n".join(str(line) for line in tree if not isinstance(line, dict))
    return tree if isinstance(tree, str) else ""


def changed_fields(tree: Any, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something else than `tree`; white space does not count."""
    return {
        pointer: text
        for pointer, text in fields.items()
        if _folded(pointer, text) != _folded(pointer, text_in(tree, pointer))
    }


def _folded(pointer: str, text: str) -> list[str] | str:
    return lines_of(text) if pointer.rpartition("/")[2] in LINE_LISTS else " ".join(text.split())


def lines_of(text: str) -> list[str]:
    """The lines of a list field, without blank ones."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def apply_fields(resume: Resume, fields: Mapping[str, str]) -> Resume:
    """A copy with each pointer set; an empty text removes a value, an entry left without any value goes.

    Raises InvalidInput for too many fields, a field that has no place in a résumé and one that `problem_with` names.
    """
    if len(fields) > FIELD_COUNT_LIMIT:
        raise InvalidInput("This form has more fields than a résumé can have.")
    tree: dict[str, Any] = msgspec.to_builtins(resume)
    for pointer, text in changed_fields(tree, fields).items():
        problem = problem_with(pointer, text)
        if problem is not None:
            raise InvalidInput(problem, field=pointer)
        _set(tree, pointer, text)
    return resume_of(tree)


def resume_of(tree: Mapping[str, Any]) -> Resume:
    """The résumé of a tree, without what is empty in it. Raises InvalidInput when it is none."""
    try:
        return msgspec.convert(without_empty(tree), Resume)
    except msgspec.ValidationError as error:
        raise InvalidInput("Some fields do not belong to a résumé. Reload the page and try again.") from error


def emptied_entries(resume: Resume, fields: Mapping[str, str]) -> set[str]:
    """The pointers of entries that `fields` would leave without any value."""
    tree: dict[str, Any] = msgspec.to_builtins(resume)
    entries = {entry for entry in map(entry_of, fields) if entry is not None and node_at(tree, entry) is not None}
    for pointer, text in fields.items():
        if entry_of(pointer) in entries:
            _set(tree, pointer, text)
    return {entry for entry in entries if not without_empty(node_at(tree, entry))}


def node_at(tree: Any, pointer: str) -> Any:
    """The part of a tree at a pointer; None when there is none."""
    for part in pointer.split("/")[1:]:
        if isinstance(tree, list):
            tree = tree[int(part)] if part.isdecimal() and len(part) < 6 and int(part) < len(tree) else None
        else:
            tree = tree.get(part) if isinstance(tree, dict) else None
    return tree


def _set(tree: dict[str, Any], pointer: str, text: str) -> None:
    parts = pointer.split("/")[1:]
    if not parts or not pointer.startswith("/") or "extra" in parts:
        raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)
    node: Any = tree
    for part, following in itertools.pairwise(parts):
        node = _child(node, part, [] if following.isdecimal() else {}, pointer)
    if not isinstance(node, dict):
        raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)
    node[parts[-1]] = lines_of(text) if parts[-1] in LINE_LISTS else " ".join(text.split()) or None


def _child(node: Any, part: str, empty: Any, pointer: str) -> Any:
    if isinstance(node, dict):
        return node.setdefault(part, empty)
    if isinstance(node, list) and part.isdecimal() and len(part) < 6 and int(part) <= len(node):
        if int(part) == len(node):
            node.append(empty)
        return node[int(part)]
    raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)


def without_empty(value: Any) -> Any:
    """A tree without empty texts, lists and objects; members of other schemas (`extra`) are left as they are."""
    if isinstance(value, dict):
        kept = {key: item if key == "extra" else without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(without_empty, value) if item not in (None, "", [], {})]
    return value
