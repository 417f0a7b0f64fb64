"""What single words tell before a posting is read: how the terms of the vocabulary use them."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import spellings

_SHORTEST_PART = 4


class Priors(NamedTuple):
    """How many spellings of terms hold a folded word anywhere, first, last, or two words side by side."""

    words: Counter[str]
    first: Counter[str]
    last: Counter[str]
    pairs: Counter[tuple[str, str]]


@lru_cache(maxsize=1)
def priors() -> Priors:
    """The counts over all spellings of the vocabulary."""
    known = Priors(Counter(), Counter(), Counter(), Counter())
    for term, texts in spellings().items():
        for text in {fold(one) for one in (term, *texts)}:
            words = text.replace("-", " ").split()
            known.words.update(set(words))
            known.first[words[0]] += 1
            known.last[words[-1]] += 1
            known.pairs.update(set(pairwise(words)))
    return known


def how_often(count: int) -> int:
    """A count as a class: 0, 1, 2 to 3 (2), 4 to 7 (3) and so on up to 6."""
    return min(6, (count + 1).bit_length() - 1) if count else 0


@lru_cache(maxsize=8192)
def known_ending(word: str) -> int:
    """How many spellings hold the longest last part of a compound that is a word of the vocabulary."""
    known = priors().words
    return next((known[word[at:]] for at in range(2, len(word) - _SHORTEST_PART + 1) if known[word[at:]]), 0)
