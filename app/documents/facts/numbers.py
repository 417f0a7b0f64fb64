"""Quantities in a text: digits and words, magnitudes, percent, money, durations, ranges and how exactly they are meant.

Years of the calendar are no quantities (`periods`), nor are digits inside a word ("p99", "B2B"), telephone numbers,
web addresses and times of the day.
"""

import re
from typing import NamedTuple

from app.documents.facts.numerals import Nearness, grammar_of_numbers
from app.documents.facts.words import WORD, counting_words, meaning_of

_NOUNS = 4
_LEAD = re.compile(r"\b(by|to|from)\s$")
_LEFT = re.compile(
    r"\s+(?:of\s+what|of\s+(?:its|their|the)\s+(?:former|previous|old|original)|as\s+(?:long|much|many|often|high|big|large))\b"
)
_TEAM_OF = re.compile(r"\b(?:team|group|crew|staff|brigade|squad|class|panel|shift|department|party)\s+of\s$")
_ENGLISH = frozenset({"seize"})
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|which|whom)\b")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_BEFORE_A_YEAR = re.compile(r"(?<![a-z])(?:in|since|from|until|till|to|by|during|of|between|and|im|seit|en|depuis)\s$")
_COUNTED = re.compile(r"\s*([a-z%+]+)")
_FACTOR = re.compile(
    r"\s+(?:as|the|faster|slower|more|fewer|less|higher|lower|larger|bigger|greater|smaller|over|quicker|better)\b"
)


class Quantity(NamedTuple):
    """A number at `[start, end)`, words of comparison and unit included; `core` is where the number itself begins.

    `unit`: "" for a count, "%", "points", "times", "time:month", "outof:5", "ordinal", "label:band", a currency or a
    measure. `value` is in that unit; `high` ends a range. `nouns` are the meanings of what is counted, `lead` is a
    "by", "to" or "from" before it, "of" for a share, "sum" for one that is added up; `change`: a verb that tells a
    factor ("doubled").
    """

    start: int
    end: int
    core: int
    value: float
    unit: str
    nearness: Nearness = "exact"
    high: float | None = None
    nouns: tuple[str, ...] = ()
    change: bool = False
    lead: str = ""


def quantities_in(folded: str, language: str = "en") -> list[Quantity]:
    """Quantities of a folded text in their order; `language` decides what a dot between digits means."""
    grammar = grammar_of_numbers()
    skipped = [match.span() for match in grammar.skipped.finditer(folded)]
    found: list[Quantity] = []
    for match in grammar.number.finditer(folded):
        if any(start <= match.start() < end for start, end in skipped) or (found and match.start() < found[-1].end):
            continue
        quantity = _read(folded, match, language)
        if quantity is not None:
            found.append(quantity)
    return _with_shared_units(folded, found)


def _read(folded: str, match: re.Match[str], language: str) -> Quantity | None:
    grammar = grammar_of_numbers()
    if match["change"]:
        return _change(folded, match)
    named = _named(folded, match)
    if named is not None or match["odds"]:
        return named
    value = _value(match, language)
    if value is None or (language == "en" and match["words"] in _ENGLISH):
        return None
    high = None
    if match["high"]:
        high = _digits(match["high"], language)
        if match["magnitude"]:
            high = None if high is None else high * grammar.magnitudes[match["magnitude"].strip().rstrip(".")]
    start, end = match.span()
    if match["digits"] and not match["symbol"] and is_year(folded, match.start("digits"), end):
        return None
    unit, end = _unit(folded, match, end)
    if unit is None:
        return None
    if unit == "" and match["digits"] is None and (value in (0.0, 1.0) or _is_pronoun(folded, start, end, value)):
        return None
    found = _finished(folded, start, end, value, unit, high)
    if match["dozen"] and found.nearness == "exact":
        found = found._replace(nearness="about")
    if (match["words"] or "").endswith("aine") and found.nearness in ("exact", "about"):
        found = found._replace(nearness="loosely")
    label = _label(folded, start, found.nouns) if unit == "" and match["digits"] and found.nearness == "exact" else ""
    return found._replace(unit=label or unit)


def _named(folded: str, match: re.Match[str]) -> Quantity | None:
    """A rank, a decade, odds or a fraction; None for a plain number."""
    grammar = grammar_of_numbers()
    if match["place"]:
        rank = {"first": 1.0, "second": 2.0, "third": 3.0}[match["place"]]
        return _finished(folded, match.start(), match.end(), rank, "ordinal")
    if match["span"]:
        return _finished(folded, match.start(), match.end(), 1.0, f"time:{match['span'].split()[-1]}")
    if match["odds"]:
        return _odds(folded, match)
    if match["fraction"]:
        many = {"two": 2, "three": 3, "four": 4}.get(match["fraction"].split()[0].split("-")[0], 1)
        name = re.split(r"[\s-]", match["fraction"].strip())[-1].rstrip("s")
        name = "half" if name in ("half", "hal") else name
        share = _finished(folded, match.start("fraction"), match.end(), grammar.fractions[name] * many, "%")
        left = "to" if _LEFT.match(folded, match.end()) else share.lead
        return share._replace(nearness="about" if share.nearness == "exact" else share.nearness, lead=left)
    return None


def _odds(folded: str, match: re.Match[str]) -> Quantity | None:
    """ "One article in three": a third of them."""
    whole = re.split(r"\s", match["odds"])[-1]
    many = _digits(whole, "en") if whole.isdigit() else _spoken(whole)
    if not many or many < 2:
        return None
    share = _finished(folded, match.start(), match.end(), round(100 / many, 3), "%")
    return share._replace(nearness="about" if share.nearness == "exact" else share.nearness, lead="of")


def _is_pronoun(folded: str, start: int, end: int, value: float) -> bool:
    """ "The two are alike": no count but a word for what was named before."""
    following = WORD.match(folded, end + 1)
    stands_alone = following is None or following[0] in counting_words().stops
    return (
        value <= 3
        and not _TEAM_OF.search(folded, max(0, start - 24), start)
        and stands_alone
        and re.search(r"\b(?:the|these|those|all|or|of)\s$", folded[max(0, start - 8) : start]) is not None
    )


def _change(folded: str, match: re.Match[str]) -> Quantity | None:
    word = match["change"]
    following = folded[match.end() : match.end() + 30]
    if word == "twice" and re.match(r"\s+(?:a|an|per|each|every|daily|weekly|monthly|yearly|annually)\b", following):
        return None
    if word == "double" and re.match(r"-|\s+(?:entry|check|major|degree|shift|room|digit|click)", following):
        return None
    factor = grammar_of_numbers().changes[word]
    if factor < 1:
        return _finished(folded, match.start(), match.end(), 50.0, "%")._replace(change=True)
    return _finished(folded, match.start(), match.end(), factor, "times")._replace(change=True)


def _finished(folded: str, start: int, end: int, value: float, unit: str, high: float | None = None) -> Quantity:
    grammar = grammar_of_numbers()
    first, nearness = start, "exact"
    before = grammar.before.search(folded, max(0, start - 30), start)
    if before:
        first, nearness = before.start(), grammar.nearness[re.sub(r"\s+", " ", before["word"])]
    after = grammar.after.match(folded, end)
    if after:
        end = after.end()
        nearness = "least" if after["more"] else "most" if after["less"] else "about"
    exactly: Nearness = nearness  # type: ignore[assignment]  # the values of the table are the literals
    lead = _LEAD.search(folded, max(0, first - 6), first)
    return Quantity(first, end, start, value, unit, exactly, high, _nouns(folded, end), lead=lead[1] if lead else "")


def _value(match: re.Match[str], language: str) -> float | None:
    grammar = grammar_of_numbers()
    if match["digits"]:
        value = _digits(match["digits"], language)
    elif match["dozen"]:
        words = match["dozen"].split()
        value = 12.0 * (0.5 if words[0] == "half" else grammar.values.get(words[0], 1.0))
    else:
        value = _spoken(match["words"])
    if value is None:
        return None
    if match["magnitude"]:
        value *= grammar.magnitudes[match["magnitude"].strip().lstrip("-").rstrip(".")]
    return value


def _digits(text: str, language: str) -> float | None:
    plain = re.sub(r"[\s'’]", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) and (language == "en" or plain.count(",") > 1):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain) and (language != "en" or plain.count(".") > 1):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _spoken(text: str) -> float | None:
    values, total, part = grammar_of_numbers().values, 0.0, 0.0
    for word in re.split(r"[\s-]+", text):
        if word in ("and", "a", "an"):
            continue
        if word == "half":
            part += 0.5
        elif word == "hundred":
            part = (part or 1.0) * 100
        elif word in ("thousand", "million", "billion"):
            total += (part or 1.0) * grammar_of_numbers().magnitudes[word]
            part = 0.0
        else:
            part += values[word]
    return total + part


def is_year(folded: str, start: int, end: int) -> bool:
    """Whether digits are a year of the calendar: four of them, from 1950 to 2049, that count nothing."""
    if not _YEAR.fullmatch(folded, start, end):
        return False
    if _BEFORE_A_YEAR.search(folded, max(0, start - 16), start):
        return True
    following = _COUNTED.match(folded, end)
    return following is None or (
        following[1] not in ("%", "+") and not (following[1].endswith("s") and len(following[1]) > 4)
    )


def _unit(folded: str, match: re.Match[str], end: int) -> tuple[str | None, int]:
    grammar = grammar_of_numbers()
    if match["symbol"]:
        unit = grammar.currencies.get(match["symbol"].strip(), match["symbol"].strip())
        return unit, end
    found = grammar.unit.match(folded, end)
    if found is None:
        return "", end
    if found["outof"]:
        return f"outof:{float(found['outof'].replace(',', '.')):g}", found.end()
    if found["ordinal"]:
        return "ordinal", found.end()
    if found["percent"]:
        return "%", found.end()
    if found["points"]:
        return "points", found.end()
    if found["times"]:
        factor = found["times"] != "times" or _FACTOR.match(folded, found.end())
        return ("times", found.end()) if factor else ("", end)
    if found["money"]:
        return grammar.currencies[found["money"]], found.end()
    word = found["measure"]
    if found["time"]:
        word = found["time"]
        name = word if word in grammar.time else word.removesuffix("s")
        return f"time:{grammar.time[name]}", found.end()
    return grammar.measures[word if word in grammar.measures else word.removesuffix("s")], found.end()


def _label(folded: str, start: int, nouns: tuple[str, ...]) -> str:
    """The word that a number belongs to as a name: "Band 6", "ISO 9001", "PostgreSQL 14"."""
    before = re.search(r"(?<![\w.])([a-z][\w+#.]{1,30})[ -]$", folded[max(0, start - 34) : start])
    if before is None:
        return ""
    is_name = meaning_of(before[1]) and not nouns and not before[1].endswith("ed")
    return f"label:{before[1]}" if is_name or before[1] in counting_words().labels else ""


def _nouns(folded: str, end: int) -> tuple[str, ...]:
    found: list[str] = []
    position = end
    for match in WORD.finditer(folded, end, min(len(folded), end + 60)):
        gap = folded[position : match.start()]
        if gap.strip(" -\t") or (match[0] in counting_words().stops and found):
            break
        position = match.end()
        if match[0] in counting_words().stops and match[0] not in ("of", "a", "the"):
            break
        found.extend(meaning for part in match[0].split("-") if (meaning := meaning_of(part)))
        if len(found) >= _NOUNS:
            break
    return tuple(found)


def _with_shared_units(folded: str, found: list[Quantity]) -> list[Quantity]:
    """`from 840 to 95 ms`, `from nine months to six`: a unit that is told once holds for both ends."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        between = folded[first.end : second.start]
        if second.unit == "" and not second.nouns and _OF_THEM.match(folded, second.end):
            found[index + 1] = second._replace(unit=first.unit, nouns=first.nouns)
            continue
        if not re.fullmatch(r"(?:\s+\w+){0,2}\s*(?:to|bis|auf|a|naar|hasta|para|->|→|–|-)\s*", between):
            continue
        if first.unit == "" and second.unit not in ("", "ordinal") and not second.unit.startswith("label"):
            found[index] = first._replace(unit=second.unit)
        elif second.unit == "" and first.unit.startswith(("time:", "%")) and not second.nouns[:1]:
            found[index + 1] = second._replace(unit=first.unit)
        elif first.unit == second.unit == "" and not first.nouns:
            found[index] = first._replace(nouns=second.nouns)
    return found
