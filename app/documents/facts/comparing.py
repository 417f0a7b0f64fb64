"""Whether a quantity that a text claims agrees with one that a résumé gives."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from app.documents.facts.numbers import Quantity
from app.documents.facts.words import counting_words, load_words

_ROUNDING = 0.1
_COLLECTIVE = 0.17
_CONVERSION = 0.1
_FAR = 2.0


def agrees(claimed: Quantity, given: Quantity) -> bool:
    """Whether what is claimed is true if what is given is; the things that are counted are not compared here.

    "Over 30 %" is true of 35 %, not of 25 %; "about 40 %" of 38 %; "40 %" of 40 % alone; "up to" lets nothing be said
    without it. A claim that is true but more than twice away speaks of something else.
    """
    scale = _scale(claimed.unit, given.unit)
    if scale is None or _changes_otherwise(claimed, given):
        return False
    latitude = _CONVERSION if claimed.unit != given.unit and claimed.unit.startswith("time:") else 0.0
    low, high = given.value * scale, (given.high if given.high is not None else given.value) * scale
    if claimed.high is not None:
        return _equal(claimed.value, low, latitude) and _equal(claimed.high, high, latitude)
    if claimed.nearness in ("about", "loosely"):
        rounding = _ROUNDING if claimed.nearness == "about" else _COLLECTIVE
        return low * (1 - rounding) <= claimed.value <= high * (1 + rounding)
    if claimed.nearness in ("over", "least"):
        return _exceeds(claimed, given, high, latitude)
    if claimed.nearness in ("under", "most"):
        return high <= claimed.value * (1 + latitude) and claimed.value <= high * _FAR
    if claimed.nearness == "nearly":
        return claimed.value * 0.85 <= high <= claimed.value * (1 + latitude)
    if given.nearness == "most" or (given.nearness == "nearly" and not _equal(claimed.value, high, latitude)):
        return False
    if given.high is not None:
        return False
    return _equal(claimed.value, high, latitude) or _is_rounded(claimed.value, high)


def derived(first: Quantity, second: Quantity) -> list[Quantity]:
    """What a change from one value to another is also called: a difference, a percentage, a factor, what is
    left of it (led by "to"); all rounded."""
    if not first.value or not second.value or first.unit != second.unit or first.unit.startswith("label:"):
        return []
    share = abs(first.value - second.value) / first.value * 100
    factor = max(first.value, second.value) / min(first.value, second.value)
    ratio = second.value / first.value * 100
    plain = first._replace(nearness="exact", high=None, change=True, lead="by")
    found = [plain._replace(value=abs(first.value - second.value))]
    found += [plain._replace(value=round(share, digits), unit="%") for digits in (0, 1)]
    factors = [round(factor, 1), *([round(factor)] if abs(round(factor) - factor) <= factor * _ROUNDING else [])]
    found += [plain._replace(value=value, unit="times") for value in factors]
    if ratio < 100:
        found += [plain._replace(value=round(ratio, digits), unit="%", lead="to") for digits in (0, 1)]
    if first.unit == "%":
        found.append(plain._replace(value=abs(first.value - second.value), unit="points"))
    return found


def other_names(given: Quantity) -> list[Quantity]:
    """A doubling is also growth by 100 %, and growth by 100 % a doubling."""
    if given.unit == "times" and given.change:
        return [given._replace(unit="%", value=(given.value - 1) * 100)]
    if given.unit == "%" and given.value >= 100:
        return [given._replace(unit="times", value=given.value / 100 + 1)]
    return []


def any_agrees(claimed: Quantity, given: Iterable[Quantity]) -> bool:
    """Whether any of the given quantities, or another name for one, agrees."""
    return any(agrees(claimed, name) for one in given for name in (one, *other_names(one)))


def same_unit(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities can be compared at all."""
    return _scale(first.unit, second.unit) is not None


def pairs(quantities: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Neighbouring quantities of one unit: the ends of a change."""
    return [(first, second) for first, second in pairwise(quantities) if first.unit == second.unit]


def _changes_otherwise(claimed: Quantity, given: Quantity) -> bool:
    """Whether "to a third" is claimed of a change by a third, the other way round, or one in three of a change."""
    if not given.change or given.unit != "%":
        return False
    return claimed.lead == "of" or (claimed.lead == "to") != (given.lead == "to")


def _exceeds(claimed: Quantity, given: Quantity, high: float, latitude: float) -> bool:
    if claimed.value > high * (1 + latitude) or high > claimed.value * _FAR:
        return False
    if _equal(claimed.value, high, 0.0):
        return claimed.nearness == "least" or given.nearness in ("over", "least")
    return given.nearness not in ("most", "nearly")


def _scale(claimed: str, given: str) -> float | None:
    """What a given value is multiplied with to be in the claimed unit."""
    if claimed == given:
        return 1.0
    if claimed.startswith("time:") and given.startswith("time:"):
        seconds = _seconds()
        return seconds[given[5:]] / seconds[claimed[5:]]
    if "" in (claimed, given) and (claimed + given) in _currencies():
        return 1.0
    if (claimed == "" and given.startswith("label:")) or (given == "" and _is_loose_label(claimed)):
        return 1.0
    return None


def _is_loose_label(unit: str) -> bool:
    """Whether a word before a number may be no name after all ("photographed 30")."""
    return unit.startswith("label:") and unit[6:] not in counting_words().labels


def _equal(first: float, second: float, latitude: float) -> bool:
    return abs(first - second) <= max(latitude, 1e-9) * max(abs(first), abs(second))


def _is_rounded(claimed: float, given: float) -> bool:
    """Whether a claim with at least two figures is the given value, told less exactly."""
    digits = f"{claimed:.10g}".rstrip("0").rstrip(".") if claimed % 1 else f"{claimed:.0f}".rstrip("0")
    figures = len(digits.replace(".", "").lstrip("0"))
    if figures < 2 or not given:
        return False
    return float(f"{given:.{figures}g}") == claimed and f"{given:.10g}" != f"{claimed:.10g}"


@lru_cache(maxsize=1)
def _seconds() -> dict[str, float]:
    return {name: float(seconds) for name, seconds in load_words()["time"].items()}


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(load_words()["currencies"])
