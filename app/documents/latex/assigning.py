"""Which text of an entry's heading is the title, the employer or the place: decided for all entries of a section.

Whoever writes a résumé sets every entry of a section alike. So the texts are compared by their look and order (their
slot), each way of naming the slots is tried on all entries together, and the one that suits most of them is taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from app.documents.entries import (
    looks_like_degree,
    looks_like_place,
    place_evidence,
    position_likelihood,
    school_likelihood,
)
from app.documents.folding import fold
from app.documents.latex.headings import Heading, find_place
from app.documents.latex.rich import Rich
from app.documents.latex.segments import Segment, cut_commas, trimmed
from app.documents.latex.signatures import BOLD, CAPS, HUGE, ITALIC, LARGE
from app.documents.place_names import COUNTRIES

Slot = tuple[int, bool, int]
_STYLES: Final = (BOLD, ITALIC, CAPS, LARGE | HUGE)
_MOST_SLOTS: Final = 5
_MOST_PARTS: Final = 6
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_WITH_STATE: Final = re.compile(r"[^,]+,\s*[A-Z]{2}")
_AFTER_COMMA: Final = re.compile(r"[^,]+,\s*[^,]+")
_PRESENT: Final = 0.2
_IN_ORDER: Final = 0.05
_USUAL: Final = 0.6
_SURE_PLACE: Final = 0.8
_SURE_WORD: Final = 0.8
_SWAPPED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Naming:
    """The slots that hold the title (or the study), the organisation (or the school) and the place."""

    title: Slot | None = None
    organization: Slot | None = None
    place: Slot | None = None


def assign(
    headings: Sequence[Heading], likelihood: Callable[[str], float], usual: Naming | None = None
) -> Naming | None:
    """Give the free texts of the headings of one section their roles; returns the slots of titles and organisations.

    `likelihood` is positive for a title (or a study) and negative for an organisation (or a school). What stays in
    `texts` has none of the three roles. `usual` is how another section of the document was set.
    """
    free = [heading for heading in headings if not {"title", "organization"} & heading.roles.keys()]
    _settle_roles([heading for heading in headings if heading not in free], likelihood)
    _part_lines(free, likelihood)
    naming = _best(free, likelihood, usual)
    for heading in free:
        _name(heading, naming, likelihood)
    _take_tails(free)
    return naming if naming.title and naming.organization else None


def _settle_roles(headings: Sequence[Heading], likelihood: Callable[[str], float]) -> None:
    """Commands with known arguments: authors swap title and organisation, and leave out the place or the date."""
    both = [heading.roles for heading in headings if {"title", "organization"} <= heading.roles.keys()]
    if sum(likelihood(roles["organization"].text) - likelihood(roles["title"].text) for roles in both) > _SWAPPED:
        for roles in both:
            roles["title"], roles["organization"] = roles["organization"], roles["title"]
    for heading in headings:
        find_place(heading)
        title = heading.roles.get("title")
        alone = "organization" not in heading.roles and not heading.texts
        if title is not None and alone and likelihood(title.text) <= 0:
            heading.roles["organization"] = heading.roles.pop("title")


def job_likelihood(text: str) -> float:
    """Positive for what someone was, negative for whom they worked for."""
    return max(-1.0, min(1.0, position_likelihood(text)))


def study_likelihood(text: str) -> float:
    """Positive for what was studied, negative for where."""
    if looks_like_degree(text):
        return 1.0
    return -school_likelihood(text)


def place_likelihood(text: str) -> float:
    """From -1 (no place) to 1 (a place of the lists, a city with its region, or a way of working)."""
    bare = _BRACKETS.sub("", text).strip(" ,")
    if _WITH_STATE.fullmatch(bare) and looks_like_place(bare):
        return 1.0
    evidence = place_evidence(text)
    if evidence < 0 or abs(position_likelihood(bare)) >= _SURE_WORD > evidence or school_likelihood(bare) > evidence:
        return -1.0
    return 1.0 if evidence >= 1 or _AFTER_COMMA.fullmatch(bare) else 0.4


def slots_of(heading: Heading) -> dict[Slot, Segment]:
    """The texts of a heading by look, margin, and rank among those that look alike."""
    found: dict[Slot, Segment] = {}
    seen: Counter[tuple[int, bool]] = Counter()
    for segment in heading.texts:
        look = sum(bits for bits in _STYLES if segment.rich.has(bits))
        found[look, segment.right, seen[look, segment.right]] = segment
        seen[look, segment.right] += 1
    return found


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
    if len(parts) > 2 and _is_region(parts[-1].text) and place_likelihood(parts[-2].text) > 0:
        start = text.text.rfind(parts[-2].text, 0, text.text.rfind(parts[-1].text))
        parts[-2:] = [text.slice(start, len(text.text))]
    return parts


def _best(headings: Sequence[Heading], likelihood: Callable[[str], float], usual: Naming | None) -> Naming:
    tables = [slots_of(heading) for heading in headings]
    counts = Counter(slot for table in tables for slot in table)
    slots = [slot for slot, _ in counts.most_common(_MOST_SLOTS)]
    if not slots:
        return Naming()
    scores = {
        slot: _Scores(
            [table[slot] for table in tables if slot in table],
            likelihood,
            sum(list(table).index(slot) for table in tables if slot in table) / counts[slot],
        )
        for slot in slots
    }
    known = _USUAL * len(headings)
    return max(_namings(slots), key=lambda naming: _score(naming, scores) + known * _alike(naming, usual))


def _alike(naming: Naming, usual: Naming | None) -> bool:
    return usual is not None and (naming.title, naming.organization) == (usual.title, usual.organization)


def _namings(slots: Sequence[Slot]) -> Iterator[Naming]:
    for slot in slots:
        yield Naming(organization=slot)
        yield Naming(title=slot)
    for title, organization in permutations(slots, 2):
        yield Naming(title, organization)
        yield from (Naming(title, organization, place) for place in slots if place not in (title, organization))
    for slot, place in permutations(slots, 2):
        yield Naming(organization=slot, place=place)
        yield Naming(title=slot, place=place)


class _Scores:
    """What the texts of one slot speak for; `order`: where it stands among the texts of its headings, on average."""

    def __init__(self, segments: Sequence[Segment], likelihood: Callable[[str], float], order: float) -> None:
        self.count = len(segments)
        self.title = sum(likelihood(segment.text) for segment in segments)
        self.place = sum(place_likelihood(segment.text) + 0.2 * segment.right for segment in segments)
        self.tails = sum(max(0.0, place_likelihood(_tail_text(segment.rich))) for segment in segments)
        self.owned = sum(_may_have_owner(segment.text) for segment in segments)
        self.right = 2 * sum(segment.right for segment in segments) > len(segments)
        self.order = order


def _score(naming: Naming, scores: dict[Slot, _Scores]) -> float:
    total = 0.0
    title = scores[naming.title] if naming.title else None
    owner = scores[naming.organization] if naming.organization else None
    place = scores[naming.place] if naming.place else None
    if title is not None:
        total += title.title + _PRESENT * title.count - max(0.0, title.place - _SURE_PLACE * title.count)
    if owner is not None:
        total += _PRESENT * owner.count - owner.title - max(0.0, owner.place - _SURE_PLACE * owner.count)
    if title is not None and owner is not None:
        total += _IN_ORDER * title.count * (1 if title.order < owner.order else -1)
    if place is None:
        total += owner.tails if owner is not None else 0.0
    else:
        others = [one for one in (title, owner) if one is not None]
        if len(others) < 2 and place.place < _SURE_PLACE * place.count:
            return float("-inf")
        last = max((one.order for one in others), default=0.0)
        before = place.order < last and not place.right
        total += place.place + _PRESENT * place.count + _IN_ORDER * place.count * (-3 if before else 1)
        total -= place.owned if owner is None else 0.0
    return total - _IN_ORDER * sum(one.order for one in (title, owner) if one is not None)


def _name(heading: Heading, naming: Naming, likelihood: Callable[[str], float]) -> None:
    slots = slots_of(heading)
    chosen = {
        "title": slots.get(naming.title) if naming.title else None,
        "organization": slots.get(naming.organization) if naming.organization else None,
    }
    place = slots.get(naming.place) if naming.place else None
    if place is not None and heading.location is None and place_likelihood(place.text) > -1:
        heading.location = _without_stop(trimmed(place.rich))
        heading.texts.remove(place)
    taken = [segment for segment in chosen.values() if segment is not None]
    spare = [segment for segment in heading.texts if segment not in taken]
    if not taken and spare:
        first = spare[0]
        chosen["title" if likelihood(first.text) > 0 else "organization"] = first
    elif len(taken) == 1 and not spare and abs(likelihood(taken[0].text)) == 1 and len(slots) == 1:
        chosen = {"title" if likelihood(taken[0].text) > 0 else "organization": taken[0]}
    for role, segment in chosen.items():
        if segment is not None:
            heading.roles[role] = trimmed(segment.rich)
            heading.texts = [text for text in heading.texts if text is not segment]


def _without_stop(place: Rich) -> Rich:
    """A place without the full stop of its line ("York."); "Washington, D.C." keeps its own."""
    ends = place.text.endswith(".") and place.text.count(".") == 1
    return place.slice(0, len(place.text) - 1) if ends else place


def _take_tails(headings: Sequence[Heading]) -> None:
    """Where employers mostly end in a place after a comma ("Balkan Traders, Sofia"), that is their place."""
    open_ones = [heading for heading in headings if heading.location is None and "organization" in heading.roles]
    tails = [(heading, _tail(heading.roles["organization"])) for heading in open_ones]
    parted = [(heading, start) for heading, start in tails if start > 0]
    places = [
        (heading, start)
        for heading, start in parted
        if place_likelihood(heading.roles["organization"].text[start:]) > 0
    ]
    if 2 * len(places) < len(parted):
        return
    for heading, start in places:
        owner = heading.roles["organization"]
        heading.location = _without_stop(trimmed(owner.slice(start, len(owner.text))))
        heading.roles["organization"] = trimmed(owner.slice(0, start))


def _ends_in_place(owner: Rich, start: int) -> bool:
    return place_likelihood(owner.text[start:]) > 0


def _may_have_owner(text: str) -> bool:
    """Whether "Balkan Traders, Sofia" may be meant: what stands before the comma is no place that is known."""
    head, comma, tail = text.partition(",")
    return bool(comma) and place_evidence(head) < 1 and len(tail.strip()) > 2 and fold(tail.strip()) not in COUNTRIES


def _is_region(text: str) -> bool:
    """A state's letters or a country."""
    return (len(text) == 2 and text.isupper()) or fold(text).lower() in COUNTRIES


def _is_short_place(text: str) -> bool:
    return place_likelihood(text) > 0 and len(text.split()) <= 2


def _tail_text(owner: Rich) -> str:
    start = _tail(owner)
    return owner.text[start:] if start else ""


def _tail(owner: Rich) -> int:
    """Where the last part after a comma begins, a state or country with the city before it; 0 when there is none."""
    parts = cut_commas(owner)
    if len(parts) < 2:
        return 0
    last = parts[-1].text
    city = parts[-2].text
    with_city = len(parts) > 2 and _is_region(last) and (place_likelihood(city) == 1 or _is_short_place(city))
    return owner.text.rfind(parts[-2].text if with_city else last)
