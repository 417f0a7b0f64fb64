"""Noun phrases of what a posting asks for: skills that no list knows, cut to the words that stand for them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.plain_words import PlainWords, plain_words
from app.documents.terms.tokens import fold
from app.postings.sentences import Sentence
from app.postings.word_shapes import describes_a_kind, is_dutch_verb, is_infinitive, is_no_noun, is_romance_adjective

_UNIT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-‐‑'’.&][^\W_]+)*(?:\+\+|#|\+(?!\w))?")
_UNIT_WITHOUT_ELISION = re.compile(r"\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-‐‑.&][^\W_]+)*(?:\+\+|#|\+(?!\w))?")
_LAW = re.compile(
    r"\b(?:[A-Z][\w'’-]{1,20}\s(?!and the )(?:(?:and|of|the|for|to|in|at|&)\s){0,2}){1,6}"
    r"(?:Act|Acts|Regulations?|Directive|Code|Order|Convention|Handbook|Standards|Rules)\b(?:\s(?:19|20)\d\d)?"
)
_FIRST_OF = re.compile(r"([A-Z][\w'’-]*)\s(?:(?:of|the|for|to|in|at|with)\s)+")
_MOST_UNITS = 5
_MODALS = frozenset(
    ["to", "will", "can", "must", "should", "may", "would", "could", "you", "we", "they", "who", "ll", "help"]
)
_SUBJECTS = frozenset(["will", "can", "must", "should", "would", "could", "you", "we", "they", "who", "ll"])
_ADDRESS = re.compile(
    r"\S{1,64}(?:://|@)\S+|\b(?:www\.)?[\w-]{1,63}\.(?:com|org|net|io|dev|example|co\.uk|de|fr|nl|eu)\b\S*"
)
_MANAGED = frozenset({"management", "information", "control"})
_CLOSE_LINKS = frozenset({"de", "d"})
_JOINS = frozenset({"and", "or"})
_COUNTED = re.compile(
    r"(?:\d+[a-z+%]{0,3}|\d+(?:[.,]\d{3})+|(?:\d+|one|two|three|four|five|six|seven|ten|twelve)-[a-z-]+)\Z"
)
_GERMAN_ADJECTIVE = re.compile(r"(?:e|er|es|en|em)\Z")
_SURELY_ADJECTIVE = re.compile(r"(?:lich|isch|ig|ell|iv|bar|sam|end|ert)(?:e|er|es|en|em)\Z")


class Unit(NamedTuple):
    """A word at `[start, end)`, parts joined by a hyphen or apostrophe kept together."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def in_small(self) -> bool:
        """Whether it has no capital, or only for being the first of its sentence."""
        return self.text.islower() or (self.start == 0 and self.text[1:].islower())


class Phrase(NamedTuple):
    """A noun phrase at `[start, end)`: its units without links such as "de"."""

    units: tuple[Unit, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.units[-1].end


@lru_cache(maxsize=64)
def phrases(sentence: Sentence, language: str) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence that may name a skill, without general words at their ends."""
    words = plain_words(language)
    return tuple(
        phrase
        for run in runs_of(sentence, units_of(sentence.text, language), language)
        if (phrase := _trimmed(run, words, named=language != "de"))
        and _says_something(phrase, words)
        and not _is_one_of_many(phrase, sentence.text, language)
    )


def runs_of(sentence: Sentence, units: Sequence[Unit], language: str) -> Iterator[list[Unit]]:
    """Runs of a sentence's units that hold together: between punctuation, function words and verbs."""
    if language == "de":
        return _german(sentence, units)
    return _by_words(sentence, units, plain_words(language))


def _is_rare(unit: Unit, words: PlainWords) -> bool:
    word = unit.folded
    if words.says_little(word) or word in words.verbs or word in words.doing or word in words.done:
        return False
    if any(part in words.breaks for part in word.split("-")[1:-1]):
        return False
    if unit.in_small and (word in words.everyday or (words.says and is_no_noun(word))):
        return False
    return len(word) > 2 and any(map(str.isalpha, word))


def _is_one_of_many(phrase: Phrase, text: str, language: str) -> bool:
    """Whether a single word is a thing one can count ("a habit"), which no skill is."""
    counted = language == "en" and len(phrase.units) == 1 and phrase.units[0].text.islower()
    return counted and bool(re.search(r"\b(?:an?|each|every)\s+$", text[: phrase.start], re.IGNORECASE))


@lru_cache(maxsize=64)
def units_of(text: str, language: str) -> tuple[Unit, ...]:
    """The words of a text in order; a law's name and an address are one each."""
    pattern = _UNIT_WITHOUT_ELISION if language == "fr" else _UNIT
    whole = [_law_at(match) for match in _LAW.finditer(text)] if language == "en" else []
    units = [Unit(text[start:end], fold(text[start:end]), start, end) for start, end in whole]
    whole.extend(match.span() for match in _ADDRESS.finditer(text))
    units.extend(
        Unit(match[0], fold(match[0]), match.start(), match.end())
        for match in pattern.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in whole)
    )
    return tuple(sorted(units, key=lambda unit: unit.start))


def _law_at(match: re.Match[str]) -> tuple[int, int]:
    """The place of a law's name, without a general word before it ("Knowledge of the Care Act")."""
    words, start = plain_words("en"), match.start()
    while general := _FIRST_OF.match(match.string, start, match.end()):
        if fold(general[1]) not in words.hollow | words.trims | words.doing | words.verbs:
            break
        start = general.end()
    return start, match.end()


def _by_words(sentence: Sentence, units: Sequence[Unit], words: PlainWords) -> Iterator[list[Unit]]:
    """Runs of words between punctuation, function words and verbs; links stay inside a run."""
    run: list[Unit] = []
    verbal = False
    for at, unit in enumerate(units):
        apart = at > 0 and _apart(sentence.text, units[at - 1], unit)
        if apart and run:
            yield run
            run = []
        if run and unit.text[0].isupper() and unit.folded not in words.breaks:
            run.append(unit)
            continue
        if run and unit.folded in words.links and (len(run) == 1 or unit.folded in _CLOSE_LINKS):
            continue
        verb = _has_object(sentence.text, units, at, words) or (
            bool(words.verbs) and _is_verb(sentence, units, at, words, doing=not run, apart=apart, verbal=verbal)
        )
        verbal = verbal or verb or unit.folded in ("will", "to", "ll")
        linked = bool(run) and units[at - 1].folded in words.links
        verb = verb or (at > 0 and not apart and unit.text.islower() and units[at - 1].folded in words.subjects)
        if not (verb or (_ends(unit, words) and not (linked and is_infinitive(unit.folded, words)))):
            run.append(unit)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _ends(unit: Unit, words: PlainWords) -> bool:
    """Whether a word ends a phrase wherever it stands: function words, adverbs, verbs by their ending."""
    word = unit.folded
    if (
        word in words.breaks
        or word in words.links
        or word in words.says
        or (word.endswith("ly") and word not in words.generic)
    ):
        return True
    if words.in_dutch and unit.text.islower() and is_dutch_verb(word):
        return True
    if unit.in_small and is_infinitive(word, words):
        return True
    return bool(words.endings) and len(word) > 4 and unit.text.casefold().endswith(words.endings)


def _apart(text: str, before: Unit, unit: Unit) -> bool:
    """Whether punctuation parts two words, or a line that begins anew."""
    gap = text[before.end : unit.start]
    return bool(gap.strip(" \t\n'’\u00a0")) or ("\n" in gap and unit.text[0].isupper())


def _has_object(text: str, units: Sequence[Unit], at: int, words: PlainWords) -> bool:
    """Whether an article follows a word, which shows a verb: "vult de vitrine", "keep our records"."""
    follows = at + 1 < len(units) and units[at + 1].folded in words.determiners
    return follows and units[at].text.islower() and text[units[at].end : units[at + 1].start].isspace()


def _is_verb(
    sentence: Sentence, units: Sequence[Unit], at: int, words: PlainWords, *, doing: bool, apart: bool, verbal: bool
) -> bool:
    word = units[at].folded
    follower = units[at + 1] if at + 1 < len(units) else None
    has_object = follower is not None and not sentence.text[units[at].end : follower.start].strip()
    if word in words.doing:
        return doing and has_object and follower is not None and follower.folded not in _JOINS
    if at == 0 and sentence.listed and word in words.acts and has_object and follower and follower.in_small:
        return not words.says_little(follower.folded)
    if word not in words.verbs:
        before = re.split(r"['’]", units[at - 1].folded)[-1] if at else ""
        return before in _SUBJECTS and not apart and units[at].text.islower()
    if at == 0 or "\n" in sentence.text[units[at - 1].end : units[at].start]:
        return has_object or (follower is not None and follower.folded in words.verbs)
    before = re.split(r"['’]", units[at - 1].folded)[-1]
    if before in _MODALS and not apart:
        return True
    return verbal and (apart or before in _JOINS) and has_object


def _german(sentence: Sentence, units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Runs of capitalised words: in German all nouns are, and adjectives before them are not needed."""
    run: list[Unit] = []
    for at, unit in enumerate(units):
        apart = at > 0 and bool(sentence.text[units[at - 1].end : unit.start].strip())
        cut_off = sentence.text[unit.end : unit.end + 1] in ("-", "‐")
        noun = unit.text[0].isupper() and not cut_off
        leads = at == 0 and at + 1 < len(units) and units[at + 1].text[0].isupper()
        if leads and _GERMAN_ADJECTIVE.search(unit.text) and sentence.text[unit.end : units[at + 1].start] == " ":
            noun = False
        if at == 0 and _SURELY_ADJECTIVE.search(unit.text):
            noun = False
        if run and (apart or not noun):
            yield run
            run = []
        if noun:
            run.append(unit)
    if run:
        yield run


def _trimmed(run: list[Unit], words: PlainWords, *, named: bool) -> Phrase | None:
    """A run without general words at its ends. `named`: a capital inside a sentence makes a word part of a name."""
    first, last = 0, len(run)
    while first < last and _leads(run[first], words) and not (named and run[first].start and _in_name(run[first:last])):
        if _is_described(run[first : first + 2], words):
            break
        first += 1
    while last > first and _trails(run[last - 1], words) and not (named and _in_name(run[first:last][-2:])):
        if run[last - 1].folded in words.kept and run[first].in_small and _needs_its_head(run[first:last]):
            break
        last -= 1
    if named and last - first == 1 < len(run) - first and _describes(run[first], run[last], words):
        last += 1
    units = tuple(run[first:last])
    return Phrase(units) if 0 < len(units) <= _MOST_UNITS else None


def _is_described(units: Sequence[Unit], words: PlainWords) -> bool:
    """Whether a general head has its adjective right behind it, as in Romance languages: projet pédagogique."""
    if not words.links or len(units) < 2 or units[0].folded in words.trims | words.done:
        return False
    adjective = units[1].folded
    return units[1].start == units[0].end + 1 and is_romance_adjective(adjective)


def _describes(unit: Unit, head: Unit, words: PlainWords) -> bool:
    """Whether a word that is left is an adjective, which cannot stand without its general head: oral history."""
    if not words.says or not unit.in_small or head.folded in words.unmade:
        return False
    return describes_a_kind(unit.folded) and not is_no_noun(head.folded)


def _needs_its_head(units: Sequence[Unit]) -> bool:
    """Whether the last word cannot go: reservation software, library management system."""
    return len(units) == 2 or (len(units) == 3 and units[1].folded in _MANAGED)


def _leads(unit: Unit, words: PlainWords) -> bool:
    word = unit.folded
    if word in words.trims or word in words.done or _COUNTED.match(word):
        return True
    return bool(words.links) and word in words.hollow


def _trails(unit: Unit, words: PlainWords) -> bool:
    return unit.folded in words.trims or unit.folded in words.hollow or unit.folded in words.done


def _in_name(units: Sequence[Unit]) -> bool:
    """Whether the first two words both have a capital."""
    return len(units) > 1 and units[0].text[0].isupper() and units[1].text[0].isupper()


def _says_something(phrase: Phrase, words: PlainWords) -> bool:
    folded = [unit.folded for unit in phrase.units]
    if len(folded) == 1:
        return _is_rare(phrase.units[0], words)
    if all(words.says_little(word) or word.isdigit() for word in folded):
        said = folded[-1] in words.generic or folded[-1] in words.kept
        return (len(folded) == 2 or folded[-1] in words.kept) and said and not words.empty & set(folded)
    return True
