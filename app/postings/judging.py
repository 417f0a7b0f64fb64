"""Which cuts of a sentence name a skill: judged by weights that were learnt from labelled postings."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import fsum

import msgspec

from app.documents.terms.vocabulary import posting_words
from app.postings.linking import cuts
from app.postings.spans import Span
from app.postings.traces import Scene, traces

Choose = Callable[[Scene], list[Span]]
WEIGHTS = "open_terms.json"
_PLACED = re.compile(
    r"\b(?:to|from|near|at|based in|located in|offices? in|moving to|between|around|outside|"
    r"between [\w-]{2,20} and)\s+\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE_A_PLACE = 60
"""Characters that say that a place comes: to read a long sentence from its beginning for each cut takes seconds."""


class Judge(msgspec.Struct, frozen=True):
    """Weights by trace, in log-odds; what scores above `threshold` is taken to name a skill."""

    threshold: float
    weights: Mapping[str, float]

    def choose(self, scene: Scene) -> list[Span]:
        """The cuts that name skills, in the order of the text: none overlapping, as much weight as can be."""
        found = [(span, self.score(span, scene) - self.threshold) for span in candidates(scene)]
        return best_of([(span, score) for span, score in found if score > 0])

    def score(self, span: Span, scene: Scene) -> float:
        """The log-odds that a cut names a skill."""
        # Rounded once: a set has another order in each process, and a sum by turns another last digit, which decides
        # between two cuts that score alike.
        return fsum(self.weights.get(trace, 0.0) for trace in set(traces(span, scene)))


@lru_cache(maxsize=1)
def learnt() -> Judge:
    """The judge that was learnt from the tuned half of the bench (python -m benchmarks.keywords.training)."""
    return msgspec.json.decode(files("app.postings").joinpath(WEIGHTS).read_bytes(), type=Judge)


def choose_as_learnt(scene: Scene) -> list[Span]:
    """The cuts that the learnt judge takes."""
    return learnt().choose(scene)


def candidates(scene: Scene) -> Iterator[Span]:
    """The cuts of a sentence outside of what is taken, but for places, and words that are never a skill."""
    never = posting_words().stop_tokens
    for span in cuts(scene.sentence, scene.language):
        if any(start < span.end and span.start < end for start, end in scene.taken):
            continue
        if all(unit.folded in never for unit in span.units):
            continue
        if span.units[0].text[0].isupper() and _PLACED.search(
            scene.sentence.text, max(0, span.start - _LONGEST_BEFORE_A_PLACE), span.start
        ):
            continue
        yield span


def best_of(scored: Sequence[tuple[Span, float]]) -> list[Span]:
    """Of cuts with their gains those that do not overlap and gain most together."""
    order = sorted(scored, key=lambda one: (one[0].end, one[0].start))
    ends: list[int] = []
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for span, gain in order:
        gained, chosen = best[bisect_right(ends, span.start)]
        taken = (gained + gain, [*chosen, span])
        best.append(taken if taken[0] > best[-1][0] else best[-1])
        ends.append(span.end)
    return best[-1][1]
