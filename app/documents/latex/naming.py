"""Which slot of the headings of a section is which: each way of naming the slots is weighed for all headings at once.

A slot is a look and a place in the order of a heading's texts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from app.documents.latex.headings import Heading
from app.documents.latex.places import may_have_owner, place_likelihood, tail_text
from app.documents.latex.segments import Segment
from app.documents.latex.signatures import BOLD, CAPS, HUGE, ITALIC, LARGE

Slot = tuple[int, bool, int]
SHORT_PLACE: Final = 4
_STYLES: Final = (BOLD, ITALIC, CAPS, LARGE | HUGE)
_MOST_SLOTS: Final = 5
_PRESENT: Final = 0.2
_UNNAMED: Final = 0.25
_IN_ORDER: Final = 0.05
_USUAL: Final = 0.6
_KIN: Final = 2.2
_LEAST_PLACE: Final = -0.5
_AT_RIGHT: Final = 0.4
_NOT_AT_RIGHT: Final = 0.3
_SURE_PLACE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Naming:
    """The slots that hold the title (or the study), the organisation (or the school) and the place.

    `swapped`: whether the author has given commands with known arguments the title as organisation and the other way
    round; None where there are no such commands.
    """

    title: Slot | None = None
    organization: Slot | None = None
    place: Slot | None = None
    swapped: bool | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """How another section of the document was set; `kin`: one with the same kind of entries, posts or studies."""

    naming: Naming
    kin: bool

    def worth(self, naming: Naming, headings: int) -> float:
        """What speaks for setting a section of so many headings alike."""
        if (naming.title, naming.organization) != (self.naming.title, self.naming.organization):
            return 0.0
        return max(_USUAL * headings, _KIN if self.kin else 0.0)

    def against_swapping(self) -> float:
        """What speaks for taking the arguments of known commands as they are meant."""
        if self.naming.swapped is None or not self.kin:
            return 0.0
        return -_KIN if self.naming.swapped else _KIN


def slots_of(heading: Heading) -> dict[Slot, Segment]:
    """The texts of a heading by look, margin, and rank among those that look alike."""
    found: dict[Slot, Segment] = {}
    seen: Counter[tuple[int, bool]] = Counter()
    for segment in heading.texts:
        look = sum(bits for bits in _STYLES if segment.rich.has(bits))
        found[look, segment.right, seen[look, segment.right]] = segment
        seen[look, segment.right] += 1
    return found


def best_naming(headings: Sequence[Heading], likelihood: Callable[[str], float], habit: Habit | None) -> Naming:
    """The way of naming the slots that suits the headings best; `likelihood` as in `assigning.assign`."""
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
    return max(
        _namings(slots),
        key=lambda naming: (
            _score(naming, scores, len(headings)) + (habit.worth(naming, len(headings)) if habit else 0.0)
        ),
    )


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
    """What the texts of one slot speak for; `order`: where it stands among the texts of its headings, on average.

    What stands in several headings tells no more than once: one employer's name says nothing new the second time.
    """

    def __init__(self, segments: Sequence[Segment], likelihood: Callable[[str], float], order: float) -> None:
        self.count = len(segments)
        self.order = order
        self.right = 2 * sum(segment.right for segment in segments) > len(segments)
        texts = {segment.text for segment in segments}
        often = len(segments) / len(texts)
        self.title = often * sum(map(likelihood, texts))
        self.place = often * sum(map(_place_score, texts)) + _AT_RIGHT * self.right * self.count
        self.tails = sum(max(0.0, place_likelihood(tail_text(segment.rich))) for segment in segments)
        self.owned = sum(may_have_owner(segment.text) for segment in segments)


def _place_score(text: str) -> float:
    """As `place_likelihood`; a short text is never quite out of the question ("Stockport Market")."""
    found = place_likelihood(text)
    return max(_LEAST_PLACE, found) if len(text.split()) <= SHORT_PLACE else found


def _score(naming: Naming, scores: dict[Slot, _Scores], headings: int) -> float:
    total = 0.0
    title = scores[naming.title] if naming.title else None
    owner = scores[naming.organization] if naming.organization else None
    place = scores[naming.place] if naming.place else None
    others = [one for one in (title, owner) if one is not None]
    if title is not None:
        total += title.title + _PRESENT * title.count - max(0.0, title.place - _SURE_PLACE * title.count)
    if owner is not None:
        total += _PRESENT * owner.count - owner.title - max(0.0, owner.place - _SURE_PLACE * owner.count)
    if title is not None and owner is not None:
        total += _IN_ORDER * title.count * (1 if title.order < owner.order else -1)
        total -= _NOT_AT_RIGHT * sum(one.count * one.right for one in others)
    total += _place_worth(place, owner, others)
    named = (naming.title, naming.organization, naming.place)
    unnamed = [one.count for slot, one in scores.items() if slot not in named and 2 * one.count > headings]
    room = sum(slot is None for slot in named)
    return total - _IN_ORDER * sum(one.order for one in others) - _UNNAMED * sum(unnamed[:room])


def _place_worth(place: _Scores | None, owner: _Scores | None, others: Sequence[_Scores]) -> float:
    """What speaks for a slot as that of places, or for places that stand behind their organisation."""
    if place is None:
        return owner.tails if owner is not None else 0.0
    if len(others) < 2 and place.place < _SURE_PLACE * place.count:
        return float("-inf")
    first = owner.order if owner is not None else max((one.order for one in others), default=0.0)
    before = place.order < first and not place.right
    worth = place.place + _PRESENT * place.count + _IN_ORDER * place.count * (-3 if before else 1)
    return worth - (place.owned if owner is None else 0.0)
