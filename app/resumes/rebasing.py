"""What one tab typed, put upon what another tab has saved meanwhile; nothing that either of them wrote is lost."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.documents.aligning import moved
from app.documents.merging import merged_lines
from app.resumes.fields import changed_fields, lines_of, node_at, text_in
from app.resumes.form_fields import LINE_LISTS, entry_of, entry_title


class Clash(msgspec.Struct, frozen=True):
    """A field that both tabs changed: `mine` is what this tab typed, `theirs` what stands in the résumé."""

    pointer: str
    mine: str
    theirs: str


class Lost(msgspec.Struct, frozen=True):
    """An entry that another tab removed while it was changed here; `entry` is all of it, with what was typed."""

    owner: str
    title: str
    entry: dict[str, Any]


class Rebased(msgspec.Struct, frozen=True):
    """`fields` may be applied to the newest version as they are."""

    fields: dict[str, str]
    clashes: list[Clash] = []
    lost: list[Lost] = []


def followed(pointer: str, trees: Sequence[Any]) -> str | None:
    """The pointer in the last of some versions of what it names in the first; None when it was removed."""
    for before, after in itertools.pairwise(trees):
        if before is not after:
            found = moved(pointer, before, after)
            if found is None:
                return None
            pointer = found
    return pointer


def rebased(fields: Mapping[str, str], trees: Sequence[Any]) -> Rebased:
    """`fields`, which were changed over the first of `trees`, for the last of them (versions of a résumé as JSON)."""
    base, current = trees[0], trees[-1]
    result = Rebased({})
    orphans: dict[str, dict[str, str]] = {}
    places: dict[str, str | None] = {}
    for pointer, mine in fields.items():
        entry = entry_of(pointer)
        owner = entry or ""
        if owner not in places:
            places[owner] = followed(owner, trees) if owner else ""
        place = places[owner]
        if place is None:
            orphans.setdefault(owner, {})[pointer] = mine
            continue
        now = place + pointer[len(owner) :]
        _put(result, now, text_in(base, pointer), text_in(current, now), mine)
    for owner, typed in orphans.items():
        result.lost.append(_lost(base, owner, typed))
    return result


def _put(result: Rebased, pointer: str, base: str, theirs: str, mine: str) -> None:
    if theirs in (base, mine):
        result.fields[pointer] = mine
        return
    if pointer.rpartition("/")[2] in LINE_LISTS:
        lines = merged_lines(lines_of(base), lines_of(theirs), lines_of(mine))
        if lines is not None:
            result.fields[pointer] = "\n".join(lines)
            return
    result.clashes.append(Clash(pointer, mine, theirs))


def without_history(fields: Mapping[str, str], current: Any) -> Rebased:
    """Fields of a page so old that what it was made from is not kept: every difference is the person's to settle."""
    changed = changed_fields(current, fields)
    return Rebased({}, [Clash(pointer, mine, text_in(current, pointer)) for pointer, mine in changed.items()])


def _lost(base: Any, entry: str, typed: Mapping[str, str]) -> Lost:
    values = dict(node_at(base, entry) or {})
    for pointer, text in typed.items():
        name = pointer.rpartition("/")[2]
        values[name] = lines_of(text) if name in LINE_LISTS else " ".join(text.split())
    owner = entry.rpartition("/")[0]
    return Lost(owner, entry_title(owner.rpartition("/")[2], values), values)
