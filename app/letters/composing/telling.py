"""Achievements told in sentences: one or two of a place to a sentence, the place named once."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.documents.evidence import Evidence
from app.letters.composing.achievements import Achievement
from app.letters.composing.choosing import Chooser
from app.letters.composing.manners import Manner
from app.letters.composing.occasion import Tone
from app.letters.composing.places import Place, as_role
from app.letters.composing.voice import capital, spoken, word_count

_LONGEST_PAIR: dict[Tone, int] = {"warm": 40, "formal": 42, "direct": 26}
_LONGEST_FIRST = 22
_MOST_SENTENCES = 3
_BROKEN = re.compile(r"[;:–(“]|\s-\s")
_AUXILIARY = re.compile(r"(I (?:am|was|have|had|can|could|will|would)|my work included?s?|it was)\s")


class Told(NamedTuple):
    """A sentence of the letter, what it stands on and how it was made.

    `key` are words of it that tell whether its substance stands in a text already.
    """

    text: str
    evidence: tuple[Evidence, ...]
    frame: str
    score: float = 0.0
    key: str = ""


class Turn(NamedTuple):
    """How a run of achievements begins: `name` as in `Manner.leading`; `titled`: the person's role there was named;
    `thing` is what a project is, to be said with its name."""

    name: str
    brief: bool
    tone: Tone
    titled: bool = False
    thing: Achievement | None = None


def tell_run(run: Sequence[Achievement], manner: Manner, turn: Turn, choose: Chooser) -> Iterator[Told]:
    """At most three sentences on achievements of one place."""
    left = list(run)
    used: set[str] = set()
    while left and len(used) < _MOST_SENTENCES:
        one = left.pop(0)
        begins = not used
        fellow = left[0] if left else None
        clause = _clause(one, turn)
        if fellow is not None and (pair := _joined(one, fellow, turn)) and choose.number(5) < 4:
            left.pop(0)
            clause = pair
        else:
            fellow = None
        frames = _frames(one, manner, turn, begins=begins)
        fresh = [each for each in frames if each not in used] or frames
        frame = choose.pick(fresh)
        used.add(frame)
        slots = _slots(one.place, clause, one.clause.kind)
        lines = (one.evidence, *((fellow.evidence,) if fellow else ()), *(one.place.evidence if begins else ()))
        if begins and turn.thing not in (None, one) and "{name}" in frame and turn.name == "first":
            slots["name"] += f", {turn.thing.clause.text}"
            lines = (*lines, turn.thing.evidence)
        text = capital(spoken(frame, turn.tone).format_map(slots))
        yield Told(text, lines, frame, one.score + (0.5 * fellow.score if fellow else 0.0), one.key)


def words_of(told: Sequence[Told]) -> int:
    """How many words these sentences have."""
    return sum(word_count(one.text) for one in told)


def _frames(one: Achievement, manner: Manner, turn: Turn, *, begins: bool) -> list[str]:
    place = one.place
    if one.clause.kind in ("quote", "thing"):
        options = manner.leading(one.clause.kind, "first")
    elif begins:
        options = manner.leading(place.kind, turn.name)
    else:
        options = manner.going_on()
    slots = _slots(place, one.clause.text, one.clause.kind)
    usable = [each for each in options if all(slots[slot] for slot in re.findall(r"{(\w+)}", each))]
    if begins and turn.name == "first" and place.kind == "work" and place.name and not place.where:
        usable = [each for each in usable if "{role}" in each] or usable
    if turn.titled:
        usable = [each for each in usable if "{role}" not in each] or usable
    if place.kind != "work":
        usable = [each for each in usable if "{name}" in each] or usable
    whole = [each for each in usable if "{bare}" not in each]
    return whole or usable or [options[-1]]


def _slots(place: Place, clause: str, kind: str) -> dict[str, str]:
    is_shared = place.kind == "work" and bool(place.name) and not place.where
    current = place.current
    return {
        "at": place.at,
        "bare": "" if place.where else place.at,
        "At": "" if is_shared else capital(place.at),
        "where": place.where if place.kind != "project" else "",
        "present": place.where if current else "",
        "past": "" if current else place.where,
        "name": place.name,
        "role": as_role(place.role) if place.role else "",
        "since": place.since,
        "span": place.span,
        "work": "work" if current else "worked",
        "was": "am" if current else "was",
        "is": "is" if kind == "present" or (current and clause.startswith("I am ")) else "was",
        "c": clause,
        "C": capital(clause),
        "also": _also(clause),
        "Also": capital(_also(clause)),
    }


def _also(clause: str) -> str:
    """The clause with "also" where it belongs: behind an auxiliary, else in front of the verb."""
    if found := _AUXILIARY.match(clause):
        head = found[1]
        if head.startswith("my work"):
            return f"my work also {clause[8:]}"
        return f"{head} also {clause[found.end() :]}"
    return f"I also {clause[2:]}" if clause.startswith("I ") else clause


def _clause(one: Achievement, turn: Turn) -> str:
    return one.clause.short if turn.brief else one.clause.text


def _joined(first: Achievement, second: Achievement, turn: Turn) -> str:
    """Two achievements of one place in one clause; empty where that would not read well."""
    kinds = {first.clause.kind, second.clause.kind}
    head, tail = first.clause.short, second.clause.short if turn.brief else second.clause.text
    alike = len(kinds) == 1 and kinds <= {"past", "present", "duty"}
    bestowed = kinds == {"past", "state"} and second.clause.text.startswith("I was ")
    if not (alike or bestowed) or (not turn.brief and head != first.clause.text):
        return ""
    if _BROKEN.search(head) or len(head.split()) > _LONGEST_FIRST or _BROKEN.search(second.clause.short):
        return ""
    if len(head.split()) + len(tail.split()) > _LONGEST_PAIR[turn.tone]:
        return ""
    if first.clause.kind == "duty":
        return f"{head} and {tail.removeprefix('it was my job ')}" if " and " not in head else ""
    is_plain = alike and not re.search(r",|\b(?:and|that|which|who|where|if)\b", head)
    return f"{head} and {tail.removeprefix('I ')}" if is_plain else f"{head}, and {tail}"
