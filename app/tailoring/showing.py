"""How a résumé shows one keyword: by its word, by another, by what includes it, nearly, or not at all."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from app.documents.terms.sightings import Faint, Shown, Sighting
from app.documents.terms.vocabulary import implied_by, related_to
from app.postings.service import Keyword
from app.tailoring.results import Inference, KeywordMatch, Missing, NearMatch

Kind = Literal["exact", "alias", "stem", "inferred"]
Found = KeywordMatch | NearMatch | Missing
_KIND_RANK: dict[Kind, int] = {"exact": 0, "alias": 1, "stem": 2, "inferred": 3}
_FAINT = {
    "basic": "Your résumé calls this basic, so it counts as nearly shown.",
    "wished": "Your résumé names this as an interest or something to learn, not as something you have done.",
}


def found_by_words(keyword: Keyword, shown: Shown) -> Found:
    """The strongest of what the word lists know to say; a line that only speaks of the thing shows nothing."""
    return (
        _direct(keyword, shown)
        or _implied(keyword, shown)
        or faintly(keyword, shown)
        or _related(keyword, shown)
        or lacking(keyword, shown)
    )


def inferred_or(found: Found, keyword: Keyword, inferred: Mapping[str, Inference], shown: Shown) -> Found:
    """What was found by words; else, where a line was said to show it in other words, that.

    A line that names the keyword and takes it back ("no Java") cannot be what shows it.
    """
    one = inferred.get(keyword.term)
    if one is None or isinstance(found, KeywordMatch):
        return found
    if any(faint.line.pointer == one.pointer for faint in shown.faint.get(keyword.term, ())):
        return found
    return matched(keyword, "inferred", one.pointer, one.line, one.reason)


def sightings_for_years(keyword: str, shown: Shown) -> list[tuple[str, Sighting]]:
    """Where the keyword is shown, by its own name (empty) or by the name of what includes it."""
    own = [("", sighting) for sighting in shown.sightings.get(keyword, ())]
    terms = dict.fromkeys(relation.term for relation in implied_by().get(keyword, ()))
    return [*own, *((term, sighting) for term in terms for sighting in shown.sightings.get(term, ()))]


def matched(
    keyword: Keyword, kind: Kind, pointer: str, line: str, reason: str = "", pointers: Sequence[str] = ()
) -> KeywordMatch:
    """A keyword that `line` shows; `pointers` are all its lines, when there are more."""
    return KeywordMatch(
        term=keyword.term,
        category=keyword.category,
        required=keyword.required,
        weight=keyword.weight,
        kind=kind,
        pointer=pointer,
        line=line,
        reason=reason,
        pointers=tuple(dict.fromkeys(pointers)) or (pointer,),
    )


def nearly(keyword: Keyword, pointer: str, line: str, reason: str) -> NearMatch:
    """A keyword that `line` supports without showing it."""
    return NearMatch(
        term=keyword.term,
        category=keyword.category,
        required=keyword.required,
        weight=keyword.weight,
        pointer=pointer,
        line=line,
        reason=reason,
    )


def faintly(keyword: Keyword, shown: Shown) -> NearMatch | None:
    """Near, when a line names the keyword as something basic or wished for."""
    for standing in ("basic", "wished"):
        one = _first(keyword, shown, standing)
        if one is not None:
            return nearly(keyword, one.line.pointer, one.line.shown, _FAINT[standing])
    return None


def lacking(keyword: Keyword, shown: Shown) -> Missing:
    """A keyword that nothing supports, with the line that says so where one does."""
    one = _first(keyword, shown, "denied")
    return Missing(
        term=keyword.term,
        category=keyword.category,
        required=keyword.required,
        weight=keyword.weight,
        pointer=one.line.pointer if one else "",
        line=one.line.shown if one else "",
        reason="Your résumé says itself that you do not have this." if one else "",
    )


def _first(keyword: Keyword, shown: Shown, standing: str) -> Faint | None:
    places = [faint for faint in shown.faint.get(keyword.term, ()) if faint.standing == standing]
    return min(places, key=lambda faint: faint.line.rank, default=None)


def _direct(keyword: Keyword, shown: Shown) -> KeywordMatch | None:
    sightings = shown.sightings.get(keyword.term)
    if not sightings:
        return None
    spelt = {text.casefold() for text in (keyword.term, *keyword.found)}
    best = min(sightings, key=lambda sighting: (_KIND_RANK[_kind(sighting, spelt)], sighting.line.rank))
    kind = _kind(best, spelt)
    reason = "" if kind == "exact" else f"“{best.hit.text}” is another way to write {keyword.term}."
    if kind == "stem":
        reason = f"“{best.hit.text}” is another form of {keyword.term}."
    return _seen(keyword, kind, best, sightings, reason)


def _kind(sighting: Sighting, spelt: set[str]) -> Kind:
    if " ".join(sighting.hit.text.split()).casefold() in spelt:
        return "exact"
    return sighting.hit.via


def _implied(keyword: Keyword, shown: Shown) -> KeywordMatch | None:
    sightings: list[Sighting] = []
    reason = ""
    for relation in implied_by().get(keyword.term, ()):
        seen = shown.sightings.get(relation.term, ())
        if seen and not reason:
            reason = f"{relation.term} {relation.why}."
        sightings.extend(seen)
    return _seen(keyword, "inferred", sightings[0], sightings, reason) if sightings else None


def _related(keyword: Keyword, shown: Shown) -> NearMatch | None:
    for relation in related_to().get(keyword.term, ()):
        for sighting in shown.sightings.get(relation.term, ()):
            why = re.sub(r"\ball\b", "both", relation.why, count=1)
            reason = f"{relation.term} and {keyword.term} {why}."
            return nearly(keyword, sighting.line.pointer, sighting.line.shown, reason)
    return None


def _seen(keyword: Keyword, kind: Kind, best: Sighting, sightings: Sequence[Sighting], reason: str) -> KeywordMatch:
    pointers = [sighting.line.pointer for sighting in sightings]
    return matched(keyword, kind, best.line.pointer, best.line.shown, reason, pointers)
