"""Directives applied to the groups of a résumé: what may move, what may not, and what goes where."""

from typing import NamedTuple

from app.documents.resume import Group, ReadResume
from app.tailoring.instructions import Directive, Target
from app.tailoring.ordering import Order, placed
from app.tailoring.relevance import Relevance, in_words

_TOP = frozenset({"summary", "basics"})


class Verdict(NamedTuple):
    """Whether a directive can be followed, and in a sentence what it does or why it cannot."""

    possible: bool
    sentence: str


class Wishes:
    """The directives that can be followed, with the clause that each came from."""

    def __init__(self, kept: tuple[tuple[str, Directive], ...], read: ReadResume) -> None:
        self._kept = kept
        self._read = read

    def frozen(self, group: Group) -> bool:
        """Whether relevance may not touch a group."""
        for _, directive in self._kept:
            covers = [self._covers(target, group) for target in directive.targets]
            if directive.action == "only" and not any(covers):
                return True
            if directive.action == "stay" and any(covers):
                return True
        return False

    def fixed(self, group: Group) -> frozenset[int]:
        """The blocks of a group that are to keep their index."""
        return frozenset(
            block
            for _, directive in self._kept
            if directive.action == "stay"
            for target in directive.targets
            if (block := block_of(target, group, self._read)) is not None
        )

    def applied(self, group: Group, order: Order) -> tuple[Order, dict[int, str]]:
        """The order with first, last, before and after carried out, and the clause for each block so moved."""
        asked: dict[int, str] = {}
        for text, directive in self._kept:
            if directive.action not in ("first", "last", "before", "after"):
                continue
            blocks = [block_of(target, group, self._read) for target in directive.targets]
            block = blocks[0]
            if block is None or (len(blocks) > 1 and blocks[1] is None):
                continue
            changed = placed(order, block, self._slot(directive, group, order, block, blocks[-1]))
            if changed != order:
                asked[block] = text
                order = changed
        return order, asked

    def _slot(self, directive: Directive, group: Group, order: Order, block: int, other: int | None) -> int:
        rest = [each for each in order if each != block]
        if directive.action == "first":
            return self._top(group, rest) if directive.targets[0].value not in _TOP else 0
        if directive.action == "last" or other is None:
            return len(rest)
        at, now = rest.index(other), order.index(block)
        if directive.action == "before":
            return now if now < order.index(other) else at
        return now if now > order.index(other) else at + 1

    def _top(self, group: Group, rest: list[int]) -> int:
        """The first slot below a summary."""
        if group.kind != "sections":
            return 0
        slot = 0
        while slot < len(rest) and _section_key(group, rest[slot], self._read) in _TOP:
            slot += 1
        return slot

    def _covers(self, target: Target, group: Group) -> bool:
        """Whether a target names a whole group: its kind, its section, or the entry that it is in."""
        first = group.pointers[0]
        if target.sort == "all":
            return True
        if target.sort == "kind":
            return group.kind == target.value
        if target.sort == "section":
            return group.kind != "sections" and first.startswith(f"/{target.value}/")
        return first.startswith(f"{target.value}/")


def judge(directive: Directive, read: ReadResume, relevance: Relevance) -> Verdict:
    """Whether a directive can be followed in this résumé."""
    if directive.action == "emphasise":
        shown = [term for term in directive.terms if term in relevance.emphasised]
        if shown:
            return Verdict(True, f"Lines that show {in_words(shown)} come first where they are in a list.")
        lacking = in_words(directive.terms)
        return Verdict(
            False, f"Your résumé does not mention {lacking}, and Foreword adds nothing that it does not say."
        )
    absent = [target for target in directive.targets if not _present(target, read)]
    if absent:
        return Verdict(False, f"No {absent[0].label} that can be moved was found in this résumé.")
    if directive.action in ("before", "after") and not _together(directive, read):
        first, second = (target.label for target in directive.targets)
        return Verdict(False, f"{first} and {second} are not in one list, so neither can go past the other.")
    return Verdict(True, _effect(directive))


def block_of(target: Target, group: Group, read: ReadResume) -> int | None:
    """The index of the block of a group that a target names."""
    if target.sort == "section" and group.kind == "sections":
        keys = [_section_key(group, block, read) for block in range(len(group.pointers))]
        return keys.index(target.value) if target.value in keys else None
    if target.sort == "entry" and target.value in group.pointers:
        return group.pointers.index(target.value)
    return None


def _section_key(group: Group, block: int, read: ReadResume) -> str:
    return read.sections[int(group.pointers[block].rpartition("/")[2])].key


def _present(target: Target, read: ReadResume) -> bool:
    if target.sort in ("all", "kind"):
        return True
    if target.sort == "section" and any(section.key == target.value for section in read.sections):
        return True
    return any(
        pointer == target.value or pointer.startswith((f"{target.value}/", f"/{target.value}/"))
        for group in read.groups
        for pointer in group.pointers
    )


def _together(directive: Directive, read: ReadResume) -> bool:
    return any(all(block_of(target, group, read) is not None for target in directive.targets) for group in read.groups)


def _effect(directive: Directive) -> str:
    names = in_words([target.label for target in directive.targets])
    if directive.action == "only":
        return f"Nothing but {names} was reordered."
    if directive.action == "stay":
        return f"The order was kept: {names}."
    if directive.action in ("before", "after"):
        first, second = (target.label for target in directive.targets)
        return f"{first} comes {directive.action} {second}."
    where = "first" if directive.action == "first" else "last"
    if directive.targets[0].value.startswith("/work/"):
        return f"{names} comes {where}, as you asked; readers usually expect the latest job first."
    return f"{names} comes {where}."
