"""Cuts of a sentence that may name a skill: every piece of its noun phrases, and verbs with their objects."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.plain_words import PlainWords, in_ing, plain_words
from app.postings.phrases import Unit, runs_of, units_of
from app.postings.sentences import Sentence

_MOST_UNITS = 5
_LONGEST_RUN = 12
_BETWEEN = frozenset(["the", "a", "an", "our", "your", "their", "its", "his", "her", "and", "or"])


class Span(NamedTuple):
    """`units` as they stand in `run`, from its place `first`; `before` and `after` are the words around the run.

    `verbal`: the first unit is a verb and the rest its object. `link`: what holds the cut together though it parts
    phrases elsewhere: a folded word or sign, or "name" where capitals do.
    """

    units: tuple[Unit, ...]
    run: tuple[Unit, ...]
    first: int
    before: Unit | None
    after: Unit | None
    verbal: bool = False
    link: str = ""

    @property
    def start(self) -> int:
        """Where it begins in the sentence."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends in the sentence."""
        return self.units[-1].end

    @property
    def last(self) -> int:
        """The place in the run after its last unit."""
        return self.first + len(self.units) - self.verbal


@lru_cache(maxsize=64)
def spans(sentence: Sentence, language: str) -> tuple[Span, ...]:
    """Every piece of at most five words of the runs of a sentence, in the order of the text."""
    units = units_of(sentence.text, language)
    words = plain_words(language)
    places = {unit.start: at for at, unit in enumerate(units)}
    found: list[Span] = []
    for run in runs_of(sentence, units, language):
        kept = tuple(run[:_LONGEST_RUN])
        first, last = places[kept[0].start], places[kept[-1].start]
        before = units[first - 1] if first else None
        after = units[last + 1] if last + 1 < len(units) else None
        found.extend(_pieces(kept, before, after))
        if language == "en":
            found.extend(_with_verb(sentence.text, kept, units[:first], after, words))
    return tuple(found)


def _pieces(run: tuple[Unit, ...], before: Unit | None, after: Unit | None) -> Iterator[Span]:
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + _MOST_UNITS) + 1):
            yield Span(run[first:last], run, first, before, after)


def _with_verb(
    text: str, run: tuple[Unit, ...], earlier: Sequence[Unit], after: Unit | None, words: PlainWords
) -> Iterator[Span]:
    """A verb and the object that follows it at once: draft specifications, booking appointments."""
    at = len(earlier) - 1
    while at >= 0 and earlier[at].folded in _BETWEEN and len(earlier) - at <= 2:
        at -= 1
    if at < 0 or text[earlier[at].end : run[0].start].strip().casefold() not in ("", *_BETWEEN):
        return
    if not is_verb(earlier[at].folded, words):
        return
    before = earlier[at - 1] if at else None
    for last in range(1, min(len(run), 3) + 1):
        yield Span((earlier[at], *run[:last]), run, 0, before, after, verbal=True)


def is_verb(word: str, words: PlainWords) -> bool:
    """Whether a folded English word is a verb's base form or its form in -ing."""
    return word in words.verbs or (word.endswith("ing") and any(word in in_ing(verb) for verb in _bases(word, words)))


def _bases(word: str, words: PlainWords) -> list[str]:
    stem = word[:-3]
    return [base for base in (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}ie") if base in words.verbs]
