"""The small words: articles, lists, months, and how a tone speaks."""

import re
from collections.abc import Iterable, Sequence

from app.letters.composing.occasion import Tone

_VOWEL_NAMED = "AEFHILMNORSX"
_AN = re.compile(r"(?i)(?:[aeio]|u(?!ni(?!n|m)|s[aeiou]|ti|r[aio]|k|ro)|hono|hones|heir|hour)(?!ne\b|uro|ewe)")
_CONTRACTED = (
    ("I would ", "I'd "),
    ("I am ", "I'm "),
    ("I have been ", "I've been "),
    ("I have worked ", "I've worked "),
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def spoken(template: str, tone: Tone) -> str:
    """A sentence of the letter's own as a tone says it: a warm one contracts."""
    if tone == "warm":
        for full, short in _CONTRACTED:
            template = template.replace(full, short)
    return template


def article_for(phrase: str) -> str:
    """`a` or `an`, by the sound that the phrase begins with: an hourly rate, a user, an MRI scan, a UX designer."""
    word = re.match(r"[\w&]+", phrase.lstrip("“‘'\"("))
    if word is None:
        return "a"
    first = word[0]
    if first[0].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)", first) else "a"
    if len(first) == 1 or (first[:2].isupper() and len(first) <= 5 and not re.match(r"[A-Z][AEIOU][A-Z]", first)):
        return "an" if first[0] in _VOWEL_NAMED else "a"
    return "an" if _AN.match(first) else "a"


def with_article(phrase: str) -> str:
    """The phrase with `a` or `an`."""
    return f"{article_for(phrase)} {phrase}"


def listed(names: Iterable[str]) -> str:
    """Names as a person lists them: "A, B and C"."""
    known = list(names)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


def capital(text: str) -> str:
    """The text with a capital first letter; a name with its own spelling (iOS) stays as it is."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    if any(char.isupper() for char in first[1:]) and not first[:1].isupper() and "'" not in first and "’" not in first:
        return text
    return text[:1].upper() + text[1:]


def month_of(iso: str | None) -> str:
    """ "March 2021" of an ISO date, "2021" of a year; empty when it is neither."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-\d{2})?)?", iso or "")
    if found is None:
        return ""
    return f"{MONTHS[int(found[2]) - 1]} {found[1]}" if found[2] and 1 <= int(found[2]) <= 12 else found[1]


def word_count(text: str) -> int:
    """Words between white space."""
    return len(text.split())


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph that was composed here."""
    return [
        one for one in re.split(r"(?<=[.!?”])(?<!\bSt\.)(?<!\bDr\.)(?<!\bNo\.)\s+(?=[“A-ZÀ-Þ])", text.strip()) if one
    ]


def joined(parts: Sequence[str]) -> str:
    """Sentences as a paragraph."""
    return " ".join(part for part in parts if part)
