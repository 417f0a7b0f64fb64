"""Whether a text comes in the résumé's order: Kendall's tau over its entries and lines, and the lines out of turn."""

from bisect import bisect_left
from collections.abc import Sequence

from app.documents.machine_view.expected import LINES
from app.documents.machine_view.results import ReadingOrder
from app.documents.machine_view.seeking import Arrival

_MOST_STRAYS = 12


def reading_order(arrivals: Sequence[Arrival]) -> ReadingOrder:
    """How a text's order agrees with the résumé's.

    An entry's head (title, employer, dates) counts once, since templates arrange it as they like; each bullet and
    paragraph counts for itself, a list of skills as one. Contact details stand where a design wants them and are left
    out, headings are counted with what they head. What is lost has no place and is not counted.
    """
    units = _units(arrivals)
    places = [place for place, _ in units]
    if len(units) < 2:
        return ReadingOrder(None)
    in_turn = set(_longest_rising(places))
    strays = tuple(dict.fromkeys(text for index, (_, text) in enumerate(units) if index not in in_turn))
    return ReadingOrder(round(kendall_tau(places), 4), strays[:_MOST_STRAYS])


def kendall_tau(places: Sequence[int]) -> float:
    """Tau-a of places listed in the order wanted: 1 when they rise, -1 when they fall; at least two."""
    count = len(places)
    balance = 0
    for index, place in enumerate(places):
        for later in places[index + 1 :]:
            balance += (later > place) - (later < place)
    return balance / (count * (count - 1) / 2)


def _units(arrivals: Sequence[Arrival]) -> list[tuple[int, str]]:
    heads: dict[str, tuple[int, str]] = {}
    units: list[tuple[int, str] | str] = []
    for arrival in arrivals:
        wanted = arrival.expected
        if arrival.place is None or wanted.section == "basics" or wanted.kind == "heading":
            continue
        start = arrival.place[0]
        if wanted.kind in LINES:
            units.append((start, wanted.text))
        elif wanted.block not in heads:
            heads[wanted.block] = (start, wanted.text)
            units.append(wanted.block)
        else:
            first, text = heads[wanted.block]
            heads[wanted.block] = (min(first, start), text)
    return [heads[unit] if isinstance(unit, str) else unit for unit in units]


def _longest_rising(places: Sequence[int]) -> list[int]:
    """Indices of a longest part that rises (patience sorting): what is left over is what stands out of turn."""
    ends: list[int] = []
    tails: list[int] = []
    before = [-1] * len(places)
    for index, place in enumerate(places):
        at = bisect_left(ends, place)
        before[index] = tails[at - 1] if at else -1
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [index]
    found = []
    index = tails[-1] if tails else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
