"""Words of postings and résumés with their places, spelt as trades spell them: C++, .NET, Node.js, R&D, S/4HANA."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,6}(?:com|org|net|io|dev|edu|nl|de|fr|uk|co)(?:/\S*)?(?![\w.])"
    r"|(?P<word>(?<!\w)\.NET\b"
    r"|S/4HANA|S/4\b|(?-i:[A-Z]{1,3}&[A-Z]{1,3})\b"
    r"|[^\W_]+(?:\.[^\W_]+)*(?:\+\+|\#)?)"
)
_STEMMERS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "nl": "dutch", "pt": "portuguese"}
_COMMON = {
    "en": "the and of to you with our we is for are will your have",
    "de": "der die und das mit wir sie ist für du den von im bei ein eine zu auf oder sowie als",
    "fr": "le la les des et vous nous pour une dans est avec du au de à ou sur vos",
    "es": "el los las y para con una del que en por se nuestro de la al un",
    "nl": "de het een en van je wij met voor ons bij jij is op",
    "pt": "o os as e para com uma do da em que não você ao de das dos na no ou por",
}
_FEWEST_VOTES = 4
_ENOUGH = 600
"""Words by which a text's language is told."""
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


class Token(NamedTuple):
    """A word at `[start, end)`; `folded` is it without case, `text` as written."""

    text: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Without case or accents, apostrophes and dashes straight; for comparing, not of the same length."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("–", "-"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def tokenize(text: str) -> list[Token]:
    """All words but web addresses, which name no skill ("github.com/jake" is not GitHub)."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match["word"]:
            yield Token(match["word"], match["word"].casefold(), match.start(), match.end())


@lru_cache(maxsize=60_000)
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem of a case-folded word; numbers and unknown languages stay as they are."""
    if language not in _STEMMERS or not word.isalpha():
        return word
    # It loads the stemmers of thirty languages, which the first page need not wait for.
    import snowballstemmer

    return str(snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word))


def language_of(text: str) -> str:
    """Two-letter code of the language most of whose common words occur; English when too little tells."""
    votes = _votes(text)
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] >= _FEWEST_VOTES and votes[best] > 1.3 * votes["en"] else "en"


def is_written_in_english(text: str) -> bool:
    """Whether a text has enough common English words to tell."""
    votes = _votes(text)
    return votes["en"] >= _FEWEST_VOTES and language_of(text) == "en"


def common_words(text: str) -> dict[str, list[str]]:
    """A text's words that are among the most common ones of each language, in its order."""
    words = [token.folded for token in tokenize(text)]
    return {language: [word for word in words if word in known] for language, known in _COMMON_WORDS.items()}


def _votes(text: str) -> dict[str, int]:
    words = [token.folded for token in itertools.islice(_tokens(text), _ENOUGH)]
    return {language: sum(word in known for word in words) for language, known in _COMMON_WORDS.items()}


def fold_in_place(text: str) -> str:
    """Without case or accents, each character by one character, so that places stay what they are."""
    return "".join(_folded_character(char) for char in text)


@lru_cache(maxsize=4_000)
def _folded_character(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 else char
