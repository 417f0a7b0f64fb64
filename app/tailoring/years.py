"""Years of experience: how many a posting asks for, and how many a résumé shows."""

import re
from collections.abc import Sequence
from datetime import date

from app.documents.resume import Work
from app.tailoring.posting import Posting
from app.tailoring.tokens import fold_in_place

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten",
    "ein zwei drei vier funf sechs sieben acht neun zehn",
    "un deux trois quatre cinq six sept huit neuf dix",
    "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "een twee drie vier vijf zes zeven acht negen tien",
    "um dois tres quatro cinco seis sete oito nove dez",
)
_NUMBERS = {word: number for words in _NUMBER_WORDS for number, word in enumerate(words.split(), 1)}
_YEARS = re.compile(
    r"\b(?P<low>\d{1,2}|" + "|".join(_NUMBERS) + r")\s*\+?\s*"
    r"(?:(?:-|–|to|bis|a|tot|or more|oder mehr|plus)\s*\d{0,2}\s*\+?\s*)?"
    r"(?:or more\s+|oder mehr\s+|full\s+)?(?:years?|yrs?|jahre?n?|ans?|annees?|anos?|jaar|jaren)\b"
)
_EXPERIENCE = re.compile(
    r"experience|erfahrung|ervaring|experiencia|\b(?:of|in|with|mit|de|working|as|als)\b|\bd'|\bw/"
)
_HISTORY = re.compile(
    r"\b(?:for|since|seit|last|over the|history|old|within|fixed term|contract|every|each|per|next|first)\b"
    r"[^,;]{0,12}$"
)
_LONGEST = 15


def years_asked(posting: Posting) -> int | None:
    """The most years of experience that any one sentence asks for as a must; None when none does."""
    found = []
    for sentence in posting.sentences:
        if sentence.part in ("offer", "about", "nice"):
            continue
        folded = fold_in_place(sentence.text)
        for match in _YEARS.finditer(folded):
            if _HISTORY.search(folded[: match.start()]) or not _EXPERIENCE.search(folded):
                continue
            years = _NUMBERS.get(match["low"]) or int(match["low"])
            if 0 < years <= _LONGEST:
                found.append(years)
    return max(found, default=None)


def years_worked(work: Sequence[Work], today: date) -> float | None:
    """Years between the first and last days of all jobs, time in two jobs counted once; None without dates.

    A date without month counts from January to December, one without day from the first to the last.
    """
    spans = sorted(span for job in work if (span := _span(job, today)) is not None)
    if not spans:
        return None
    days, reached = 0, spans[0][0]
    for first, last in spans:
        first = max(first, reached)
        if last > first:
            days += (last - first).days
            reached = last
    return round(days / 365.25, 1)


def _span(job: Work, today: date) -> tuple[date, date] | None:
    first = _day(job.start_date, end=False)
    if first is None or first > today:
        return None
    last = _day(job.end_date, end=True) if job.end_date else today
    return (first, min(last, today)) if last is not None and last > first else None


def _day(text: str | None, *, end: bool) -> date | None:
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text or "")
    if parts is None:
        return None
    year, month, day = int(parts[1]), parts[2], parts[3]
    try:
        if day:
            return date(year, int(month), int(day))
        if not end:
            return date(year, int(month or 1), 1)
        following = int(month or 12) % 12 + 1
        return date(year + (following == 1), following, 1)
    except ValueError:
        return None
