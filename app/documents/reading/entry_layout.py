"""What each text of the heads in a section is: decided for all its entries at once.

The entries of one section are set out alike. For each order of position, organisation and place, and each sign
before them, every entry says how well it would read so; the order that suits all of them best is taken. A single
entry whose texts tell nothing is then read like its neighbours.
"""

from collections.abc import Callable
from itertools import combinations, pairwise, permutations

import msgspec

from app.documents.reading.entry_atoms import LINE, SHARED, Atom
from app.documents.reading.entry_fit import GIVER, PLACE, TITLE
from app.documents.reading.remarks import is_remark
from app.documents.reading.separators import Segment

Fit = Callable[[str, str], float]

# What it costs to take two atoms for one text, by the sign between them; a comma costs nothing.
_JOINING = {LINE: 5.0, SHARED: 9.0, "\t": 5.0, "\x00": 4.0, "|": 2.5, "·": 2.0, "•": 2.0, "–": 1.2, "/": 0.5, ";": 0.3}
_JOINING |= {
    ",*": 1.2,
    "at": 0.8,
    "@": 1.5,
    "bei": 1.2,
    "chez": 1.2,
    "bij": 1.2,
    "presso": 1.2,
    "en": 0.0,
    "em": 0.0,
    "na": 0.0,
    "(": 0.4,
}
# No text begins inside brackets and ends outside.
_HALF_BRACKETED = 9.0
# What it costs to part two texts there.
_PARTING = {"en": 0.5, "em": 0.5, "na": 0.5, "no": 0.5, ",": 0.6, "/": 0.5, ";": 0.9, "–": 0.1, "(": 0.3, "at": 0.2}
# Between an organisation and its place a comma is what most people write.
_PARTING_PLACE = {",": 0.2}
_DISTRICT, _SURELY_A_GIVER = 0.15, 1.0
_MISSING = {TITLE: 0.8, GIVER: 0.7, PLACE: 0.0}
_UNPLACED = 1.0
_ALIKE = 2.0
_SAME_KIND = 3.0
# So many entries agree on a layout that it weighs more than the words of one of them.
_MANY, _MANY_ALIKE = 3, 2.0
_BEST = 10
_MOST_VOTES = 16


class Layout(msgspec.Struct, frozen=True):
    """The order of the three and the sign before the second and the third ("" where none was seen).

    `kind` says of what entries; `earlier` is the layout of the sections of another kind that stand before.
    """

    order: tuple[str, ...]
    signs: tuple[tuple[str, str], ...]
    kind: str = ""
    earlier: "Layout | None" = None


class Parted(msgspec.Struct, frozen=True):
    """The texts of a head by their role; `rest` are the atoms after them that have none."""

    title: Segment | None = None
    giver: Segment | None = None
    place: Segment | None = None
    rest: tuple[Segment, ...] = ()


class _Way(msgspec.Struct, frozen=True):
    """One way to read a head: the role of each run of atoms, its worth, and the sign before each role but the first."""

    worth: float
    runs: tuple[tuple[str, int, int], ...]
    signs: tuple[tuple[str, str], ...]


def part_heads(heads: list[list[Atom]], fit: Fit, like: Layout | None = None) -> tuple[list[Parted], Layout | None]:
    """The heads of a section in their parts, and the layout that they have; `like` is that of a section before."""
    known: dict[tuple[str, str], float] = {}

    def worth(role: str, text: str) -> float:
        if (role, text) not in known:
            known[role, text] = fit(role, text)
        return known[role, text]

    ways = [_ways(atoms, worth) for atoms in heads]
    layout = _voted(ways[:_MOST_VOTES], like, fit.__name__)
    weight = _MANY_ALIKE if len(heads) >= _MANY else 1.0
    parted = [_parted(atoms, _best(found, layout, weight)) for atoms, found in zip(heads, ways, strict=True)]
    return parted, _remembered(layout, like, fit.__name__)


def _remembered(layout: Layout | None, like: Layout | None, kind: str) -> Layout | None:
    """The layout with that of the other kind's sections behind it."""
    if layout is None:
        return like
    other = like.earlier if like and like.kind == kind else like
    return msgspec.structs.replace(layout, kind=kind, earlier=other and msgspec.structs.replace(other, earlier=None))


def _ways(atoms: list[Atom], worth: Fit) -> dict[tuple[str, ...], list[_Way]]:
    """For each order the best ways to read a head in it."""
    joins = {span: _joining(atoms, *span) for span in _spans(len(atoms))}
    texts = {span: _text(atoms, *span) for span in joins}
    by_roles: dict[tuple[str, ...], list[_Way]] = {}
    for bounds in _all_cuts(len(atoms)):
        runs = tuple(pairwise(bounds))
        for roles in permutations((TITLE, GIVER, PLACE), len(runs)):
            placed = tuple((role, *run) for role, run in zip(roles, runs, strict=True))
            by_roles.setdefault(roles, []).append(_way(atoms, placed, worth, joins, texts))
    found: dict[tuple[str, ...], list[_Way]] = {}
    for order in permutations((TITLE, GIVER, PLACE)):
        ways = [way for count in (1, 2, 3) for roles in combinations(order, count) for way in by_roles.get(roles, [])]
        found[order] = sorted(ways, key=lambda way: -way.worth)[:_BEST]
    return found


def _spans(count: int) -> list[tuple[int, int]]:
    return [(first, end) for first in range(count) for end in range(first + 1, count + 1)]


def _all_cuts(count: int) -> list[tuple[int, ...]]:
    """All bounds of one to three runs of atoms from the first on; atoms after the last run have no role."""
    return [(0, *inner) for parts in (1, 2, 3) for inner in combinations(range(1, count + 1), parts)]


def _joining(atoms: list[Atom], first: int, end: int) -> float:
    half = _HALF_BRACKETED if atoms[first].before == "(" and end > first + 1 else 0.0
    return half + sum(_JOINING.get(atom.before, 0.0) for atom in atoms[first + 1 : end])


def _text(atoms: list[Atom], first: int, end: int) -> str:
    one, last = atoms[first].segment, atoms[end - 1].segment
    if one.block is last.block:
        return one.block.text[one.start : last.end]
    return " ".join(atom.segment.text for atom in atoms[first:end])


def _way(
    atoms: list[Atom],
    runs: tuple[tuple[str, int, int], ...],
    worth: Fit,
    joins: dict[tuple[int, int], float],
    texts: dict[tuple[int, int], str],
) -> _Way:
    total = 0.0
    signs = []
    for number, (role, first, end) in enumerate(runs):
        total += worth(role, texts[first, end]) - joins[first, end]
        if number:
            sign = atoms[first].before
            signs.append((role, sign))
            placed = role == PLACE and runs[number - 1][0] == GIVER
            total -= _PARTING_PLACE.get(sign, _PARTING.get(sign, 0.0)) if placed else _PARTING.get(sign, 0.0)
    total -= sum(_MISSING[role] for role in _MISSING if all(role != run[0] for run in runs))
    total -= sum(_unplaced(atom) for atom in atoms[runs[-1][2] :])
    total += _usual(tuple(run[0] for run in runs), atoms, runs)
    total += _in_district(atoms, runs, worth, texts)
    return _Way(total, runs, tuple(signs))


def _in_district(
    atoms: list[Atom], runs: tuple[tuple[str, int, int], ...], worth: Fit, texts: dict[tuple[int, int], str]
) -> float:
    """A little for "Islington, London" behind what is surely an organisation: the district is no part of its name."""
    for (role, first, end), (following, start, stop) in pairwise(runs):
        if (role, following) == (GIVER, PLACE) and stop == start + 2 and atoms[start + 1].before == ",":
            return _DISTRICT if worth(GIVER, texts[first, end]) >= _SURELY_A_GIVER else 0.0
    return 0.0


def _unplaced(atom: Atom) -> float:
    """What it costs to leave a text without a role: a remark nothing, a piece after a comma much."""
    if is_remark(atom.segment.text):
        return 0.0
    return _UNPLACED * (1.0 if atom.before in {LINE, "\t", "\x00"} else 2.0)


def _usual(roles: tuple[str, ...], atoms: list[Atom], runs: tuple[tuple[str, int, int], ...]) -> float:
    """Small habits that decide where the words do not: the position first, the place after its organisation."""
    bonus = 0.1 if roles[0] == TITLE else 0.0
    if PLACE in roles:
        at = roles.index(PLACE)
        bonus += 0.3 if at and roles[at - 1] == GIVER else 0.0
        bonus -= 0.6 if at == 0 else 0.0
        bonus -= 0.6 if roles == (TITLE, PLACE, GIVER) else 0.0
        bonus -= 0.4 if at and atoms[runs[at][1]].before == LINE and GIVER in roles[:at] else 0.0
    shared = [index for index, atom in enumerate(atoms) if atom.before == SHARED]
    if shared:
        giver = next((run for run in runs if run[0] == GIVER), None)
        bonus += 3.0 if giver and giver[2] <= shared[0] else -1.0
    return bonus


def _voted(entries: list[dict[tuple[str, ...], list[_Way]]], like: Layout | None, kind: str) -> Layout | None:
    entries = [ways for ways in entries if any(ways.values())]
    if not entries:
        return None
    best: tuple[float, Layout] | None = None
    for order in permutations((TITLE, GIVER, PLACE)):
        seen = {
            role: {sign for ways in entries for way in ways[order] for on, sign in way.signs if on == role}
            for role in order[1:]
        }
        for one in sorted(seen[order[1]]) or [""]:
            for other in sorted(seen[order[2]]) or [""]:
                layout = Layout(order, ((order[1], one), (order[2], other)))
                total = sum(max((_suited(way, layout) for way in ways[order]), default=0.0) for ways in entries)
                total += _likeness(layout, like, kind)
                if best is None or total > best[0] + 1e-9:
                    best = (total, layout)
    return best[1] if best else None


def _likeness(layout: Layout, like: Layout | None, kind: str) -> float:
    """What the sections before speak for: much where they are of the same kind, a little otherwise."""
    found = 0.0
    while like is not None:
        weight = _SAME_KIND if like.kind == kind else 1.0
        found += weight * (0.5 * (layout.order == like.order) + 0.3 * len(set(layout.signs) & set(like.signs)))
        like = like.earlier
    return found


def _suited(way: _Way, layout: Layout, weight: float = 1.0) -> float:
    alike = weight * _ALIKE / 2
    return way.worth + sum(alike if sign in layout.signs else -alike for sign in way.signs)


def _best(ways: dict[tuple[str, ...], list[_Way]], layout: Layout | None, weight: float) -> _Way | None:
    if layout is None or not ways[layout.order]:
        return None
    return max(ways[layout.order], key=lambda way: _suited(way, layout, weight))


def _parted(atoms: list[Atom], way: _Way | None) -> Parted:
    if way is None:
        return Parted()
    found = {role: _whole(atoms, first, end) for role, first, end in way.runs}
    rest = tuple(atom.segment for atom in atoms[way.runs[-1][2] :])
    return Parted(found.get(TITLE), found.get(GIVER), found.get(PLACE), rest)


def _whole(atoms: list[Atom], first: int, end: int) -> Segment:
    """The text of a run; of a run over several lines the first line's part."""
    one = atoms[first].segment
    same = [atom.segment for atom in atoms[first:end] if atom.segment.block is one.block]
    stop = same[-1].end
    if atoms[first].before == "(" and one.block.text[stop - 1] == ")":
        stop -= 1
    elif len(same) > 1 and atoms[first + len(same) - 1].before == "(" and one.block.text[stop : stop + 1] == ")":
        stop += 1
    return Segment(one.block, one.start, stop, one.after_gap)
