"""What the numbers of one line also give: sums, shares of a whole and what goes beyond a whole."""

import re
from collections.abc import Sequence

from app.documents.facts.comparing import derived, pairs
from app.documents.facts.numbers import Quantity
from app.documents.facts.words import meaning_of

_AND = r"(?:,|,?\s+(?:and|plus|und|sowie|et|y|e|en))\s+"
_JOINED = re.compile(rf"(?:[\s-]+[\w'’-]+){{0,4}}?{_AND}", re.ASCII)
_ONE_MORE = re.compile(rf"(?:[\s-]+[\w'’-]+){{1,4}}?{_AND}(?:an?|one|einen?|une?|einer|una?|een)\s+(?=[a-z]{{3}})")
_ONE_BEFORE = re.compile(rf"(?:^|[\s(:])(?:an?|one|einen?|une?|een)(?:\s+[\w'’-]+){{1,3}}{_AND}$")
_CUT = re.compile(
    r"\b(?:cut|reduc\w+|lower\w*|trim\w*|saved?|fell|dropped|shr[aiu]nk|gesenkt|senkt\w*|redui\w+|baisse\w*)\b"
)
_EVERY_OTHER = re.compile(
    r"\b(?:every\s+(?:other|second)|alternate)\s+(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|evenings?)\b"
)
_LONGEST_GAP, _LONGEST_LEAD = 48, 40
_MOST = 12
_WHOLE, _FAR_BEYOND = 100.0, 300.0


def implied_quantities(folded: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Changes from one value to another, sums of what is counted, shares, and the surplus over a whole."""
    changes = [(one, other) for one, other in pairs(quantities) if not _JOINED.fullmatch(folded[one.end : other.start])]
    found = [name for first, second in changes for name in derived(first, second)]
    kept = quantities[:_MOST]
    found += _sums(folded, kept)
    for one in kept:
        found += _of_a_whole(one)
    found += [left for one in kept if (left := _left_of(folded, one)) is not None]
    found += [name for one in kept if _is_count(one) for name in _before_growth(one, kept)]
    found += [_twice_a_month(match) for match in _EVERY_OTHER.finditer(folded)]
    return tuple(found)


def _left_of(folded: str, one: Quantity) -> Quantity | None:
    """A cut by 34 % leaves two thirds."""
    if one.unit != "%" or not 0 < one.value < _WHOLE or not _CUT.search(folded, 0, one.start):
        return None
    return one._replace(value=_WHOLE - one.value, nearness="exact", change=True, lead="to")


def _before_growth(one: Quantity, quantities: Sequence[Quantity]) -> list[Quantity]:
    """ "6,000 a week, four times as many as before": 1,500 before."""
    factors = [
        other.value for other in quantities if other.unit == "times" and other.value > 1 and other.start > one.end
    ]
    return [one._replace(value=one.value / factor, lead="from") for factor in factors]


def _twice_a_month(match: re.Match[str]) -> Quantity:
    """ "Every other Friday" is two Fridays a month."""
    start, end = match.span()
    return Quantity(start, end, start, 2.0, "", nouns=(meaning_of(match["day"]),))


def _sums(folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """ "Five engineers and two technicians" are seven people; "an archive clerk" beside two is a third."""
    found: list[Quantity] = []
    for index, first in enumerate(quantities):
        if not _is_count(first):
            continue
        total, nouns, last = first.value, first.nouns, first
        if _ONE_BEFORE.search(folded, max(0, first.start - _LONGEST_LEAD), first.start):
            total += 1
            found.append(_total(first, total, nouns))
        for following in quantities[index + 1 :]:
            gap = folded[last.end : following.start]
            if not _is_count(following) or len(gap) > _LONGEST_GAP or not _JOINED.fullmatch(gap):
                break
            total, last = total + following.value, following
            nouns = tuple(noun for noun in nouns if noun in following.nouns)
            found.append(_total(first, total, nouns))
        if _ONE_MORE.match(folded, last.end, min(len(folded), last.end + _LONGEST_GAP)):
            found.append(_total(first, total + 1, nouns))
    return found


def _is_count(quantity: Quantity) -> bool:
    return quantity.unit == "" and quantity.high is None and quantity.nearness == "exact" and quantity.value % 1 == 0


def _total(first: Quantity, value: float, nouns: tuple[str, ...]) -> Quantity:
    return first._replace(value=value, nouns=(meaning_of("people"), *nouns), lead="sum")


def _of_a_whole(one: Quantity) -> list[Quantity]:
    """ "57 of 60" are 95 %; "118 % of quota" is 18 % over it."""
    if one.unit == "%" and _WHOLE < one.value <= _FAR_BEYOND:
        return [one._replace(value=one.value - _WHOLE, nearness="exact", change=True, lead="by")]
    if not one.unit.startswith("outof:"):
        return []
    whole = float(one.unit[6:])
    plain = one._replace(unit="", nearness="exact", lead="")
    share = round(100 * one.value / whole, 1) if whole else 0.0
    return [
        plain,
        plain._replace(value=whole),
        plain._replace(unit="%", value=share),
        plain._replace(unit="%", value=round(share)),
    ]
