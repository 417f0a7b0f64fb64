"""Which keywords of a posting a résumé shows, nearly shows, or lacks. Every claim comes with its line."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal

from app.documents.resume import Resume, Work
from app.documents.terms.sightings import Shown, Sighting, evidence_of
from app.documents.terms.vocabulary import implied_by, related_to
from app.documents.working_time import years_worked
from app.llm import Model
from app.postings.service import ExtractedKeywords, Keyword
from app.tailoring.inferring import FindInOtherWords, borne_out
from app.tailoring.qualifications import match_degree, match_spoken
from app.tailoring.results import Inference, KeywordMatch, MatchResult, Missing, NearMatch
from app.tailoring.scoring import score

Kind = Literal["exact", "alias", "stem", "inferred"]
_KIND_RANK: dict[Kind, int] = {"exact": 0, "alias": 1, "stem": 2, "inferred": 3}
_BY_LEVEL = frozenset({"education", "spoken_languages"})


async def match_by(
    model: Model, resume: Resume, extracted: ExtractedKeywords, today: date | None = None
) -> MatchResult:
    """Match by words, then let the model say which of the rest a line shows in other words. Raises ModelError.

    The score stays the formula's: the model has no say in it but by lines that are there.
    """
    own = await asyncio.to_thread(match_skills, resume, extracted, today)
    unmet: list[NearMatch | Missing] = [*own.nearly, *own.missing]
    terms = tuple(one.term for one in unmet if one.category not in _BY_LEVEL)
    if not terms:
        return own
    answer = await model.ask(FindInOtherWords(resume, terms))
    inferred = await asyncio.to_thread(borne_out, answer, resume, terms)
    return await asyncio.to_thread(match_skills, resume, extracted, today, inferred) if inferred else own


def match_skills(
    resume: Resume,
    extracted: ExtractedKeywords,
    today: date | None = None,
    inferred: Mapping[str, Inference] | None = None,
) -> MatchResult:
    """Match and score (`scoring.score` documents the formula). `today` ends jobs that have no end date.

    Matching is by whole words: the spelling of the posting (exact), another spelling (alias), another form
    of the words (stem), or something that includes it (inferred). `nearly` is a neighbouring skill.
    """
    keywords = extracted.all()
    shown = evidence_of(resume, (keyword.term for keyword in keywords))
    day = today or datetime.now(UTC).date()
    years = years_worked(resume.work, day)
    found = [_inferred(_match(keyword, resume, shown, years), keyword, inferred or {}) for keyword in keywords]
    met = {one.term for one in found if isinstance(one, KeywordMatch)}
    missing, spared, nearly = [], [], []
    for keyword, one in zip(keywords, found, strict=True):
        if isinstance(one, KeywordMatch):
            continue
        if met.intersection(keyword.alternatives):
            spared.append(_missing(keyword))
        elif isinstance(one, NearMatch):
            nearly.append(one)
        else:
            missing.append(one)
    relevant = years_worked(_relevant_jobs(resume, found), day)
    total, parts = score(keywords, found, relevant, extracted.years_required)
    return MatchResult(
        matched=tuple(one for one in found if isinstance(one, KeywordMatch)),
        nearly=tuple(nearly),
        missing=tuple(missing),
        spared=tuple(spared),
        score=total,
        score_parts=parts,
    )


def _inferred(
    found: KeywordMatch | NearMatch | Missing, keyword: Keyword, inferred: Mapping[str, Inference]
) -> KeywordMatch | NearMatch | Missing:
    """What was found by words; else, where a line was said to show it in other words, that."""
    one = inferred.get(keyword.term)
    if one is None or isinstance(found, KeywordMatch):
        return found
    return KeywordMatch(
        term=keyword.term,
        category=keyword.category,
        required=keyword.required,
        weight=keyword.weight,
        kind="inferred",
        pointer=one.pointer,
        line=one.line,
        reason=one.reason,
        pointers=(one.pointer,),
    )


def _relevant_jobs(resume: Resume, found: Sequence[KeywordMatch | NearMatch | Missing]) -> list[Work]:
    """The jobs that show a keyword beyond soft skills, and those that say nothing but their title."""
    pointers = [
        pointer
        for one in found
        if isinstance(one, KeywordMatch) and one.category not in ("soft_skills", "spoken_languages")
        for pointer in one.pointers
    ]
    return [
        job
        for index, job in enumerate(resume.work)
        if any(pointer.startswith(f"/work/{index}/") for pointer in pointers) or not (job.highlights or job.summary)
    ]


def _match(keyword: Keyword, resume: Resume, shown: Shown, years: float | None) -> KeywordMatch | NearMatch | Missing:
    if keyword.category == "spoken_languages":
        return match_spoken(keyword, resume, shown) or _missing(keyword)
    if keyword.category == "education" and keyword.level:
        return match_degree(keyword, resume, years) or _missing(keyword)
    return _direct(keyword, shown) or _implied(keyword, shown) or _near(keyword, shown) or _missing(keyword)


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
    return _matched(keyword, kind, best, sightings, reason)


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
    return _matched(keyword, "inferred", sightings[0], sightings, reason) if sightings else None


def _near(keyword: Keyword, shown: Shown) -> NearMatch | None:
    for relation in related_to().get(keyword.term, ()):
        sightings = shown.sightings.get(relation.term)
        if sightings:
            why = re.sub(r"\ball\b", "both", relation.why, count=1)
            return NearMatch(
                term=keyword.term,
                category=keyword.category,
                required=keyword.required,
                weight=keyword.weight,
                pointer=sightings[0].line.pointer,
                line=sightings[0].line.shown,
                reason=f"{relation.term} and {keyword.term} {why}.",
            )
    return None


def _matched(keyword: Keyword, kind: Kind, best: Sighting, sightings: Sequence[Sighting], reason: str) -> KeywordMatch:
    return KeywordMatch(
        term=keyword.term,
        category=keyword.category,
        required=keyword.required,
        weight=keyword.weight,
        kind=kind,
        pointer=best.line.pointer,
        line=best.line.shown,
        reason=reason,
        pointers=tuple(dict.fromkeys(sighting.line.pointer for sighting in sightings)),
    )


def _missing(keyword: Keyword) -> Missing:
    return Missing(term=keyword.term, category=keyword.category, required=keyword.required, weight=keyword.weight)
