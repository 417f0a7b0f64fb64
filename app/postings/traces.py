"""What is known of a cut of a sentence where it stands: the traces by which it is judged to name a skill or not."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.documents.terms.plain_words import heads, plain_words
from app.documents.terms.priors import how_often, known_ending, priors
from app.documents.terms.tokens import fold
from app.postings.asking import cues_in
from app.postings.phrases import Unit, phrases
from app.postings.sentences import Posting, Sentence
from app.postings.spans import Span, is_verb
from app.postings.word_shapes import describes_a_kind, is_no_noun

HEAD_FIRST = frozenset({"fr", "es", "pt"})
_COMPOUNDING = frozenset({"de", "nl"})
_KINDS = ("breaks", "trims", "hollow", "generic", "everyday", "verbs", "doing", "done", "says", "unmade", "empty")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_JOINT = re.compile(r"\W*(?:and|or|und|oder|et|ou|y|e|en|of|,|/)?\W*")
_SENTENCE_STARTS = frozenset('.!?:;"“•*-–(')
_LONG = 40
_PRONOUN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Yy]ou|[Yy]our|Sie|[Ww]ir|[Uu]nser\w*|[Nn]ous|[Vv]ous|[Jj]e|[Ww]ij|[Oo]ns)\b"
)


class Surroundings(NamedTuple):
    """A posting's folded words: of its title, how often each stands, and where the employer tells of itself.

    `headed`: some heading names what is required.
    """

    title: frozenset[str]
    counts: Counter[str]
    told: frozenset[str]
    headed: bool


class Scene(NamedTuple):
    """Where cuts stand: a sentence with the ranges of known terms in it, in its posting.

    `ignored` are folded words; `speaks`: the sentence is about the applicant or the tasks, as far as its words tell.
    """

    sentence: Sentence
    taken: Sequence[tuple[int, int]]
    language: str
    ignored: frozenset[str]
    around: Surroundings
    speaks: bool = True


def surroundings_of(posting: Posting, text: str) -> Surroundings:
    """The words of a posting, read once for all of its sentences."""
    told = " ".join(one.text for one in posting.sentences if one.part in ("about", "offer"))
    return Surroundings(
        frozenset(_WORD.findall(fold(posting.title))),
        Counter(_WORD.findall(fold(text))),
        frozenset(_WORD.findall(fold(told))),
        posting.headed,
    )


def traces(span: Span, scene: Scene) -> Iterator[str]:
    """The traces of one cut, each a name with its value; counts are rounded to classes."""
    yield "always"
    yield from _of_words(span, scene)
    yield from _of_the_run(span, scene)
    yield from _of_the_place(span, scene)
    yield from _of_the_sentence(span, scene)
    yield from _of_priors(span, scene)
    yield from _of_the_posting(span, scene)


def _head(span: Span, language: str) -> Unit:
    return span.units[0] if language in HEAD_FIRST else span.units[-1]


def _group(language: str) -> str:
    return "romance" if language in HEAD_FIRST else language


def _of_words(span: Span, scene: Scene) -> Iterator[str]:
    size, group, head = len(span.units), _group(scene.language), _head(span, scene.language)
    yield f"size={size} {group}"
    yield f"verbal={span.verbal} {size}"
    if span.link:
        yield f"link={span.link}"
        yield f"link={span.link} head={_head(span, scene.language).folded}"
        yield f"link={span.link} {_shape(span.units[0].text)} {_shape(span.units[-1].text)}"
        yield f"link={span.link} first={span.units[0].folded}"
        kinds = [kind_of(span.units[at].folded, scene.language) for at in (0, -1)]
        yield f"link={span.link} kinds={' '.join(kinds)}"
    for name, unit in (("head", head), ("first", span.units[0]), ("last", span.units[-1])):
        kind = kind_of(unit.folded, scene.language)
        yield f"{name} kind={kind} {group}"
        yield f"{name} kind={kind} {min(size, 3)}"
        yield f"{name} shape={_shape(unit.text)} {min(size, 2)} {_inside(scene.sentence.text, unit.start)}"
        yield f"{name} length={min(len(unit.folded) // 2, 8)}"
    if size == 2:
        yield f"kinds={kind_of(span.units[0].folded, scene.language)} {kind_of(span.units[1].folded, scene.language)}"
    yield f"head={head.folded}"
    yield f"first={span.units[0].folded}"
    for cut in (2, 3, 4, 5):
        yield f"head ends={head.folded[-cut:]} {group}"
    if size > 1:
        beside = span.units[1] if scene.language in HEAD_FIRST else span.units[-2]
        yield f"beside ends={beside.folded[-2:]} {group}"
        yield f"beside ends={beside.folded[-3:]} {group}"
    if category := heads().get(head.folded):
        yield f"category={category}"
    yield f"shapes={' '.join(_shape(unit.text) for unit in span.units)}"


def _of_the_run(span: Span, scene: Scene) -> Iterator[str]:
    group = _group(scene.language)
    more_before, more_after = span.first > 0 and not span.verbal, span.last < len(span.run)
    yield f"more={more_before} {more_after}"
    if more_before:
        left = span.run[span.first - 1]
        yield f"left kind={kind_of(left.folded, scene.language)} {group}"
        yield f"left={left.folded}"
        yield f"left shape={_shape(left.text)} {_shape(span.units[0].text)}"
    if more_after:
        right = span.run[span.last]
        yield f"right kind={kind_of(right.folded, scene.language)} {group}"
        yield f"right={right.folded}"
        yield f"right shape={_shape(span.units[-1].text)} {_shape(right.text)}"
        yield f"right as head={how_often(priors().last[right.folded])}"
    starts, ends = _trimmed(scene.sentence, scene.language)
    at = bisect_right(starts, span.start) - 1
    if at >= 0 and (starts[at], ends[at]) == (span.start, span.end):
        yield "trimmed"
    else:
        yield f"untrimmed inside={at >= 0 and span.end <= ends[at]}"


@lru_cache(maxsize=64)
def _trimmed(sentence: Sentence, language: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the phrases of a sentence, which do not overlap, start and end."""
    found = phrases(sentence, language)
    return tuple(phrase.start for phrase in found), tuple(phrase.end for phrase in found)


def _of_the_place(span: Span, scene: Scene) -> Iterator[str]:
    sentence, text, words = scene.sentence, scene.sentence.text, plain_words(scene.language)
    yield f"language={scene.language}"
    yield f"part={sentence.part}"
    yield f"part={sentence.part} {sentence.listed}"
    before = text[span.before.end : span.run[0].start].strip()[:1] if span.before else "start"
    after = text[span.run[-1].end : span.after.start if span.after else len(text)].strip()[:1]
    after = after or ("" if span.after else "end")
    yield f"gap before={before}"
    yield f"gap after={after}"
    yield f"gaps={before} {after} {sentence.listed}"
    if span.before and not before:
        yield f"before={span.before.folded}"
        yield f"before={span.before.folded} {_shape(span.units[0].text)}"
        yield f"before verb={is_verb(span.before.folded, words)}"
    if span.after and not after:
        yield f"after={span.after.folded}"
    if span.start == 0 and not text[span.end :].strip(" .;,"):
        yield f"alone {sentence.listed}"
    yield f"where={min(3, 4 * span.start // max(1, len(text)))}"
    yield f"sentence={min(6, len(text) // _LONG)} {sentence.listed}"


def _of_the_sentence(span: Span, scene: Scene) -> Iterator[str]:
    speaks, headed, shape = scene.speaks, scene.around.headed, _shape(span.units[0].text)
    inside = _inside(scene.sentence.text, span.start)
    yield f"speaks={speaks} {headed}"
    yield f"speaks={speaks} {shape} {inside}"
    for cue in cues_in(scene.sentence.text):
        yield f"cue={cue} {speaks}"
    for pronoun in _pronouns(scene.sentence.text):
        yield f"pronoun={pronoun} {speaks}"


@lru_cache(maxsize=64)
def _pronouns(text: str) -> frozenset[str]:
    return frozenset(pronoun.casefold() for pronoun in _PRONOUN.findall(text))


def _of_priors(span: Span, scene: Scene) -> Iterator[str]:
    """How often the terms of the vocabulary hold such words."""
    known, units, size = priors(), span.units, len(span.units)
    head = _head(span, scene.language)
    heading = known.first if scene.language in HEAD_FIRST else known.last
    counts = [sum(known.words[part] for part in unit.folded.split("-")) for unit in units]
    yield f"known head={how_often(heading[head.folded])} {size > 1}"
    yield f"known word={how_often(known.words[head.folded])} {min(size, 2)}"
    yield f"known least={how_often(min(counts))} {min(size, 3)}"
    yield f"known most={how_often(max(counts))} {min(size, 3)}"
    if size > 1:
        least = min(known.pairs[one.folded, other.folded] for one, other in pairwise(units))
        yield f"known pair={how_often(least)}"
    if scene.language in _COMPOUNDING:
        yield f"known ending={how_often(known_ending(head.folded))}"


def _of_the_posting(span: Span, scene: Scene) -> Iterator[str]:
    head, text, around = _head(span, scene.language), scene.sentence.text, scene.around
    yield f"repeated={min(3, around.counts[head.folded])} {_shape(head.text)}"
    yield f"titled={sum(unit.folded in around.title for unit in span.units)} {min(len(span.units), 3)}"
    if any(unit.folded in around.told for unit in span.units):
        yield f"told {_shape(head.text)} {min(len(span.units), 2)}"
    left = any(end <= span.start and _JOINT.fullmatch(text, end, span.start) for _, end in scene.taken)
    right = any(start >= span.end and _JOINT.fullmatch(text, span.end, start) for start, _ in scene.taken)
    yield f"beside known={left} {right}"
    yield f"known here={min(3, len(scene.taken))}"
    if any(unit.folded in scene.ignored for unit in span.units):
        yield f"ignored={all(unit.folded in scene.ignored for unit in span.units)}"


@lru_cache(maxsize=4096)
def kind_of(word: str, language: str) -> str:
    """The list of plain words that a folded word stands in, or what its ending tells."""
    words = plain_words(language)
    for name in _KINDS:
        if word in getattr(words, name):
            return name
    if word.endswith("ly"):
        return "adverb"
    if words.says and is_no_noun(word):
        return "no noun"
    return "adjective" if words.says and describes_a_kind(word) else "rare"


@lru_cache(maxsize=4096)
def _shape(text: str) -> str:
    if any(char.isdigit() for char in text):
        return "number" if text.isdigit() else "code"
    if text.islower():
        return "hyphen" if "-" in text else "small"
    if text.isupper():
        return "capitals"
    return "name" if text[0].isupper() and text[1:].islower() else "mixed"


def _inside(text: str, start: int) -> bool:
    """Whether a capital there is a name's: not the first word of a sentence or quotation."""
    before = text[:start].rstrip()
    return bool(before) and before[-1] not in _SENTENCE_STARTS
