"""Taking a claim out of a paragraph: its clause where that leaves a whole sentence, else its sentence."""

import re

from app.errors import InvalidInput

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]|\n+")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|no|nos|inc|ltd|co|corp|dr|mr|mrs|ms|prof|st|jr|sr|z\.b|u\.a|bzw|ca|[a-z])\.$",
    re.IGNORECASE,
)
# A clause at the end of a sentence that begins like this can go without breaking what stands before it.
_CLAUSE = re.compile(r"(?:;|,? [—–]|, (?:which|where|while|and (?:I|we|the|it|this|that)\b|so (?:that)?))(?= )|;(?= )")
_TELLING = re.compile(
    r"(?:(?:At|With|For|In|As|There|Since|During|While)\b[^,.;]{0,60}?,? )?"
    r"I (?:(?:have|had|also|then|even)(?: also)? )*(?=[a-z]{3})"
)


def without(text: str, start: int, end: int) -> str:
    """`text` without what claims `text[start:end]`.

    Raises:
        InvalidInput: the range is not in the text, or nothing would be left.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidInput("This paragraph has changed. Reload the page and try again.")
    first, last = _sentence(text, start, end)
    clause = _clause(text, first, last, start)
    if clause is not None:
        left = text[:clause].rstrip() + _full_stop(text, last) + text[last:]
    else:
        left = f"{text[:first].rstrip(' ')}{' ' if text[:first].strip() and text[first - 1 : first] == ' ' else ''}"
        left += text[last:].lstrip(" ")
    left = left.strip()
    if not left:
        raise InvalidInput("Nothing else is said in this paragraph. Rephrase it, or edit it by hand.")
    return left


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence that holds `text[start:end]`, as it could stand in a list."""
    first, last = _sentence(text, start, end)
    return " ".join(text[first:last].split())


def as_resume_line(sentence: str) -> str:
    """A sentence of a letter as a line of a résumé: "At Acme I led a team of 12." becomes "Led a team of 12."."""
    told = _TELLING.match(sentence)
    line = sentence[told.end() :] if told else sentence
    return line[:1].upper() + line[1:]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if not _NO_END.search(text[: match.start() + 1])]
    first = max((place for place in ends if place <= start), default=0)
    last = min((place for place in ends if place >= end), default=len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _clause(text: str, first: int, last: int, start: int) -> int | None:
    """Where the clause begins that holds `start` and runs to the sentence's end; None for the main clause."""
    begins = [match.start() for match in _CLAUSE.finditer(text, first, last) if match.end() <= start]
    return begins[-1] if begins and len(text[first : begins[-1]].split()) > 3 else None


def _full_stop(text: str, last: int) -> str:
    ending = text[:last].rstrip()[-1:]
    return ending if ending in ".!?" else ""
