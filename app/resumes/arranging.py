"""Moving, doubling and removing the entries of a résumé, each named by its JSON pointer (RFC 6901)."""

import copy
import re
from typing import Any, Literal, get_args

import msgspec

from app.documents.resume import Resume
from app.errors import InvalidInput
from app.resumes.fields import node_at, resume_of
from app.resumes.form_fields import ENTRY_FIELDS, entry_title

Verb = Literal[
    "save", "up", "down", "move", "remove", "duplicate", "undo", "redo", "keep", "take", "restore", "dismiss"
]
ENTRY_VERBS = frozenset({"up", "down", "move", "remove", "duplicate"})
MOST_ENTRIES = 300
_ACTION = re.compile(r"(?P<verb>[a-z]+)(?::(?P<pointer>/[A-Za-z0-9/]{1,120})(?::(?P<place>\d{1,4}))?)?")
_ENTRY = re.compile(rf"/(?:{'|'.join(ENTRY_FIELDS)}|basics/profiles)/\d{{1,4}}")


class Action(msgspec.Struct, frozen=True):
    """What a button of the form asks for; `place` is where to move to, an index."""

    verb: Verb
    pointer: str = ""
    place: int | None = None


def parse_action(text: str) -> Action:
    """`up:/work/1`, `move:/work/3:0`, `undo`; nothing means to save. Raises InvalidInput for anything else."""
    found = _ACTION.fullmatch(text or "save")
    if found is None or found["verb"] not in get_args(Verb):
        raise InvalidInput("This button asks for something that the editor does not know. Reload the page.")
    place = int(found["place"]) if found["place"] else None
    return Action(msgspec.convert(found["verb"], Verb), found["pointer"] or "", place)


def rearranged(resume: Resume, action: Action) -> tuple[Resume, str]:
    """The résumé after an action on an entry, and a sentence that says what was done.

    Raises:
        InvalidInput: there is no such entry, or no room for another one.
    """
    if not _ENTRY.fullmatch(action.pointer):
        raise gone()
    tree: Any = msgspec.to_builtins(resume)
    owner, _, last = action.pointer.rpartition("/")
    entries, index = node_at(tree, owner), int(last)
    if not isinstance(entries, list) or index >= len(entries):
        raise gone()
    title = entry_title(owner.rpartition("/")[2], entries[index])
    if action.verb == "remove":
        del entries[index]
        return resume_of(tree), f"“{title}” was removed. Undo brings it back."
    if action.verb == "duplicate":
        if len(entries) >= MOST_ENTRIES:
            raise InvalidInput(f"A section is limited to {MOST_ENTRIES} entries.")
        entries.insert(index + 1, copy.deepcopy(entries[index]))
        return resume_of(tree), f"“{title}” stands here twice now."
    place = new_place(action, index, len(entries))
    entries.insert(place, entries.pop(index))
    return resume_of(tree), f"“{title}” is number {place + 1} of {len(entries)} now."


def reordered_keys(keys: list[str], action: Action) -> list[str]:
    """Section keys after a section (`/sections/work`) was moved. Raises InvalidInput when it cannot be."""
    key = action.pointer.rpartition("/")[2]
    if key not in keys or action.verb not in {"up", "down", "move"}:
        raise InvalidInput("This section cannot be moved.")
    index = keys.index(key)
    rest = [other for other in keys if other != key]
    rest.insert(new_place(action, index, len(keys)), key)
    return rest


def new_place(action: Action, index: int, count: int) -> int:
    """The index that a move leads to, kept inside the list."""
    wanted = {"up": index - 1, "down": index + 1}.get(action.verb, action.place)
    return max(0, min(count - 1, index if wanted is None else wanted))


def moved_rows(rows: list[str], action: Action) -> list[str]:
    """Rows of a list after a button of one of them (`/work/0/highlights/2`) was pressed."""
    index = int(action.pointer.rpartition("/")[2])
    if index >= len(rows):
        return rows
    rest = rows[:index] + rows[index + 1 :]
    if action.verb != "remove":
        rest.insert(new_place(action, index, len(rows)), rows[index])
    return rest


def gone() -> InvalidInput:
    """What an action names is not there."""
    return InvalidInput("This part of your résumé is not there any more; another tab may have removed it.")
