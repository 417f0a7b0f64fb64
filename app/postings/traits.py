"""What a posting wants the applicant to be, in adjectives that no list knows: gentle, exact and unhurried."""

import re
from collections.abc import Sequence

from app.documents.terms.plain_words import plain_words
from app.documents.terms.tokens import fold
from app.postings.open_terms import OpenTerm
from app.postings.sentences import Sentence

_WANTED = re.compile(
    r"\b(?:you(?:['’]ll| will| should| must| would)?(?: need to| have to)? be|you are|you['’]re|you to be|must be|"
    r"should be|needs? to be|someone|somebody|(?:person|people|candidate|applicant|one) who (?:is|are))\s+",
    re.IGNORECASE,
)
_TRAIT = re.compile(r"(?:(?:very|really|naturally|always|highly|both|who is|who are)\s+)?([a-z]{3,}(?:-[a-z]{3,})?)")
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+but\s+")
_GOES_ON = re.compile(r"\s+(?!and\b|but\b|under\b|with\b|in\b|at\b|when\b|even\b|as\b|while\b|enough\b|by\b)\w")
_NO_TRAIT = re.compile(
    r"(?:(?:ing|[^d]ly|ness|ity|tion|er)|(?:bas|pai|requir|expect|given|ask|offer|involv|locat|employ|plac|train|support|"
    r"reward|invit|register|licens|enroll?|insur|vaccinat|need|provid|assign|join|interest|allow|seat|task|charg)(?:ed|d)?|"
    r"new|old|part|over|able|fit|free|here|home|there|proud|ready|sure|aware|commercial)\Z"
)
_HALF_SAID = frozenset({"good", "great", "brilliant", "best", "excellent"})
_FEWEST = 2


def traits(sentence: Sentence, taken: Sequence[tuple[int, int]]) -> list[OpenTerm]:
    """Adjectives that an English sentence lists after "you are": at least two, one of which may be `taken`."""
    found: list[OpenTerm] = []
    for wanted in _WANTED.finditer(sentence.text):
        listed = _listed(sentence.text, wanted.end())
        if len(listed) >= _FEWEST:
            found.extend(
                OpenTerm(sentence.text[start:end], start, end, "soft_skills")
                for start, end in listed
                if fold(sentence.text[start:end]) not in _HALF_SAID
                and not any(first < end and start < last for first, last in taken)
            )
    return found


def _listed(text: str, at: int) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    while trait := _TRAIT.match(text, at):
        word = fold(trait[1])
        if _NO_TRAIT.search(word) or word in plain_words("en").breaks or _GOES_ON.match(text, trait.end()):
            break
        places.append(trait.span(1))
        joined = _AND.match(text, trait.end())
        if joined is None:
            break
        at = joined.end()
    return places
