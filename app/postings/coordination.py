"""Things that share one head: cognitive and functional assessments, Wund- und Schmerzmanagement."""

import re
from collections.abc import Iterator

from app.documents.terms.plain_words import heads, plain_words
from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import load_data
from app.postings.open_terms import OpenTerm
from app.postings.phrases import phrases
from app.postings.sentences import Sentence
from app.postings.word_shapes import describes_a_kind

_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w-]{2,30})\s+(?:and|or|&)\s+\Z")
_CUT_OFF = re.compile(
    r"(?<![\w-])(\w[\w-]{1,40})[-‐]\s*(?:,\s*(\w[\w-]{1,40})[-‐]\s*)?(?:und|oder|sowie|en|of|/|&|bzw\.)\s*(\w{5,40})"
)


def with_shared_heads(sentence: Sentence, language: str) -> list[OpenTerm]:
    """Each thing whose head stands with the thing after it, in full; its place is the whole of both.

    English adjectives are read, and German and Dutch words cut off by a hyphen.
    """
    if language in ("de", "nl"):
        return list(_compounds(sentence.text))
    return list(_english(sentence)) if language == "en" else []


def _english(sentence: Sentence) -> Iterator[OpenTerm]:
    words = plain_words("en")
    for phrase in phrases(sentence, "en"):
        before = _BEFORE.search(sentence.text[: phrase.start])
        head = phrase.units[-1]
        if before is None or len(phrase.units) != 2 or not head.in_small:
            continue
        adjective = fold(before[1])
        if describes_a_kind(adjective) and describes_a_kind(phrase.units[0].folded) and adjective not in words.trims:
            text = f"{before[1]} {head.text}"
            yield OpenTerm(text, before.start(), phrase.end, heads().get(head.folded, "practices"))  # type: ignore[arg-type]  # the keys of the data file are categories


def _compounds(text: str) -> Iterator[OpenTerm]:
    for match in _CUT_OFF.finditer(text):
        whole = match[3].casefold()
        head = next((ending for ending in _shared_heads() if whole.endswith(ending) and len(whole) > len(ending)), None)
        if head is None:
            continue
        for first in (match[1], match[2]):
            if first:
                short = not first[-1].islower()
                word = f"{first}-{head.capitalize()}" if short else f"{first}{head}"
                yield OpenTerm(word, match.start(), match.end(), "practices")


def _shared_heads() -> list[str]:
    return sorted(load_data("plain")["shared_heads"]["last"].split(), key=len, reverse=True)
