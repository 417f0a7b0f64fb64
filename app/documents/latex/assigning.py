"""Which text of an entry's heading is the title, the employer or the place: decided for all entries of a section.

Whoever writes a résumé sets every entry of a section alike. So the texts are compared by their look and order (their
slot), each way of naming the slots is tried on all entries together, and the one that suits most of them is taken.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.documents.entries import looks_like_degree, position_likelihood, school_likelihood
from app.documents.latex.headings import Heading, find_place
from app.documents.latex.naming import SHORT_PLACE, Habit, Naming, best_naming, slots_of
from app.documents.latex.places import (
    BRACKETS,
    is_region,
    place_likelihood,
    take_tails,
    without_stop,
)
from app.documents.latex.rich import Rich
from app.documents.latex.segments import Segment, cut_commas, join_dashed, trimmed

_MOST_PARTS: Final = 6
_NAMED: Final = 2
_SWAPPED: Final = 0.9


def assign(
    headings: Sequence[Heading], likelihood: Callable[[str], float], habit: Habit | None = None
) -> Naming | None:
    """Give the free texts of the headings of one section their roles; returns the slots of titles and organisations.

    `likelihood` is positive for a title (or a study) and negative for an organisation (or a school). What stays in
    `texts` has none of the three roles.
    """
    free = [heading for heading in headings if not _has_a_role(heading)]
    swapped = _settle_roles([heading for heading in headings if _has_a_role(heading)], likelihood, habit)
    remarks = _without_remarks(free)
    _part_dashes(free, likelihood)
    _part_lines(free, likelihood)
    naming = best_naming(free, likelihood, habit)
    for heading in free:
        _name(heading, naming, likelihood)
    take_tails(free)
    for heading, texts in remarks:
        heading.texts += texts if {"title", "organization"} <= heading.roles.keys() else []
    naming = replace(naming, swapped=swapped)
    return naming if (naming.title and naming.organization) or swapped is not None else None


def _has_a_role(heading: Heading) -> bool:
    return not heading.roles.keys().isdisjoint(("title", "organization"))


def _settle_roles(headings: Sequence[Heading], likelihood: Callable[[str], float], habit: Habit | None) -> bool | None:
    """Commands with known arguments: authors swap title and organisation, and leave out the place or the date.

    Returns whether they did the first; None where no command has both.
    """
    both = [heading.roles for heading in headings if {"title", "organization"} <= heading.roles.keys()]
    misfit = sum(likelihood(roles["organization"].text) - likelihood(roles["title"].text) for roles in both)
    swapped = misfit > _SWAPPED + (habit.against_swapping() if habit else 0.0)
    if swapped:
        for roles in both:
            roles["title"], roles["organization"] = roles["organization"], roles["title"]
    for heading in headings:
        find_place(heading)
        title = heading.roles.get("title")
        alone = "organization" not in heading.roles and not heading.texts
        if title is not None and alone and likelihood(title.text) <= 0:
            heading.roles["organization"] = heading.roles.pop("title")
    return swapped if both else None


def job_likelihood(text: str) -> float:
    """Positive for what someone was, negative for whom they worked for; a remark in brackets tells half as much."""
    found = position_likelihood(BRACKETS.sub("", text)) or position_likelihood(text) / 2
    return max(-1.0, min(1.0, found))


def study_likelihood(text: str) -> float:
    """Positive for what was studied, negative for where."""
    if looks_like_degree(text):
        return 1.0
    return -school_likelihood(text)


def _without_remarks(headings: Sequence[Heading]) -> list[tuple[Heading, list[Segment]]]:
    """Take out what few of the dates have beside them ("part time", "summers"), if enough is left of the heading."""
    dated = [heading for heading in headings if heading.date is not None]
    beside = [heading for heading in dated if any(segment.beside_date for segment in heading.texts)]
    usual = Counter(len(heading.texts) for heading in dated if heading not in beside).most_common(1)
    if 2 * len(beside) >= len(dated) or not usual:
        return []
    taken = []
    for heading in beside:
        kept = [segment for segment in heading.texts if not segment.beside_date]
        if len(kept) >= usual[0][0]:
            taken.append((heading, [segment for segment in heading.texts if segment.beside_date]))
            heading.texts = kept
    return taken


def _part_dashes(headings: Sequence[Heading], likelihood: Callable[[str], float]) -> None:
    """A dash parts a text only where most headings that have one need it ("Manager – Accounts" is one title)."""
    dashed = [heading for heading in headings if any(segment.whole for segment in heading.texts)]
    if 2 * sum(_needs_dash(heading, likelihood) for heading in dashed) < len(dashed):
        for heading in dashed:
            heading.texts = join_dashed(heading.texts)


def _needs_dash(heading: Heading, likelihood: Callable[[str], float]) -> bool:
    """Whether title, organisation or place would be missing if dashes did not part texts."""
    whole = join_dashed(heading.texts)
    if sum(place_likelihood(segment.text) < 1 for segment in whole) < _NAMED:
        return True
    parts = [segment for segment in heading.texts if segment.whole]
    fits = [likelihood(part.text) for part in parts]
    has_place = any(place_likelihood(segment.text) > 0 for segment in whole)
    return min(fits) < 0 < max(fits) or (not has_place and any(place_likelihood(part.text) >= 1 for part in parts))


def _part_lines(headings: Sequence[Heading], likelihood: Callable[[str], float]) -> None:
    """Where most headings are one text without any change of look, its commas part it."""
    single = [heading for heading in headings if len([text for text in heading.texts if not text.right]) == 1]
    if not headings or 2 * len(single) < len(headings) or any(len(heading.texts) > 2 for heading in single):
        return
    parts = {id(heading): _parted(heading.texts[0], likelihood) for heading in single}
    if 2 * sum(len(pieces) > 1 for pieces in parts.values()) <= len(single):
        return
    for heading in single:
        if not heading.texts[0].right:
            heading.texts[:1] = [Segment(piece, False) for piece in parts[id(heading)]]


def _parted(segment: Segment, likelihood: Callable[[str], float]) -> list[Rich]:
    """ "Engineer, Acme, Berlin" or "Engineer at Acme" as its parts."""
    text = segment.rich
    for word in (" at ", " bei ", " chez ", " bij ", " presso "):
        at = text.text.find(word)
        if at > 0 and likelihood(text.text[:at]) > 0:
            return [text.slice(0, at), *cut_commas(text.slice(at + len(word), len(text.text)))]
    parts = cut_commas(text)[:_MOST_PARTS]
    if len(parts) > 2 and is_region(parts[-1].text) and place_likelihood(parts[-2].text) > 0:
        start = text.text.rfind(parts[-2].text, 0, text.text.rfind(parts[-1].text))
        parts[-2:] = [text.slice(start, len(text.text))]
    return parts


def _may_be_place(place: Segment, others: Mapping[str, Segment | None]) -> bool:
    """Whether a text in the slot of places is one: beside title and organisation any short text is."""
    return place_likelihood(place.text) > -1 or (all(others.values()) and len(place.text.split()) <= SHORT_PLACE)


def _take_place(heading: Heading, spare: list[Segment]) -> None:
    """A place in another slot than in other headings, where nothing else would be left to be one."""
    text = spare[0].text
    if place_likelihood(text) > 0 >= position_likelihood(text):
        segment = spare.pop()
        heading.location = without_stop(trimmed(segment.rich))
        heading.texts.remove(segment)


def _name(heading: Heading, naming: Naming, likelihood: Callable[[str], float]) -> None:
    slots = slots_of(heading)
    chosen = {
        "title": slots.get(naming.title) if naming.title else None,
        "organization": slots.get(naming.organization) if naming.organization else None,
    }
    place = slots.get(naming.place) if naming.place else None
    if place is not None and heading.location is None and _may_be_place(place, chosen):
        heading.location = without_stop(trimmed(place.rich))
        heading.texts.remove(place)
    taken = [segment for segment in chosen.values() if segment is not None]
    spare = [segment for segment in heading.texts if segment not in taken]
    if naming.place and place is None and heading.location is None and len(taken) == len(spare) == 1:
        _take_place(heading, spare)
    if not taken and spare:
        first = spare[0]
        chosen["title" if likelihood(first.text) > 0 else "organization"] = first
    elif len(taken) == 1 and not spare and abs(likelihood(taken[0].text)) == 1 and len(slots) == 1:
        chosen = {"title" if likelihood(taken[0].text) > 0 else "organization": taken[0]}
    for role, segment in chosen.items():
        if segment is not None:
            heading.roles[role] = trimmed(segment.rich)
            heading.texts = [text for text in heading.texts if text is not segment]
