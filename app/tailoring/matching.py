"""Which keywords of a posting a résumé shows, nearly shows, or lacks. Every claim comes with its line."""

import asyncio
from collections.abc import Mapping
from datetime import date

import msgspec

from app.clock import utc_today
from app.documents.resume import Resume
from app.documents.terms.sightings import Shown, evidence_of
from app.documents.working_time import years_worked
from app.llm import Model
from app.postings.service import ExtractedKeywords, Keyword
from app.tailoring.experience import years_in_the_field, years_of
from app.tailoring.inferring import FindInOtherWords, borne_out
from app.tailoring.proving import shown_lines
from app.tailoring.qualifications import match_degree, match_spoken
from app.tailoring.results import Inference, KeywordMatch, MatchResult, Missing, NearMatch
from app.tailoring.scoring import score
from app.tailoring.showing import Found, found_by_words, inferred_or, lacking

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
    of the words (stem), or something that includes it (inferred). `nearly` is a neighbouring skill, or one that the
    résumé calls basic or wishes for; what it denies is missing.
    """
    keywords = extracted.all()
    day = today or utc_today()
    shown = evidence_of(resume, (keyword.term for keyword in keywords), extracted.language)
    years = years_worked(resume.work, day)
    by_words = [_match(keyword, resume, shown, years) for keyword in keywords]
    found = [
        _dated(inferred_or(one, keyword, inferred or {}, shown), keyword, resume, shown, day)
        for keyword, one in zip(keywords, by_words, strict=True)
    ]
    asked = extracted.years_required
    total, parts = score(keywords, found, years_in_the_field(resume, found, shown, asked, day) if asked else None)
    met = {one.term for one in found if isinstance(one, KeywordMatch)}
    spared = {
        keyword.term for keyword in keywords if keyword.term not in met and met.intersection(keyword.alternatives)
    }
    return MatchResult(
        matched=tuple(one for one in found if isinstance(one, KeywordMatch)),
        nearly=tuple(one for one in found if isinstance(one, NearMatch) and one.term not in spared),
        missing=tuple(one for one in found if isinstance(one, Missing) and one.term not in spared),
        spared=tuple(lacking(keyword, shown) for keyword in keywords if keyword.term in spared),
        score=total,
        score_parts=parts,
        lines=shown_lines(resume, shown.lines, [one for one in found if one.term not in spared]),
        day=day.isoformat(),
    )


def _match(keyword: Keyword, resume: Resume, shown: Shown, years: float | None) -> Found:
    if keyword.category == "spoken_languages":
        return match_spoken(keyword, resume, shown) or lacking(keyword, shown)
    if keyword.category == "education" and keyword.level:
        return match_degree(keyword, resume, years) or lacking(keyword, shown)
    return found_by_words(keyword, shown)


def _dated(one: Found, keyword: Keyword, resume: Resume, shown: Shown, day: date) -> Found:
    if not isinstance(one, KeywordMatch) or not keyword.years:
        return one
    return msgspec.structs.replace(one, years=years_of(keyword, resume, shown, one.pointers, day))
