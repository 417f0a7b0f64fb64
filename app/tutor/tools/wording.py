"""What is looked for: the words of a question, with other ways to say them, as FTS5 takes them.

Nothing that is typed is syntax: of each word only letters and digits are used, in quotes.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from app.documents.terms.vocabulary import implied_by, lexicon, spellings
from app.tutor.searching import parse_query

MOST_CHARACTERS = 400
_FEWEST_LETTERS_OF_A_BEGINNING = 4
_MOST_OTHERS = 24
# What an index of letters and digits would take for the letter alone.
_SPELLED = re.compile(r"(?<![^\W_])(c\+\+|[cf]#|\.net)(?![^\W_])", re.IGNORECASE)
_NAMES = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
_SMALL_WORDS = (
    "a about an and any are as at be been by can did do does done find for from had has have how i in is it its me my "
    "of on or our she he show tell that the their there they this to was we were what when where which who why will "
    "with you your "
    "ab aber als am an auch auf aus bei bin das dem den der des die ein eine einem einen einer er es für habe hat ich "
    "im in ist mein meine mir mit nach nicht oder sie sind über und uns von war was wie wir wo zu zum zur "
    "au aux avec ce ces dans de des du elle en et il je la le les ma mes mon ou par pas pour que qui sa se ses son sur "
    "un une vous con del el es las lo los mi mis para por su sus una y een het ik met mijn naar niet of op te van voor"
)
_SMALL = frozenset(_SMALL_WORDS.split())


class Unit(NamedTuple):
    """One thing that is looked for. `own` are the ways to find it as it was said, `others` what says the same."""

    own: tuple[str, ...]
    others: tuple[str, ...] = ()


class Words(NamedTuple):
    """`units` are for FTS5; `literals` are looked for sign by sign, as scripts without spaces between words need."""

    units: tuple[Unit, ...]
    literals: tuple[str, ...]

    @property
    def amount(self) -> int:
        """How many things are looked for."""
        return len(self.units) + len(self.literals)


def words_of(typed: str) -> Words:
    """What to look for; words that every text has are left out where others remain."""
    plain = indexed(typed[:MOST_CHARACTERS])
    query = parse_query(plain)
    telling = [phrase for phrase in query.phrases if len(phrase) > 1 or not _is_small(phrase[0])]
    phrases = telling or (() if query.literals else query.phrases)
    said = list(_said_otherwise(typed[:MOST_CHARACTERS]))
    units = dict.fromkeys(Unit(_own(phrase), _others(phrase, said)) for phrase in phrases)
    return Words(tuple(units), query.literals)


def indexed(text: str) -> str:
    """As texts are indexed: signs in their usual form, and names that are more than their letters spelled out."""
    usual = unicodedata.normalize("NFKC", text).replace("ß", "ss")
    return _SPELLED.sub(lambda match: _NAMES[match[0].lower()], usual)


def _is_small(word: str) -> bool:
    """Whether it says nothing alone; IT in capitals does."""
    return word.lower() in _SMALL and not (len(word) > 1 and word.isupper())


def _own(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """Itself, and where its last word is long enough, as the beginning of longer ones."""
    quoted = _quoted(phrase)
    return (quoted, f"{quoted}*") if len(phrase[-1]) >= _FEWEST_LETTERS_OF_A_BEGINNING else (quoted,)


def _quoted(phrase: tuple[str, ...]) -> str:
    return f'"{" ".join(phrase)}"'


def _said_otherwise(typed: str) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """The words of each known term in a question, with its other spellings and what shows it (SQL by PostgreSQL)."""
    for hit in lexicon().find(typed):
        shown_by = [relation.term for relation in implied_by().get(hit.term, ())]
        ways = dict.fromkeys((*spellings().get(hit.term, ()), *shown_by))
        phrases = [_phrase_of(way) for way in list(ways)[:_MOST_OTHERS]]
        yield frozenset(map(str.lower, _phrase_of(hit.text))), tuple(_quoted(phrase) for phrase in phrases if phrase)


def _phrase_of(text: str) -> tuple[str, ...]:
    return tuple(word for phrase in parse_query(indexed(text)).phrases for word in phrase)


def _others(phrase: tuple[str, ...], said: list[tuple[frozenset[str], tuple[str, ...]]]) -> tuple[str, ...]:
    found = (ways for words, ways in said if words.issuperset(map(str.lower, phrase)))
    return next(found, ())
