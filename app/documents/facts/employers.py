"""Employers, schools and projects that a text names, and of which of them each part of a sentence speaks."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.documents.facts.claims import Background
from app.documents.facts.record import Entry, Record, scoped_entries
from app.documents.facts.sentences import Sentence, clauses_of
from app.documents.facts.words import alternatives, employer_words
from app.documents.folding import fold

_SKILL_RANK = 3
Groups = tuple[frozenset[str], ...]

_JOINED = re.compile(
    r"(?:'s)?[\s,]*(?:and|&|as\s+well\s+as|or|plus|und|sowie|et|y|e|en)?[\s,]*(?:(?:also|both|later|then)\s+)?"
    r"(?:at|in|for|with|bei|chez|bij)?\s*(?:the\s+)?"
)
_NAME = r"(?!I\b)[A-ZÀ-ÖØ-Þ][\w&'’.-]*(?:\s+(?:(?:&|and|of|de|da|for|the|und)\s+)?(?!I\b)[A-ZÀ-ÖØ-Þ][\w&'’-]*){0,4}"
_WORKED = re.compile(
    r"\b(?:[Ww]orked|[Ww]orking|[Ww]ork|employed|my\s+(?:time|years|job|role|work|internship)|years|months|hired|"
    r"[Ii]ntern(?:ed|ship)?|manager|engineer|developer|nurse|chef|director|analyst|assistant|consultant|teacher)\s+"
    rf"(?:at|for|by)\s+(?:the\s+)?(?P<name>{_NAME})"
    rf"|\bchez\s+(?P<chez>{_NAME})|\b[Bb]e[ij]\s+(?:d(?:er|em|e)\s+)?(?P<bei>{_NAME})"
    rf"|\b(?:[Aa]t|[Ww]hile\s+at|[Dd]uring\s+my\s+time\s+at)\s+(?:the\s+)?(?P<at>{_NAME})"
    rf"|\b(?:I\s+(?:also\s+)?|[Aa]fter\s+|[Bb]efore\s+|having\s+)(?:joined|left|joining"
    rf"|leaving)\s+(?:the\s+)?(?P<joined>{_NAME})"
)
_AND_DID = re.compile(
    r",?\s+and\s+(?=(?:i\s+)?(?:then\s+|later\s+|now\s+)?(?:[a-z]{3,}ed|took|held|hold|did|led|won|wrote|built|ran|went|got|am)\b)"
)
_AND_AT = re.compile(
    rf"(?:,\s+|\s+and\s+|\s+as\s+well\s+as\s+|,\s+and\s+)(?P<at>(?:at|for)\s+)?(?:the\s+)?(?P<name>{_NAME})"
)
_AT = re.compile(r"\b(?:at|for|with)\s+(?:the\s+)?$")
_PAST_AT = re.compile(r"\b(?:worked|work|working|employed|time|joined|left|years|internship)\b")


class Mention(NamedTuple):
    """A name at `[start, end)` and the entries that bear it."""

    start: int
    end: int
    pointers: frozenset[str]


class Part(NamedTuple):
    """A part of a sentence and whose it is: empty `groups` speak of the whole résumé, several of each of them."""

    start: int
    end: int
    groups: Groups


class Names(NamedTuple):
    """All names of a résumé's entries, with the short forms that people use."""

    pattern: re.Pattern[str] | None
    bearers: dict[str, frozenset[str]]
    short: frozenset[str]


def names_of(record: Record) -> Names:
    """The names of jobs, posts, projects and schools."""
    bearers: dict[str, set[str]] = {}
    short: set[str] = set()
    entries = scoped_entries(record)
    resume = record.resume
    located = [part.location for group in (resume.work, resume.volunteer, resume.education) for part in group]
    places = {word for place in located for word in re.findall(r"\w+", fold(place or ""))}
    for entry in entries:
        for name in _full(entry):
            bearers.setdefault(name, set()).add(entry.pointer)
    for entry in entries:
        for name in _short(entry) if entry.kind != "projects" else ():
            if " " not in name and (entry.kind == "education" or name in places):
                continue
            others = {other.name for other in entries if other.name != entry.name and name in fold(other.name)}
            if not others and name not in bearers:
                short.add(name)
            if name in short:
                bearers.setdefault(name, set()).add(entry.pointer)
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives(bearers)})(?!\w)") if bearers else None
    return Names(pattern, {name: frozenset(found) for name, found in bearers.items()}, frozenset(short))


def mentions_in(text: str, folded: str, start: int, end: int, names: Names) -> list[Mention]:
    """Names in `[start, end)`; a short form counts only with a capital."""
    if names.pattern is None:
        return []
    found = []
    for match in names.pattern.finditer(folded, start, end):
        name = " ".join(match[0].split())
        if name in names.short and not text[match.start()].isupper():
            continue
        found.append(Mention(match.start(), match.end(), names.bearers.get(name, frozenset())))
    return [mention for mention in found if mention.pointers]


def parts_of(
    folded: str, sentence: Sentence, mentions: Sequence[Mention], carried: Groups, marks: Sequence[int]
) -> list[Part]:
    """Whose each part of a sentence is. `carried` holds where nothing is named; `marks` are the places of claims."""
    grouped = _grouped(folded, mentions)
    if len(grouped) < 2:
        return [Part(sentence.start, sentence.end, grouped[0][2] if grouped else carried)]
    parts: list[Part] = []
    current = carried if any(mark < grouped[0][0] for mark in marks) and carried else grouped[0][2]
    for start, end in clauses_of(folded, sentence):
        here = [group for group in grouped if start <= group[0] < end]
        if here:
            parts.extend(_divided(folded, start, end, here, marks))
            current = here[-1][2]
        else:
            following = next((group[2] for group in grouped if group[0] >= end), current)
            parts.append(Part(start, end, current if parts else following))
    return parts


def unknown_employers(
    text: str, folded: str, sentence: Sentence, known: Sequence[Mention], record: Record, background: Background
) -> list[tuple[int, int]]:
    """Places of employers that the sentence tells the person to have worked for, and the résumé does not know."""
    found = []
    target = fold(background.company).strip()
    for mention in known:
        joined = _AND_AT.match(text, mention.end, sentence.end)
        if joined and _is_an_employer(joined) and _AT.search(folded, max(0, mention.start - 8), mention.start):
            start, end = joined.span("name")
            if not any(other.start < end and start < other.end for other in known) and not _is_told(
                joined["name"], record
            ):
                found.append((start, end))
    for match in _WORKED.finditer(text, sentence.start, sentence.end):
        group = next(name for name in ("name", "at", "joined", "chez", "bei") if match[name])
        start, end = match.span(group)
        name = folded[start:end].rstrip(".,'’-").removesuffix("'s")
        end = start + len(name)
        if group == "bei" and not employer_words().legal.intersection(name.casefold().split()):
            continue
        if any(mention.start < end and start < mention.end for mention in known) or _names_nobody(name):
            continue
        if target and (name in target or target in name) and not _PAST_AT.search(folded, match.start(), start):
            continue
        if name.split()[0] not in employer_words().not_names and not _is_told(text[start:end], record):
            found.append((start, end))
    return list(dict.fromkeys(found))


def _is_told(name: str, record: Record) -> bool:
    """Whether the résumé names it, and not only as the beginning of a product ("Google" in "Google Cloud")."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?!\s+[A-Z])")
    return any(whole.search(line.text) for line in record.lines if line.rank != _SKILL_RANK)


def _is_an_employer(joined: re.Match[str]) -> bool:
    """Whether a name after "and" is an employer's: by its last word, or by an "at" of its own."""
    words = set(joined["name"].casefold().split())
    return bool(joined["at"]) or bool(words & (employer_words().generic | employer_words().legal))


def _names_nobody(name: str) -> bool:
    words = name.split()
    return len(name) < 2 or (len(words) == 1 and words[0] in employer_words().not_names)


def _grouped(folded: str, mentions: Sequence[Mention]) -> list[tuple[int, int, Groups]]:
    """Mentions joined by "and" or a comma are one group that is spoken of together."""
    grouped: list[tuple[int, int, Groups]] = []
    for mention in mentions:
        if grouped and _JOINED.fullmatch(folded, grouped[-1][1], mention.start) and folded[grouped[-1][1]] != "\n":
            start, _, groups = grouped[-1]
            together = groups if mention.pointers in groups else (*groups, mention.pointers)
            grouped[-1] = (start, mention.end, together)
        else:
            grouped.append((mention.start, mention.end, (mention.pointers,)))
    return grouped


def _divided(
    folded: str, start: int, end: int, here: Sequence[tuple[int, int, Groups]], marks: Sequence[int]
) -> list[Part]:
    """A clause that names several in turn: what is said follows its name, or goes before it where it comes first."""
    if len(here) == 1:
        return [Part(start, end, here[0][2])]
    leading = not any(start <= mark < here[0][0] for mark in marks)
    if leading:
        bounds = [start, *(_turning(folded, one[1], next_[0]) for one, next_ in pairwise(here)), end]
    else:
        bounds = [start, *(group[1] for group in here[:-1]), end]
    return [Part(first, last, group[2]) for first, last, group in zip(bounds, bounds[1:], here, strict=False)]


def _turning(folded: str, first: int, last: int) -> int:
    """Where the next name's words begin: at an "and" with a verb of its own, else at the name."""
    turn = _AND_DID.search(folded, first, last)
    return turn.start() if turn else last


def _full(entry: Entry) -> list[str]:
    name = " ".join(fold(entry.name).split())
    plain = _without_legal(name)
    return [each for each in dict.fromkeys((name, plain)) if len(each) > 2]


def _without_legal(name: str) -> str:
    words = re.split(r"[\s,]+", re.split(r"\s*[(|]|\s+[–—-]\s+", name)[0])
    while len(words) > 1 and words[-1] in employer_words().legal:
        words.pop()
    return " ".join(words)


def _short(entry: Entry) -> list[str]:
    """ "Brightline" for "Brightline Software", "Reina" is none; initials of three words and more."""
    words = _without_legal(" ".join(fold(entry.name).split())).split()
    parts = employer_words()
    found = []
    for length in range(len(words) - 1, 0, -1):
        head = words[:length]
        if head[0] in ("the", "of") or head[-1] in ("of", "and", "&", "for", "da", "de"):
            continue
        if length == 1 and (len(head[0]) < 4 or head[0] in parts.common):
            continue
        if length > 1 or all(word in parts.generic for word in words[1:]) or len(head[0]) > 4:
            found.append(" ".join(head))
    if len(words) > 1 and words[0] in parts.common:
        tail = [word for word in words[1:] if word not in parts.common]
        if tail and tail[0] not in ("of", "for", "de", "da"):
            found.append(" ".join(words[1:]))
    found += _within(words)
    initials = "".join(word[0] for word in words if word not in ("of", "the", "and", "&", "for"))
    if len(initials) > 2:
        found.append(initials)
    return found


def _within(words: Sequence[str]) -> list[str]:
    """ "Law Centre" for "Citizens' Law Centre Brixton": two words and more that are not all generic."""
    parts = employer_words()
    ends = ("of", "and", "&", "for", "da", "de", "the", "des", "et")
    return [
        " ".join(words[first:last])
        for first in range(1, len(words))
        for last in range(first + 2, len(words) + 1)
        if words[first] not in ends
        and words[last - 1] not in ends
        and not all(word in parts.generic or word in parts.common for word in words[first:last])
    ]
