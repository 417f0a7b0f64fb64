"""How numbers are written: the regular expressions that find them, built from `words.toml` once, on first use."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from app.documents.facts.words import alternatives, load_words

Nearness = Literal["exact", "over", "least", "under", "most", "nearly", "about"]


_SKIPPED = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\+\d[\d\s().-]{7,}\d|\(?0\d{2,5}\)?[\s/-]\d[\d\s-]{4,}\d"
    r"|\d{3}-\d{3}-\d{4}|\d{1,2}[:h]\d{2}\b(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|24/7"
    r"|9[\s-]?to[\s-]?5\b"
    r"|\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)\d{2,4}\b"
    r"|\b100\s?%(?=\s+[a-z]+(?:ed|ly|able|ible|sure)\b)|\b\d{1,2}/\d{4}\b|\b\d:\d\b"
)


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
    time: frozenset[str]
    measures: dict[str, str]
    currencies: dict[str, str]


@lru_cache(maxsize=1)
def grammar_of_numbers() -> Grammar:
    """The grammar of numbers, compiled."""
    data = load_words()
    numbers = data["numbers"]
    values = {word: float(at) for at, word in enumerate(numbers["units"].split())}
    values |= {word: 10.0 * at for at, word in enumerate(numbers["tens"].split(), 2)}
    values |= {word: float(value) for word, value in numbers["foreign"].items()}
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
        time=frozenset(data["time"]),
        measures=measures,
        currencies=currencies,
    )


def _number(numbers: dict[str, Any]) -> str:
    """A number: a factor, a fraction, a rank, dozens, digits with sign and magnitude, or words."""
    magnitudes = numbers["magnitudes"]
    glued = alternatives(word for word in magnitudes if len(word) <= 3)
    spaced = alternatives(word for word in magnitudes if len(word) >= 2 and word not in ("mm", "mil", "tn"))
    fractions = "thirds?|quarters?|fifths?|sixths?|eighths?|tenths?"
    words = _words(numbers)
    return rf"""(?<![\w.,'’/#-])(?:
      (?P<change>{alternatives(numbers["changes"])})(?!\w)
    | (?P<fraction>(?:(?:an?|one)\s+(?:third|quarter|fifth|sixth|eighth|tenth)(?=\s+(?:of|in|off|less|more|fewer|faster|
        lower|higher|within|on|at|from|over|and|while|compared|during)\b|\s*[.,;:)!]|\s*$)
        |(?:two|three|four)[\s-](?:{fractions})|(?<=by\s)half(?!\w|\s+an?\b)|half(?=\s+of\b)))(?!\w)
    | (?P<place>first|second|third)(?=\s+(?:prize|place)\b)
    | (?P<dozen>(?:half\s+a|an?|one|two|three|four|five)\s+dozen)(?!\w)
    | (?:(?P<symbol>us\$|[€$£₹¥]|(?:chf|eur|usd|gbp)\s?)\s?)?
      (?:(?P<digits>\d{{1,3}}(?:[,.'’\s\u00a0]\d{{3}})+(?:[.,]\d{{1,2}})?(?![\d])|\d{{1,9}}(?:[.,]\d{{1,4}})?)
         (?:\s?(?:-|–|—)\s?(?:us\$|[€$£])?(?P<high>\d{{1,9}}(?:[.,]\d{{1,3}})?)(?![-\w./]*\d))?
         (?P<magnitude>(?:{glued})(?![\w])|[\s-](?:{spaced})\.?(?!\w))?
        |(?P<words>{words}|{alternatives(numbers["foreign"])})(?!\w)(?!-(?:to|on|and|off|way)\b))
    )"""


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
