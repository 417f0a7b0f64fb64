"""Editing a structured résumé through form fields that are named by JSON pointers (RFC 6901).

A LaTeX résumé stays LaTeX: a changed value is written into its own place in the source, and the source is read again.
Where that does not give what the person typed (the value is spread over macros, a line was added), the source is left
as it was and the person is told that only the structured résumé has the change.
"""

import asyncio
import itertools
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from app.documents.resume import ReadResume, Resume
from app.documents.rewording import restructured, reword_texts
from app.errors import AppError, InvalidInput
from app.resumes.models import StoredResume

FIELD_LIMIT = 5_000
FIELD_COUNT_LIMIT = 3_000
_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})
LINE_LISTS = frozenset({"highlights", "keywords", "courses", "roles"})


class Edit(msgspec.Struct, frozen=True):
    """What an edit came to. `notes` are sentences for the person."""

    document: ReadResume
    source: bytes
    changed: bool
    notes: list[str] = []


async def edit_resume(stored: StoredResume, fields: Mapping[str, str]) -> Edit:
    """The résumé with `fields` applied.

    Raises:
        InvalidInput: a field is too long, or the whole is no longer a résumé.
    """
    assert stored.document is not None  # noqa: S101 - the service looked
    before = stored.document.resume
    after = apply_fields(before, fields)
    if after == apply_fields(before, {}):
        return Edit(stored.document, stored.source, changed=False)
    if stored.format == "tex":
        written = await _write_into_source(stored.document, after)
        if written is not None:
            return written
        note = (
            "Your change is kept in the structured résumé and used for matching. It could not be written into the "
            "LaTeX source, which stays as it was; change that file itself and upload it again."
        )
        return Edit(msgspec.structs.replace(stored.document, resume=after), stored.source, True, [note])
    return Edit(restructured(stored.document, after), stored.source, changed=True)


def apply_fields(resume: Resume, fields: Mapping[str, str]) -> Resume:
    """A copy with each pointer set; an empty text removes a value, an entry left without any value goes."""
    if len(fields) > FIELD_COUNT_LIMIT:
        raise InvalidInput("This form has more fields than a résumé can have.")
    tree: dict[str, Any] = msgspec.to_builtins(resume)
    for pointer, text in fields.items():
        if len(text) > FIELD_LIMIT:
            raise InvalidInput(f"A field is limited to {FIELD_LIMIT:,} characters.", field=pointer)
        _set(tree, pointer, text)
    try:
        return msgspec.convert(_without_empty(tree), Resume)
    except msgspec.ValidationError as error:
        raise InvalidInput("Some fields do not belong to a résumé. Reload the page and try again.") from error


def _set(tree: dict[str, Any], pointer: str, text: str) -> None:
    parts = pointer.split("/")[1:]
    if not parts or not pointer.startswith("/"):
        raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)
    node: Any = tree
    for part, following in itertools.pairwise(parts):
        node = _child(node, part, [] if following.isdigit() else {}, pointer)
    value: Any = _lines(text) if parts[-1] in LINE_LISTS else " ".join(text.split()) or None
    if not isinstance(node, dict):
        raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)
    if _is_same(node.get(parts[-1]), value):
        return
    if parts[-1] in DATES and value is not None and not _ISO_DATE.fullmatch(value):
        raise InvalidInput("Write a date as 2021, 2021-03 or 2021-03-15.", field=pointer)
    node[parts[-1]] = value


def _is_same(stored: Any, typed: Any) -> bool:
    """Whether a form field only brought back what it was given: white space does not count."""
    if isinstance(stored, str):
        return bool(" ".join(stored.split()) == (typed or ""))
    if isinstance(stored, list):
        return bool([" ".join(str(item).split()) for item in stored] == typed)
    return not typed


def _child(node: Any, part: str, empty: Any, pointer: str) -> Any:
    if isinstance(node, dict):
        return node.setdefault(part, empty)
    if isinstance(node, list) and part.isdigit() and int(part) <= len(node):
        if int(part) == len(node):
            node.append(empty)
        return node[int(part)]
    raise InvalidInput("A field of this form has no place in a résumé.", field=pointer)


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(_without_empty, value) if item not in (None, "", [], {})]
    return value


async def _write_into_source(document: ReadResume, after: Resume) -> Edit | None:
    changes = changed_texts(document.resume, after)
    if changes is None:
        return None
    try:
        read = await asyncio.to_thread(reword_texts, document, changes)
    except AppError:
        return None
    return Edit(read, read.text.encode(), changed=True)


def changed_texts(before: Resume, after: Resume) -> dict[str, str] | None:
    """Pointers of texts that differ and their new text; None when anything was added or taken away."""
    old, new = texts_of(before), texts_of(after)
    if old.keys() != new.keys():
        return None
    return {pointer: text for pointer, text in new.items() if text != old[pointer]}


def texts_of(resume: Resume) -> dict[str, str]:
    """Every text of the résumé by its JSON pointer."""
    texts: dict[str, str] = {}

    def walk(node: Any, pointer: str) -> None:
        if isinstance(node, str):
            texts[pointer] = node
        elif isinstance(node, dict):
            for key, item in node.items():
                walk(item, f"{pointer}/{key}")
        elif isinstance(node, list):
            for index, item in enumerate(node):
                walk(item, f"{pointer}/{index}")

    walk(msgspec.to_builtins(resume), "")
    return texts
