"""Verbs of scope: whether a text takes more for the person ("led") than the résumé does ("helped")."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.facts.record import Record, RecordLine
from app.documents.facts.words import load_words, meaning_of, meanings, scope_words, title_words
from app.documents.folding import fold

HELPED, KEPT, MADE, LED, FOUNDED = 1, 2, 3, 4, 5
_STOP = re.compile(
    r"[;:]|,\s+(?=(?:and\s+)?(?:i|which|who|where|so)\b)|\.\s"
    r"|\s+and\s+(?:also\s+)?(?=(?:[a-z]{2,}ed|cut|set|brought|ran|made|won|grew|took|kept|gave|held|put|taught)\b)"
)
_NOT_A_VERB = re.compile(
    r"\b(?:the|a|an|my|our|their|its|this|that|of|on|for|in|to\s+the|business|web|software|product|team)\s+$"
)
_BY_OTHERS = re.compile(
    r"\b(?:was|were|is|are|been|be|being|which|who|they|he|she|team|colleagues?|company)\s+(?:\w+ly\s+)?$|\b(?:was"
    r"|were)\s+\w+\s+(?:and\s+)?$"
)
_TO = re.compile(r"\s+to\s+[a-z]+")
_TOWARDS = re.compile(r"\s+(?:to|towards)\b")
_FOUND_OUT = re.compile(r"found\s+(?:out|that|it|a\s+way|myself|the)\b")
_RESPONSIBLE = re.compile(r"(?:responsible\s+for|second\s+in\s+command|head\s+of|lead\b|accountable\s+for)")
_OPENS_A_VERB = re.compile(r"(?:\b(?:i|to|also|and|we|now|currently|who|help|helped)|[,;•-])\s+$")
_SECOND = re.compile(r"\b(?:second\s+in\s+command|deputy\s+(?:to|of|for)|deputi[sz]ed?\s+for)\b")
_FIRST_PLACE = re.compile(r"(?:head|direct|chair|command)(?:s|ed|ing)?|in[ -]charge[ -]of")
_FAR_FROM_HELP = 8


class ScopeClaim(NamedTuple):
    """A verb at `[start, end)` with its level, what it governs, and how it is spelt."""

    start: int
    end: int
    level: int
    about: frozenset[str]
    verb: str


def scopes_in(folded: str, start: int, end: int) -> list[ScopeClaim]:
    """Verbs of scope in `[start, end)` with their objects; one after "helped to" is only helped with."""
    words = scope_words()
    verbs = [match for match in words.pattern.finditer(folded, start, end) if _is_verb(folded, match, start)]
    found: list[ScopeClaim] = []
    for index, match in enumerate(verbs):
        following = verbs[index + 1].start() if index + 1 < len(verbs) else end
        stop = _STOP.search(folded, match.end(), end)
        about = meanings(folded[match.end() : min(following, stop.start() if stop else end)])
        level = _level_here(folded, _plain(match), match.end())
        before = verbs[index - 1] if index else None
        if before is not None and _plain(before) in words.lessens and _follows_help(folded, before, match):
            level = HELPED
            found[-1] = found[-1]._replace(about=found[-1].about | about)
        elif before is not None and _is_joined(folded, before.end(), match.start()):
            found[-1] = found[-1]._replace(about=found[-1].about | about)
        found.append(ScopeClaim(match.start(), match.end(), level, about, _plain(match)))
    return found


def _plain(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


@lru_cache(maxsize=2_000)
def scopes_of_line(folded: str) -> tuple[ScopeClaim, ...]:
    """The verbs of scope of a résumé's line."""
    return tuple(scopes_in(folded, 0, len(folded)))


def best_line(
    claim: ScopeClaim, wide: frozenset[str], lines: Sequence[RecordLine]
) -> tuple[RecordLine, int | None, float] | None:
    """The line that speaks of the same thing, the level that it shows, and how much the two share."""
    best: tuple[RecordLine, int | None, float] | None = None
    for line in lines:
        if line.evidence.pointer == line.entry:
            continue
        shared = len(claim.about & line.said.about) + 0.25 * len(wide & line.said.about)
        shared += any(own.verb == claim.verb and own.about & claim.about for own in scopes_of_line(line.said.folded))
        if claim.about == {meaning_of("people")} and any(
            own.level >= claim.level for own in scopes_of_line(line.said.folded)
        ):
            shared += 0.5
        elif not claim.about & line.said.about and not (wide & line.said.about and not claim.about):
            continue
        if best is None or shared > best[2]:
            best = (line, MADE if _is_second(line, claim) else _level_of(line, claim), shared)
    return best


def leads_by_title(record: Record, lines: Sequence[RecordLine]) -> RecordLine | None:
    """A line that gives the person a leading title."""
    for line in lines:
        entry = record.entries.get(line.entry)
        if entry is not None and entry.heading == line.evidence:
            words = set(re.split(r"\W+", fold(entry.title)))
            if words & scope_words().leading_titles and not words & (title_words().low - {"sous"}):
                return line
    return None


def is_raised(claimed: int, shown: int | None) -> bool:
    """Whether a claim takes more than is shown; a line without a verb of scope ("Cut costs …") allows making."""
    if shown is None:
        return claimed >= LED
    return claimed > shown and claimed >= MADE


def _is_second(line: RecordLine, claim: ScopeClaim) -> bool:
    """Whether the line gives the second place and the claim takes the first."""
    return _FIRST_PLACE.fullmatch(claim.verb) is not None and _SECOND.search(line.said.folded) is not None


def _level_of(line: RecordLine, claim: ScopeClaim) -> int | None:
    verbs = scopes_of_line(line.said.folded)
    if not verbs:
        return LED if _RESPONSIBLE.match(line.said.folded) else None
    return max(verbs, key=lambda verb: (len(verb.about & claim.about), verb.level)).level


def _level_here(folded: str, verb: str, end: int) -> int:
    levels = scope_words().levels
    if verb.startswith("contribut"):
        return HELPED if _TOWARDS.match(folded, end) else MADE
    return levels.get(verb, levels.get(verb.replace(" ", "-"), MADE))


def _is_verb(folded: str, match: re.Match[str], start: int) -> bool:
    before = folded[max(start, match.start() - 24) : match.start()]
    word = match[0]
    if folded[match.end() : match.end() + 1] == "-" or _FOUND_OUT.match(folded, match.start()):
        return False
    if word == "managed" and _TO.match(folded, match.end()):
        return False
    if _BY_OTHERS.search(before):
        return word.endswith((" of", " in", " team"))
    if word in scope_words().nouns or word.endswith("ing") or word == "owned":
        if _NOT_A_VERB.search(before):
            return False
        return word not in scope_words().nouns or not before.strip() or _OPENS_A_VERB.search(before) is not None
    return True


def _is_joined(folded: str, end: int, start: int) -> bool:
    return folded[end:start].strip(" ,") in ("and", "", "&", "or")


def _follows_help(folded: str, helping: re.Match[str], match: re.Match[str]) -> bool:
    between = folded[helping.end() : match.start()].split()
    if "and" in between or len(between) > _FAR_FROM_HELP:
        return False
    return not between or bool({"to", "in", "with"} & set(between))


@lru_cache(maxsize=1)
def directions() -> tuple[frozenset[str], frozenset[str]]:
    """Meanings of words for more and for less."""
    data = load_words()["alike"]
    return frozenset(map(meaning_of, data["up"])) - {""}, frozenset(map(meaning_of, data["down"])) - {""}
