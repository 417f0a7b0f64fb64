"""Learns which phrases of a posting name skills that no list knows, from the tuned half.

`python -m benchmarks.keywords.training` writes app/postings/open_terms.json anew: a logistic regression over the traces
of every cut of every sentence that asks for something (app/postings/traces.py), learnt where the vocabulary is masked
(benchmarks/keywords/masking.py), since that is where it has to judge. It is made without chance and in plain Python.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.documents.terms.vocabulary import categories
from app.postings.forms import parse_posting
from app.postings.judging import WEIGHTS, Judge, candidates
from app.postings.keywords import extract_keywords
from app.postings.results import Keyword
from app.postings.spans import Span
from app.postings.traces import Scene, traces
from benchmarks.keywords.comparing import Key, keys_of
from benchmarks.keywords.labels import LabelledPosting, load
from benchmarks.keywords.masking import masked

TARGET = Path(__file__).parents[2] / "app" / "postings" / WEIGHTS
THRESHOLD = -0.15
FEWEST = 4
"""How often a trace must have been seen to have a weight."""
ROUNDS = 24
STEP = 0.25
HOLDING = 4.0
"""How strongly weights are held to zero."""
DIGITS = 2


class Example(NamedTuple):
    """The traces of a cut, and whether it names a skill."""

    traces: frozenset[str]
    names: bool


def main() -> None:
    """Learn, and write the weights."""
    TARGET.write_bytes(as_file(learn(examples_of(load("tuned")))))


def as_file(judge: Judge) -> bytes:
    """A judge as the file that the app reads."""
    return msgspec.json.format(msgspec.json.encode(judge), indent=1) + b"\n"


def examples_of(postings: Sequence[LabelledPosting]) -> list[Example]:
    """What the postings teach, under the masked vocabulary."""
    with masked(postings):
        return [example for one in postings for example in examples_in(one)]


def examples_in(posting: LabelledPosting) -> Iterator[Example]:
    """Each cut of a posting with what its labels make of it; none for what may or may not count."""
    scenes: list[Scene] = []

    def note(scene: Scene) -> list[Span]:
        scenes.append(scene)
        return []

    form = parse_posting(posting.text)
    keywords = extract_keywords(form.text, form.title, form.company, choose=note).all()
    wanted, optional = _labels(posting, keywords)
    for scene in scenes:
        for span in candidates(scene):
            forms = keys_of(scene.sentence.text[span.start : span.end], posting.labels.language)
            names = any(wanted.get(form) for form in forms)
            if names or not forms & optional:
                yield Example(frozenset(traces(span, scene)), names)


def _labels(posting: LabelledPosting, keywords: Iterable[Keyword]) -> tuple[dict[Key, bool], frozenset[Key]]:
    """The forms of all labels, false for those whose label a known term has found already; and the optional forms."""
    language = posting.labels.language
    known = frozenset(
        key
        for keyword in keywords
        if keyword.term in categories()
        for text in (keyword.term, *keyword.found)
        for key in keys_of(text, language)
    )
    wanted: dict[Key, bool] = {}
    for label in posting.labels.keywords:
        keys = frozenset(key for form in label.forms for key in keys_of(form, language))
        wanted.update(dict.fromkeys(keys, not keys & known))
    optional = frozenset(key for phrase in posting.labels.optional for key in keys_of(phrase, language))
    return wanted, optional


def learn(examples: Sequence[Example]) -> Judge:
    """Weights by AdaGrad over the examples in their order, each weight held to zero by its square."""
    seen = Counter(trace for example in examples for trace in example.traces)
    names = sorted(trace for trace, count in seen.items() if count >= FEWEST)
    index = {name: at for at, name in enumerate(names)}
    rows = [
        (sorted(index[trace] for trace in example.traces if trace in index), float(example.names))
        for example in examples
    ]
    weights, squares = [0.0] * len(names), [1e-6] * len(names)
    held = [HOLDING / seen[name] for name in names]
    order = _mixed(len(rows))
    for _ in range(ROUNDS):
        for at in order:
            active, wanted = rows[at]
            score = sum(weights[one] for one in active)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - wanted
            for one in active:
                slope = error + held[one] * weights[one]
                squares[one] += slope * slope
                weights[one] -= STEP * slope / math.sqrt(squares[one])
    kept = {name: round(weight, DIGITS) for name, weight in zip(names, weights, strict=True)}
    return Judge(THRESHOLD, {name: weight for name, weight in kept.items() if weight})


def _mixed(count: int) -> list[int]:
    """All numbers below `count` in an order that is mixed, and always the same."""
    return sorted(range(count), key=lambda at: (at * 7919) % 104729)


if __name__ == "__main__":
    main()
