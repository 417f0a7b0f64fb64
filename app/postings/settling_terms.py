"""A model's conditions and keywords, held against the posting (see `settling.py`)."""

import msgspec

from app.documents.terms.categories import CATEGORIES
from app.documents.terms.levels import fluency_in
from app.documents.terms.vocabulary import lexicon
from app.postings.analysis import Deadline, Finding, Pay, Terms
from app.postings.anchoring import anchor, says
from app.postings.findings.dates import days_in
from app.postings.findings.employment import labels
from app.postings.findings.level import LEVELS
from app.postings.findings.pay import find_pay
from app.postings.findings.place import REMOTE_LABELS
from app.postings.keywords import weight_of
from app.postings.reading import Reading
from app.postings.results import ExtractedKeywords, Keyword
from app.postings.settling import anchored, each_anchored

MOST_KEYWORDS = 80


def settle_terms(answer: Terms, reading: Reading) -> Terms:
    """What the tools found; what the model adds to it, and where it knows better, is borne out by the posting."""
    own = reading.terms
    kinds = [found for one in answer.employment if (found := _of_sorts(one, labels(), reading))]
    has_figure = own.pay is not None and not own.pay.words
    return Terms(
        seniority=own.seniority or _of_sorts(answer.seniority, LEVELS, reading),
        years=own.years,
        language=own.language,
        languages=_languages(answer, reading) or own.languages,
        places=_places(answer, reading) or own.places,
        remote=own.remote or _of_sorts(answer.remote, REMOTE_LABELS, reading),
        pay=own.pay if has_figure else _pay(answer.pay, reading) or own.pay,
        employment=tuple({kind.name: kind for kind in [*kinds, *own.employment]}.values()),
        deadline=own.deadline or _deadline(answer.deadline, reading),
    )


def settle_keywords(answer: ExtractedKeywords, reading: Reading) -> ExtractedKeywords:
    """Keywords that are spelt somewhere in the posting, each with a sentence that spells it."""
    mine = reading.keywords.all()
    own = {spelling.casefold(): keyword for keyword in mine for spelling in keyword.found}
    own |= {keyword.term.casefold(): keyword for keyword in mine}
    found = [kept for keyword in answer.all()[:MOST_KEYWORDS] if (kept := _keyword(keyword, own, reading))]
    if not found:
        return reading.keywords
    unique = list({keyword.term.casefold(): keyword for keyword in reversed(found)}.values())[::-1]
    return msgspec.structs.replace(
        reading.keywords,
        **{category: tuple(keyword for keyword in unique if keyword.category == category) for category in CATEGORIES},
    )


def _keyword(keyword: Keyword, own: dict[str, Keyword], reading: Reading) -> Keyword | None:
    known = own.get(keyword.term.casefold())
    spelt = tuple(dict.fromkeys(text for text in (*keyword.found, keyword.term) if says(reading.source, text)))
    if known is not None and not spelt:
        return known
    place = anchor(reading.source, spelt[0]) if spelt else None
    if place is None:
        return None
    return Keyword(
        term=keyword.term.strip()[:100],
        category=keyword.category,
        required=keyword.required,
        origin=keyword.origin,
        weight=known.weight if known else weight_of(keyword.category),
        found=spelt,
        start=place.start,
        end=place.end,
        alternatives=tuple(one for one in keyword.alternatives if says(reading.source, one)),
        years=known.years if known else None,
        level=known.level if known else None,
    )


def _of_sorts(finding: Finding | None, sorts: dict[str, str], reading: Reading) -> Finding | None:
    """A finding of a known sort, under the name that this sort has here."""
    if finding is None or finding.name not in sorts:
        return None
    found = anchored(finding, reading)
    return None if found is None else msgspec.structs.replace(found, text=sorts[finding.name], why="")


def _languages(answer: Terms, reading: Reading) -> tuple[Finding, ...]:
    own = {one.name: one for one in reading.terms.languages}
    kept = []
    for found in each_anchored(answer.languages, reading):
        named = {hit.term for hit in lexicon(reading.terms.language or "en").find(found.quote)}
        if found.name in own:
            kept.append(own[found.name])
        elif found.name in named or (found.name and found.name.casefold() in found.quote.casefold()):
            level = fluency_in(found.quote)
            kept.append(msgspec.structs.replace(found, text=f"{found.name} ({level})" if level else found.name, why=""))
    return tuple(kept)


def _places(answer: Terms, reading: Reading) -> tuple[Finding, ...]:
    return tuple(
        msgspec.structs.replace(found, name="", why="")
        for found in each_anchored(answer.places[:4], reading)
        if found.text and all(says(reading.source, part) for part in found.text.split(",") if part.strip())
    )


def _pay(pay: Pay | None, reading: Reading) -> Pay | None:
    """Only the sentence is taken from the model: the figures are read from it."""
    place = anchor(reading.source, pay.quote or pay.as_written) if pay else None
    passage = reading.source.holding(place.start, place.end) if place else None
    if passage is None:
        return None
    return find_pay([passage._replace(part="offer")])


def _deadline(deadline: Deadline | None, reading: Reading) -> Deadline | None:
    place = anchor(reading.source, deadline.quote or deadline.as_written) if deadline else None
    passage = reading.source.holding(place.start, place.end) if place else None
    day = next(days_in(passage.folded, reading.terms.language), None) if passage else None
    if passage is None or day is None:
        return None
    written = passage.text[day.start : day.end].rstrip(" .,")
    return Deadline(as_written=written, day=day.iso, quote=passage.text, start=passage.start, end=passage.end)
