"""Plainer words for the same thing in English lines: wordy openings, fillers, slips. No fact and no scope changes."""

import re
from functools import lru_cache

from app.tailoring.suggesting.fixing import Fix
from app.tailoring.suggesting.passages import Passage
from app.tailoring.suggesting.verbs import load_words, verbs, with_case_of

_FIRST_PERSON = re.compile(r"I (?:have |had )?(?P<rest>(?:[a-z]+ly )?(?P<verb>[a-z]+)\b.*)", re.DOTALL)
_SWAPPED = re.compile(
    r"\b(?P<before>at|for|from|in|of|on|upon|with|to|into|by) (?P<adjective>new|old|large|small|single|whole|full|"
    r"major|given|different|similar) (?P<article>an?|the) (?=[a-z])"
)
_DOUBLE = re.compile(
    r"\b(?P<word>a|an|the|and|or|of|to|in|on|at|for|with|by|from|is|was|were|are|as|my|our|their) (?P=word)\b",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"\b(?P<preposition>on|off)-(?P<place>campus|site|shore|line)(?=[.;,]?\s*$)")
_SAID_TWICE = re.compile(
    r"\b(?P<word>[a-z]{4,}) (?P<noun>[a-z]{3,}) (?:used|located|based|found) (?:on|in|at|within) (?:the )?(?P=word)\b",
)
_ONE_WORD = frozenset({"shore", "line"})


def without_first_person(passage: Passage, text: str) -> Fix | None:
    """ "I developed …" as "Developed …"; "we" stays, for it tells that others took part."""
    found = _FIRST_PERSON.fullmatch(text) if passage.is_bullet else None
    if found is None or found["verb"] not in verbs().pasts:
        return None
    shorter = found["rest"][:1].upper() + found["rest"][1:]
    reason = "In a résumé the person is understood, and lines that open with the verb are quicker to read."
    return Fix(shorter, "Begin with the verb", reason, 40)


def plainer_opening(passage: Passage, text: str) -> Fix | None:
    """ "Responsible for managing …" as "Managed …", in the tense of the entry."""
    if not passage.is_bullet:
        return None
    opened = _openings().match(text)
    if opened is not None:
        return _after_opening(passage, text, opened.end())
    able = _able().match(text)
    if able is not None:
        word = re.match(r"[a-z]+", text[able.end() :])
        past = verbs().past.get(word[0]) if word else None
        if word is not None and past:
            return _opening_fix(past.capitalize() + text[able.end() + word.end() :], text[: able.end()].strip())
    return None


def _after_opening(passage: Passage, text: str, at: int) -> Fix | None:
    rest = text[at:]
    opening = text[:at].rstrip(" :")
    named = re.match(r"(?:the )?(?P<noun>[a-z]+) of (?=[a-z0-9])", rest, re.IGNORECASE)
    base = load_words("words")["nouns"].get(named["noun"].lower()) if named else None
    if named is not None and base in verbs().past:
        return _opening_fix(_in_tense(passage, base) + " " + rest[named.end() :], opening)
    first = re.match(r"(?P<verb>[a-z]+ing)\b", rest, re.IGNORECASE)
    base = verbs().gerund.get(first["verb"].lower()) if first else None
    if first is None or base is None:
        return None
    tail = rest[first.end() :]
    others = re.findall(r"(?:,|\band|\bor)\s+([a-z]+ing)\b", tail)
    if others:
        tail_in_tense = _coordinated(passage, tail, others)
        if tail_in_tense is None:
            return None
        tail = tail_in_tense
    return _opening_fix(_in_tense(passage, base) + tail, opening)


def _coordinated(passage: Passage, tail: str, gerunds: list[str]) -> str | None:
    """The rest of "managing x, training y and selling z" in the tense of its first verb; None when unsure."""
    for gerund in gerunds:
        base = verbs().gerund.get(gerund)
        if base is None:
            return None
        form = _in_tense(passage, base).lower()
        tail = re.sub(rf"((?:,|\band|\bor)\s+){gerund}\b", rf"\g<1>{form}", tail, count=1)
    return tail


def _in_tense(passage: Passage, base: str) -> str:
    return (base if passage.ended is False else verbs().past[base]).capitalize()


def _opening_fix(text: str, opening: str) -> Fix:
    word = text.split(maxsplit=1)[0]
    reason = f"“{opening}” takes up the place that is read first; “{word}” says the same in one word."
    return Fix(text, f"Begin with “{word}”", reason, 55)


def without_praise(passage: Passage, text: str) -> Fix | None:
    """ "Successfully implemented …" as "Implemented …"."""
    words = "|".join(load_words("words")["praise"])
    leading = re.match(rf"(?P<adverb>{words}) (?P<verb>[a-z]+)", text, re.IGNORECASE)
    if passage.is_bullet and leading is not None and leading["verb"] in verbs().pasts.keys() | verbs().past.keys():
        shorter = with_case_of(text[leading.start("verb") :], text)
        return _praise_fix(shorter, leading["adverb"])
    within = re.search(r"(?<=\w) successfully(?= \w)", text)
    if within is None or re.search(r"\b(?:to|un)$", text[: within.start()]):
        return None
    return _praise_fix(text[: within.start()] + text[within.end() :], "successfully")


def _praise_fix(text: str, adverb: str) -> Fix:
    reason = f"“{adverb.capitalize()}” praises without telling anything; what was done stands stronger alone."
    return Fix(text, f"Leave out “{adverb.lower()}”", reason, 35)


def plainer_phrases(_passage: Passage, text: str) -> Fix | None:
    """Wordy phrases inside a line as plain ones."""
    phrases: dict[str, str] = load_words("words")["phrases"]
    new, found = _replaced(_phrases("phrases"), phrases, text)
    if not found:
        return None
    named = " and ".join(f"“{phrases[one.lower()]}” for “{one}”" for one in found[:2])
    return Fix(new, f"Write “{phrases[found[0].lower()]}”", f"Fewer words say the same: {named}.", 25)


def without_slips(_passage: Passage, text: str) -> Fix | None:
    """Mistakes of the language that are mistakes in any line, and words that say a thing twice."""
    slips: dict[str, str] = load_words("words")["slips"]
    new, found = _replaced(_phrases("slips"), slips, text)
    wrong = [f"“{one}” reads better as “{slips[one.lower()]}”" for one in found]
    for pattern, make in (
        (_SWAPPED, r"\g<before> \g<article> \g<adjective> "),
        (_DOUBLE, r"\g<word>"),
        (_SAID_TWICE, r"\g<word> \g<noun>"),
    ):
        match = pattern.search(new)
        if match is not None:
            better = match.expand(make)
            wrong.append(f"“{match[0].strip()}” reads better as “{better.strip()}”")
            new = new[: match.start()] + better + new[match.end() :]
    hyphened = _HYPHENED.search(new)
    if hyphened is not None:
        joined = "" if hyphened["place"] in _ONE_WORD else " "
        better = f"{hyphened['preposition']}{joined}{hyphened['place']}"
        wrong.append(f"“{hyphened[0]}” has no hyphen when no noun follows: “{better}”")
        new = new[: hyphened.start()] + better + new[hyphened.end() :]
    if not wrong:
        return None
    reason = "; ".join(wrong[:3])
    return Fix(new, "Correct a slip", reason + ".", 60)


def _replaced(pattern: re.Pattern[str], table: dict[str, str], text: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def plain(match: re.Match[str]) -> str:
        found.append(match[0])
        return with_case_of(table[match[0].lower()], match[0])

    return pattern.sub(plain, text), found


@lru_cache(maxsize=4)
def _phrases(table: str) -> re.Pattern[str]:
    return _any_of(load_words("words")[table])


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    return re.compile(_any_of(load_words("words")["openings"]).pattern + r":?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _able() -> re.Pattern[str]:
    return re.compile(_any_of(load_words("words")["able"]).pattern + r"\s+", re.IGNORECASE)


def _any_of(texts: list[str] | dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
