"""Keywords of postings that no rule was written against: the goals, and peers where they are installed."""

from collections.abc import Iterator

from benchmarks.keywords.extracting import Extractor, foreword, peers
from benchmarks.keywords.labels import HALVES, LabelledPosting, load
from benchmarks.keywords.scoring import Score, compare, total
from benchmarks.report import Row

REPEATS = 1
"""It is always the same."""
F1_GOAL = 0.85
NEED_GOAL = 0.9


def score_of(postings: list[LabelledPosting], extractor: Extractor) -> Score:
    """All postings together."""
    return total(compare(posting, extractor(posting)).score for posting in postings)


def rows() -> Iterator[Row]:
    """F1 and need of either half, and F1 against each peer on the half held back."""
    for half in HALVES:
        score, name = score_of(load(half), foreword), half.replace("_", "-")
        yield Row(f"keywords F1, {name} half", score.f1, "", "goal", F1_GOAL, at_least=True)
        yield Row(f"required or nice, {name} half", score.need, "", "goal", NEED_GOAL, at_least=True)
    held_back = load("held_back")
    mine = score_of(held_back, foreword)
    for name, extractor in peers().items():
        theirs = score_of(held_back, extractor)
        yield Row("keywords F1, held-back half", mine.f1, "", name, theirs.f1, at_least=True)
