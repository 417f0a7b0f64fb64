"""When two phrases are the same words: without case, accents and hyphens, each word by its stem, the order kept."""

import re
from functools import lru_cache

from app.documents.terms.tokens import fold, stem

Key = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*(?:\+\+|\#)?")


@lru_cache(maxsize=50_000)
def key_of(phrase: str, language: str) -> Key:
    """The words of a phrase as they are compared; the folded phrase itself when no word is in it."""
    folded = fold(phrase)
    return tuple(stem(word, language) for word in _WORD.findall(folded)) or (folded.strip(),)


def keys_of(phrase: str, language: str) -> frozenset[Key]:
    """By the stems of the posting's language and of English, in which many terms stand in any posting."""
    return frozenset({key_of(phrase, language), key_of(phrase, "en")})


def stands_in(phrase: str, text: str, language: str) -> bool:
    """Whether the words of a phrase stand side by side in a text."""
    words, key = key_of(text, language), key_of(phrase, language)
    return any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1))
