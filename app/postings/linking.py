"""Cuts that hold together over a word that parts phrases elsewhere: management of change, City & Guilds."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from app.documents.terms.plain_words import PlainWords, plain_words
from app.postings.phrases import Unit, runs_of, units_of
from app.postings.sentences import Sentence
from app.postings.spans import Span, spans
from app.postings.word_shapes import is_dutch_verb, is_infinitive

_LINKS = {
    "en": frozenset(["of", "for", "as", "to", "in", "with", "and"]),
    "de": frozenset(["in", "für", "von", "der", "des", "und", "mit", "am", "im", "nach"]),
    "fr": frozenset(["par", "pour", "à", "en", "et", "au", "aux", "sur"]),
    "es": frozenset(["por", "para", "con", "en", "a", "y", "al"]),
    "nl": frozenset(["van", "in", "voor", "aan", "met", "en", "op"]),
    "pt": frozenset(["por", "para", "com", "em", "a", "e", "ao"]),
}
_SIGNS = frozenset("&/+")
_MOST_LEFT = 2
_MOST_RIGHT = 3
_LONGEST_OBJECT = 2
_LONGEST_ARTICLE = 5
_SHORTEST_GERMAN_VERB = 5
_ENDINGS = ("ez", "er", "ir", "ar")
_NAME = re.compile(
    r"(?<![\w'’-])[A-Z][\w'’-]*(?:\s(?:(?:of|the|to|for|and|&|in|by|with|de|du|des|la|et|y|van|do|da)\s){0,2}"
    r"[A-Z][\w'’-]*){1,4}"
)


@lru_cache(maxsize=64)
def cuts(sentence: Sentence, language: str) -> tuple[Span, ...]:
    """Every cut of a sentence that may name a skill: pieces of its phrases, and what links hold together."""
    plain = spans(sentence, language)
    seen = {(span.start, span.end) for span in plain}
    further: list[Span] = []
    for span in linked(sentence, language):
        if (span.start, span.end) not in seen:
            seen.add((span.start, span.end))
            further.append(span)
    return (*plain, *further)


def linked(sentence: Sentence, language: str) -> Iterator[Span]:
    """Cuts over one link, names in capitals, and verbs with their object where a language has them elsewhere."""
    units = units_of(sentence.text, language)
    places = {unit.start: at for at, unit in enumerate(units)}
    runs = list(runs_of(sentence, units, language))
    for left, right in pairwise(runs):
        link = _link(sentence.text, units[places[left[-1].start] : places[right[0].start] + 1], language)
        if link:
            yield from _over(left, right, link, units, places)
    if language != "de":
        yield from _names(sentence.text, units)
    if language != "en":
        yield from _doing(sentence.text, units, runs, places, language)


def _link(text: str, units: Sequence[Unit], language: str) -> str:
    """The word or sign between the first and the last of these units when it may hold them together."""
    gaps = [text[one.end : other.start].strip() for one, other in pairwise(units)]
    if len(units) == 2 and gaps[0] in _SIGNS:
        return gaps[0] if gaps[0] != "/" or all(unit.text.isupper() for unit in units) else ""
    if len(units) == 3 and not any(gaps) and units[1].folded in _LINKS.get(language, ()):
        return units[1].folded
    return ""


def _over(
    left: Sequence[Unit], right: Sequence[Unit], link: str, units: Sequence[Unit], places: dict[int, int]
) -> Iterator[Span]:
    run = (*left, *right)
    first, last = places[left[0].start], places[right[-1].start]
    before = units[first - 1] if first else None
    after = units[last + 1] if last + 1 < len(units) else None
    for mine in range(1, min(len(left), _MOST_LEFT) + 1):
        for other in range(1, min(len(right), _MOST_RIGHT) + 1):
            at = len(left) - mine
            yield Span(run[at : len(left) + other], run, at, before, after, link=link)


def _names(text: str, units: Sequence[Unit]) -> Iterator[Span]:
    for match in _NAME.finditer(text):
        inside = [at for at, unit in enumerate(units) if match.start() <= unit.start and unit.end <= match.end()]
        if len(inside) < 2:
            continue
        yield _whole(units, inside[0], inside[-1] + 1, "name")


def _whole(units: Sequence[Unit], first: int, last: int, link: str) -> Span:
    """The units from `first` up to `last` as one cut."""
    run = tuple(units[first:last])
    before = units[first - 1] if first else None
    after = units[last] if last < len(units) else None
    return Span(run, run, 0, before, after, link=link)


def _doing(
    text: str, units: Sequence[Unit], runs: Sequence[Sequence[Unit]], places: dict[int, int], language: str
) -> Iterator[Span]:
    """A verb with its object: Étalonner les appareils, onderhoudt warmtepompen, Maschinen warten."""
    words = plain_words(language)
    for run in runs:
        first, last = places[run[0].start], places[run[-1].start]
        longest = min(len(run), _LONGEST_OBJECT)
        if language == "de":
            verb = last + 1
            if verb < len(units) and _is_german_verb(units[verb]) and _adjoin(text, units[last], units[verb]):
                yield from (_whole(units, verb - many, verb + 1, "verb") for many in range(1, longest + 1))
            continue
        verb = _before_articles(units, first, words)
        if verb >= 0 and _adjoin(text, units[verb], units[verb + 1]) and _acts(units[verb], language, words):
            yield from (_whole(units, verb, first + many, "verb") for many in range(1, longest + 1))


def _before_articles(units: Sequence[Unit], first: int, words: PlainWords) -> int:
    """The place of the word before an object and its articles: at most two short function words are passed."""
    at = first - 1
    while at > 0 and at >= first - 2 and len(units[at].folded) <= _LONGEST_ARTICLE and units[at].folded in words.breaks:
        at -= 1
    return at


def _acts(unit: Unit, language: str, words: PlainWords) -> bool:
    """Whether a word is a verb as far as its ending tells: an infinitive, or a person's form before its object."""
    if not unit.in_small:
        return False
    if language == "nl":
        return is_dutch_verb(unit.folded) or unit.folded.endswith("en")
    return is_infinitive(unit.folded, words) or unit.folded.endswith(_ENDINGS)


def _adjoin(text: str, one: Unit, other: Unit) -> bool:
    return not text[one.end : other.start].strip()


def _is_german_verb(unit: Unit) -> bool:
    return unit.text.islower() and unit.folded.endswith("en") and len(unit.folded) >= _SHORTEST_GERMAN_VERB
