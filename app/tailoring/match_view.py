"""A match and its score as a page shows them: every keyword with its line, every figure with its sum."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from app.documents.rendering.printable import readable_date, readable_period
from app.documents.terms.categories import CATEGORIES
from app.documents.working_time import spelt_out
from app.postings.service import ExtractedKeywords, Keyword
from app.tailoring.match_contexts import (
    Chip,
    ChipGroup,
    EntryLines,
    JobView,
    LineView,
    MatchView,
    ScorePart,
    SumRow,
    YearsView,
)
from app.tailoring.results import Counted, KeywordMatch, MatchResult, Missing, NearMatch, YearsShown
from app.tailoring.results import ScorePart as Part

CATEGORY_TITLES = {
    "languages": "Programming languages",
    "frameworks": "Frameworks",
    "tools": "Tools",
    "practices": "Practices",
    "domain": "Domain",
    "soft_skills": "Soft skills",
    "education": "Education",
    "spoken_languages": "Languages spoken",
}
_KINDS = {"exact": "exact", "alias": "another spelling", "stem": "word form", "inferred": "inferred"}
_LONGEST_SENTENCE = 400


def match_view(match: MatchResult, extracted: ExtractedKeywords, posting: str) -> MatchView:
    """The match; `posting` is the posting's text, empty when it is gone."""
    return MatchView(
        score=match.score,
        headline=_headline(match),
        parts=tuple(_part(part) for part in match.score_parts),
        keywords=tuple(_chip_groups(match, _sentences(extracted, posting))),
        lines=tuple(_lines(match)),
        matched_count=len(match.matched),
        nearly_count=len(match.nearly),
        missing_count=len(match.missing),
        sizes=_sizes(match),
        counted_on=readable_date(match.day[:7]),
    )


def _headline(match: MatchResult) -> str:
    total = len(match.matched) + len(match.nearly) + len(match.missing)
    if not total:
        return "No keywords were found in this posting. Is it the whole text?"
    sentence = f"{len(match.matched)} of {total} keywords of the posting are in your résumé"
    if match.nearly:
        sentence += f"; {len(match.nearly)} more nearly {'is' if len(match.nearly) == 1 else 'are'}"
    return sentence + "."


def _chip_groups(match: MatchResult, sentences: Mapping[str, str]) -> Iterable[ChipGroup]:
    places = {pointer: f"#line-{at}" for at, line in enumerate(match.lines, 1) for pointer in line.pointers}
    everything: list[KeywordMatch | NearMatch | Missing] = [*match.matched, *match.nearly, *match.missing]
    for category in CATEGORIES:
        chips = tuple(_chip(one, sentences, places) for one in everything if one.category == category)
        if chips:
            yield ChipGroup(CATEGORY_TITLES[category], chips)


def _chip(one: KeywordMatch | NearMatch | Missing, sentences: Mapping[str, str], places: Mapping[str, str]) -> Chip:
    asked = sentences.get(one.term, "")
    href = places.get(one.pointer, "")
    if isinstance(one, KeywordMatch):
        years = _years(one.years, f"“{one.term}”") if one.years else None
        state, kind = "matched", _KINDS[one.kind]
    else:
        years = None
        state = kind = "nearly" if isinstance(one, NearMatch) else "missing"
    return Chip(
        term=one.term,
        state=state,
        required=one.required,
        kind=kind,
        line=one.line,
        href=href,
        why=one.reason,
        asked=asked,
        years=years,
    )


def _sentences(extracted: ExtractedKeywords, posting: str) -> dict[str, str]:
    """The posting's sentence by keyword, as far as it stands where it was found."""
    return {keyword.term: sentence for keyword in extracted.all() if (sentence := _sentence(keyword, posting))}


def _sentence(keyword: Keyword, posting: str) -> str:
    text = " ".join(posting[keyword.start : keyword.end].split())
    folded = text.casefold()
    if not any(found.casefold() in folded for found in keyword.found):
        return ""
    return text if len(text) <= _LONGEST_SENTENCE else text[: _LONGEST_SENTENCE - 1].rstrip() + "…"


def _lines(match: MatchResult) -> Iterable[EntryLines]:
    numbered = [(line, LineView(f"line-{at}", line.text, line.terms)) for at, line in enumerate(match.lines, 1)]
    for (label, start, end), group in groupby(numbered, key=lambda pair: (pair[0].label, pair[0].start, pair[0].end)):
        yield EntryLines(label, readable_period(start, end), tuple(view for _, view in group))


def _part(part: Part) -> ScorePart:
    earned, whole = _figure(part.earned), _figure(part.whole)
    exact = part.of * part.earned / part.whole if part.whole else 0.0
    rounded = "" if exact == part.points else f" = {exact:.2f}, rounded down to {part.points}"
    return ScorePart(
        name=part.name,
        points=str(part.points),
        of=str(part.of),
        share=round(100 * part.points / part.of) if part.of else 0,
        explanation=part.explanation,
        earned=earned,
        whole=whole,
        formula=f"{part.of} × {earned} ÷ {whole}{rounded or f' = {part.points}'}" if part.whole else "",
        rows=tuple(_row(one) for one in part.counted),
        years=_years(part.years, "the posting's field") if part.years else None,
    )


def _row(one: Counted) -> SumRow:
    first, *others = one.terms
    return SumRow(
        first, tuple(others), one.why, _figure(one.weight), _figure(one.credit), _figure(one.weight * one.credit)
    )


def _years(years: YearsShown, what: str) -> YearsView:
    dated = [job.months for job in years.jobs if job.months is not None]
    twice = sum(dated) - years.months
    adding = " + ".join(map(str, dated)) + (f" − {twice} in two jobs at once" if twice else "")
    several = f"{adding} = {years.months} months" if len(dated) > 1 else ""
    if years.state == "undated":
        told = f"No job with dates shows {what}; the posting asks for {years.asked} y."
    else:
        jobs = "1 job" if len(dated) == 1 else f"{len(dated)} jobs"
        told = f"{spelt_out(years.months)} in {jobs}; the posting asks for {years.asked} y."
    return YearsView(
        state=years.state,
        told=told,
        sum=several,
        goes_on=any(job.months is not None and not job.end for job in years.jobs),
        jobs=tuple(
            JobView(
                job.label,
                readable_period(job.start, job.end),
                "no dates to count" if job.months is None else spelt_out(job.months),
                f"by {' and '.join(job.shown_by)}" if job.shown_by else "",
            )
            for job in years.jobs
        ),
    )


def _sizes(match: MatchResult) -> str:
    """Where the sizes of the parts come from, when some part is not asked for."""
    parts = match.score_parts
    whole = sum(part.share for part in parts)
    if not parts or whole in (0, 100):
        return ""
    shares = ", ".join(f"{part.name} {part.share} × 100 ÷ {whole} ≈ {part.of}" for part in parts)
    return f"This posting does not ask for all four, so their 100 points are shared among the rest: {shares}."


def _figure(value: float) -> str:
    """A number with as many decimals as it has, four at most."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
