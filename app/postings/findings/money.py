"""Amounts of money in running text, as people of several countries write them."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

from app.postings.analysis import Period

_CODES = "eur|gbp|usd|chf|pln|sek|nok|dkk|czk|huf|ron|brl|aud|cad|nzd|inr|jpy|sgd|zar|aed"
_SIGNS = r"us\$|a\$|c\$|nz\$|r\$|s\$|[£$€¥₹]"
_WORDS = "euros?|pounds?|dollars?|francs?|franken|zl|kr|reais"
_CURRENCY = rf"(?:{_SIGNS}|\b(?:{_CODES}|{_WORDS})\b)"
_NUMBER = r"\d{1,3}(?:[., ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,2})?(?!\d)"
_THOUSAND = r"(?:\s?(?:k|tsd\.?|mil)(?![a-z]))"
_SIDE = (
    r"(?:(?P<before{0}>{1})\s?)?(?P<number{0}>{2})(?P<k{0}>{3})?(?:,-{{1,2}})?"
    r"(?:\s?(?P<k_sign{0}>k)?(?P<after{0}>{1}))?"
)
_TO = r"\s*(?:-|—|to|bis|a|al|ate|hasta|tot|jusqu'a)\s*"
_AND = r"\s+(?:and|und|et|y|e|en)\s+"
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tussen)\s+$")
_AMOUNT = re.compile(
    _SIDE.format(1, _CURRENCY, _NUMBER, _THOUSAND)
    + rf"(?:(?:{_TO}|(?P<joined>{_AND}))"
    + _SIDE.format(2, _CURRENCY, _NUMBER, _THOUSAND)
    + ")?"
)
_FROM = re.compile(r"\b(?:from|starting at|starts at|at least|minimum|ab|mindestens|a partir de|des|desde|vanaf)\s*$")
_UP_TO = re.compile(r"\b(?:up to|max(?:imum)?|bis zu|jusqu'a|hasta|tot|ate)\s*$")
_DATA = Path(__file__).with_name("periods.toml")
_ISO = {
    "£": "GBP", "pound": "GBP", "€": "EUR", "euro": "EUR", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD",
    "r$": "BRL", "reais": "BRL", "s$": "SGD", "₹": "INR", "zl": "PLN", "$": "$", "dollar": "$", "¥": "¥", "kr": "kr",
    "franken": "CHF", "franc": "CHF",
}  # fmt: skip
_PERIOD_REACH = 40
_WORDS_BEFORE = 30


class Amount(NamedTuple):
    """A figure or range at `[start, end)` of the text; `period` empty when the words around it name none."""

    low: float | None
    high: float | None
    currency: str
    period: Period
    start: int
    end: int


def amounts_in(folded: str) -> Iterator[Amount]:
    """Amounts with a currency or thousands written as k, in a text without case and accents."""
    for match in _AMOUNT.finditer(folded):
        if match["joined"] and not _BETWEEN.search(folded[max(0, match.start() - _WORDS_BEFORE) : match.start()]):
            continue
        signs = [match[name] for name in ("before1", "after1", "before2", "after2") if match[name]]
        thousands = [bool(match[f"k{side}"] or match[f"k_sign{side}"]) for side in (1, 2)]
        if not signs and not any(thousands):
            continue
        second = number(match["number2"]) if match["number2"] else None
        low, high = _scaled(number(match["number1"]), second, thousands)
        period, end = _period(folded, match.start(), match.end())
        start = match.start()
        least: float | None = low
        most = high
        if high is None:
            least, most, start = _bounded(folded, start, low)
        elif low > high:
            continue
        yield Amount(least, most, _iso(signs[0]) if signs else "", period, start, end)


def number(text: str) -> float:
    """A figure: a separator before exactly three digits parts thousands, another one the decimals."""
    parts = re.split(r"[., ']", text)
    if len(parts) > 1 and len(parts[-1]) != 3:
        return float("".join(parts[:-1]) + "." + parts[-1])
    return float("".join(parts))


def _scaled(low: float, high: float | None, thousands: list[bool]) -> tuple[float, float | None]:
    """With k worked in: in "55-65k" and "60-70.000" the first figure means thousands too."""
    if high is None:
        return low * 1000 if thousands[0] else low, None
    high = high * 1000 if thousands[1] else high
    short = low < 1000 <= high and low * 1000 <= high
    return low * 1000 if thousands[0] or short else low, high


def _bounded(folded: str, start: int, value: float) -> tuple[float | None, float | None, int]:
    """Bounds of a single figure at `start`, and where the words begin that make it one ("up to", "from")."""
    first = max(0, start - _WORDS_BEFORE)
    before = folded[first:start]
    if limit := _UP_TO.search(before):
        return None, value, first + limit.start()
    if limit := _FROM.search(before):
        return value, None, first + limit.start()
    return value, value, start


def _period(folded: str, start: int, end: int) -> tuple[Period, int]:
    """The nearest period, after the amount before one before it, and where the amount with it ends."""
    after = re.split(r"[;\n]", folded[end : end + _PERIOD_REACH])[0]
    found = [(match.start(), match.end(), period) for period, pattern in _periods() if (match := pattern.search(after))]
    if found:
        at, last, period = min(found)
        return period, end + last if at <= 16 else end
    before = re.split(r"[;\n]", folded[max(0, start - _PERIOD_REACH) : start])[-1]
    near = [(match.end(), period) for period, pattern in _periods() for match in pattern.finditer(before)]
    return (max(near)[1] if near else ""), end


def _iso(sign: str) -> str:
    return _ISO.get(sign) or _ISO.get(sign.rstrip("s")) or sign.upper()


@lru_cache(maxsize=1)
def _periods() -> tuple[tuple[Period, re.Pattern[str]], ...]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple((period, re.compile("|".join(data[period]))) for period in get_args(Period) if period)
