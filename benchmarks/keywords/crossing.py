"""How the learnt judge does on trades that it was not taught: each trade judged by what the others taught."""

from collections.abc import Iterator, Sequence

from benchmarks.keywords.extracting import foreword
from benchmarks.keywords.labels import LabelledPosting
from benchmarks.keywords.masking import masked
from benchmarks.keywords.scoring import Outcome, compare
from benchmarks.keywords.training import examples_in, learn

FOLDS = 10


def outcomes_across(postings: Sequence[LabelledPosting]) -> Iterator[Outcome]:
    """Each posting, read with the masked vocabulary by a judge that was taught by postings of other trades only."""
    trades = sorted({posting.labels.trade for posting in postings})
    with masked(postings):
        taught = {one.name: list(examples_in(one)) for one in postings}
        for fold in range(FOLDS):
            left_out = set(trades[fold::FOLDS])
            others = [posting for posting in postings if posting.labels.trade not in left_out]
            judge = learn([example for posting in others for example in taught[posting.name]])
            for posting in postings:
                if posting.labels.trade in left_out:
                    yield compare(posting, foreword(posting, choose=judge.choose))
