"""How numbers are written: the regular expressions that find them, built from `words.toml` once, on first use."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from app.documents.facts.words import alternatives, load_words

Nearness = Literal["exact", "over", "least", "under", "most", "nearly", "about", "loosely"]


_SKIPPED = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\+\d[\d\s().-]{7,}\d|\(?0\d{2,5}\)?[\s/-]\d[\d\s-]{4,}\d"
    r"|\d{3}-\d{3}-\d{4}|\d{1,2}[:h]\d{2}\b(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|24/7"
    r"|9[\s-]?to[\s-]?5\b"
    r"|\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)\d{2,4}\b"
    r"|\b100\s?%(?=\s+[a-z]+(?:ed|ly|able|ible|sure)\b)|\b\d{1,2}/\d{4}\b|\b\d:\d\b"
)


_TIMES = {
    0.001: "ms",
    1: "second",
    60: "minute",
    3_600: "hour",
    86_400: "day",
    604_800: "week",
    1_209_600: "fortnight",
    2_629_800: "month",
    7_889_400: "quarter",
    31_557_600: "year",
    315_576_000: "decade",
}


class Grammar(NamedTuple):
    number: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    unit: re.Pattern[str]
    skipped: re.Pattern[str]
    nearness: dict[str, Nearness]
    values: dict[str, float]
    magnitudes: dict[str, float]
    fractions: dict[str, float]
    changes: dict[str, float]
    time: dict[str, str]
    measures: dict[str, str]
    currencies: dict[str, str]


@lru_cache(maxsize=1)
def grammar_of_numbers() -> Grammar:
    """The grammar of numbers, compiled."""
    data = load_words()
    numbers = data["numbers"]
    values = {word: float(at) for at, word in enumerate(numbers["units"].split())}
    values |= {word: 10.0 * at for at, word in enumerate(numbers["tens"].split(), 2)}
    values |= {word: float(value) for word, value in numbers["foreign"].items()} | compounds(numbers)
    currencies = {sign: code for code, signs in data["currencies"].items() for sign in signs}
    measures = {word: code for code, words in data["measures"].items() for word in words}
    nearness: dict[str, Nearness] = {text: kind for kind, texts in data["comparing"].items() for text in texts}
    return Grammar(
        number=re.compile(_number(numbers), re.VERBOSE),
        before=re.compile(rf"(?<!\w)(?P<word>{alternatives(nearness)})\s*(?:an?\s+|the\s+)?$"),
        after=re.compile(
            r"(?P<more>\s?\+|\s+plus\b|\s+or\s+more\b)|(?P<less>\s+or\s+(?:less|fewer)\b)|\s+or\s+so\b|-ish\b"
        ),
        unit=re.compile(_unit(currencies, data["time"], measures), re.VERBOSE),
        skipped=_SKIPPED,
        nearness=nearness,
        values=values,
        magnitudes={word: float(value) for word, value in numbers["magnitudes"].items()},
        fractions={name: float(value) for name, value in numbers["fractions"].items()},
        changes={name: float(value) for name, value in numbers["changes"].items()},
        time={word: _TIMES[seconds] for word, seconds in data["time"].items()},
        measures=measures,
        currencies=currencies,
    )


def _number(numbers: dict[str, Any]) -> str:
    """A number: a factor, a fraction, a rank, dozens, digits with sign and magnitude, or words."""
    magnitudes = numbers["magnitudes"]
    glued = alternatives(word for word in magnitudes if len(word) <= 3)
    spaced = alternatives(word for word in magnitudes if len(word) >= 2 and word not in ("mm", "mil", "tn"))
    fractions = "thirds?|quarters?|fifths?|sixths?|eighths?|tenths?"
    words, foreign = _words(numbers), alternatives([*numbers["foreign"], *compounds(numbers)])
    return rf"""(?<![\w.,'’/#-])(?:
      (?P<change>{alternatives(numbers["changes"])})(?!\w)
    | (?P<fraction>(?:(?:an?|one)\s+(?:third|quarter|fifth|sixth|eighth|tenth)(?=\s+(?:of|in|off|less|more|fewer|faster|
        lower|higher|shorter|longer|cheaper|smaller|larger|quicker|slower|better|than|as|since|when|because|through|by|
        with|within|on|at|from|over|and|while|compared|during)\b|\s*[.,;:)!]|\s*$)
        |(?:two|three|four)[\s-](?:{fractions})|(?<=by\s)half(?!\w|\s+an?\b)|half(?=\s+(?:of|as)\b)
        |(?:die|der|la|de|den|das|el|um\s+die)\s+(?:halfte|moitie|mitad|helft|metade)
        |(?:ein|einem|um\s+ein|un|d'un|een|du)\s+(?:drittel|viertel|funftel|zehntel|tiers|quart|tercio)))(?!\w)
    | (?P<odds>one\s+(?:[a-z]+\s+){{0,2}}?(?:in|out\s+of)\s+(?:every\s+)?
        (?:two|three|four|five|six|eight|ten|twenty|fifty|(?:a\s+)?hundred|\d{{1,3}}))(?![\w%])(?!\s+(?:years|months|weeks|days|hours))
    | (?P<span>(?:an?|one)\s+(?:decade|fortnight))(?!\w)
    | (?P<place>first|second|third)(?=\s+(?:prize|place)\b)
    | (?P<dozen>(?:half\s+a|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+dozen)(?!\w)
    | (?:(?P<symbol>us\$|[€$£₹¥]|(?:chf|eur|usd|gbp)\s?)\s?)?
      (?:(?P<digits>\d{{1,3}}(?:[,.'’\s\u00a0]\d{{3}})+(?:[.,]\d{{1,2}})?(?![\d])|\d{{1,9}}(?:[.,]\d{{1,4}})?)
         (?:\s?(?:-|–|—)\s?(?:us\$|[€$£])?(?P<high>\d{{1,9}}(?:[.,]\d{{1,3}})?)(?![-\w./]*\d))?
         (?P<magnitude>(?:{glued})(?![\w])|[\s-](?:{spaced})\.?(?!\w))?
        |(?P<words>{words}|(?:{foreign})(?:-(?:et-)?(?:{foreign})){{0,2}})(?!\w)(?!-(?:to|on|and|off|way)\b))
    )"""


def compounds(numbers: dict[str, Any]) -> dict[str, float]:
    """German and Dutch numbers of two parts ("einundzwanzig", "vijfentwintig") by their values."""
    found: dict[str, float] = {}
    for joint in ("und", "en"):
        parts = numbers["compounded"][joint]
        for unit, small in parts["units"].items():
            found |= {f"{unit}{joint}{ten}": float(small + large) for ten, large in parts["tens"].items()}
    return found


def _words(numbers: dict[str, Any]) -> str:
    """A number in English words: "two hundred and five thousand", "half a million", "two and a half"."""
    big = "hundred|thousand|million|billion"
    tens, units = "|".join(numbers["tens"].split()), "|".join(reversed(numbers["units"].split()))
    small = rf"(?:(?:{tens})(?:[\s-](?:{units}))?|(?:{units}))(?!\w)"
    hundreds = rf"(?:(?:{small}|an?)[\s-]hundred(?:\s+(?:and\s+)?{small})?|{small})"
    first = rf"(?:half\s+an?(?=\s+(?:hour|day|year|million|billion)\b)|an?\s+(?:{big})(?!\w)|{hundreds})"
    return rf"{first}(?:[\s-](?:{big})(?:\s+(?:and\s+)?{hundreds})?){{0,3}}(?:\s+and\s+a\s+half)?"


def _unit(currencies: Iterable[str], time: Iterable[str], measures: Iterable[str]) -> str:
    """What may follow a number and says what it is of."""
    money = alternatives(sign for sign in currencies if sign not in ("us$", "pound", "pounds"))
    return rf"""(?:
      \s?(?:/|\s+out\s+of\s+|\s+von\s+(?=\d))\s?(?P<outof>\d{{1,3}}(?:[.,]\d)?)(?![\w/])(?:-stars?)?
    | (?P<ordinal>st|nd|rd|th)(?![a-z])
    | \s?(?P<points>(?:percentage\s+)?points?|pp|prozentpunkte?n?|points\s+de\s+pourcentage)(?!\w)
    | \s?(?P<percent>%|percent|per\s?cent|prozent|pour\s?cent|por\s?ciento|por\s?cento|procent|pct)(?!\w)
    | (?:-|\s)?(?P<times>x|×|-?fold|times)(?!\w)
    | \s?(?P<money>{money}|pounds?)(?!\w)
    | [\s-]?(?P<time>(?:{alternatives(time)})s?)(?![\w])
    | [\s-]?(?P<measure>(?:{alternatives(measures)})s?)(?!\w)
    )"""
