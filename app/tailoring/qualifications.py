"""Degrees and spoken languages: matched by level, not by word."""

from app.documents.resume import Education, Resume
from app.documents.terms.levels import (
    DEGREE_TERMS,
    degree_level,
    degree_suffices,
    fluency_in,
    fluency_suffices,
    subjects_of,
)
from app.documents.terms.lines import Line
from app.documents.terms.sightings import Shown
from app.documents.terms.tokens import common_words, stem, tokenize
from app.documents.terms.vocabulary import lexicon
from app.postings.service import Keyword
from app.tailoring.results import KeywordMatch, NearMatch
from app.tailoring.showing import faintly, matched, nearly

_YEARS_LIKE_A_DEGREE = 3.0
_FEWEST_ENGLISH_WORDS = 6


def match_spoken(keyword: Keyword, resume: Resume, shown: Shown) -> KeywordMatch | NearMatch | None:
    """A spoken language by the list of languages, else by any line, else (English) by the résumé's own words."""
    near: NearMatch | None = None
    for index, language in enumerate(resume.languages):
        if any(hit.term == keyword.term for hit in lexicon().find(language.language or "", listed=True)):
            line = f"{language.language} ({language.fluency})" if language.fluency else language.language or ""
            level = fluency_in(language.fluency or "")
            pointer = f"/languages/{index}"
            if fluency_suffices(level, keyword.level):
                return matched(keyword, "exact", pointer, line)
            reason = f"The posting asks for {keyword.term} at {keyword.level}; your résumé says {level}."
            near = near or nearly(keyword, pointer, line, reason)
    if near is not None:
        return near
    for sighting in shown.sightings.get(keyword.term, ()):
        return matched(keyword, "exact", sighting.line.pointer, sighting.line.shown)
    faint = faintly(keyword, shown)
    return _written_in_english(keyword, shown) or faint if keyword.term == "English" else faint


def _written_in_english(keyword: Keyword, shown: Shown) -> KeywordMatch | None:
    """English by the lines that are written in it; lines in other languages beside them take nothing away."""
    words = 0
    longest: Line | None = None
    for line in shown.lines:
        common = {language: len(known) for language, known in common_words(line.text).items()}
        english = common.pop("en")
        if english > max(common.values()):
            words += english
            longest = line if longest is None or len(line.text) > len(longest.text) else longest
    if longest is None or words < _FEWEST_ENGLISH_WORDS:
        return None
    return matched(keyword, "inferred", longest.pointer, longest.shown, "Your résumé has lines written in English.")


def match_degree(keyword: Keyword, resume: Resume, years: float | None) -> KeywordMatch | NearMatch | None:
    """A degree by level and subject; experience instead, where the posting allows it."""
    near: NearMatch | None = None
    wanted = keyword.level or "degree"
    for index, study in enumerate(resume.education):
        line = ", ".join(part for part in (study.study_type, study.area, study.institution) if part)
        level = degree_level(f"{study.study_type or ''} {study.area or ''}")
        pointer = f"/education/{index}"
        if level is None:
            continue
        if not degree_suffices(level, wanted):
            have = DEGREE_TERMS[level].lower()
            near = near or nearly(keyword, pointer, line, f"The posting asks for more than a {have}.")
        elif _subject_fits(keyword.term, study):
            return matched(keyword, "exact", pointer, line)
        else:
            near = nearly(keyword, pointer, line, f"The level fits; the posting asks for “{keyword.term}”.")
    if near is None and keyword.alternatives and years is not None and years >= _YEARS_LIKE_A_DEGREE:
        job = resume.work[0]
        line = ", ".join(part for part in (job.position, job.name) if part)
        return nearly(keyword, "/work/0", line, f"The posting accepts equal experience; you show {years:g} years.")
    return near


def _subject_fits(term: str, study: Education) -> bool:
    _, _, wanted = term.partition(" in ")
    studied = f"{study.study_type or ''} {study.area or ''}"
    fields = subjects_of(wanted)
    if not wanted or fields & subjects_of(studied):
        return True
    words = {stem(token.folded) for token in tokenize(wanted) if len(token.text) > 3}
    return bool(words & {stem(token.folded) for token in tokenize(studied)}) or "related" in wanted
