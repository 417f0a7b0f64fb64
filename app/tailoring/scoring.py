"""The score of a match, in sums that a person can check by hand."""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from app.documents.working_time import spelt_out
from app.postings.service import Keyword, Origin
from app.tailoring.results import Counted, KeywordMatch, NearMatch, ScorePart, YearsShown
from app.tailoring.showing import Found

SHARES = {"Must-haves": 65, "Day-to-day work": 15, "Nice to have": 10, "Years of experience": 10}
_BY_KEYWORDS = ("Must-haves", "Day-to-day work", "Nice to have")
_PART_OF: dict[Origin, str] = {
    "required": "Must-haves",
    "duties": "Day-to-day work",
    "title": "Day-to-day work",
    "about": "Day-to-day work",
    "nice": "Nice to have",
}
_FULL, _INFERRED, _NEARLY = 100, 90, 50
_UNDATED, _BY_YEARS = 60, 40
_KIND_TEXT = {
    "exact": "shown",
    "alias": "shown, spelt otherwise",
    "stem": "shown, another form",
    "inferred": "inferred",
}


class _Credit(NamedTuple):
    """In hundredths, with its reason in words."""

    hundredths: int
    why: str


class _Wish(NamedTuple):
    """What a posting wants once, by any of `terms`; `weight` in hundredths."""

    part: str
    terms: tuple[str, ...]
    weight: int
    credit: _Credit


def score(
    keywords: Sequence[Keyword], found: Sequence[Found], years: YearsShown | None
) -> tuple[int, tuple[ScorePart, ...]]:
    """The score, 0 to 100, and its parts, whose points add up to it exactly.

    Must-haves count 65 of 100, what the daily work needs 15, nice-to-haves 10 and years of experience 10;
    what a posting does not name is shared out among the rest in proportion. Within a part each keyword
    counts by its weight: in full when shown, 0.9 when inferred, 0.5 when nearly shown. A keyword that is asked for with
    years keeps 0.6 of that and earns the other 0.4 by the share of the years that dated jobs show. Of alternatives
    ("Go or Rust") the best counts, once. Years of experience count as the share of the years asked for.
    Points are rounded down, so one more shown keyword never lowers any part, nor the score.
    """
    wishes = _wishes(keywords, found)
    mine = {name: [wish for wish in wishes if wish.part == name] for name in _BY_KEYWORDS}
    names = [name for name in _BY_KEYWORDS if mine[name]] + (["Years of experience"] if years else [])
    sizes = _sizes(names)
    parts = [_part(name, sizes[name], mine[name]) for name in names if name in mine]
    if years:
        parts.append(_years_part(sizes["Years of experience"], years))
    return sum(part.points for part in parts), tuple(parts)


def _part(name: str, of: int, wishes: Sequence[_Wish]) -> ScorePart:
    earned = sum(wish.weight * wish.credit.hundredths for wish in wishes)
    whole = sum(wish.weight for wish in wishes)
    full = sum(wish.credit.hundredths > _NEARLY for wish in wishes)
    near = sum(wish.credit.hundredths == _NEARLY for wish in wishes)
    nearly = f", {near} nearly" if near else ""
    return ScorePart(
        name,
        of * earned // (whole * 100),
        of,
        f"{full} of {len(wishes)} shown{nearly}.",
        share=SHARES[name],
        earned=earned / 10_000,
        whole=whole / 100,
        counted=tuple(
            Counted(
                terms=wish.terms,
                weight=wish.weight / 100,
                credit=wish.credit.hundredths / 100,
                why=wish.credit.why,
            )
            for wish in wishes
        ),
    )


def _years_part(of: int, years: YearsShown) -> ScorePart:
    asked = 12 * years.asked
    earned = min(years.months, asked)
    have = "No dated time" if years.state == "undated" else spelt_out(years.months)
    text = f"{have} in jobs that show the posting's keywords; it asks for {years.asked} y."
    name = "Years of experience"
    return ScorePart(name, of * earned // asked, of, text, share=SHARES[name], earned=earned, whole=asked, years=years)


def _wishes(keywords: Sequence[Keyword], found: Sequence[Found]) -> list[_Wish]:
    """Each thing that is wanted once, whatever the order of the keywords."""
    credit = {one.term: _credit(one) for one in found}
    nothing = _Credit(0, "missing")
    groups: dict[frozenset[str], list[Keyword]] = {}
    for keyword in keywords:
        groups.setdefault(frozenset({keyword.term, *keyword.alternatives}), []).append(keyword)
    wishes = []
    for choices, members in groups.items():
        terms = sorted(choices, key=lambda term: (-credit.get(term, nothing).hundredths, term))
        wishes.append(
            _Wish(
                min((_PART_OF[keyword.origin] for keyword in members), key=_BY_KEYWORDS.index),
                tuple(terms),
                max(1, round(100 * max(keyword.weight for keyword in members))),
                credit.get(terms[0], nothing),
            )
        )
    return wishes


def _credit(one: Found) -> _Credit:
    if isinstance(one, NearMatch):
        return _Credit(_NEARLY, "nearly")
    if not isinstance(one, KeywordMatch):
        return _Credit(0, "missing")
    full = _INFERRED if one.kind == "inferred" else _FULL
    why = _KIND_TEXT[one.kind]
    if one.years is None:
        return _Credit(full, why)
    asked = 12 * one.years.asked
    have = min(one.years.months, asked)
    told = "no dates" if one.years.state == "undated" else f"{spelt_out(one.years.months)} of {one.years.asked} y"
    return _Credit(full * (_UNDATED * asked + _BY_YEARS * have) // (100 * asked), f"{why}; {told}")


def _sizes(names: Sequence[str]) -> dict[str, int]:
    """Whole points for each part, 100 together, by largest remainder."""
    total = sum(SHARES[name] for name in names)
    exact = {name: SHARES[name] * 100 / total for name in names}
    sizes = {name: floor(value) for name, value in exact.items()}
    for name in sorted(names, key=lambda name: sizes[name] - exact[name])[: 100 - sum(sizes.values())]:
        sizes[name] += 1
    return sizes
