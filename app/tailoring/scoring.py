"""The score of a match, in parts that a person can follow."""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from app.postings.service import Keyword, Origin
from app.tailoring.results import KeywordMatch, Missing, NearMatch, ScorePart

_SHARES = {"Must-haves": 65, "Day-to-day work": 15, "Nice to have": 10, "Years of experience": 10}
_PART_OF: dict[Origin, str] = {
    "required": "Must-haves",
    "duties": "Day-to-day work",
    "title": "Day-to-day work",
    "about": "Day-to-day work",
    "nice": "Nice to have",
}
_INFERRED, _NEARLY = 0.9, 0.5


class _Wish(NamedTuple):
    part: str
    weight: float
    credit: float


def score(
    keywords: Sequence[Keyword],
    found: Sequence[KeywordMatch | NearMatch | Missing],
    years: float | None,
    years_required: int | None,
) -> tuple[int, tuple[ScorePart, ...]]:
    """The score, 0 to 100, and its parts, whose points add up to it exactly.

    Must-haves count 65 of 100, what the daily work needs 15, nice-to-haves 10 and years of experience 10;
    what a posting does not name is shared out among the rest in proportion. Within a part each keyword
    counts by its weight: in full when shown, 0.9 when inferred, 0.5 when nearly shown. Of alternatives
    ("Go or Rust") the best counts, once. Years count as the share of the years asked for that was spent in
    jobs that show some keyword.
    Points are rounded down, so one more shown keyword never lowers any part, nor the score.
    """
    wishes = _wishes(keywords, found)
    earned: dict[str, tuple[float, str]] = {}
    for name in ("Must-haves", "Day-to-day work", "Nice to have"):
        mine = [wish for wish in wishes if wish.part == name]
        if mine:
            share = sum(wish.weight * wish.credit for wish in mine) / sum(wish.weight for wish in mine)
            full = sum(wish.credit >= _INFERRED for wish in mine)
            near = sum(wish.credit == _NEARLY for wish in mine)
            nearly = f", {near} nearly" if near else ""
            earned[name] = (share, f"{full} of {len(mine)} shown{nearly}.")
    if years_required:
        have = f"{years:g}" if years else "No dated"
        share = min(1.0, (years or 0.0) / years_required)
        earned["Years of experience"] = (
            share,
            f"{have} years in jobs that show the posting's keywords; it asks for {years_required}.",
        )
    sizes = _sizes(list(earned))
    parts = tuple(
        ScorePart(name, floor(sizes[name] * share + 1e-9), sizes[name], explanation)
        for name, (share, explanation) in earned.items()
    )
    return sum(part.points for part in parts), parts


def _wishes(keywords: Sequence[Keyword], found: Sequence[KeywordMatch | NearMatch | Missing]) -> list[_Wish]:
    credit = {one.term: _credit(one) for one in found}
    wishes: dict[frozenset[str], _Wish] = {}
    for keyword in keywords:
        choices = frozenset({keyword.term, *keyword.alternatives})
        best = max(credit.get(term, 0.0) for term in choices)
        weight = max(keyword.weight, wishes[choices].weight if choices in wishes else 0.0)
        part = wishes[choices].part if choices in wishes else _PART_OF[keyword.origin]
        wishes[choices] = _Wish(part, weight, best)
    return list(wishes.values())


def _credit(one: KeywordMatch | NearMatch | Missing) -> float:
    if isinstance(one, KeywordMatch):
        return _INFERRED if one.kind == "inferred" else 1.0
    return _NEARLY if isinstance(one, NearMatch) else 0.0


def _sizes(names: Sequence[str]) -> dict[str, int]:
    """Whole points for each part, 100 together, by largest remainder."""
    total = sum(_SHARES[name] for name in names)
    exact = {name: _SHARES[name] * 100 / total for name in names}
    sizes = {name: floor(value) for name, value in exact.items()}
    for name in sorted(names, key=lambda name: sizes[name] - exact[name])[: 100 - sum(sizes.values())]:
        sizes[name] += 1
    return sizes
