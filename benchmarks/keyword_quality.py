"""Keywords of postings that no rule was written against: the goals, and peers where they are installed."""

from collections.abc import Iterator, Sequence

from benchmarks.keywords.extracting import Extractor, foreword, peers
from benchmarks.keywords.labels import HALVES, LabelledPosting, load
from benchmarks.keywords.scoring import Score, compare, total
from benchmarks.report import Row, in_parts, spread_over

REPEATS = 1
"""It is always the same; the spread is that of thirds of the postings."""
F1_GOAL = 0.85
NEED_GOAL = 0.9


def score_of(postings: Sequence[LabelledPosting], extractor: Extractor) -> Score:
    """All postings together."""
    return total(compare(posting, extractor(posting)).score for posting in postings)


def rows() -> Iterator[Row]:
    """F1 and need of either half, and F1 against each peer on the half held back."""
    for half in HALVES:
        postings, name = load(half), half.replace("_", "-")
        whole, *parts = (list(_rows(score_of(some, foreword), name)) for some in (postings, *in_parts(postings)))
        yield from map(spread_over, whole, zip(*parts, strict=True))
    held_back = load("held_back")
    for name, extractor in peers().items():
        whole_row, *rest = (_against(some, name, extractor) for some in (held_back, *in_parts(held_back)))
        yield spread_over(whole_row, rest)


def _rows(score: Score, half: str) -> Iterator[Row]:
    yield Row(f"keywords F1, {half} half", score.f1, "", "goal", F1_GOAL, at_least=True)
    yield Row(f"required or nice, {half} half", score.need, "", "goal", NEED_GOAL, at_least=True)


def _against(postings: Sequence[LabelledPosting], name: str, extractor: Extractor) -> Row:
    mine, theirs = score_of(postings, foreword), score_of(postings, extractor)
    return Row("keywords F1, held-back half", mine.f1, "", name, theirs.f1, at_least=True)
