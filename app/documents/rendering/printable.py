"""Which characters, dates and languages a printed résumé has."""

import re
import unicodedata
from collections.abc import Iterable

_MOST_MARKS = 4
_LONGEST_WORD = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-\d{2})?)?(?:T.*)?")
_LONG_WORD = re.compile(rf"[!-~\u00a1-\u024f]{{{_LONGEST_WORD},}}")
_SCRIPT_LANGUAGES = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
)


def clean(text: str | None) -> str:
    """One line of printable text: no control, format-override, private or unassigned characters, bounded marks."""
    kept: list[str] = []
    marks = 0
    for character in text or "":
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp"):
            character, category = " ", "Zs"
        marks = marks + 1 if category in ("Mn", "Me") else 0
        override = category == "Cf" and character not in "\u200c\u200d\u00ad"
        if marks <= _MOST_MARKS and not override and category not in ("Cs", "Co", "Cn"):
            kept.append(character)
    return " ".join("".join(kept).split())


def readable_date(date: str | None) -> str:
    """`2021-03` as `Mar 2021`, `2021` as it is; what is not ISO 8601 as the person wrote it."""
    match = _ISO_DATE.fullmatch((date or "").strip())
    if match is None:
        return clean(date)
    return f"{_MONTHS[int(match['month']) - 1]} {match['year']}" if match["month"] else match["year"]


def readable_period(start: str | None, end: str | None) -> str:
    """`Mar 2021 – present` for a start without an end; one date when both read the same."""
    begun, ended = readable_date(start), readable_date(end)
    if not begun:
        return ended
    if begun == ended:
        return begun
    return f"{begun} – {ended or 'present'}"


def breakable(text: str | None) -> str:
    """Cleaned, and with places to break in Latin words longer than a line (other scripts have their own rules)."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,20}", word[0])), clean(text))


def language_of(texts: Iterable[str]) -> str:
    """By the script that most letters are of; English for Latin letters, which need no rule of their own here."""
    counts: dict[str, int] = {}
    latin = 0
    for text in texts:
        for character in text[:400]:
            if character.isascii():
                latin += character.isalpha()
                continue
            name = unicodedata.name(character, "")
            language = next((code for script, code in _SCRIPT_LANGUAGES if name.startswith(script)), None)
            if language:
                counts[language] = counts.get(language, 0) + 1
    if counts.get("ja"):
        counts["ja"] += counts.pop("zh", 0)
    best = max(counts, key=lambda code: counts[code], default="en")
    return best if counts.get(best, 0) > latin else "en"
