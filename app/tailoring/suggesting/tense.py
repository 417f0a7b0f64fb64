"""One tense for what is over: lines of a job that has ended, told in the present."""

import re

from app.tailoring.suggesting.fixing import Fix
from app.tailoring.suggesting.passages import Passage
from app.tailoring.suggesting.verbs import verbs, with_case_of

_HEAD = re.compile(r"(?P<first>[A-Za-z]+)(?P<more>(?:, [a-z]+)*,? and [a-z]+)?(?= )")
_OBJECT = re.compile(
    r" (?:the|a|an|all|any|each|every|our|their|new|up to|over|more than|about|customers?|clients?|patients?|students?|"
    r"guests?|users?|colleagues|staff|\d)\b"
)
_COORDINATED = re.compile(r"(?:,| and| while| then) ([a-z]+)(?= )")


def in_the_past(passage: Passage, text: str) -> Fix | None:
    """ "Manage a team of five" as "Managed a team of five" where the job has ended."""
    head = _HEAD.match(text) if passage.is_bullet and passage.ended else None
    if head is None:
        return None
    found = _in_past(head["first"] + (head["more"] or ""), text[head.end() :])
    end = head.end()
    if found is None and head["more"]:
        end = head.end("first")
        found = _in_past(head["first"], text[end:])
    if found is None or _has_another_present(text[end:]):
        return None
    reason = "This job has ended, so its lines are told in the past, as the others are read."
    return Fix(found + text[end:], f"Write “{found.split()[0].rstrip(',')}”", reason, 58)


def _in_past(opening: str, rest: str) -> str | None:
    """ "Assess and resolve" as "Assessed and resolved"; None when a word of it may be no verb in the present."""
    known = verbs()
    words = re.findall(r"[A-Za-z]+", opening.replace(" and ", " "))
    bases = [_base_of(word, alone=len(words) == 1) for word in words]
    has_object = _OBJECT.match(rest) is not None
    if not has_object and all(base in known.nouns for base in bases):
        return None
    for word, base in zip(words, bases, strict=True):
        if base is None or (word.lower() in known.gerund and not has_object):
            return None
        opening = re.sub(rf"\b{word}\b", with_case_of(known.past[base], word), opening, count=1)
    return opening


def _base_of(word: str, *, alone: bool) -> str | None:
    known, folded = verbs(), word.lower()
    if folded in known.pasts:
        return None
    base = known.third.get(folded) or (folded if folded in known.past else None)
    return base or (known.gerund.get(folded) if alone else None)


def _has_another_present(rest: str) -> bool:
    """Whether a later clause has a verb that would have to follow suit."""
    known = verbs()
    for match in _COORDINATED.finditer(rest):
        word = match[1]
        is_verb = word in known.past and word not in known.nouns and word not in known.pasts
        if is_verb and not re.search(r"\bto\b", rest[: match.start()]):
            return True
    return False
