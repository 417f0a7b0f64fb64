"""What the person adds in their own words: facts to tell, a name to write to, what to dwell on or to leave out."""

import re
from typing import NamedTuple

from app.documents.terms.tokens import stem, tokenize

_LONGEST, _MOST_WORDS = 2_000, 40
_ABOUT_STARTING = re.compile(
    r"(?i)\b(?:start|begin|avail\w*|notice|relocat\w+|mov(?:e|ing) to|visas?|permit|hours|part[- ]time|full[- ]time|"
    r"remote|salary|interview|call|weekends?|shifts?|travel|right to work|licen[cs]e|commut\w+|reach)\b"
)
_TO_DWELL_ON = re.compile(
    r"(?i)^(?:please\s+)?(?:emphasi[sz]e|focus on|highlight|stress|mention|talk about|write about|include|bring up|"
    r"point out|dwell on|draw on|use)\s+"
)
_TO_LEAVE_OUT = re.compile(
    r"(?i)^(?:please\s+)?(?:(?:do not|don['’]t|never) (?:mention|include|use|talk about|write about|bring up)|"
    r"leave out|skip|avoid|omit|without|nothing about|no mention of)\s+"
)
_ADDRESSEE = re.compile(
    r"(?i)^(?:please\s+)?(?:address(?:ed)?(?: (?:it|this|the letter))? to|contact(?: person)?|attention|attn|"
    r"hiring manager|recipient|the letter goes to|write (?:it )?to)\s*(?:is|:)?\s+(?=\S)"
)
_PERSON = re.compile(
    r"^((?:(?:Ms|Mrs|Mr|Mx|Dr|Prof|Professor)\.?\s+)?[A-ZÀ-Þ][\w’'-]+"
    r"(?:\s+(?:de|van|der|den|von|la|del|di|da|bin|al)\b)*(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2})\.?$"
)
_OWN_WORDS = re.compile(r"^(?:I|I['’](?:m|ve|d|ll)|My|Our|We)\b")
_TO_THE_WRITER = re.compile(
    r"(?i)^(?:please|write|make|keep|be|sound|do not|don['’]t|no|the letter|it should|try)\b|\?$"
)
_FRAGMENTS = (
    (re.compile(r"(?i)^(available\b.*)$"), "I am {}"),
    (re.compile(r"(?i)^(?:can |could )?(start(?:ing)?\b.*)$"), "I can {}"),
    (
        re.compile(r"(?i)^(relocating\b.*|moving\b.*|referred by\b.*|willing to\b.*|able to\b.*|happy to\b.*)$"),
        "I am {}",
    ),
    (re.compile(r"(?i)^(?:my )?notice(?: period)?(?: is)?:?\s+(\w.*)$"), "My notice period is {}"),
    (re.compile(r"(?i)^(\w+ (?:days?|weeks?|months?))(?:['’]s?)? notice(?: period)?$"), "My notice period is {}"),
)
_UNSAFE = re.compile(r"[<>{}\[\]|\\^~`]|https?:|www\.|\S+@\S+")


class Hints(NamedTuple):
    """`practical` are sentences on starting and the like, `told` others; `dwell` and `leave` are word stems."""

    practical: tuple[str, ...]
    told: tuple[str, ...]
    contact: str
    dwell: frozenset[str]
    leave: frozenset[str]


def read_hints(text: str) -> Hints:
    """Sort a person's hints. Only what is a sentence about themselves is told; the rest steers or is left alone."""
    practical: list[str] = []
    told: list[str] = []
    contact, dwell, leave = "", frozenset[str](), frozenset[str]()
    for item in _items(text):
        if addressed := _ADDRESSEE.match(item):
            person = _PERSON.match(item[addressed.end() :])
            contact = contact or (person[1].replace(".", "") if person else "")
        elif without := _TO_LEAVE_OUT.match(item):
            leave |= _stems(item[without.end() :])
        elif wanted := _TO_DWELL_ON.match(item):
            dwell |= _stems(item[wanted.end() :])
        elif sentence := _sentence(item):
            (practical if _ABOUT_STARTING.search(sentence) else told).append(sentence)
        else:
            dwell |= _stems(item)
    return Hints(tuple(practical), tuple(told), contact, dwell, leave)


def stems_in(text: str) -> frozenset[str]:
    """The word stems of a text that hints are compared with."""
    return _stems(text)


def _items(text: str) -> list[str]:
    pieces = re.split(r"[\r\n;]+|(?<=[.!?])\s+(?=\S)", text[:_LONGEST])
    cleaned = (" ".join("".join(char for char in piece if char.isprintable()).split()) for piece in pieces)
    return [piece.strip(" -*•·–—,") for piece in cleaned if re.search(r"\w", piece)]


def _sentence(item: str) -> str:
    """The item as a sentence of the person's own, empty when it is not one."""
    plain = item.rstrip(" .!")
    if _UNSAFE.search(plain) or len(plain.split()) > _MOST_WORDS or _TO_THE_WRITER.search(item):
        return ""
    plain = re.sub(r"^i(?=['’ ])", "I", plain)
    if _OWN_WORDS.match(plain):
        return f"{plain}." if len(plain.split()) >= 3 else ""
    for pattern, form in _FRAGMENTS:
        if found := pattern.match(plain):
            said = found[1][:1].lower() + found[1][1:]
            said = re.sub(r"^starting\b", "start", said) if form == "I can {}" else said
            if form == "I am {}" and said.startswith("referred"):
                form = "I was {}"
            return form.format(said) + "."
    return ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(token.folded) for token in tokenize(text) if len(token.text) > 3 or token.text.isupper())
