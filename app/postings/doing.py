"""Known terms that a sentence says as a verb and its object: "train volunteers" asks for volunteer training."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.documents.terms.lexicon import Hit
from app.documents.terms.plain_words import in_ing, plain_words
from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import lexicon
from app.postings.sentences import Sentence

_CLAUSE = re.compile(r"[,;:.()!?–—\n]|\b(?:to|for|with|from|by|at|on|in|into|when|where|which|that|who|as|so|of)\b")
_WORD = re.compile(r"[A-Za-z][\w'’&-]*")
_AND = frozenset({"and", "or"})
_SMALL = frozenset(
    ["the", "a", "an", "our", "your", "their", "its", "his", "her", "all", "any", "some", "and", "or", "also", "new"]
)
_MANAGES = frozenset(["manage", "run", "lead", "oversee", "handle", "supervise", "maintain"])
_NO_VERBS = frozenset(["clear", "complete", "open", "present", "direct", "own", "live", "experience"])
_MOST_WORDS = 3


def said_as_verbs(sentence: Sentence, taken: Sequence[Hit]) -> list[Hit]:
    """Terms of the vocabulary that English verbs and their objects stand for, outside of what is `taken`."""
    found: list[Hit] = []
    clause = 0
    for stop in [*_CLAUSE.finditer(sentence.text), None]:
        end = stop.start() if stop else len(sentence.text)
        found.extend(_of_clause(sentence.text, clause, end))
        clause = stop.end() if stop else end
    return [hit for hit in found if not any(hit.start < one.end and one.start < hit.end for one in taken)]


def _of_clause(text: str, start: int, end: int) -> Iterator[Hit]:
    words = list(_WORD.finditer(text, start, end))
    verbs: list[str] = []
    for at, word in enumerate(words):
        verb = _verb(fold(word[0]))
        if verb is None:
            verbs = verbs if fold(word[0]) in _AND else []
            continue
        verbs.append(verb)
        things = [one for one in words[at + 1 :] if fold(one[0]) not in _SMALL]
        if not things or _verb(fold(things[0][0])):
            continue
        hits = [hit for verb in verbs if (hit := _known(text, verb, word, things))]
        yield from {hit.term: hit for hit in hits}.values()


def _verb(word: str) -> str | None:
    known = plain_words("en").verbs
    if word in known:
        return None if word in _NO_VERBS else word
    if word.endswith("ing"):
        return next((verb for verb in (word[:-3], f"{word[:-3]}e", word[:-4]) if verb in known), None)
    return None


def _known(text: str, verb: str, word: re.Match[str], things: Sequence[re.Match[str]]) -> Hit | None:
    for length in range(min(_MOST_WORDS, len(things)), 0, -1):
        named = " ".join(fold(one[0]) for one in things[:length])
        single = named[:-1] if named.endswith("s") and not named.endswith("ss") else named
        doing = [*in_ing(verb), *(["management"] if verb in _MANAGES else [])]
        for wording in (f"{thing} {act}" for thing in dict.fromkeys((single, named)) for act in doing):
            if term := _term_of(wording):
                place = word.start(), things[length - 1].end()
                return Hit(term, *place, text[slice(*place)], "alias")
    return None


@lru_cache(maxsize=4096)
def _term_of(wording: str) -> str | None:
    """The known term that the whole of a wording is."""
    return next((hit.term for hit in lexicon("en").find(wording) if hit.text == wording), None)
