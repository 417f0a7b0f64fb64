"""A LaTeX source brought to say what a structured résumé says, as far as it can, by steps that are each confirmed.

After every step the source is read again. What does not give exactly the step's own change is left out, so that the
source never says anything that nobody wrote; what is left out stands in the structured résumé alone and is named.
"""

from typing import Any, Final

import msgspec

from app.documents.aligning import moved
from app.documents.editing import Reorder, reorder, reorder_resume, with_copy, without_block
from app.documents.latex.definitions import read_definitions
from app.documents.latex.differing import Step, steps
from app.documents.latex.reader import read_latex
from app.documents.latex.redating import redated
from app.documents.latex.rewording import replace_latex
from app.documents.latex.rewriting import rewritten
from app.documents.latex.tokens import TokenList
from app.documents.pointing import text_at
from app.documents.resume import Group, ReadResume, Resume
from app.documents.rewording import plain
from app.errors import InvalidInput

_MOST_STEPS: Final = 80
_DATES: Final = ("startDate", "endDate")


class Updated(msgspec.Struct, frozen=True):
    """The résumé as wanted, over a source that says all of it but the values at `missing` (JSON pointers)."""

    read: ReadResume
    missing: list[str]


def updated(read: ReadResume, wanted: Resume) -> Updated:
    """The source of `read` brought to `wanted`. Raises InvalidInput when the source is no résumé any more."""
    found = _settled(read_latex(read.text), wanted, adding=True)
    missing = list(dict.fromkeys(step.wanted for step in steps(found.resume, wanted)))
    if found.resume == wanted:
        return Updated(found, missing)
    return Updated(_pointed(found, wanted), missing)


def with_sections(read: ReadResume, keys: list[str]) -> ReadResume | None:
    """The source with its sections in the order of `keys`; None when they are not blocks that can be moved."""
    group = next((group for group in read.groups if group.kind == "sections"), None)
    if group is None:
        return None
    indices = [int(pointer.rpartition("/")[2]) for pointer in group.pointers]
    named = [read.sections[index].key for index in indices]
    slots = [at for at, key in enumerate(named) if key in keys]
    order = list(range(len(named)))
    for slot, at in zip(slots, sorted(slots, key=lambda at: keys.index(named[at])), strict=True):
        order[slot] = at
    before = read_latex(read.text)
    found = _reading(reorder(read.text, [Reorder(group, tuple(order))]))
    if found is None or steps_left(found.resume, before.resume):
        return None
    came_out = [section.key for section in found.sections if section.key in keys]
    if list(dict.fromkeys(came_out)) != [key for key in keys if key in came_out]:
        return None
    return found if before.resume == read.resume else _pointed(found, read.resume)


def steps_left(source: Resume, wanted: Resume) -> bool:
    """Whether two résumés differ in anything but the order of entries."""
    return any(step.kind != "order" for step in steps(source, wanted))


def _settled(found: ReadResume, wanted: Resume, *, adding: bool) -> ReadResume:
    failed: set[Step] = set()
    found = _all_texts(found, wanted)
    for _ in range(_MOST_STEPS):
        step = next((step for step in steps(found.resume, wanted) if step not in failed), None)
        if step is None:
            break
        taken = _take(found, wanted, step, adding=adding)
        if taken is None:
            failed.add(step)
        else:
            found = taken
    return found


def _all_texts(found: ReadResume, wanted: Resume) -> ReadResume:
    """Every reworded text at once, which is one reading instead of many; as it was when one of them refuses."""
    texts = {
        step.pointer: plain(step.text)
        for step in steps(found.resume, wanted)
        if step.kind == "text" and step.text and step.pointer in found.places
    }
    try:
        return replace_latex(found, texts) if texts else found
    except InvalidInput:
        return found


def _take(found: ReadResume, wanted: Resume, step: Step, *, adding: bool) -> ReadResume | None:
    """The source with one step made; None when it cannot be."""
    try:
        if step.kind == "text":
            return _text(found, wanted, step)
        if step.kind == "removal":
            return _removal(found, step)
        if step.kind == "order":
            return _order(found, step)
        return _addition(found, wanted, step) if adding else None
    except InvalidInput:
        return None


def _text(found: ReadResume, wanted: Resume, step: Step) -> ReadResume | None:
    owner, _, name = step.pointer.rpartition("/")
    if name in _DATES:
        return _dates(found, wanted, owner, step.wanted.rpartition("/")[0])
    if step.text:
        return replace_latex(found, {step.pointer: plain(step.text)})
    place = found.places.get(step.pointer)
    before = text_at(found.resume, step.pointer)
    if place is None or before is None:
        return None
    old = found.text[place.start : place.end]
    new = rewritten(old, read_definitions(TokenList(found.text)), before, "")
    expected = _without(found.resume, step.pointer)
    return _confirmed(found.text[: place.start] + new + found.text[place.end :], expected)


def _dates(found: ReadResume, wanted: Resume, owner: str, wanted_owner: str) -> ReadResume | None:
    """Both dates of an entry at once: they stand in one expression."""
    places = {found.places.get(f"{owner}/{name}") for name in _DATES} - {None}
    if len(places) != 1:
        return None
    place = places.pop()
    assert place is not None  # noqa: S101 - taken out above
    start, end = (text_at(wanted, f"{wanted_owner}/{name}") for name in _DATES)
    new = redated(found.text[place.start : place.end], start, end)
    if new is None:
        return None
    tree: Any = msgspec.to_builtins(found.resume)
    entry = _node(tree, owner)
    for name, date in zip(_DATES, (start, end), strict=True):
        entry.pop(name, None)
        if date is not None:
            entry[name] = date
    expected = msgspec.convert(tree, Resume)
    return _confirmed(found.text[: place.start] + new + found.text[place.end :], expected)


def _removal(found: ReadResume, step: Step) -> ReadResume | None:
    group = _group_with(found, step.pointer)
    if group is None:
        return None
    text = without_block(found.text, group, group.pointers.index(step.pointer))
    return _confirmed(text, _without(found.resume, step.pointer))


def _order(found: ReadResume, step: Step) -> ReadResume | None:
    """The items of each group into their new order; groups that span no two of them are left alone."""
    rank = {f"{step.pointer}/{index}": at for at, index in enumerate(step.order)}
    orders = []
    for group in found.groups:
        if len(group.pointers) > 1 and all(pointer in rank for pointer in group.pointers):
            order = sorted(range(len(group.pointers)), key=lambda at: rank[group.pointers[at]])
            if order != sorted(order):
                orders.append(Reorder(group, tuple(order)))
    if not orders:
        return None
    return _confirmed(reorder(found.text, orders), reorder_resume(found.resume, orders))


def _addition(found: ReadResume, wanted: Resume, step: Step) -> ReadResume | None:
    """A copy of a neighbour, made to say what the new item says; all of it or nothing."""
    candidates = [step.at, step.at + 1] if step.at >= 0 else [0]
    like = next((at for at in candidates if _group_with(found, f"{step.pointer}/{at}") is not None), None)
    if like is None:
        return None
    group = _group_with(found, f"{step.pointer}/{like}")
    assert group is not None  # noqa: S101 - found above
    text = with_copy(found.text, group, group.pointers.index(f"{step.pointer}/{like}"))
    item = _node(msgspec.to_builtins(wanted), step.wanted)
    doubled, target = (_with(found.resume, step.pointer, like, value) for value in (None, item))
    copied = _confirmed(text, doubled)
    if copied is None:
        return None
    settled = _settled(copied, target, adding=not isinstance(item, str))
    return settled if settled.resume == target else None


def _group_with(found: ReadResume, pointer: str) -> Group | None:
    return next((group for group in found.groups if pointer in group.pointers and group.kind != "sections"), None)


def _confirmed(text: str, expected: Resume) -> ReadResume | None:
    found = _reading(text)
    return found if found is not None and found.resume == expected else None


def _reading(text: str) -> ReadResume | None:
    try:
        return read_latex(text)
    except InvalidInput:
        return None


def _without(resume: Resume, pointer: str) -> Resume:
    tree: Any = msgspec.to_builtins(resume)
    owner, _, last = pointer.rpartition("/")
    node = _node(tree, owner)
    del node[int(last) if isinstance(node, list) else last]
    return msgspec.convert(tree, Resume)


def _with(resume: Resume, pointer: str, index: int, value: Any) -> Resume:
    """The résumé with `value`, or a copy of the item at `index` when it is None, behind that item."""
    tree: Any = msgspec.to_builtins(resume)
    items = _node(tree, pointer)
    items.insert(index + 1, items[index] if value is None else value)
    return msgspec.convert(tree, Resume)


def _node(tree: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        tree = tree[int(part) if isinstance(tree, list) else part]
    return tree


def _pointed(found: ReadResume, wanted: Resume) -> ReadResume:
    """`found` with the wanted résumé: places and groups named by its pointers, those of other values dropped."""
    source, tree = msgspec.to_builtins(found.resume), msgspec.to_builtins(wanted)
    renamed = {
        pointer: moved(pointer, source, tree)
        for pointer in {*found.places, *(one for group in found.groups for one in group.pointers)}
    }
    places = {
        new: span
        for pointer, span in found.places.items()
        if (new := renamed[pointer]) is not None and text_at(found.resume, pointer) == text_at(wanted, new)
    }
    groups = []
    for group in found.groups:
        pairs = list(zip(group.pointers, group.spans, strict=True))
        if group.kind != "sections":
            pairs = [(new, span) for pointer, span in pairs if (new := renamed[pointer]) is not None]
        if len(pairs) > 1:
            groups.append(Group(group.kind, *(tuple(part) for part in zip(*pairs, strict=True))))
    return msgspec.structs.replace(found, resume=wanted, places=places, groups=groups)
