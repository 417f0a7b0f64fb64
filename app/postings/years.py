"""Years of experience: how many a posting asks for."""

import re

from app.documents.terms.tokens import fold_in_place
from app.postings.sentences import Posting

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
    r"experience|\bminimum\b|erfahrung|ervaring|experiencia|\b(?:of|in|with|mit|de|working|as|als)\b|\bd'|\bw/"
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
