"""Places in the headings of entries: alone in a text, or after their employer ("Balkan Traders, Sofia")."""

import re
from collections.abc import Sequence
from typing import Final

from app.documents.entries import (
    looks_like_place,
    organisation_evidence,
    place_evidence,
    position_likelihood,
    school_likelihood,
)
from app.documents.folding import fold
from app.documents.latex.headings import Heading
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_commas, trimmed
from app.documents.place_names import COUNTRIES

BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_WITH_STATE: Final = re.compile(r"[^,]+,\s*[A-Z]{2}")
_AFTER_COMMA: Final = re.compile(r"[^,]+,\s*[^,]+")
_SEVERAL: Final = re.compile(r"\s+(?:and|und|et|y|e|en|&|/)\s+|/")
_SURE_WORD: Final = 0.8
_MOST_WORDS: Final = 4
_MOST_CAPITALS: Final = 2
_KNOWN: Final = 1.5


def place_likelihood(text: str) -> float:
    """From -1 (no place) to 1 (a place of the lists, a city with its region, or a way of working).

    Of several places ("London and Gstaad") the best known counts.
    """
    bare = BRACKETS.sub("", text).strip(" ,")
    several = _SEVERAL.split(bare)
    if len(several) > 1:
        found = [place_likelihood(part) for part in several]
        if max(found) == 1 and min(found) > 0:
            return 1.0
    if _WITH_STATE.fullmatch(bare) and looks_like_place(bare):
        return 1.0
    evidence = place_evidence(text)
    if evidence < 0 or abs(position_likelihood(bare)) >= _SURE_WORD > evidence or school_likelihood(bare) > evidence:
        return -1.0
    return 1.0 if evidence >= 1 or _AFTER_COMMA.fullmatch(bare) else 0.4


def take_tails(headings: Sequence[Heading]) -> None:
    """Where employers mostly end in a place after a comma ("Balkan Traders, Sofia"), that is their place.

    Where nearly all do, a short tail that no list knows is one as well.
    """
    open_ones = [heading for heading in headings if heading.location is None and "organization" in heading.roles]
    tails = [(heading, _tail(heading.roles["organization"])) for heading in open_ones]
    parted = [(heading, start) for heading, start in tails if start > 0]
    places = [(heading, start) for heading, start in parted if place_likelihood(_owner_text(heading)[start:]) > 0]
    if 2 * len(places) < len(parted):
        return
    if 3 * len(places) >= 2 * len(open_ones) and len(places) > 1:
        places = [(heading, start) for heading, start in parted if _may_be_place(_owner_text(heading)[start:])]
    for heading, start in places:
        owner = heading.roles["organization"]
        heading.location = without_stop(trimmed(owner.slice(start, len(owner.text))))
        heading.roles["organization"] = trimmed(owner.slice(0, start))


def _owner_text(heading: Heading) -> str:
    return heading.roles["organization"].text


def _may_be_place(text: str) -> bool:
    """A place, or a few words that name no position, no organisation and no school."""
    if place_likelihood(text) > 0:
        return True
    short = len(text.split()) <= _MOST_WORDS and not any(map(str.isdigit, text))
    return short and position_likelihood(text) == 0 and school_likelihood(text) == 0 and not organisation_evidence(text)


def without_stop(place: Rich) -> Rich:
    """A place without the full stop of its line ("York."); "Washington, D.C." keeps its own."""
    ends = place.text.endswith(".") and place.text.count(".") == 1
    return place.slice(0, len(place.text) - 1) if ends else place


def may_have_owner(text: str) -> bool:
    """Whether "Balkan Traders, Sofia" may be meant: what stands before the comma is no place that is known."""
    head, comma, tail = text.partition(",")
    return bool(comma) and place_evidence(head) < 1 and len(tail.strip()) > 2 and fold(tail.strip()) not in COUNTRIES


def tail_text(owner: Rich) -> str:
    start = _tail(owner)
    return owner.text[start:] if start else ""


def _tail(owner: Rich) -> int:
    """Where the last part after a comma begins, a state or country with the city before it; 0 when there is none."""
    parts = cut_commas(owner)
    if len(parts) < 2:
        return 0
    last = parts[-1].text
    city = parts[-2].text
    in_state = _WITH_STATE.fullmatch(f"{city}, {last}") is not None and place_likelihood(f"{city}, {last}") == 1
    in_town = place_evidence(last) > _KNOWN and organisation_evidence(parts[0].text) >= _SURE_WORD
    with_city = len(parts) > 2 and (
        in_state or (is_region(last) and _is_short_place(city)) or (in_town and _is_district(city))
    )
    return owner.text.rfind(parts[-2].text if with_city else last)


def is_region(text: str) -> bool:
    """A state's letters or a country."""
    return (len(text) == 2 and text.isupper()) or fold(text).lower() in COUNTRIES


def _is_district(text: str) -> bool:
    """One to three words that could be a place and are no known one: "Idi-Araba" before "Lagos"."""
    is_name = "." not in text and not text.split()[-1].isupper() and not organisation_evidence(text)
    return is_name and len(text.split()) < _MOST_WORDS and 0 < place_likelihood(text) < 1


def _is_short_place(text: str) -> bool:
    """A place of one or two words, small ones ("de") not counted."""
    return place_likelihood(text) > 0 and sum(word[:1].isupper() for word in text.split()) <= _MOST_CAPITALS
