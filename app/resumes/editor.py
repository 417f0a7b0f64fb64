"""The editor's use cases: save what changed, put two tabs together, move and remove entries, undo and redo.

Every save names the version that its page was made from. When another tab has saved meanwhile, what was changed here is
put upon what stands there now; only where both changed the same thing does a person have to choose.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.errors import Conflict, InvalidInput
from app.resumes.arranging import ENTRY_VERBS, MOST_ENTRIES, Action, gone, rearranged, reordered_keys
from app.resumes.editing import Edit, edited, movable_sections, with_section_order
from app.resumes.fields import apply_fields, changed_fields, emptied_entries, node_at, problem_with, resume_of
from app.resumes.form_fields import ENTRY_FIELDS, entry_of
from app.resumes.history import History
from app.resumes.models import StoredResume
from app.resumes.rebasing import Clash, Lost, Rebased, followed, rebased, without_history

_ATTEMPTS = 5
_OWNERS = (*(f"/{key}" for key in ENTRY_FIELDS), "/basics/profiles")
_STALE_STEP = "Another tab has saved meanwhile. Look at the résumé as it is now, then undo."


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a form asks for.

    `fields` may be all of the form's or only those that changed; `version` is the one that the form was made from.
    `key` names the request, so that one sent again moves nothing twice. `whole`: the person saved the form as a whole,
    so an entry without any value goes; otherwise it stays as it was until something is written or it is removed.
    """

    version: int
    fields: Mapping[str, str]
    action: Action = Action("save")
    key: str = ""
    whole: bool = False
    lost: list[Lost] = []


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What a wish came to.

    `refused` maps pointers to what is wrong with the text there; `typed` are the texts of refused and clashing fields.
    `was` maps the pointers of entries to what they were on the page that asked. `changed` says whether anything but the
    saved texts looks different now; `said` is what a button did, `problem` why it could not; `merged` whether another
    tab had a part in that.
    """

    stored: StoredResume
    refused: dict[str, str] = {}
    typed: dict[str, str] = {}
    clashes: list[Clash] = []
    lost: list[Lost] = []
    was: dict[str, str] = {}
    said: str = ""
    problem: str = ""
    merged: bool = False
    changed: bool = False
    notes: list[str] = []
    can_undo: bool = False
    can_redo: bool = False


class Editor:
    """One instance for each process; `load(owner, resume_id)` brings the row or raises NotFound."""

    def __init__(self, history: History, load: Callable[[str, str], Awaitable[StoredResume]]) -> None:
        self._history = history
        self._load = load

    async def open(self, owner: str, resume_id: str) -> Saved:
        """The résumé as it is, with what can be undone."""
        return await self._with_steps(Saved(stored=await self._ready(owner, resume_id)))

    async def save(self, owner: str, resume_id: str, wish: Wish) -> Saved:
        """Carry a wish out as far as it can be.

        Raises:
            NotFound: the résumé.
            Conflict: it is still being read, or too many others save at this moment.
            InvalidInput: a field or a button that no résumé has.
        """
        for _ in range(_ATTEMPTS):
            saved = await self._attempt(await self._ready(owner, resume_id), wish)
            if saved is not None:
                return await self._with_steps(saved)
        raise Conflict("Others are saving this résumé at this very moment. Try again.")

    async def _ready(self, owner: str, resume_id: str) -> StoredResume:
        stored = await self._load(owner, resume_id)
        if stored.document is None:
            raise Conflict("This résumé is still being read. Wait until that is done, then edit it.")
        return stored

    async def _attempt(self, stored: StoredResume, wish: Wish) -> Saved | None:
        trees, keys = await self._versions(stored, wish.version)
        if wish.key and wish.key in keys:
            wish = msgspec.structs.replace(wish, action=Action("save"))
        taken = {wish.action.pointer} if wish.action.verb == "take" else set()
        typed = {pointer: text for pointer, text in wish.fields.items() if pointer not in taken}
        fields = changed_fields(trees[0], typed) if trees else typed
        refused = {pointer: said for pointer, text in fields.items() if (said := problem_with(pointer, text))}
        fine = {pointer: text for pointer, text in fields.items() if pointer not in refused}
        now = _tree(stored)
        upon = rebased(fine, trees) if trees else without_history(fine, now)
        trees = trees or [now]
        done = await self._keep_fields(stored, wish, upon)
        if done is None:
            return None
        after, notes = done
        trees = [*trees, _tree(after)]
        here = {pointer: place for pointer in refused if (place := _place(pointer, trees))}
        saved = Saved(
            stored=after,
            refused={here[pointer]: said for pointer, said in refused.items() if pointer in here},
            typed={here[pointer]: fields[pointer] for pointer in here}
            | {one.pointer: one.mine for one in upon.clashes},
            clashes=upon.clashes,
            lost=upon.lost,
            merged=stored.version != wish.version and trees[0] != now,
            notes=notes,
        )
        return await self._act(saved, wish, trees)

    async def _versions(self, stored: StoredResume, version: int) -> tuple[list[Any], set[str]]:
        """The résumé from `version` to now as JSON, and the keys of the requests since; nothing when not kept."""
        if version == stored.version:
            return [_tree(stored)], set()
        kept = await self._history.between(stored, version, stored.version)
        if [one.version for one in kept] != list(range(version, stored.version + 1)):
            return [], set()
        return [msgspec.to_builtins(one.document.resume) for one in kept], {one.key for one in kept[1:]}

    async def _keep_fields(
        self, stored: StoredResume, wish: Wish, upon: Rebased
    ) -> tuple[StoredResume, list[str]] | None:
        """The résumé with its fields saved; None when another request was faster."""
        before = _resume(stored)
        fields = upon.fields
        if not wish.whole:
            held = emptied_entries(before, fields)
            fields = {pointer: text for pointer, text in fields.items() if entry_of(pointer) not in held}
        after = apply_fields(before, fields)
        if after == before or not changed_fields(_tree(stored), fields):
            return stored, []
        key = wish.key if wish.action.verb == "save" else ""
        return await self._record(stored, await edited(stored, after), key=key)

    async def _record(self, stored: StoredResume, edit: Edit, key: str) -> tuple[StoredResume, list[str]] | None:
        if not edit.changed:
            return stored, []
        if not await self._history.record(stored, edit.document, edit.source, key=key):
            return None
        return await self._load(stored.owner, stored.id), edit.notes

    async def _act(self, saved: Saved, wish: Wish, trees: list[Any]) -> Saved | None:
        """What a button asked for, after what was typed has been saved."""
        verb = wish.action.verb
        try:
            if verb in {"undo", "redo"}:
                done = await self._step(saved, wish)
            elif verb in ENTRY_VERBS or verb == "restore":
                done = await self._arrange(saved, wish, trees)
            else:
                done = saved
        except InvalidInput as error:
            done = msgspec.structs.replace(saved, problem=error.message, changed=True)
        if done is None:
            return None
        final = _tree(done.stored)
        was = _renamed(trees, final)
        same = set(was) == set(was.values()) and all(now == old for now, old in was.items())
        looks_new = done.changed or saved.merged or bool(saved.clashes or saved.lost) or not same
        rebuilt = set(_entries(final)) != set(_entries(trees[0]))
        return msgspec.structs.replace(done, was=was, changed=looks_new or rebuilt)

    async def _arrange(self, saved: Saved, wish: Wish, trees: list[Any]) -> Saved | None:
        stored, action = saved.stored, wish.action
        if action.pointer.startswith("/sections/"):
            keys = reordered_keys(movable_sections(_document(stored)), action)
            edit, said = await with_section_order(stored, keys), "The section was moved."
        elif action.verb == "restore":
            edit, said = await edited(stored, _restored(_resume(stored), wish.lost)), "It was put back, at the end."
        else:
            pointer = followed(action.pointer, trees)
            if pointer is None:
                raise gone()
            after, said = rearranged(_resume(stored), msgspec.structs.replace(action, pointer=pointer))
            edit = await edited(stored, after)
        done = await self._record(stored, edit, key=wish.key)
        if done is None:
            return None
        return msgspec.structs.replace(saved, stored=done[0], notes=[*saved.notes, *done[1]], said=said, changed=True)

    async def _step(self, saved: Saved, wish: Wish) -> Saved | None:
        """One step back or forth in the history."""
        stored = saved.stored
        if saved.merged:
            raise InvalidInput(_STALE_STEP)
        here = await self._history.at(stored, stored.version)
        is_undo = wish.action.verb == "undo"
        target = None if here is None else here.undo if is_undo else here.redo
        there = None if target is None else await self._history.at(stored, target)
        if there is None:
            raise InvalidInput("There is nothing to undo." if is_undo else "There is nothing to redo.")
        undo, redo = (there.undo, stored.version) if is_undo else (stored.version, there.redo)
        source = stored.source if there.source is None else there.source
        if not await self._history.record(stored, there.document, source, undo=undo, redo=redo, key=wish.key):
            return None
        said = "Undone." if is_undo else "Done again."
        fresh = await self._load(stored.owner, stored.id)
        return msgspec.structs.replace(saved, stored=fresh, said=said, changed=True)

    async def _with_steps(self, saved: Saved) -> Saved:
        here = await self._history.at(saved.stored, saved.stored.version)
        if here is None:
            return saved
        return msgspec.structs.replace(saved, can_undo=here.undo is not None, can_redo=here.redo is not None)


def _document(stored: StoredResume) -> Any:
    assert stored.document is not None  # noqa: S101 - `_ready` looked
    return stored.document


def _resume(stored: StoredResume) -> Resume:
    resume: Resume = _document(stored).resume
    return resume


def _tree(stored: StoredResume) -> Any:
    return msgspec.to_builtins(_resume(stored))


def _entries(tree: Any) -> Iterator[str]:
    """The pointers of all entries of a résumé."""
    for owner in _OWNERS:
        yield from (f"{owner}/{index}" for index in range(len(node_at(tree, owner) or ())))


def _renamed(trees: list[Any], final: Any) -> dict[str, str]:
    """The entries of `final` and what they were called in the first of `trees`.

    The last but one tree is what stood before the form's fields were put in, which may have made entries.
    """
    was = {now: old for old in _entries(trees[0]) if (now := followed(old, [*trees, final]))}
    for owner in _OWNERS:
        old = f"{owner}/{len(node_at(trees[0], owner) or ())}"
        made = followed(old, trees[:-1])
        if made is not None and node_at(trees[-1], made) is not None:
            now = followed(made, [trees[-1], final])
            if now is not None:
                was.setdefault(now, old)
    return was


def _place(pointer: str, trees: list[Any]) -> str | None:
    """Where a field of the first tree is in the last."""
    owner = entry_of(pointer) or ""
    place = followed(owner, trees) if owner else ""
    return None if place is None else place + pointer[len(owner) :]


def _restored(resume: Resume, lost: list[Lost]) -> Resume:
    """The résumé with entries that another tab removed, each at the end of its section."""
    tree: Any = msgspec.to_builtins(resume)
    for one in lost:
        if one.owner not in _OWNERS:
            raise gone()
        parent, _, name = one.owner.rpartition("/")
        entries = node_at(tree, parent).setdefault(name, [])
        if len(entries) >= MOST_ENTRIES:
            raise InvalidInput(f"A section is limited to {MOST_ENTRIES} entries.")
        entries.append(one.entry)
    return resume_of(tree)
