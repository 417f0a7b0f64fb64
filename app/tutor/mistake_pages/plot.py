"""Weeks as a drawing: bars of new mistakes by type, and below them the reviews with those that were remembered.

The drawing is stretched to whatever room there is, so it holds shapes only; words and numbers are HTML beside it.
"""

from collections.abc import Iterator, Sequence

import msgspec

from app.tutor.corrections.models import Type
from app.tutor.mistakes import Week

KINDS: dict[Type, str] = {
    "grammar": "Grammar",
    "spelling": "Spelling",
    "word_choice": "Choice of words",
    "punctuation": "Punctuation",
    "register": "Tone",
}
SLOT = 10
"""Units of the drawing's width for each week; its height is 100."""
_BAR = 7.0
_STEPS = (2, 4, 6, 8, 10)


class Bar(msgspec.Struct, frozen=True):
    """One type in one week, as a rectangle; `title` says it in words."""

    kind: str
    x: str
    y: str
    height: str
    title: str


class Row(msgspec.Struct, frozen=True):
    """A week as numbers: `added` in the order of the plot's kinds."""

    week: str
    added: tuple[int, ...]
    reviewed: int
    remembered: int


class Plot(msgspec.Struct, frozen=True, kw_only=True):
    """`width` in units. `added_top`, `reviews_top`: what the upper edge of each drawing stands for; even numbers.

    `kinds`: (type, name) of those that occur. `area` and `line` are SVG paths of the remembered and of all reviews,
    `dots` of the weeks that had some; empty without reviews. `summary` is the drawing in a sentence or two.
    """

    width: int
    bar_width: float
    added_top: int
    reviews_top: int
    kinds: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    area: str
    line: str
    dots: str
    rows: tuple[Row, ...]
    summary: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in these weeks."""
        return not self.bars and not self.area


def plot_of(weeks: Sequence[Week]) -> Plot:
    """The weeks, oldest first."""
    kinds = [kind for kind in KINDS if any(week.added.get(kind) for week in weeks)]
    added = [sum(week.added.values()) for week in weeks]
    reviewed = [sum(week.reviewed.values()) for week in weeks]
    remembered = [sum(week.remembered.values()) for week in weeks]
    added_top, reviews_top = _top(max(added, default=0)), _top(max(reviewed, default=0))
    has_reviews = any(reviewed)
    return Plot(
        width=SLOT * len(weeks),
        bar_width=_BAR,
        added_top=added_top,
        reviews_top=reviews_top,
        kinds=tuple((kind, KINDS[kind]) for kind in kinds),
        bars=tuple(bar for at, week in enumerate(weeks) for bar in _bars(at, week, kinds, added_top)),
        area=_area(remembered, reviews_top) if has_reviews else "",
        line=_line(reviewed, reviews_top) if has_reviews else "",
        dots=_dots(remembered, reviewed, reviews_top),
        rows=tuple(
            Row(day_of(week), tuple(week.added.get(kind, 0) for kind in kinds), done, known)
            for week, done, known in zip(weeks, reviewed, remembered, strict=True)
        ),
        summary=_summary(weeks, kinds, sum(reviewed), sum(remembered)),
    )


def day_of(week: Week) -> str:
    """Its Monday: "2 Mar"."""
    return f"{week.start.day} {week.start:%b}"


def _bars(at: int, week: Week, kinds: Sequence[Type], top: int) -> Iterator[Bar]:
    below = 0
    for kind in kinds:
        amount = week.added.get(kind, 0)
        if not amount:
            continue
        below += amount
        title = f"Week of {day_of(week)}, {KINDS[kind].lower()}: {amount} new"
        yield Bar(kind, _number(at * SLOT + (SLOT - _BAR) / 2), _height(below, top), _number(100 * amount / top), title)


def _area(values: Sequence[int], top: int) -> str:
    last = _number((len(values) - 0.5) * SLOT)
    return f"{_line(values, top)}L{last} 100L{_number(SLOT / 2)} 100Z"


def _line(values: Sequence[int], top: int) -> str:
    points = (f"{_number((at + 0.5) * SLOT)} {_height(value, top)}" for at, value in enumerate(values))
    return "M" + "L".join(points)


def _dots(remembered: Sequence[int], reviewed: Sequence[int], top: int) -> str:
    return "".join(
        f"M{_number((at + 0.5) * SLOT)} {_height(known, top)}h0"
        for at, (known, done) in enumerate(zip(remembered, reviewed, strict=True))
        if done
    )


def _height(value: int, top: int) -> str:
    return _number(100 - 100 * value / top)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _top(most: int) -> int:
    """The least even round number that is not below `most`."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size >= most:
                return step * size
        size *= 10


def _summary(weeks: Sequence[Week], kinds: Sequence[Type], reviewed: int, remembered: int) -> str:
    counts = ((KINDS[kind].lower(), sum(week.added.get(kind, 0) for week in weeks)) for kind in kinds)
    made = ", ".join(f"{amount} {name}" for name, amount in counts) or "none"
    reviews = f"{reviewed} reviews, {remembered} of them remembered" if reviewed else "no reviews"
    return f"New mistakes in {len(weeks)} weeks: {made}. {reviews[0].upper()}{reviews[1:]}."
