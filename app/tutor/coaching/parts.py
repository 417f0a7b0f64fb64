"""What an answer to each kind of question should have, and how it is found."""

import re
from collections.abc import Callable
from typing import NamedTuple

from app.tutor.coaching import signs
from app.tutor.coaching.models import Kind, Part
from app.tutor.coaching.reading import NOWHERE, Place, Reading

_I_AM = re.compile(
    r"\bi(?:'m|\s+am)\s+(?!interested|looking|excited|applying|happy|sure|sorry|not|very\s+interested)\w+|\bi\s+work\b|\bi've\s+been\b|"
    r"\bmy\s+name\b|\bcurrently\b|\bi\s+have\s+been\b|\bby\s+training\b|\bi\s+have\s+(?:worked|\w+\s+years)\b"
)
_EXPERIENCE = re.compile(
    r"\b(?:years?|experience|worked|trained|graduated|studied|degree|apprenticeship|qualified|career|background|"
    r"responsible|specialis\w+|specializ\w+|internships?|traineeship)\b"
)
_MOTIVE = re.compile(
    r"\b(?:because|drawn|interest\w*|excit\w+|reason|apply\w*|applied|attract\w*|would\s+like|i'd\s+like|i\s+want|"
    r"your\s+(?:company|team|hospital|restaurant|school|product|work|posting|mission|customers|patients|merchants)|"
    r"this\s+(?:role|job|position|post)|looking\s+for|next\s+step|motivat\w+|appeal\w*)\b"
)
_PLAIN = re.compile(
    r"\b(?:have\s+not|haven't|had\s+not|hadn't|did\s+not|didn't|do\s+not|don't|never|not\s+yet|no\s+experience|little|"
    r"only|honest\w*|new\s+to\s+me|basics?|not\s+used|am\s+not|i'm\s+not|lack|i\s+know|i\s+understand|i\s+have\s+\w+|"
    r"not\s+in\s+production|yes|my\s+\w+\s+is|beginner|level|[abc][12])\b"
)
_CLOSE = re.compile(
    r"\b(?:similar\w*|comparable|closest|nearest|close\s+to|same\s+(?:idea|way|principle|kind)|instead|but\s+i|like\s+it|"
    r"the\s+way\s+it|transfers?|related)\b"
)
_PLAN = re.compile(
    r"\b(?:learn\w*|course|courses|certif\w+|practis\w+|practic\w+|tutorial\w*|train(?:ing)?|read(?:ing)?|book|shadow\w*|"
    r"study\w*|i\s+(?:will|would|'ll|plan|started|have\s+started|have\s+begun)|i'(?:ll|d)|in\s+(?:my|the)\s+first\s+\w+)\b"
)
_CONCRETE = re.compile(
    signs.NUMBER.pattern
    + r"|\b(?:weekend|week|weeks|month|months|last\s+\w+|this\s+\w+day|for\s+example|for\s+instance|"
    r"e\.g\.)\b"
)
_REASON = re.compile(
    r"\b(?:because|reason|contract|ended|closed|redundan\w+|laid\s+off|layoffs?|family|child\w*|son|daughter|mother|father|"
    r"parental|maternity|paternity|ill|illness|health|moved|left|looking\s+for\s+(?:a\s+)?(?:work|job)|travel\w*|studied|studying|visa|"
    r"took\s+(?:time|care|a)|bankrupt\w*|trial|probation|not\s+(?:a\s+good|the\s+right)\s+\w+|lost\s+my|break|pandemic|army|service)\b"
)
_THEN = re.compile(
    r"\b(?:learn\w*|course|volunteer\w*|studied|studying|freelanc\w*|project|certificate|language|cared|looked\s+after|"
    r"took\s+care|practi[sc]ed|built|read|trained|helped)\b"
)
_NOW = re.compile(
    r"\b(?:now|today|ready|looking\s+for|since\s+then|this\s+(?:job|role|position)|back\s+(?:to|at|in)|i\s+want|stay|"
    r"long[- ]term|permanent|again)\b"
)
_ASKS = re.compile(
    r"\?|\b(?:i\s+would\s+like\s+to\s+(?:ask|know)|i'd\s+like\s+to\s+(?:ask|know)|my\s+(?:first\s+)?question|i\s+would\s+ask|"
    r"i\s+want\s+to\s+(?:ask|know))\b"
)
_OPEN = re.compile(r"\b(?:how|what|why|which|who|where|when)\b")
_THEIRS = re.compile(
    r"\b(?:team|role|day|week|month|project|projects|work|colleagues|manager|success|challenge|challenges|onboarding|"
    r"company|customers|patients|guests|pupils|plan|plans|goal|goals|you|your|training|grow|growth|develop\w*)\b"
)
_BRIEF = range(8, 121)
_FEWEST_SENTENCES = 2


class Wanted(NamedTuple):
    """A part by its name in a sentence, and how it is found: the place of its sign, None without one."""

    name: str
    find: Callable[[Reading], Place | None]


def parts_of(kind: Kind, reading: Reading) -> tuple[Part, ...]:
    """The four parts that an answer to a question of `kind` should have, each with the words it was found in."""
    found = []
    for wanted in _WANTED[kind]:
        sign = wanted.find(reading)
        place = reading.quotable(*sign) if sign else NOWHERE
        found.append(Part(name=wanted.name, found=sign is not None, start=place.start, end=place.end))
    return tuple(found)


def names_of_parts(kind: Kind) -> tuple[str, ...]:
    """The names of those parts, in their order."""
    return tuple(wanted.name for wanted in _WANTED[kind])


def deed_in(reading: Reading) -> Place | None:
    """Where the answer says what the speaker did: "I rewrote", a sentence that begins "Rewrote", told in the present
    only where the answer is plainly about the past."""
    found = reading.find(signs.DEED) or reading.find(signs.MY_PART)
    if found:
        return found
    for sentence in reading.sentences:
        bare = signs.BARE_DEED.match(reading.folded, sentence.start, sentence.end)
        if bare:
            return Place(*bare.span())
    told = [Place(*found.span()) for found in signs.PRESENT_DEED.finditer(reading.folded)]
    if not told or reading.find(signs.WOULD):
        return None
    is_one_time = reading.find(_PAST_TIME) or (len(told) > 1 and reading.find(_ONE_PERSON))
    return told[0] if is_one_time else None


_PAST_TIME = re.compile(r"\b(?:last|ago|one\s+(?:day|night|evening|time)|yesterday|was|were|had|came|when\s+i\s+was)\b")


_ONE_PERSON = re.compile(r"\b(?:he|she|him|her)\b")


def _by(pattern: re.Pattern[str]) -> Callable[[Reading], Place | None]:
    return lambda reading: reading.find(pattern)


def _situation(reading: Reading) -> Place | None:
    found = reading.find(signs.SITUATION)
    if found:
        return found
    at = next((at for name in reading.names if (at := reading.folded.find(name)) >= 0), -1)
    return Place(at, at + 1) if at >= 0 else None


def _result(reading: Reading) -> Place | None:
    """The result with a number before one without."""
    matches = [Place(*found.span()) for found in signs.RESULT.finditer(reading.folded)]
    matches = [one for one in matches if _is_told(reading, reading.sentence_at(one.start))]
    for one in matches:
        whole = reading.quotable(*one)
        if signs.NUMBER.search(reading.folded, whole.start, whole.end):
            return one
    return matches[-1] if matches else _what_others_did(reading)


def _what_others_did(reading: Reading) -> Place | None:
    """What the last sentence says of others, after what was done: "I phoned, and the patient got the right tablets"."""
    deed = deed_in(reading) or reading.find(signs.OURS)
    if deed is None or len(reading.sentences) < _FEWEST_SENTENCES:
        return None
    last = reading.sentences[-1]
    if not _is_told(reading, last):
        return None
    if last.start > deed.start:
        after = signs.OTHERS_AFTERWARDS.match(reading.folded, *last)
        if after:
            return Place(*after.span())
    clause = signs.OTHERS_IN_A_CLAUSE.search(reading.folded, max(deed.end, last.start), last.end)
    return Place(*clause.span()) if clause else None


def _is_told(reading: Reading, sentence: Place) -> bool:
    """Whether a sentence tells of something that happened, not of what one would do."""
    return not signs.WOULD.search(reading.folded, *sentence) or bool(signs.DEED.search(reading.folded, *sentence))


def _proof(reading: Reading) -> Place | None:
    return reading.find(signs.NUMBER) or reading.find(signs.DEED)


def _near(reading: Reading) -> Place | None:
    return deed_in(reading) or reading.find(_CLOSE)


def _brief(reading: Reading) -> Place | None:
    return Place(0, len(reading.text)) if reading.words in _BRIEF else None


def _theirs(reading: Reading) -> Place | None:
    return reading.find(_THEIRS) if reading.find(_ASKS) or reading.find(_OPEN) else None


def _second(reading: Reading) -> Place | None:
    asked = [sentence for sentence in reading.sentences if reading.text[sentence.start : sentence.end].endswith("?")]
    if len(asked) > 1:
        return asked[1]
    words = list(_OPEN.finditer(reading.folded))
    return Place(*words[1].span()) if len(words) > 1 and words[1].start() - words[0].start() > 20 else None


_STAR = (
    Wanted("situation", _situation),
    Wanted("task", _by(signs.TASK)),
    Wanted("action", deed_in),
    Wanted("result", _result),
)
_WANTED: dict[Kind, tuple[Wanted, ...]] = {
    "opener": (
        Wanted("who you are", _by(_I_AM)),
        Wanted("your experience", _by(_EXPERIENCE)),
        Wanted("a proof", _proof),
        Wanted("why this job", _by(_MOTIVE)),
    ),
    "story": _STAR,
    "duty": _STAR,
    "gap": (
        Wanted("a plain answer", _by(_PLAIN)),
        Wanted("what comes close", _near),
        Wanted("a plan", _by(_PLAN)),
        Wanted("something concrete", _by(_CONCRETE)),
    ),
    "dates": (
        Wanted("the reason", _by(_REASON)),
        Wanted("what you did then", _by(_THEN)),
        Wanted("what you want now", _by(_NOW)),
        Wanted("brevity", _brief),
    ),
    "closing": (
        Wanted("a question", _by(_ASKS)),
        Wanted("an open question", _by(_OPEN)),
        Wanted("their work", _theirs),
        Wanted("a second question", _second),
    ),
}
